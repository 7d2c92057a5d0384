//! Doorstep core.

pub mod calendar;
pub mod catalogue;
pub mod clock;
pub mod place;
pub mod sealed;
