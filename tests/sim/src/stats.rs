//! What runs counted: events, faults by kind, fates by kind of change.

use std::collections::BTreeMap;

/// Every kind of fault that a long enough window of seeds must have injected.
pub const FAULTS: &[&str] = &[
    "answer dropped",
    "answer duplicated",
    "answer truncated",
    "answers cut off",
    "app upgrade",
    "clock jump",
    "commit impossible",
    "cut off",
    "enrolment expired",
    "hub busy",
    "hub crash after commit",
    "hub crash before commit",
    "hub disk full",
    "hub restored",
    "newer kind",
    "altered content",
    "phone cloned",
    "phone crash",
    "phone disk full",
    "phone restored",
    "place forgotten",
    "reassignment storm",
    "reboot",
    "reordered",
    "request dropped",
    "request duplicated",
    "request truncated",
    "revoked",
    "sealed file handed over",
    "slow hub",
    "time leap",
];

/// Counts of one run or of many.
#[derive(Clone, Debug, Default)]
pub struct Stats {
    /// Runs.
    pub seeds: u64,
    /// Steps.
    pub events: u64,
    /// Taps that a phone acknowledged.
    pub taps: u64,
    /// Taps that a phone refused, so that the person could mend them.
    pub refused_at_once: u64,
    /// Exchanges that the hub answered.
    pub exchanges: u64,
    /// Checkpoints applied, each compared row by row.
    pub checkpoints: u64,
    /// Fates that the oracle predicted.
    pub predicted: u64,
    /// Faults injected, by kind.
    pub faults: BTreeMap<&'static str, u64>,
    /// Changes decided at the hub whose phone a fault had struck since its last whole sync, by kind, fate and fault.
    pub met: BTreeMap<(String, String, &'static str), u64>,
    /// Changes decided at the hub, by kind, fate and reason.
    pub fates: BTreeMap<(String, String), u64>,
}

impl Stats {
    /// Counts a fault.
    pub fn fault(&mut self, kind: &'static str) {
        *self.faults.entry(kind).or_default() += 1;
    }

    /// Counts a fate.
    pub fn fate(&mut self, kind: &str, fate: &str) {
        *self.fates.entry((kind.to_owned(), fate.to_owned())).or_default() += 1;
    }

    /// Counts a change that got its fate from a phone that a fault had struck.
    pub fn meets(&mut self, kind: &str, outcome: &str, fault: &'static str) {
        *self.met.entry((kind.to_owned(), outcome.to_owned(), fault)).or_default() += 1;
    }

    /// Adds another run's counts.
    pub fn add(&mut self, other: Stats) {
        self.seeds += other.seeds;
        self.events += other.events;
        self.taps += other.taps;
        self.refused_at_once += other.refused_at_once;
        self.exchanges += other.exchanges;
        self.checkpoints += other.checkpoints;
        self.predicted += other.predicted;
        for (kind, n) in other.faults {
            *self.faults.entry(kind).or_default() += n;
        }
        for (kind, n) in other.fates {
            *self.fates.entry(kind).or_default() += n;
        }
        for (cell, n) in other.met {
            *self.met.entry(cell).or_default() += n;
        }
    }

    /// Faults that were never injected.
    pub fn missing_faults(&self) -> Vec<&'static str> {
        FAULTS.iter().copied().filter(|kind| !self.faults.contains_key(kind)).collect()
    }
}
