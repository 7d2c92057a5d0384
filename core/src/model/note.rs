//! A short free text about a household.

use serde::Deserialize;

use crate::id::Id;

/// Text passes the secret guard before it is stored.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Note {
    /// What was written; empty when erased.
    pub text: String,
    /// The author.
    pub by: Option<Id>,
    /// Milliseconds since 1970.
    pub at: i64,
    /// Whether it was taken back.
    pub removed: bool,
}
