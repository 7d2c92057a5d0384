//! Doorstep's core: what exists, what may happen, how it is kept and how it travels. No server, no platform code, no
//! async runtime.
//!
//! * [`model`]: what exists, a typed view a kind of record; [`record`], [`json`], [`id`] beneath it.
//! * [`change`], [`receipt`]: what a person did, and what became of it.
//! * [`rules`]: what may happen; pure, shared by phone and hub.
//! * [`store`]: the phone's own file.
//! * [`report`]: counts, from receipts alone.
//! * [`sync`]: wire types and both ends' engines, without sockets, clocks or threads.
//! * [`text`]: Vietnamese names, addresses, phone numbers, lookup, and the guard against citizens' secrets.
//! * [`enrolment`]: the text behind an enrolment's QR code, and what is said while a phone enrols.
//! * [`calendar`], [`catalogue`], [`clock`], [`place`], [`sealed`]: working days, services, time, positions, sealing.
//!
//! Arrows point down only: `sync` and `store` know `rules`, `rules` know `model`, and nobody knows a server.

pub mod calendar;
pub mod catalogue;
pub mod change;
pub mod clock;
pub mod codes;
pub mod enrolment;
pub mod id;
pub mod json;
pub mod model;
pub mod place;
pub mod planted;
pub mod receipt;
pub mod record;
pub mod report;
pub mod rules;
pub mod sealed;
pub mod store;
pub mod sync;
pub mod text;
