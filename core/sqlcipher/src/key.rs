//! The key of an encrypted file.

use std::{fmt, io};

use zeroize::{Zeroize as _, ZeroizeOnDrop};

use crate::crypto::random;

/// Bytes of a [`Key`].
pub const KEY_BYTES: usize = crate::crypto::cipher::KEY_BYTES;

/// 32 random bytes that encrypt a file: made once and kept by the platform's secure storage, never derived from a
/// password. Wiped when dropped; its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Key([u8; KEY_BYTES]);

impl Key {
    /// Takes a copy of the bytes; wiping the originals is up to the caller.
    #[must_use]
    pub const fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// Takes a copy of bytes that came from elsewhere; `None` when they are not [`KEY_BYTES`].
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().filter(|_| bytes.len() == KEY_BYTES).map(|bytes| Self(*bytes))
    }

    /// A new key for a new file.
    ///
    /// # Errors
    /// When the operating system has no random bytes.
    pub fn random() -> io::Result<Self> {
        let mut key = Self([0; KEY_BYTES]);
        random::fill(&mut key.0).map_err(|_| io::Error::other("the operating system gave no random bytes"))?;
        Ok(key)
    }

    /// The bytes, for the one who keeps the key.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Key {}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_exactly_its_length() {
        assert_eq!(Key::from_slice(&[7; 32]).unwrap().bytes(), &[7; 32]);
        assert!(Key::from_slice(&[7; 31]).is_none());
        assert!(Key::from_slice(&[7; 33]).is_none());
    }

    #[test]
    fn random_keys_differ() {
        assert_ne!(Key::random().unwrap().bytes(), Key::random().unwrap().bytes());
    }

    #[test]
    fn shows_nothing_of_itself() {
        assert_eq!(format!("{:?}", Key::new([0xa5; 32])), "Key(..)");
    }
}
