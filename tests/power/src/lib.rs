//! Power cuts at every write, and kills at any moment: nothing acknowledged is lost.
pub mod disk;
pub mod vfs;
