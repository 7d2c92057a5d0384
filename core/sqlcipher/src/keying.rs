//! Hands SQLCipher the key.
//!
//! Through its C function and not as `PRAGMA key = …`, because SQLite keeps statements in memory that nobody wipes.

use std::ffi::c_int;

use rusqlite::{Connection, ffi};
use zeroize::Zeroizing;

use crate::key::{KEY_BYTES, Key};

/// SQLCipher's way to write a raw key: `x'…'` around hexadecimal digits.
const SPELLED: usize = 3 + 2 * KEY_BYTES;

/// Keys a connection that was opened and not used yet.
pub(crate) fn apply(connection: &Connection, key: &Key) -> Result<(), rusqlite::Error> {
    let spelled = spell(key.bytes());
    // SAFETY: the handle is only passed on below, while `connection` is borrowed.
    let handle = unsafe { connection.handle() };
    // SAFETY: `handle` belongs to an open connection. SQLCipher copies the key before it returns and never writes to
    // it; pointer and length describe one array.
    let code = unsafe { ffi::sqlite3_key(handle, spelled.as_ptr().cast(), SPELLED as c_int) };
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)) }
}

fn spell(bytes: &[u8; KEY_BYTES]) -> Zeroizing<[u8; SPELLED]> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut spelled = Zeroizing::new([0; SPELLED]);
    spelled[..2].copy_from_slice(b"x'");
    spelled[SPELLED - 1] = b'\'';
    for (pair, byte) in spelled[2..SPELLED - 1].chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    spelled
}
