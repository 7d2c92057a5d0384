//! The invitation behind an enrolment QR code.
//!
//! ```text
//! doorstep:1?c=16522&n=Qu%E1%BA%A3ng%20Ph%C3%BA&a=192.168.1.10:8443,10.0.0.2:8443&l=doorstep-16522.local:8443
//!           &p=<64 hex>&s=<64 hex>&k=K7QD-3MXP-9T2A&g=0&z=<8 hex>
//! ```
//! (one line) `c` commune, `n` its name, `a` addresses, `l` the `.local` address, `p` pin, `s` sealing key, `k` one-time
//! code, `g` generation, `z` a check over all before it. Writing has one spelling; reading takes the parts in any order
//! and ignores parts that it does not know, but wants the check last: a text without it was cut.

use std::fmt::Write;

use super::code::OneTimeCode;
use crate::{
    id::CommuneCode,
    receipt::{hex, unhex},
    sealed::HubSealingKey,
};

const SCHEME: &str = "doorstep:";
const VERSION: u32 = 1;
/// The longest text, in bytes: a QR code of this size still scans from a phone's screen at arm's length.
pub const MAX_TEXT: usize = 400;
/// The most addresses.
const MAX_ADDRESSES: usize = 6;
/// The longest name of a commune, in bytes.
const MAX_NAME: usize = 100;

/// All that a phone needs to find a hub, to recognise it and to be let in once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// The commune.
    pub commune: CommuneCode,
    /// Its name, for the phone to show before it connects.
    pub commune_name: String,
    /// Where the hub is, `host:port`, the likeliest first; at least one.
    pub addresses: Vec<String>,
    /// Its `.local` name with port, for networks in which addresses change.
    pub local_name: Option<String>,
    /// SHA-256 of the hub's public key (DER, SubjectPublicKeyInfo). Whoever proves this key is the hub.
    pub pin: [u8; 32],
    /// The key to which phones seal.
    pub sealing_key: HubSealingKey,
    /// Lets one phone in.
    pub code: OneTimeCode,
    /// The hub's generation: raised by each restore, a lower one is an old hub that still runs.
    pub generation: u32,
}

/// A part of an invitation, for errors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "named as the fields of Invitation")]
pub enum Part {
    Commune,
    CommuneName,
    Addresses,
    LocalName,
    Pin,
    SealingKey,
    Code,
    Generation,
}

impl Part {
    /// The code of the part, for translated messages.
    pub const fn code(&self) -> &'static str {
        match self {
            Part::Commune => "commune",
            Part::CommuneName => "commune_name",
            Part::Addresses => "addresses",
            Part::LocalName => "local_name",
            Part::Pin => "pin",
            Part::SealingKey => "sealing_key",
            Part::Code => "code",
            Part::Generation => "generation",
        }
    }
}

/// What is wrong with the text of an invitation. Shown in the user's language by [`code`](InvitationError::code).
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvitationError {
    /// Not an invitation: the QR code of another app, a web address, nothing.
    #[error("not a Doorstep invitation: scan the code that the hub shows")]
    OtherApp,
    /// Written by a newer release.
    #[error("an invitation of version {version}, this release reads version {VERSION}: update the app")]
    NewerVersion {
        /// Its version.
        version: u32,
    },
    /// The end is missing.
    #[error("the invitation was cut short: scan or copy the whole of it")]
    CutShort,
    /// Changed on the way: a letter mistyped, a line wrapped.
    #[error("the invitation does not match its check: scan or copy it again")]
    Altered,
    /// More than [`MAX_TEXT`] bytes.
    #[error("the invitation has {len} bytes, at most {MAX_TEXT}: name fewer addresses")]
    TooLong {
        /// Bytes.
        len: usize,
    },
    /// A part is missing, twice, or has no such form.
    #[error("the invitation's {} is missing or not of its form: ask for a new one", part.code())]
    BadPart {
        /// Which.
        part: Part,
    },
}

impl InvitationError {
    /// The code of the error, for translated messages.
    pub const fn code(&self) -> &'static str {
        match self {
            InvitationError::OtherApp => "other_app",
            InvitationError::NewerVersion { .. } => "newer_version",
            InvitationError::CutShort => "cut_short",
            InvitationError::Altered => "altered",
            InvitationError::TooLong { .. } => "too_long",
            InvitationError::BadPart { .. } => "bad_part",
        }
    }
}

fn bad(part: Part) -> InvitationError {
    InvitationError::BadPart { part }
}

impl Invitation {
    /// The text of the QR code.
    ///
    /// # Errors
    /// [`InvitationError::BadPart`] or [`InvitationError::TooLong`] where no phone could read what would be written.
    pub fn to_text(&self) -> Result<String, InvitationError> {
        self.check()?;
        let mut text = format!("{SCHEME}{VERSION}?c={}&n=", self.commune);
        escape(&self.commune_name, &mut text);
        text.push_str("&a=");
        text.push_str(&self.addresses.join(","));
        if let Some(name) = &self.local_name {
            text.push_str("&l=");
            text.push_str(name);
        }
        // Writing into a string cannot fail.
        let _ = write!(text, "&p={}&s={}&k={}&g={}", hex(&self.pin), self.sealing_key, self.code, self.generation);
        let check = check_of(&text);
        text.push_str("&z=");
        text.push_str(&check);
        if text.len() > MAX_TEXT { Err(InvitationError::TooLong { len: text.len() }) } else { Ok(text) }
    }

    /// Reads the text of a QR code; space around it is fine.
    ///
    /// # Errors
    /// Says whether it is something else, newer, cut, altered, or which part is wrong.
    pub fn from_text(text: &str) -> Result<Invitation, InvitationError> {
        let text = text.trim();
        let rest = strip_scheme(text).ok_or(InvitationError::OtherApp)?;
        let (version, query) = rest.split_once('?').ok_or(InvitationError::CutShort)?;
        let version: u32 = version.parse().map_err(|_| InvitationError::OtherApp)?;
        if version != VERSION {
            return Err(if version > VERSION {
                InvitationError::NewerVersion { version }
            } else {
                InvitationError::OtherApp
            });
        }
        if text.len() > MAX_TEXT {
            return Err(InvitationError::TooLong { len: text.len() });
        }
        let (checked, check) = text.rsplit_once("&z=").ok_or(InvitationError::CutShort)?;
        if check.len() < 8 {
            return Err(InvitationError::CutShort);
        }
        if check != check_of(checked) {
            return Err(InvitationError::Altered);
        }
        let parts = Parts::of(query);
        let invitation = Invitation {
            commune: parts.read("c", Part::Commune, |text| text.parse().ok())?,
            commune_name: parts.read("n", Part::CommuneName, unescape)?,
            addresses: parts.read("a", Part::Addresses, |text| Some(text.split(',').map(str::to_owned).collect()))?,
            local_name: parts.maybe("l", Part::LocalName)?.map(str::to_owned),
            pin: parts.read("p", Part::Pin, unhex)?,
            sealing_key: parts.read("s", Part::SealingKey, |text| text.parse().ok())?,
            code: parts.read("k", Part::Code, |text| text.parse().ok())?,
            generation: parts.read("g", Part::Generation, |text| text.parse().ok())?,
        };
        invitation.check()?;
        Ok(invitation)
    }

    fn check(&self) -> Result<(), InvitationError> {
        let name = &self.commune_name;
        if name.trim().is_empty() || name.len() > MAX_NAME || name.chars().any(char::is_control) {
            return Err(bad(Part::CommuneName));
        }
        let addresses = 1..=MAX_ADDRESSES;
        if !addresses.contains(&self.addresses.len()) || !self.addresses.iter().all(|address| is_address(address)) {
            return Err(bad(Part::Addresses));
        }
        match &self.local_name {
            Some(name) if !is_address(name) => Err(bad(Part::LocalName)),
            _ => Ok(()),
        }
    }
}

/// Scanners that use the compact alphanumeric mode capitalise the scheme.
fn strip_scheme(text: &str) -> Option<&str> {
    let scheme = text.get(..SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then(|| &text[SCHEME.len()..])
}

/// Whether a text is `host:port` with a name, an IPv4 address, or an IPv6 address in brackets.
pub fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let good_port = port.parse::<u16>().is_ok_and(|port| port > 0) && port.bytes().all(|b| b.is_ascii_digit());
    let good_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
            (1..=64).contains(&host.len()) && host.bytes().all(allowed)
        }
    };
    good_port && good_host
}

/// The beginning of the BLAKE3 hash: finds accidents, not forgery; whoever can alter the QR can write another.
fn check_of(text: &str) -> String {
    hex(&blake3::hash(text.as_bytes()).as_bytes()[..4])
}

struct Parts<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Parts<'a> {
    fn of(query: &'a str) -> Parts<'a> {
        Parts(query.split('&').filter_map(|part| part.split_once('=')).collect())
    }

    fn maybe(&self, name: &str, part: Part) -> Result<Option<&'a str>, InvitationError> {
        let mut found = self.0.iter().filter(|(n, _)| *n == name).map(|(_, value)| *value);
        match (found.next(), found.next()) {
            (value, None) => Ok(value),
            _ => Err(bad(part)),
        }
    }

    fn read<T>(&self, name: &str, part: Part, read: impl Fn(&str) -> Option<T>) -> Result<T, InvitationError> {
        self.maybe(name, part)?.and_then(read).ok_or(bad(part))
    }
}

/// Percent-encoding of all but letters, digits and a few marks, as in a URL.
fn escape(text: &str, into: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => into.push(char::from(byte)),
            _ => {
                let _ = write!(into, "%{byte:02X}");
            }
        }
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        bytes.extend_from_slice(&unhex::<1>(after.get(..2)?)?);
        rest = &after[2..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}
