//! Records: what exists. A body and the root that it follows.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use crate::{
    id::{Id, Seq},
    json::Fields,
};

/// The kind of a record, such as `household`. Open: a phone keeps kinds that only a newer hub knows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(Cow<'static, str>);

impl Kind {
    /// A kind known at compile time.
    pub const fn new(name: &'static str) -> Kind {
        Kind(Cow::Borrowed(name))
    }

    /// The name as stored and sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Kind {
    fn from(name: String) -> Kind {
        Kind(Cow::Owned(name))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What identifies a record within a commune.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    /// The kind.
    pub kind: Kind,
    /// The identity within the kind.
    pub id: Id,
}

impl Key {
    /// The key of a record of this kind.
    pub fn new(kind: Kind, id: Id) -> Key {
        Key { kind, id }
    }
}

/// A record as stored: its revision, the root that it follows through handovers, and its body.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// Kind and identity.
    pub key: Key,
    /// The household, ride, squad, member or commune that the record follows. It never changes.
    pub root: Id,
    /// The hub's revision; 0 for a record that no hub has seen.
    pub seq: Seq,
    /// The body, with every member that this release does not know.
    pub body: Fields,
}

impl Record {
    /// A typed view of the body.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, BadBody> {
        crate::json::read(&self.body).map_err(|source| BadBody { key: self.key.clone(), source })
    }
}

/// A body that its model cannot read: an error of a release, never of a person.
#[derive(Debug, thiserror::Error)]
#[error("{} {}: body does not fit its model: {source}", key.kind, key.id)]
pub struct BadBody {
    /// The record.
    pub key: Key,
    /// What did not fit.
    pub source: serde_json::Error,
}

/// Who holds roots together: one member, the leaders of a squad, the coordinators of the commune.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scope {
    /// One member's phones.
    Member(Id),
    /// The leaders of a squad.
    Squad(Id),
    /// The coordinators of the commune.
    Commune,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Member(id) => write!(f, "m:{id}"),
            Scope::Squad(id) => write!(f, "s:{id}"),
            Scope::Commune => f.write_str("c"),
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = crate::id::NotAnId;

    fn from_str(text: &str) -> Result<Scope, Self::Err> {
        match text.split_once(':') {
            Some(("m", id)) => Ok(Scope::Member(id.parse()?)),
            Some(("s", id)) => Ok(Scope::Squad(id.parse()?)),
            None if text == "c" => Ok(Scope::Commune),
            _ => Err(crate::id::NotAnId),
        }
    }
}

/// A span of a commune's history in which something held: `since` included, `until` excluded, `None` for still.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// The position of the commit that began it.
    pub since: Seq,
    /// The position of the commit that ended it.
    pub until: Option<Seq>,
}

impl Span {
    /// Whether the span has not ended.
    pub fn is_open(&self) -> bool {
        self.until.is_none()
    }

    /// Whether the span covers a position.
    pub fn covers(&self, seq: Seq) -> bool {
        self.since <= seq && self.until.is_none_or(|until| seq < until)
    }
}

/// That a scope holds, or held, a root.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    /// Who.
    pub scope: Scope,
    /// What.
    pub root: Id,
    /// When.
    pub span: Span,
}

/// That a member belongs, or belonged, to a scope: their own from the day they are added to the day they leave; a squad's
/// while they lead it; the commune's while they coordinate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Membership {
    /// Who.
    pub member: Id,
    /// To what.
    pub scope: Scope,
    /// When.
    pub span: Span,
}
