//! The secret and what is derived from it.

use std::fmt;

use zeroize::Zeroize;

/// 32 secret random bytes. They lie in one file of the data folder, and in the words that `init` prints once.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A new secret from the operating system.
    ///
    /// # Errors
    /// The operating system has no randomness.
    pub fn random() -> Result<Secret, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Secret(bytes))
    }

    /// The secret of these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Secret {
        Secret(bytes)
    }

    pub(super) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As the file keeps it: 64 hexadecimal digits.
    pub fn to_hex(&self) -> String {
        doorstep_core::receipt::hex(&self.0)
    }

    /// Reads what [`to_hex`](Secret::to_hex) wrote.
    pub fn from_hex(text: &str) -> Option<Secret> {
        doorstep_core::receipt::unhex(text.trim()).map(Secret)
    }

    /// Bytes for one purpose; nothing about the secret or about another purpose follows from them.
    pub fn derive(&self, purpose: Purpose, round: u8) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key(purpose.context());
        hasher.update(&self.0).update(&[round]);
        *hasher.finalize().as_bytes()
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What bytes are derived for. The contexts are for ever: another text is another hub.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// The P-256 key that phones pin.
    Identity,
    /// The seed of the key to which phones seal.
    Sealing,
    /// The key that authenticates receipts.
    Receipts,
    /// The key of the database file.
    Database,
    /// The key from which the tokens of devices follow.
    Tokens,
}

impl Purpose {
    const fn context(self) -> &'static str {
        match self {
            Purpose::Identity => "doorstep hub 2026-11-24 identity key v1",
            Purpose::Sealing => "doorstep hub 2026-11-24 sealing seed v1",
            Purpose::Receipts => "doorstep hub 2026-11-24 receipt key v1",
            Purpose::Database => "doorstep hub 2026-11-24 database key v1",
            Purpose::Tokens => "doorstep hub 2026-11-24 device tokens v1",
        }
    }
}
