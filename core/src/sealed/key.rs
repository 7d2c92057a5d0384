//! The hub's sealing key pair: the public half that phones hold, the secret half that never leaves the hub.

use std::fmt;
use std::str::FromStr;

use hpke::kem::{Kem, X25519HkdfSha256};
use hpke::{Deserializable, Serializable};

/// The key encapsulation of every envelope; the two keys below are its keys.
pub(super) type Encapsulation = X25519HkdfSha256;

/// The hub's public key, to which phones seal. Its text form is 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct HubSealingKey([u8; 32]);

impl HubSealingKey {
    /// The key with these 32 bytes (an X25519 public key). Any bytes are taken; sealing to the few that no secret key
    /// matches fails with [`SealError::UnusableKey`](super::SealError::UnusableKey).
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the key.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What envelopes carry to say which key opens them.
    pub fn hint(&self) -> KeyHint {
        let mut hint = [0; KeyHint::LEN];
        hint.copy_from_slice(&blake3::hash(&self.0).as_bytes()[..KeyHint::LEN]);
        KeyHint(hint)
    }

    pub(super) fn encapsulation_key(&self) -> Option<<Encapsulation as Kem>::PublicKey> {
        <Encapsulation as Kem>::PublicKey::from_bytes(&self.0).ok()
    }
}

impl fmt::Display for HubSealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

impl fmt::Debug for HubSealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HubSealingKey({self})")
    }
}

/// Reads the text form; capitals (a QR code in its compact alphanumeric mode) and space around it are fine.
impl FromStr for HubSealingKey {
    type Err = KeyTextError;

    fn from_str(text: &str) -> Result<Self, KeyTextError> {
        let text = text.trim();
        if let Some((index, found)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_hexdigit()) {
            return Err(KeyTextError::NotHexadecimal { position: index + 1, found });
        }
        // From here on every character is one ASCII byte, so that slicing by two cannot split one.
        if text.len() != 64 {
            return Err(KeyTextError::Length { found: text.len() });
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            let digits = &text[index * 2..index * 2 + 2];
            *byte = u8::from_str_radix(digits, 16).map_err(|_| KeyTextError::Length { found: text.len() })?;
        }
        Ok(Self(bytes))
    }
}

/// A text that is not a hub's sealing key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyTextError {
    /// The text has another number of digits than 64: it was cut off, or is something else.
    #[error("a hub key has 64 hexadecimal digits, this text has {found}: scan or copy the whole key again")]
    Length {
        /// Digits found.
        found: usize,
    },
    /// A character that is not a hexadecimal digit.
    #[error("character {position} of the hub key is {found:?}, not one of 0-9 and a-f: scan or copy the key again")]
    NotHexadecimal {
        /// Position of the character, from 1.
        position: usize,
        /// The character.
        found: char,
    },
}

/// The hub's secret key, which opens what phones sealed. Its memory is wiped when it is dropped, and it never prints.
#[derive(Clone)]
pub struct HubOpeningKey {
    secret: <Encapsulation as Kem>::PrivateKey,
    public: HubSealingKey,
}

impl HubOpeningKey {
    /// The key that follows from 32 secret random bytes (RFC 9180's `DeriveKeyPair`); the same bytes give the same key.
    /// The hub keeps the bytes with its identity key and wipes its copy after this call.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let (secret, public) = Encapsulation::derive_keypair(seed);
        Self { secret, public: HubSealingKey(public.to_bytes().into()) }
    }

    /// The public half, for phones.
    pub const fn sealing_key(&self) -> HubSealingKey {
        self.public
    }

    pub(super) const fn decapsulation_key(&self) -> &<Encapsulation as Kem>::PrivateKey {
        &self.secret
    }
}

impl fmt::Debug for HubOpeningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HubOpeningKey(secret of {})", self.public.hint())
    }
}

/// A short name of a sealing key: enough to tell one hub's keys apart, not enough to be one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyHint(pub(super) [u8; KeyHint::LEN]);

impl KeyHint {
    /// Length in bytes.
    pub const LEN: usize = 8;
}

impl fmt::Display for KeyHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

impl fmt::Debug for KeyHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyHint({self})")
    }
}

fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}
