//! What SQLCipher asks about the provider rather than of it: names and sizes.
//!
//! None of these looks at its context, so all are safe functions.

use std::ffi::{c_char, c_int};

use super::{Context, DONE, primitives};
use crate::crypto::cipher::{BLOCK_BYTES, KEY_BYTES};

pub(super) extern "C" fn name(_: Context) -> *const c_char {
    c"rustcrypto".as_ptr()
}

pub(super) extern "C" fn version(_: Context) -> *const c_char {
    VERSION.as_ptr().cast()
}

/// The version of this crate, with the zero byte that C looks for.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");

pub(super) extern "C" fn cipher_name(_: Context) -> *const c_char {
    c"aes-256-cbc".as_ptr()
}

pub(super) extern "C" fn key_bytes(_: Context) -> c_int {
    KEY_BYTES as c_int
}

pub(super) extern "C" fn block_bytes(_: Context) -> c_int {
    BLOCK_BYTES as c_int
}

/// Bytes of an authentication code; 0 for an algorithm that does not exist.
pub(super) extern "C" fn code_bytes(_: Context, algorithm: c_int) -> c_int {
    primitives::hash(algorithm).map_or(0, |hash| hash.code_bytes() as c_int)
}

/// Begins and ends a context: there is none.
pub(super) extern "C" fn context(_: *mut Context) -> c_int {
    DONE
}

/// Not a module certified to FIPS 140.
pub(super) extern "C" fn fips(_: Context) -> c_int {
    0
}
