//! Two people wrote the same field without seeing each other: both values, for people to look at.

use serde::Deserialize;
use serde_json::Value;

use crate::id::Id;

/// The loser's value is kept and shown beside the value that stands.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Conflict {
    /// Kind of the record.
    pub record_kind: String,
    /// The record.
    pub record: Option<Id>,
    /// The field, such as `phones` or `door.dog`.
    pub field: String,
    /// The value that stood when the conflict was decided.
    pub kept: Value,
    /// Who wrote it.
    pub kept_by: Option<Id>,
    /// The value that lost.
    pub lost: Value,
    /// Who wrote that.
    pub lost_by: Option<Id>,
    /// Whether a person has looked at it and closed it.
    pub closed: bool,
}
