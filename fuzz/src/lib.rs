//! Everything that strangers' bytes reach. A target takes any bytes and must come back: with a value or a clear error,
//! never with a panic. [`targets`] are plain functions, for the driver in `main` and for any other.

pub mod mutate;
pub mod targets;
