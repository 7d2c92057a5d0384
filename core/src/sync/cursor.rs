//! Where a phone stands in a commune's history.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    id::{Id, Seq},
    receipt::{hex, unhex},
};

/// A commit's random mark: a hub restored from a backup repeats positions but never marks.
pub type Mark = [u8; 8];

/// The head of a commune, or a phone's position in its history. Opaque to the phone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cursor {
    /// The position.
    pub seq: Seq,
    /// The mark of the commit at that position.
    pub mark: Mark,
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}.{}", self.seq, hex(&self.mark)))
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cursor, D::Error> {
        let text = String::deserialize(deserializer)?;
        Cursor::parse(&text).ok_or_else(|| de::Error::custom("not a cursor"))
    }
}

impl Cursor {
    /// The text of a cursor, as phones keep it.
    pub fn to_text(&self) -> String {
        format!("{}.{}", self.seq, hex(&self.mark))
    }

    /// Reads the text of a cursor.
    pub fn parse(text: &str) -> Option<Cursor> {
        let (seq, mark) = text.split_once('.')?;
        Some(Cursor { seq: seq.parse().ok()?, mark: unhex(mark)? })
    }
}

/// How far a pull has come. A pull runs in legs: the next begins where the head was when the last began, because one
/// position for everything would skip rows of roots granted between pages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Leg {
    /// Everything up to here was carried by earlier legs, or lies before the phone's cursor.
    pub from: Seq,
    /// The head when the leg began.
    pub to: Seq,
    /// What the leg has carried of that.
    pub at: Place,
}

/// A place within a leg: roots in order of id, each with its records in order of `seq`; then receipts in order of `seq`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Place {
    /// Nothing carried yet.
    #[serde(rename = "start")]
    Start,
    /// This root's records up to a revision, and all roots before it.
    #[serde(rename = "root")]
    Root(Id, Seq),
    /// All records, and receipts up to a position.
    #[serde(rename = "receipts")]
    Receipts(Seq),
}
