//! The primitives that SQLCipher asks for, in safe Rust over slices: nothing here knows C or SQLite.
#![forbid(unsafe_code)]

pub(crate) mod cipher;
pub(crate) mod mac;
pub(crate) mod random;

/// Why a primitive gave no result. SQLCipher learns only that it failed; no input is ever part of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// A key, initialisation vector or buffer of a length that the algorithm does not have.
    Length,
    /// A number that stands for no algorithm.
    Algorithm,
    /// The operating system gave no random bytes.
    Random,
}
