//! Chance from the seed: everything that a run leaves to chance comes from here, in one order, so a seed replays exactly.

use doorstep_core::id::Id;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// One stream of chance.
#[derive(Clone, Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number in `0..n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    /// A number in `low..=high`.
    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// True in `n` of a thousand draws.
    pub fn permille(&mut self, n: usize) -> bool {
        self.below(1000) < n
    }

    /// One of the items, all equally likely.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// One of the words.
    pub fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.pick(words).copied().unwrap_or("")
    }

    /// One of the choices, likely in proportion to its weight.
    pub fn weighted<T: Copy>(&mut self, choices: &[(usize, T)]) -> Option<T> {
        let total = choices.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        choices.iter().find_map(|(weight, choice)| {
            if left < *weight {
                return Some(*choice);
            }
            left -= weight;
            None
        })
    }

    /// Random bytes.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }

    /// A stream that follows from this one.
    pub fn fork(&mut self) -> Dice {
        let mut seed = [0; 32];
        self.0.fill_bytes(&mut seed);
        Dice(ChaCha8Rng::from_seed(seed))
    }

    /// An identifier made at a time.
    pub fn id(&mut self, at: i64) -> Id {
        let mut bytes = [0; 10];
        self.0.fill_bytes(&mut bytes);
        Id::v7(at, bytes)
    }
}
