//! Identifiers: UUIDs that come from outside (a phone makes them offline), and those that follow from another one.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

/// The identity of a change, a record, a member, a device. A UUID; version 7 where a device made it, so that identifiers
/// sort by the time of writing; version 8 where it follows from another one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Uuid);

impl Id {
    /// The nil identifier: the hub itself as author (imports, timers, set-up).
    pub const HUB: Id = Id(Uuid::nil());

    /// A version 7 identifier from Unix milliseconds and ten random bytes. Core holds no clock and no randomness.
    pub fn v7(unix_ms: i64, random: [u8; 10]) -> Id {
        Id(uuid::Builder::from_unix_timestamp_millis(u64::try_from(unix_ms).unwrap_or(0), &random).into_uuid())
    }

    /// The identifier that follows from this one and a label: the same on every phone and on the hub.
    pub fn derive(&self, label: &str) -> Id {
        let mut hasher = blake3::Hasher::new_derive_key("doorstep derived id v1");
        hasher.update(self.0.as_bytes());
        hasher.update(label.as_bytes());
        let mut bytes = [0u8; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Id(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// The sixteen bytes, as stores keep them.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// An identifier from sixteen stored bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Id {
        Id(Uuid::from_bytes(bytes))
    }

    /// The last four hexadecimal digits, as people read a receipt to each other ("#A41F").
    pub fn short(&self) -> String {
        let [.., a, b] = self.0.as_bytes();
        format!("{a:02X}{b:02X}")
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// A text that is not an identifier in canonical form (lower case, hyphens).
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not an identifier: expected 36 characters like 0197f0c4-8f5e-7c3a-9b1d-2f60a4c1d7e8")]
pub struct NotAnId;

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Id, NotAnId> {
        let id = Uuid::try_parse(text).map_err(|_| NotAnId)?;
        // One spelling only: identifiers are compared inside canonical JSON.
        if id.hyphenated().encode_lower(&mut Uuid::encode_buffer()) == text { Ok(Id(id)) } else { Err(NotAnId) }
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// The five-digit code of a commune (Quyết định 19/2025/QĐ-TTg), kept as text for its leading zeros.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommuneCode([u8; 5]);

impl CommuneCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("00000")
    }

    /// The identity of the commune's own record, the root of what every phone of the commune holds.
    pub fn root(&self) -> Id {
        Id::HUB.derive(self.as_str())
    }
}

/// A text that is not a commune code.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0:?} is not a commune code: expected five digits, such as 16522")]
pub struct NotACommuneCode(pub String);

impl FromStr for CommuneCode {
    type Err = NotACommuneCode;

    fn from_str(text: &str) -> Result<CommuneCode, NotACommuneCode> {
        match <[u8; 5]>::try_from(text.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) => Ok(CommuneCode(digits)),
            _ => Err(NotACommuneCode(text.chars().take(20).collect())),
        }
    }
}

impl fmt::Display for CommuneCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CommuneCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CommuneCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CommuneCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<CommuneCode, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A position in a commune's history: the revision of a record, the moment of a grant. Unique and rising within a commune.
pub type Seq = i64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_are_stable_and_distinct() {
        let id = Id::v7(1_764_000_000_000, [7; 10]);
        assert_eq!(id.derive("ride"), id.derive("ride"));
        assert_ne!(id.derive("ride"), id.derive("return"));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().to_uppercase().parse::<Id>(), Err(NotAnId));
    }

    #[test]
    fn commune_codes_keep_their_zeros() {
        assert_eq!("00004".parse::<CommuneCode>().unwrap().as_str(), "00004");
        assert!("4".parse::<CommuneCode>().is_err());
        assert!("1652२".parse::<CommuneCode>().is_err());
    }
}
