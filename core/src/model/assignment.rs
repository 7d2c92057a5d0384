//! Who looks after a household now.

use serde::Deserialize;

use crate::id::Id;

/// One a household, under the household's own id. Its grants, not this record, decide who holds the household; this is
/// what leaders read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Assignment {
    /// The squad whose leaders hold the household.
    pub squad: Option<Id>,
    /// The volunteer it is given to; none while it is on the squad's unassigned list.
    pub member: Option<Id>,
    /// Who gave it.
    pub by: Option<Id>,
}
