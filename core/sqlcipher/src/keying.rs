//! Hands SQLCipher the key.
//!
//! Through its C function and not as `PRAGMA key = …`, because SQLite keeps statements in memory that nobody wipes.

use std::ffi::c_int;

use rusqlite::{Connection, ffi};
use zeroize::Zeroizing;

use crate::format::SALT_BYTES;
use crate::key::{KEY_BYTES, Key};

/// SQLCipher's way to write a raw key: `x'…'` around hexadecimal digits of the key, and of the salt when there is one.
const LONGEST: usize = 3 + 2 * (KEY_BYTES + SALT_BYTES);

/// Keys a connection that was opened and not used yet. A file that exists brings its salt; a new one takes `salt`.
pub(crate) fn apply(connection: &Connection, key: &Key, salt: Option<&[u8; SALT_BYTES]>) -> rusqlite::Result<()> {
    let spelled = spell(key.bytes(), salt.map_or(&[], |salt| salt));
    // SAFETY: the handle is only passed on below, while `connection` is borrowed.
    let handle = unsafe { connection.handle() };
    // SAFETY: `handle` belongs to an open connection. SQLCipher copies the key before it returns and never writes to
    // it; pointer and length describe one vector, of at most `LONGEST` bytes.
    let code = unsafe { ffi::sqlite3_key(handle, spelled.as_ptr().cast(), spelled.len() as c_int) };
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)) }
}

/// The room is taken at once: a vector that grew would leave a copy behind that nobody wipes.
fn spell(key: &[u8; KEY_BYTES], salt: &[u8]) -> Zeroizing<Vec<u8>> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut spelled = Zeroizing::new(Vec::with_capacity(LONGEST));
    spelled.extend_from_slice(b"x'");
    for byte in key.iter().chain(salt) {
        spelled.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    spelled.push(b'\'');
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_key_and_salt_without_growing() {
        let key = std::array::from_fn(|at| (at * 8 + 7) as u8);
        let plain = spell(&key, &[]);
        assert_eq!(plain.len(), 67);
        assert!(plain.starts_with(b"x'070f171f") && plain.ends_with(b"f7ff'"), "{}", String::from_utf8_lossy(&plain));
        let salted = spell(&key, &[0xa5; SALT_BYTES]);
        assert_eq!((salted.len(), salted.capacity()), (LONGEST, LONGEST));
        assert!(salted.ends_with(b"f7ffa5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5'"));
    }
}
