//! The seeded simulator: many phones and a hub, the real engines over the real stores, everything that can go wrong, and
//! an oracle of its own that predicts what must come of it.
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
