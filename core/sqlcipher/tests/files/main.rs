//! Files as they lie on disk: opened, refused, damaged, set aside, and what others can read in them.

mod aside;
mod fixture;
mod secrecy;
mod settings;
mod trouble;
mod verdicts;
