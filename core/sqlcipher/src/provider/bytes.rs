//! Between C's pointers with lengths and Rust's slices.
//!
//! SQLCipher may hand one buffer in twice, as input and as output. No reference to an output therefore ever exists
//! while one to an input does: results are made in memory of our own, or where the output stands once the input was
//! copied there.

use std::ffi::{c_int, c_uchar};
use std::slice;

use crate::crypto::Refused;

/// The length that C means. C has no unsigned lengths here.
pub(super) fn length(from_c: c_int) -> Result<usize, Refused> {
    usize::try_from(from_c).map_err(|_| Refused::Length)
}

/// The bytes at `start`. Null is good for no bytes and refused for some.
///
/// # Safety
/// `start` is null or good for reading `length` bytes, all initialised, which nobody writes during `'a`.
pub(super) unsafe fn input<'a>(start: *const c_uchar, length: c_int) -> Result<&'a [u8], Refused> {
    match self::length(length)? {
        0 => Ok(&[]),
        _ if start.is_null() => Err(Refused::Length),
        // SAFETY: not null; the caller vouches for the rest. A `c_int` of bytes is below `isize::MAX`.
        length => Ok(unsafe { slice::from_raw_parts(start, length) }),
    }
}

/// The room of `length` bytes at `start`. Null is good for no bytes and refused for some.
///
/// # Safety
/// `start` is null or good for writing `length` bytes, all initialised, which nobody else reads or writes during `'a`.
pub(super) unsafe fn output<'a>(start: *mut c_uchar, length: c_int) -> Result<&'a mut [u8], Refused> {
    match self::length(length)? {
        0 => Ok(&mut []),
        _ if start.is_null() => Err(Refused::Length),
        // SAFETY: not null; the caller vouches for the rest. A `c_int` of bytes is below `isize::MAX`.
        length => Ok(unsafe { slice::from_raw_parts_mut(start, length) }),
    }
}

/// Copies `made` to C's room at `start`.
///
/// # Safety
/// `start` is null or good for writing as many bytes as `made` has.
pub(super) unsafe fn give(made: &[u8], start: *mut c_uchar) -> Result<(), Refused> {
    if start.is_null() {
        return Err(Refused::Length);
    }
    // SAFETY: not null, and the caller vouches for the room. `made` is memory of our own, so they do not overlap.
    unsafe { std::ptr::copy_nonoverlapping(made.as_ptr(), start, made.len()) };
    Ok(())
}
