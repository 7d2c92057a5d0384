//! Something promised for a later day.

use serde::Deserialize;

use crate::{codes, id::Id};

codes! {
    /// Whether it is still to do.
    FollowUpState {
        /// To do.
        Open = "open",
        /// Done, by a later visit or by hand.
        Done = "done",
        /// No longer needed.
        Dropped = "dropped",
    }
}

/// Việc hẹn lại: due on a working day.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
pub struct FollowUp {
    /// ISO date.
    pub due: String,
    /// Service of the catalogue, if any.
    pub service: Option<String>,
    /// The person, if it is about one.
    pub resident: Option<Id>,
    /// Papers still missing, codes of the catalogue.
    pub missing: Vec<String>,
    /// Who brings them, in free words.
    pub who_brings: String,
    /// Whether it is still to do.
    pub state: FollowUpState,
    /// The visit that made the promise.
    pub visit: Option<Id>,
}

impl Default for FollowUp {
    fn default() -> Self {
        FollowUp {
            due: String::new(),
            service: None,
            resident: None,
            missing: Vec::new(),
            who_brings: String::new(),
            state: FollowUpState::Open,
            visit: None,
        }
    }
}
