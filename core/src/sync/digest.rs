//! A digest over what a phone holds: phone and hub compare it after each checkpoint.

use crate::{
    id::{Id, Seq},
    record::Key,
};

/// The sum, modulo 2^128, of a hash of each record's key and revision. A sum needs no order, so either side may add up
/// in whatever order its index gives, and a store may keep it root by root.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Digest(u128);

impl Digest {
    /// Adds a record.
    pub fn add(&mut self, key: &Key, seq: Seq) {
        self.add_named(key.kind.as_str(), key.id, seq);
    }

    /// [`Digest::add`] without a key of its own.
    pub fn add_named(&mut self, kind: &str, id: Id, seq: Seq) {
        self.0 = self.0.wrapping_add(term(kind, id, seq));
    }

    /// Takes out a record that was added.
    pub fn remove(&mut self, key: &Key, seq: Seq) {
        self.0 = self.0.wrapping_sub(term(key.kind.as_str(), key.id, seq));
    }

    /// Adds all records of another digest.
    pub fn merge(&mut self, other: Digest) {
        self.0 = self.0.wrapping_add(other.0);
    }

    /// The sixteen bytes, as stores keep them.
    pub fn to_bytes(&self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// A digest from its stored bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Digest {
        Digest(u128::from_le_bytes(bytes))
    }

    /// The digest as sent.
    pub fn to_text(&self) -> String {
        format!("{:032x}", self.0)
    }
}

/// What one record adds.
fn term(kind: &str, id: Id, seq: Seq) -> u128 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.as_bytes());
    hasher.update(&[0]);
    hasher.update(id.as_bytes());
    hasher.update(&seq.to_le_bytes());
    let mut term = [0u8; 16];
    term.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    u128::from_le_bytes(term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, model};

    #[test]
    fn sums_come_out_alike_in_any_order_and_by_parts() {
        let key = |n: u8| Key::new(model::NOTE, Id::from_bytes([n; 16]));
        let mut whole = Digest::default();
        (1..=3).for_each(|n| whole.add(&key(n), i64::from(n)));
        let mut part = Digest::default();
        part.add(&key(3), 3);
        part.add(&key(9), 9);
        let mut other = Digest::from_bytes(part.to_bytes());
        other.remove(&key(9), 9);
        assert_ne!(other, part);
        other.add(&key(1), 1);
        let mut last = Digest::default();
        last.add(&key(2), 2);
        other.merge(last);
        assert_eq!(other, whole);
        last.add(&key(2), 3);
        assert_ne!(last.to_text(), whole.to_text());
    }
}
