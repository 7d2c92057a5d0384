//! The key of an encrypted file.

use std::fmt;

use zeroize::{Zeroize as _, ZeroizeOnDrop};

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

    pub(crate) fn bytes(&self) -> &[u8; KEY_BYTES] {
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
