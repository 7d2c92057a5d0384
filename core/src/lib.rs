//! Doorstep core.

pub mod text;
