//! Sealing: bytes that only the hub can read.
//!
//! A phone seals what must survive it, or what it may no longer show, to the hub's public key: the sealed outbox beside
//! the database, and retained changes of households that have left. The phone cannot open what it sealed, nor can
//! anyone who carries the file.
//!
//! The scheme is HPKE base mode (RFC 9180) with X25519-HKDF-SHA256, HKDF-SHA256 and ChaCha20-Poly1305. Base mode says
//! nothing about *who* sealed: whoever knows the public key can seal. Whatever proves the author (the device's token)
//! therefore travels inside the sealed bytes.
//!
//! Nothing here draws randomness: every sealing consumes a [`SealingSeed`] that the caller drew.

mod envelope;
mod key;
pub mod outbox_file;
#[cfg(test)]
mod tests;

pub use envelope::{ENVELOPE_OVERHEAD, MAX_PLAINTEXT, OpenError, SealError, SealingSeed, open, seal};
pub use key::{HubOpeningKey, HubSealingKey, KeyHint, KeyTextError};
