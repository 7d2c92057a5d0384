//! [`crate::crypto`] as SQLCipher calls it.

use std::ffi::{c_int, c_uchar, c_void};

use zeroize::Zeroizing;

use super::bytes::{self, give, input, output};
use super::{Context, DONE, FAILED};
use crate::crypto::cipher::{BLOCK_BYTES, Direction, aes_256_cbc};
use crate::crypto::mac::{self, Hash, LONGEST};
use crate::crypto::{self, Refused};

/// The longest key that is derived. SQLCipher asks for the cipher's 32 bytes.
const LONGEST_DERIVED: usize = 64;

/// The hash that C's number stands for: `SQLCIPHER_HMAC_*` and `SQLCIPHER_PBKDF2_HMAC_*` count alike.
pub(super) fn hash(algorithm: c_int) -> Result<Hash, Refused> {
    match algorithm {
        0 => Ok(Hash::Sha1),
        1 => Ok(Hash::Sha256),
        2 => Ok(Hash::Sha512),
        _ => Err(Refused::Algorithm),
    }
}

/// The direction that C's number stands for: `SQLCIPHER_DECRYPT`, `SQLCIPHER_ENCRYPT`.
fn direction(mode: c_int) -> Result<Direction, Refused> {
    match mode {
        0 => Ok(Direction::Decrypt),
        1 => Ok(Direction::Encrypt),
        _ => Err(Refused::Algorithm),
    }
}

fn answer(result: Result<(), Refused>) -> c_int {
    if result.is_ok() { DONE } else { FAILED }
}

/// Takes no entropy from SQLCipher: the operating system's needs none.
pub(super) extern "C" fn add_random(_: Context, _: *const c_void, _: c_int) -> c_int {
    DONE
}

/// # Safety
/// `buffer` is null or good for writing `length` initialised bytes, and the caller's own.
pub(super) unsafe extern "C" fn random(_: Context, buffer: *mut c_void, length: c_int) -> c_int {
    // SAFETY: as the caller vouches.
    answer(unsafe { output(buffer.cast(), length) }.and_then(crypto::random::fill))
}

/// # Safety
/// Each pointer is null or good for reading as many initialised bytes as the length after it says; `code` is null or
/// good for writing as many bytes as [`Hash::code_bytes`] says. They may overlap.
pub(super) unsafe extern "C" fn hmac(
    _: Context,
    algorithm: c_int,
    key: *const c_uchar,
    key_length: c_int,
    first: *const c_uchar,
    first_length: c_int,
    second: *const c_uchar,
    second_length: c_int,
    code: *mut c_uchar,
) -> c_int {
    let make = || {
        let hash = hash(algorithm)?;
        let mut room = Zeroizing::new([0; LONGEST]);
        let made = &mut room[..hash.code_bytes()];
        // SAFETY: as the caller vouches, and nothing is written to `code` before the inputs were used up.
        let key = unsafe { input(key, key_length) }?;
        // SAFETY: as above.
        let first = unsafe { input(first, first_length) }?;
        // SAFETY: as above.
        let second = unsafe { input(second, second_length) }?;
        mac::hmac(hash, key, &[first, second], made)?;
        // SAFETY: the caller vouches for room for a code of this hash, and `made` has that length.
        unsafe { give(made, code) }
    };
    answer(make())
}

/// # Safety
/// `password` and `salt` are null or good for reading as many initialised bytes as the length after each says; `key`
/// is null or good for writing `key_length` bytes. They may overlap.
pub(super) unsafe extern "C" fn kdf(
    _: Context,
    algorithm: c_int,
    password: *const c_uchar,
    password_length: c_int,
    salt: *const c_uchar,
    salt_length: c_int,
    rounds: c_int,
    key_length: c_int,
    key: *mut c_uchar,
) -> c_int {
    let make = || {
        let rounds = u32::try_from(rounds).map_err(|_| Refused::Length)?;
        let mut room = Zeroizing::new([0; LONGEST_DERIVED]);
        let made = room.get_mut(..bytes::length(key_length)?).ok_or(Refused::Length)?;
        // SAFETY: as the caller vouches, and nothing is written to `key` before the inputs were used up.
        let password = unsafe { input(password, password_length) }?;
        // SAFETY: as above.
        let salt = unsafe { input(salt, salt_length) }?;
        mac::pbkdf2(hash(algorithm)?, password, salt, rounds, made)?;
        // SAFETY: the caller vouches for room for `key_length` bytes, and `made` has that length.
        unsafe { give(made, key) }
    };
    answer(make())
}

/// # Safety
/// `key` is null or good for reading `key_length` bytes, `iv` for 16 and `data` for `length`, all initialised; `out`
/// is null or good for writing `length` initialised bytes. `data` and `out` may overlap; `key` and `iv` lie outside
/// of `out`.
pub(super) unsafe extern "C" fn cipher(
    _: Context,
    mode: c_int,
    key: *const c_uchar,
    key_length: c_int,
    iv: *const c_uchar,
    data: *const c_uchar,
    length: c_int,
    out: *mut c_uchar,
) -> c_int {
    let make = || {
        let direction = direction(mode)?;
        let size = bytes::length(length)?;
        if data.is_null() || out.is_null() {
            return Err(Refused::Length);
        }
        // SAFETY: both are good for `size` bytes, as the caller vouches; `copy` allows for an overlap.
        unsafe { std::ptr::copy(data, out, size) };
        // SAFETY: as the caller vouches. `data` is not looked at again, and `key` and `iv` lie outside.
        let out = unsafe { output(out, length) }?;
        // SAFETY: as the caller vouches.
        let key = unsafe { input(key, key_length) }?;
        // SAFETY: as the caller vouches: a vector has the length of a block.
        let iv = unsafe { input(iv, BLOCK_BYTES as c_int) }?;
        aes_256_cbc(direction, key, iv, out)
    };
    answer(make())
}
