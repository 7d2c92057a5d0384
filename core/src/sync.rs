//! Sync: one exchange, push before pull, from both ends, without sockets, clocks or threads.
//!
//! * [`wire`]: the lines of a request and of an answer, and their limits.
//! * [`cursor`]: where a phone stands, and where a pull stands within its legs.
//! * [`hub`]: the hub's end over a [`hub::store::HubStore`].
//! * [`phone`]: the phone's end over its store.
//!
//! The decisions and what happens without them: `docs/protocol.md`.

pub mod cursor;
pub mod digest;
pub mod hub;
pub mod phone;
pub mod wire;
