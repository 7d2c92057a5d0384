//! Random bytes for salts and initialisation vectors, from the operating system.

use super::Refused;

/// Fills `bytes`.
///
/// # Errors
/// [`Refused::Random`] when the operating system has none to give; the content of `bytes` is then not to be used.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), Refused> {
    getrandom::fill(bytes).map_err(|_| Refused::Random)
}
