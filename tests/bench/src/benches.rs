//! The benches, one a file: each measures the real thing and its limit in turn, in one run.

pub mod cipher;
pub mod exchange;
pub mod first;
pub mod growth;
pub mod handover;
pub mod herd;
pub mod screens;
pub mod tap;

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
    ("exchange", "push 200 visits, pull 50 changes, nothing changed", exchange::run),
    ("tap", "saving a tap", tap::run),
    ("screens", "open, today's list, one home, search as you type; 10,000 homes", screens::run),
    ("cipher", "encryption against the same file in plain", cipher::run),
    ("growth", "a newcomer's first sync after 450 changes of 2,000 rows", growth::run),
    ("handover", "handing over 300 homes with 30 days of history, at the hub", handover::run),
    ("herd", "500 phones with 200 changes each at once", herd::run),
];
