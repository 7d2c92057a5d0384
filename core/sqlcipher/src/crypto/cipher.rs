//! AES-256 in CBC mode without padding: what hides a page.
//!
//! `aes` looks for AES-NI or the ARMv8 instructions when it runs and is constant-time either way; key schedules are
//! wiped when dropped.

use aes::Aes256;
use aes::cipher::{Array, BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};

use super::Refused;

/// Bytes of a key.
pub(crate) const KEY_BYTES: usize = 32;
/// Bytes of a block, and of an initialisation vector.
pub(crate) const BLOCK_BYTES: usize = 16;

/// The two ways through a cipher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Plain to hidden.
    Encrypt,
    /// Hidden to plain.
    Decrypt,
}

/// Encrypts or decrypts whole blocks where they stand.
///
/// # Errors
/// [`Refused::Length`] for a key that is not 32 bytes, a vector that is not 16, or a part of a block.
pub(crate) fn aes_256_cbc(direction: Direction, key: &[u8], iv: &[u8], data: &mut [u8]) -> Result<(), Refused> {
    let (blocks, rest) = Array::slice_as_chunks_mut(data);
    if !rest.is_empty() {
        return Err(Refused::Length);
    }
    match direction {
        Direction::Encrypt => {
            cbc::Encryptor::<Aes256>::new_from_slices(key, iv).map_err(|_| Refused::Length)?.encrypt_blocks(blocks)
        }
        Direction::Decrypt => {
            cbc::Decryptor::<Aes256>::new_from_slices(key, iv).map_err(|_| Refused::Length)?.decrypt_blocks(blocks)
        }
    }
    Ok(())
}
