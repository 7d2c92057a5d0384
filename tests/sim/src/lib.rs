//! The seeded simulator: many phones and a hub, the real engines over the real stores, everything that can go wrong, and
//! an oracle of its own that predicts what must come of it.
//!
//! * [`world`]: a run; [`phone`] and [`hub`] in it, [`taps`] that people make, [`town`] at the beginning.
//! * [`oracle`]: what must come of it; [`mirror`]: the hub's tables, read whole beside the engine.
//! * [`run`], [`stats`], [`report`]: one seed, many seeds, what they counted. [`script`]: one situation, step by step.
//!
//! What the oracle predicts and what is only checked by invariants: `README.md`.

pub mod asleep;
pub mod dice;
pub mod hub;
pub mod mirror;
pub mod oracle;
pub mod phone;
pub mod report;
pub mod run;
pub mod script;
pub mod stats;
pub mod taps;
pub mod town;
pub mod violation;
pub mod world;
