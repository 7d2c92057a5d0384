//! The commands as people type them, on a real data folder: set up, import, assign, hand in, back up, restore; and every
//! way in which they refuse.

mod backups;
mod desk;
mod handed_in;
mod lists;
mod refusals;
