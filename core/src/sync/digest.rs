//! A digest over what a phone holds: phone and hub compare it after each checkpoint.

use crate::{id::Seq, record::Key};

/// The sum, modulo 2^128, of a hash of each record's key and revision. A sum needs no order, so either side may add up
/// in whatever order its index gives, and a store may keep it root by root.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Digest(u128);

impl Digest {
    /// Adds a record.
    pub fn add(&mut self, key: &Key, seq: Seq) {
        let mut hasher = blake3::Hasher::new();
        hasher.update(key.kind.as_str().as_bytes());
        hasher.update(&[0]);
        hasher.update(key.id.as_bytes());
        hasher.update(&seq.to_le_bytes());
        let mut term = [0u8; 16];
        term.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        self.0 = self.0.wrapping_add(u128::from_le_bytes(term));
    }

    /// The digest as sent.
    pub fn to_text(&self) -> String {
        format!("{:032x}", self.0)
    }
}
