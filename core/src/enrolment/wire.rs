//! `POST /v1/enrol`: a code and a few words about the phone in, a token out. JSON, small.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::code::OneTimeCode;
use crate::{
    codes,
    id::{CommuneCode, Id},
    model::member::Role,
    receipt::{hex, unhex},
    sealed::HubSealingKey,
};

/// The largest body of a request, in bytes.
pub const MAX_ENROL_BODY: usize = 4 << 10;
/// The longest label of a phone, in characters.
pub const MAX_LABEL: usize = 60;

codes! {
    /// What a phone runs.
    DevicePlatform {
        /// Android.
        Android = "android",
        /// iOS.
        Ios = "ios",
        /// A terminal, a test, a simulator.
        Terminal = "terminal",
    }
}

/// A device's secret: 32 random bytes, sent as `Authorization: Bearer <64 hex>`. The hub keeps only its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A token from 32 secret bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Token {
        Token(bytes)
    }

    /// The text, as sent and as phones keep it.
    pub fn to_text(&self) -> String {
        hex(&self.0)
    }

    /// What the hub keeps, and by which it finds the device.
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("doorstep device token v1");
        hasher.update(&self.0);
        *hasher.finalize().as_bytes()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(secret)")
    }
}

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Token, NotAToken> {
        unhex(text).map(Token).ok_or(NotAToken)
    }
}

/// A text that is not a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a device token: expected 64 hexadecimal digits")]
pub struct NotAToken;

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_text())
    }
}

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Token, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// What a phone sends to be let in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The invitation's code.
    pub code: OneTimeCode,
    /// 32 random bytes that the phone draws once per invitation and repeats when it asks again after a lost answer: the
    /// same phone then gets the same answer although the code is spent. Nobody else knows them.
    pub attempt: Token,
    /// What the leader sees in a list: "Samsung A05". At most [`MAX_LABEL`] characters.
    pub label: String,
    /// What it runs.
    pub platform: DevicePlatform,
    /// Version of the system: "14", "iOS 18.1".
    #[serde(default)]
    pub os: String,
    /// Version of the app.
    #[serde(default)]
    pub app: String,
}

/// What the hub answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnrolAnswer {
    /// The device's identity from now on.
    pub device: Id,
    /// Whose phone it is.
    pub member: Id,
    /// Their name, for the phone to greet them.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// The device's secret.
    pub token: Token,
    /// Where the hub is, `host:port`.
    pub addresses: Vec<String>,
    /// Its `.local` name with port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_name: Option<String>,
    /// The key to which the phone seals.
    #[serde(with = "key_text")]
    pub sealing_key: HubSealingKey,
    /// The hub's generation.
    pub generation: u32,
    /// The commune.
    pub commune: CommuneCode,
    /// Its name.
    pub commune_name: String,
    /// The hub's time, milliseconds since 1970: the phone's first anchor.
    pub now: i64,
}

mod key_text {
    use super::{Deserialize, Deserializer, HubSealingKey, Serializer, de};

    pub(super) fn serialize<S: Serializer>(key: &HubSealingKey, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(key)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<HubSealingKey, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
