//! Speed, against a bare limit measured in the same run. What it found, and what was tried: `docs/performance.md`.
//!
//! * [`town`], [`homes`]: an invented commune at a hub; [`wire`]: what passes at the socket.
//! * [`benches`]: one a file. [`report`]: figures and their bars. [`measure`]: time, memory, medians.
//! * [`phone`]: the facade; [`engine`]: its parts, step by step; [`limit`]: as little as can be done.
//! * [`child`]: processes of their own.

pub mod benches;
pub mod child;
pub mod engine;
pub mod homes;
pub mod limit;
pub mod measure;
pub mod phone;
pub mod report;
pub mod town;
pub mod wire;
