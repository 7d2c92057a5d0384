//! What a list last said about a household: the base of the three-way comparison at the next import.

use serde::Deserialize;

use crate::json::Fields;

/// One an imported household, under the household's own id.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ImportSource {
    /// The key by which the next list finds the household.
    pub key: String,
    /// Fields as last imported.
    pub last: Fields,
    /// The import that said so.
    pub batch: String,
    /// Whether the last list that covered its neighbourhood no longer had it.
    pub missing: bool,
}
