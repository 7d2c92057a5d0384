//! Screens over a real file, filled as a checkpoint fills it. All names are invented.

mod fates;
mod lists;
mod phone;
mod squad;
