//! Small models of the sync protocol, explored exhaustively by `stateright`: real engines over real stores, a hub and a few
//! phones, a handful of things that people do and a handful of things that go wrong, in every order there is.
//!
//! * [`cut`]: what happens in a model, and what may go wrong; [`cuts`]: all of them; [`village`]: who and what there is.
//! * [`search`]: a cut as a model of `stateright`. A state is a whole world put aside, known by the rows of all its tables.
//!
//! Where the simulator draws long schedules at random, a model takes every path of a short one. Both check the same: each
//! step against the oracle, and from every state a drain without faults, after which nothing is lost and all rows are equal.

pub mod cut;
pub mod cuts;
pub mod search;
pub mod village;
