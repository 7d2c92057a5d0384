//! SQLCipher's provider: the table of functions through which it reaches [`crate::crypto`].
//!
//! SQLCipher was compiled with `-DSQLCIPHER_CRYPTO_CUSTOM=doorstep_sqlcipher_provider` (`.cargo/config.toml`) and
//! calls that function once, when SQLite starts, to have the table filled. A test compares [`Table`] with the C
//! declaration in the SQLCipher source that is linked, so that an update cannot shift a field unnoticed.
//!
//! Nothing here keeps state, allocates for SQLCipher, or unwinds: lengths are checked, and what fails is answered
//! with [`FAILED`].

mod bytes;
mod facts;
mod primitives;

use std::ffi::{c_char, c_int, c_uchar, c_void};

/// SQLite's `SQLITE_OK`.
const DONE: c_int = 0;
/// SQLite's `SQLITE_ERROR`, the only refusal that SQLCipher looks for.
const FAILED: c_int = 1;

/// SQLCipher's context of a connection. Ours is empty: SQLCipher's own holds the keys.
type Context = *mut c_void;

/// `struct sqlcipher_provider`, field by field.
#[repr(C)]
pub(crate) struct Table {
    init: Option<unsafe extern "C" fn() -> c_int>,
    shutdown: Option<unsafe extern "C" fn()>,
    get_provider_name: unsafe extern "C" fn(Context) -> *const c_char,
    add_random: unsafe extern "C" fn(Context, *const c_void, c_int) -> c_int,
    random: unsafe extern "C" fn(Context, *mut c_void, c_int) -> c_int,
    hmac: unsafe extern "C" fn(
        Context,
        c_int,
        *const c_uchar,
        c_int,
        *const c_uchar,
        c_int,
        *const c_uchar,
        c_int,
        *mut c_uchar,
    ) -> c_int,
    kdf: unsafe extern "C" fn(
        Context,
        c_int,
        *const c_uchar,
        c_int,
        *const c_uchar,
        c_int,
        c_int,
        c_int,
        *mut c_uchar,
    ) -> c_int,
    cipher: unsafe extern "C" fn(
        Context,
        c_int,
        *const c_uchar,
        c_int,
        *const c_uchar,
        *const c_uchar,
        c_int,
        *mut c_uchar,
    ) -> c_int,
    get_cipher: unsafe extern "C" fn(Context) -> *const c_char,
    get_key_sz: unsafe extern "C" fn(Context) -> c_int,
    get_iv_sz: unsafe extern "C" fn(Context) -> c_int,
    get_block_sz: unsafe extern "C" fn(Context) -> c_int,
    get_hmac_sz: unsafe extern "C" fn(Context, c_int) -> c_int,
    ctx_init: unsafe extern "C" fn(*mut Context) -> c_int,
    ctx_free: unsafe extern "C" fn(*mut Context) -> c_int,
    fips_status: unsafe extern "C" fn(Context) -> c_int,
    get_provider_version: unsafe extern "C" fn(Context) -> *const c_char,
    next: *mut Table,
}

/// Fills SQLCipher's table with our functions. Named in `.cargo/config.toml`.
///
/// # Safety
/// `table` is null or points to memory for one [`Table`], aligned and the caller's own for the time of the call.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn doorstep_sqlcipher_provider(table: *mut Table) -> c_int {
    if table.is_null() {
        return FAILED;
    }
    let ours = Table {
        init: None,
        shutdown: None,
        get_provider_name: facts::name,
        add_random: primitives::add_random,
        random: primitives::random,
        hmac: primitives::hmac,
        kdf: primitives::kdf,
        cipher: primitives::cipher,
        get_cipher: facts::cipher_name,
        get_key_sz: facts::key_bytes,
        get_iv_sz: facts::block_bytes,
        get_block_sz: facts::block_bytes,
        get_hmac_sz: facts::code_bytes,
        ctx_init: facts::context,
        ctx_free: facts::context,
        fips_status: facts::fips,
        get_provider_version: facts::version,
        // SQLCipher sets it when it registers the table.
        next: std::ptr::null_mut(),
    };
    // SAFETY: `table` is not null, and the caller vouches for room and alignment. `write` does not read what was
    // there before, so it need not be initialised.
    unsafe { table.write(ours) };
    DONE
}

/// Makes the linker keep [`doorstep_sqlcipher_provider`], which only C refers to, in every program that opens a file.
pub(crate) fn keep() {
    std::hint::black_box(doorstep_sqlcipher_provider as unsafe extern "C" fn(*mut Table) -> c_int);
}
