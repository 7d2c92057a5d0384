//! What a frame of the sealed outbox holds: the change, and what proves who made it.
//!
//! Sealing says nothing about who sealed (`crate::sealed`). A file that is handed in comes over no authenticated exchange,
//! so the device's token lies sealed beside each change; the hub takes a change only for the device of that token.

use serde::{Deserialize, Serialize};

use super::Token;

/// The plaintext of a frame: `{"change":"<canonical text>","token":"<64 hex>"}`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SealedChange {
    /// The change's canonical text.
    pub change: String,
    /// The token of the device that made it.
    pub token: Token,
}

impl SealedChange {
    /// The bytes to seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Two strings: writing them cannot fail.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads opened bytes; none where they are something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<SealedChange> {
        serde_json::from_slice(bytes).ok()
    }
}
