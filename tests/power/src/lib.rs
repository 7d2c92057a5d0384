//! Power cuts at every write of phone and hub: nothing acknowledged is lost.
//!
//! * [`disk`]: a disk in memory that knows what was synced, and loses the rest as chance has it. [`vfs`]: SQLite on it.
//! * [`ends`]: a phone and a hub, the product's own, on such disks. [`schedule`]: what they do, from a seed.
//! * [`proof`]: what must hold after each cut. [`many`]: many schedules, on several threads.

pub mod disk;
pub mod ends;
pub mod many;
pub mod proof;
pub mod schedule;
pub mod vfs;
