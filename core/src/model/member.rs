//! People who use Doorstep.

use serde::Deserialize;

use crate::{codes, id::Id};

codes! {
    /// What a member may do; one member may have several.
    Role {
        /// Visits households.
        Volunteer = "volunteer",
        /// Assigns households of a squad (đội trưởng, đội phó).
        Leader = "leader",
        /// Looks after the commune's squads, accounts and reports.
        Coordinator = "coordinator",
        /// Fetches people and brings them home.
        Driver = "driver",
    }
}

/// A volunteer, leader, coordinator or driver: a root of their own.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Member {
    /// Full name.
    pub name: String,
    /// E.164.
    pub phone: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Their squad.
    pub squad: Option<Id>,
    /// Whether they have left.
    pub left: bool,
    /// The day on which a leader saw the driving licence, ISO date; the licence itself is never kept.
    pub licence_checked_on: Option<String>,
}

impl Member {
    /// Whether the member has a role.
    pub fn is(&self, role: &Role) -> bool {
        !self.left && self.roles.contains(role)
    }
}
