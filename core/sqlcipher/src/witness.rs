//! Whether a key belongs to a file, answered without SQLCipher, which calls a wrong key and a damaged first page by
//! the same name.
//!
//! Two independent places of the file bear witness; either is enough, so that damage must hit both to pass for a
//! wrong key.
//!
//! 1. **The salt**, the first 16 bytes, which SQLCipher stores openly and takes from whoever creates the file. Its
//!    only duty is to differ between files, so ours is 8 random bytes and 8 bytes of an HMAC of them under the key.
//!    Under a random 256-bit key that tells nothing to who has no key; a wrong key passes once in 2⁶⁴.
//! 2. **The first block** after it. It is encrypted with the raw key alone (the salt enters only the authentication
//!    key) and always hides the same fields of SQLite's header: page size, reserved bytes, payload fractions. This
//!    one also serves for files with a foreign salt: made by another SQLCipher, or re-keyed.
//!
//! Neither replaces the authentication of pages: that is SQLCipher's, on every read.
#![forbid(unsafe_code)]

use crate::crypto::Refused;
use crate::crypto::cipher::{BLOCK_BYTES, Direction, aes_256_cbc};
use crate::crypto::mac::hmac;
use crate::crypto::random;
use crate::format::{HASH, IV_BYTES, PAGE_BYTES, RESERVED_BYTES, SALT_BYTES};
use crate::key::Key;

const NONCE_BYTES: usize = 8;
/// Keeps this use of the key apart from every other.
const PURPOSE: &[u8] = b"doorstep: this key opens this file\0";

/// A salt for a new file under `key`.
///
/// # Errors
/// [`Refused::Random`] when the operating system has no random bytes.
pub(crate) fn new_salt(key: &Key) -> Result<[u8; SALT_BYTES], Refused> {
    let mut nonce = [0; NONCE_BYTES];
    random::fill(&mut nonce)?;
    salt(key, nonce)
}

fn salt(key: &Key, nonce: [u8; NONCE_BYTES]) -> Result<[u8; SALT_BYTES], Refused> {
    let mut code = [0; HASH.code_bytes()];
    hmac(HASH, key.bytes(), &[PURPOSE, &nonce], &mut code)?;
    let mut salt = [0; SALT_BYTES];
    let (front, back) = salt.split_at_mut(NONCE_BYTES);
    front.copy_from_slice(&nonce);
    back.copy_from_slice(&code[..SALT_BYTES - NONCE_BYTES]);
    Ok(salt)
}

/// Whether `head`, the first page of a file or what there is of it, was written with `key`.
pub(crate) fn belongs(key: &Key, head: &[u8]) -> bool {
    salt_belongs(key, head) || first_block_belongs(key, head)
}

fn salt_belongs(key: &Key, head: &[u8]) -> bool {
    let (Some(found), Some(nonce)) = (head.first_chunk::<SALT_BYTES>(), head.first_chunk()) else { return false };
    salt(key, *nonce).is_ok_and(|expected| expected == *found)
}

fn first_block_belongs(key: &Key, head: &[u8]) -> bool {
    const IV_AT: usize = PAGE_BYTES - RESERVED_BYTES;
    let (Some(block), Some(iv)) = (head.get(SALT_BYTES..SALT_BYTES + BLOCK_BYTES), head.get(IV_AT..IV_AT + IV_BYTES))
    else {
        return false;
    };
    let mut block = block.to_vec();
    aes_256_cbc(Direction::Decrypt, key.bytes(), iv, &mut block).is_ok()
        && page_bytes(&block) == Some(PAGE_BYTES as u64)
        // A file that SQLCipher made for SHA-512 at first, its default, still keeps room for the longer code.
        && usize::from(block[4]) >= RESERVED_BYTES
}

/// The page size that SQLite's header states, given its bytes from the 17th on; `None` when they are no such header.
///
/// Looks at what is alike in every database: page size (2 bytes), versions (2), reserved bytes, payload fractions 64,
/// 32, 32 (sqlite.org/fileformat.html §1.3).
pub(crate) fn page_bytes(from_the_17th: &[u8]) -> Option<u64> {
    let Some(&[high, low, 1..=2, 1..=2, _, 64, 32, 32]) = from_the_17th.first_chunk() else { return None };
    match u64::from(u16::from_be_bytes([high, low])) {
        1 => Some(65_536),
        bytes if bytes >= 512 && bytes.is_power_of_two() => Some(bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn a_salt_knows_its_key() {
        let (key, other) = (Key::new(KEY), Key::new([8; 32]));
        let salt = salt(&key, *b"8 random").unwrap();
        assert!(salt_belongs(&key, &salt));
        assert!(!salt_belongs(&other, &salt));
        assert!(!salt_belongs(&key, &salt[..15]));
        for byte in 0..SALT_BYTES {
            let mut flipped = salt;
            flipped[byte] ^= 1;
            assert!(!salt_belongs(&key, &flipped), "byte {byte}");
        }
    }

    #[test]
    fn the_salt_is_frozen() {
        // Computed apart: python3 -c "import hmac; print(hmac.new(bytes([7]*32),
        //   b'doorstep: this key opens this file\0' + b'8 random', 'sha256').hexdigest()[:16])"
        let expected = [b"8 random".as_slice(), &FROZEN_TAG].concat();
        assert_eq!(salt(&Key::new(KEY), *b"8 random").unwrap().as_slice(), expected);
    }
    const FROZEN_TAG: [u8; 8] = [0x04, 0xfb, 0x5c, 0xe6, 0x32, 0xda, 0xf3, 0x38];

    #[test]
    fn a_first_block_knows_its_key() {
        let key = Key::new(KEY);
        let mut page = vec![0; PAGE_BYTES];
        page[16..32].copy_from_slice(&[0x10, 0, 2, 2, 48, 64, 32, 32, 0, 0, 0, 1, 0, 0, 0, 1]);
        let iv = [9; IV_BYTES];
        aes_256_cbc(Direction::Encrypt, &KEY, &iv, &mut page[16..PAGE_BYTES - RESERVED_BYTES]).unwrap();
        page[PAGE_BYTES - RESERVED_BYTES..][..IV_BYTES].copy_from_slice(&iv);
        assert!(belongs(&key, &page));
        assert!(!belongs(&Key::new([8; 32]), &page));
        assert!(!belongs(&key, &page[..PAGE_BYTES - 40]), "a part of a page has no vector");
    }

    #[test]
    fn knows_a_header() {
        assert_eq!(page_bytes(&[0x10, 0, 1, 1, 0, 64, 32, 32]), Some(4096));
        assert_eq!(page_bytes(&[0, 1, 2, 2, 48, 64, 32, 32]), Some(65_536));
        assert_eq!(page_bytes(&[0x10, 1, 1, 1, 0, 64, 32, 32]), None, "not a power of two");
        assert_eq!(page_bytes(&[1, 0, 1, 1, 0, 64, 32, 32]), None, "too small");
        assert_eq!(page_bytes(&[0x10, 0, 3, 1, 0, 64, 32, 32]), None, "a version that does not exist");
        assert_eq!(page_bytes(&[0x10, 0, 1, 1, 0, 64, 32]), None, "cut");
    }
}
