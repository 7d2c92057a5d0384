//! The benches, one a file: each measures the real thing and its limit in turn, in one run.

pub mod first;

use crate::{child::Program, report::Figures};

/// How to measure.
#[derive(Clone, Debug)]
pub struct Setting {
    /// This program, for parts that run as processes of their own.
    pub program: Program,
    /// A few homes once, so that the benches stay alive; times mean nothing then.
    pub small: bool,
    /// Rounds; each does everything once.
    pub rounds: usize,
}

impl Setting {
    /// A size, or a small one.
    pub fn size(&self, full: usize, small: usize) -> usize {
        if self.small { small } else { full }
    }
}

/// A bench: its name, what it measures, and the function that does.
pub type Bench = (&'static str, &'static str, fn(&Setting) -> anyhow::Result<Figures>);

/// All of them, in the order in which they run.
pub const BENCHES: &[Bench] = &[
    ("first", "first sync of a leader's phone: 2,000 homes that people live in", first::lived_in),
    ("flat", "the peers' own work: 20,000 flat homes of 35 fields", first::flat),
];
