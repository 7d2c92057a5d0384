//! Chance from a seed, the same on every platform.
//!
//! ChaCha8 keyed by (seed, commune, topic, index), and integer arithmetic only: no `ln`, `cos` or `powf`, whose last bit
//! differs between C libraries. Each topic has its own stream, so a change to how names are drawn moves no house.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream of chance is for.
#[derive(Clone, Copy)]
pub(crate) enum Topic {
    Box = 1,
    Neighbourhoods,
    Households,
    Members,
    Phones,
    Dirt,
    Cosmetics,
    Edits,
}

/// One stream of chance.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of `topic`, the `index`-th of its kind, for a ward of this seed and commune code.
    pub(crate) fn new(seed: u64, commune: &str, topic: Topic, index: u64) -> Self {
        let commune = commune.bytes().fold(0u64, |hash, byte| (hash << 8) | u64::from(byte));
        let mut key = [0u8; 32];
        for (slot, word) in key.chunks_exact_mut(8).zip([seed, commune, topic as u64, index]) {
            slot.copy_from_slice(&word.to_le_bytes());
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A number in `0..n`; 0 where `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        // Widening multiplication; its bias, below n / 2^32, is far under what any test here can see.
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    /// A number in `low..=high`.
    pub(crate) fn range(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// True in `n` of a thousand draws.
    pub(crate) fn permille(&mut self, n: u32) -> bool {
        self.below(1000) < n as usize
    }

    /// One of `items`, all equally likely.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, items: &'a [&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// The index of one of `weights`, likely in proportion.
    pub(crate) fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let total: u32 = weights.clone().sum();
        let mut left = self.below(total as usize) as u32;
        for (index, weight) in weights.enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }

    /// Nearly normal around 0: the sum of twelve even draws (Irwin-Hall), whose spread is exactly one unit; never
    /// beyond six `sigma`.
    pub(crate) fn normal(&mut self, sigma: i64) -> i64 {
        let sum: i64 =
            (0..6).map(|_| self.0.next_u32()).map(|word| i64::from(word & 0xffff) + i64::from(word >> 16)).sum();
        (sum - 6 * 0xffff) * sigma / 0x1_0000
    }

    /// Puts `items` in any order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Splits `total` in proportion to `weights`: whole numbers that add up exactly (largest remainders).
pub(crate) fn share(total: usize, weights: &[usize]) -> Vec<usize> {
    let sum = weights.iter().sum::<usize>().max(1);
    let mut parts: Vec<usize> = weights.iter().map(|weight| total * weight / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(total * weights[i] % sum), i));
    let missing = total - parts.iter().sum::<usize>();
    for &i in order.iter().take(missing) {
        parts[i] += 1;
    }
    parts
}
