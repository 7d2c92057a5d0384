//! The one-time code: twelve characters that survive being read aloud over a bad line.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Crockford's alphabet: no I, L, O, U, so that nothing is mistaken for 1 or 0 and no word appears.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: u32 = 12;

/// A code for one enrolment: 60 random bits, shown as `K7QD-3MXP-9T2A`. The hub keeps only its hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OneTimeCode(u64);

impl OneTimeCode {
    /// A code from eight random bytes; the four highest bits are dropped.
    pub fn from_random(bytes: [u8; 8]) -> OneTimeCode {
        OneTimeCode(u64::from_be_bytes(bytes) >> 4)
    }

    /// What the hub keeps instead of the code.
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("doorstep enrolment code v1");
        hasher.update(&self.0.to_be_bytes());
        *hasher.finalize().as_bytes()
    }
}

impl fmt::Display for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for i in 0..LENGTH {
            if i > 0 && i % 4 == 0 {
                f.write_str("-")?;
            }
            let digit = (self.0 >> (5 * (LENGTH - 1 - i))) & 31;
            write!(f, "{}", ALPHABET[digit as usize] as char)?;
        }
        Ok(())
    }
}

/// A code is a secret while it lasts: it does not print by accident.
impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode(secret)")
    }
}

/// A text that is not a one-time code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadCode {
    /// Another number of characters.
    #[error("a one-time code has 12 letters and digits, this has {found}")]
    Length {
        /// Letters and digits found.
        found: usize,
    },
    /// A character that no code has.
    #[error("character {position} of the one-time code is {found:?}, which no code contains")]
    Character {
        /// From 1, hyphens and spaces not counted.
        position: usize,
        /// The character.
        found: char,
    },
}

/// Reads a code as people write it: any case, with hyphens, dots or spaces anywhere, O for 0, I or L for 1.
impl FromStr for OneTimeCode {
    type Err = BadCode;

    fn from_str(text: &str) -> Result<OneTimeCode, BadCode> {
        let mut value = 0u64;
        let mut found = 0;
        let spoken = text.chars().filter(|c| !matches!(c, '-' | '.' | '–') && !c.is_whitespace());
        for c in spoken {
            found += 1;
            let digit = match c.to_ascii_uppercase() {
                'O' => Some(0),
                'I' | 'L' => Some(1),
                upper => ALPHABET.iter().position(|a| char::from(*a) == upper),
            };
            let digit = digit.ok_or(BadCode::Character { position: found, found: c })?;
            // Longer texts are counted to the end and refused below.
            value = (value << 5 | digit as u64) & ((1 << 60) - 1);
        }
        if found == LENGTH as usize { Ok(OneTimeCode(value)) } else { Err(BadCode::Length { found }) }
    }
}

impl Serialize for OneTimeCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for OneTimeCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OneTimeCode, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
