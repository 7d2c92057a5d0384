//! HMAC, which shows that a page was not altered, and PBKDF2, which derives the key that HMAC uses.

use hmac::digest::{FixedOutput, KeyInit, Update};
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::Refused;

/// The longest authentication code, that of SHA-512, in bytes.
pub(crate) const LONGEST: usize = 64;

/// A hash that HMAC and PBKDF2 can be built on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    /// SHA-1: files of SQLCipher 1 to 3. Ours never use it; SQLCipher expects a provider to have it.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512: the default of SQLCipher 4.
    Sha512,
}

impl Hash {
    /// Bytes of a code made with this hash.
    pub(crate) const fn code_bytes(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => LONGEST,
        }
    }
}

/// Writes the authentication code of `parts`, one after the other, to the front of `code`, which must be as long as
/// [`Hash::code_bytes`] says.
///
/// # Errors
/// [`Refused::Length`] when `code` has another length.
pub(crate) fn hmac(hash: Hash, key: &[u8], parts: &[&[u8]], code: &mut [u8]) -> Result<(), Refused> {
    match hash {
        Hash::Sha1 => hmac_of::<Hmac<Sha1>>(key, parts, code),
        Hash::Sha256 => hmac_of::<Hmac<Sha256>>(key, parts, code),
        Hash::Sha512 => hmac_of::<Hmac<Sha512>>(key, parts, code),
    }
}

fn hmac_of<M: Mac + KeyInit>(key: &[u8], parts: &[&[u8]], code: &mut [u8]) -> Result<(), Refused> {
    let mut mac = <M as KeyInit>::new_from_slice(key).map_err(|_| Refused::Length)?;
    for part in parts {
        Mac::update(&mut mac, part);
    }
    let made = mac.finalize().into_bytes();
    if made.len() != code.len() {
        return Err(Refused::Length);
    }
    code.copy_from_slice(&made);
    Ok(())
}

/// Fills `derived` with PBKDF2-HMAC of a password and a salt.
///
/// # Errors
/// [`Refused::Length`] for no rounds at all, or a password that HMAC does not take.
pub(crate) fn pbkdf2(hash: Hash, password: &[u8], salt: &[u8], rounds: u32, derived: &mut [u8]) -> Result<(), Refused> {
    if rounds == 0 {
        return Err(Refused::Length);
    }
    match hash {
        Hash::Sha1 => pbkdf2_of::<Hmac<Sha1>>(password, salt, rounds, derived),
        Hash::Sha256 => pbkdf2_of::<Hmac<Sha256>>(password, salt, rounds, derived),
        Hash::Sha512 => pbkdf2_of::<Hmac<Sha512>>(password, salt, rounds, derived),
    }
}

fn pbkdf2_of<P>(password: &[u8], salt: &[u8], rounds: u32, derived: &mut [u8]) -> Result<(), Refused>
where
    P: KeyInit + Update + FixedOutput + Clone,
{
    pbkdf2::pbkdf2::<P>(password, salt, rounds, derived).map_err(|_| Refused::Length)
}
