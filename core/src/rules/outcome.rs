//! What a rule decides: all or nothing.

use serde_json::Value;

use crate::{
    id::Id,
    json::Fields,
    receipt::{CounterLine, Fate, Reason},
    record::{BadBody, Key, Scope},
};

/// One thing that a decision changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Creates or replaces a record.
    Put {
        /// The record.
        key: Key,
        /// The root that it follows.
        root: Id,
        /// Its whole body.
        body: Fields,
        /// Fields to mark as written by this change; see [`super::merge`].
        fields: Vec<String>,
    },
    /// Leaves a tombstone without content.
    Delete {
        /// The record.
        key: Key,
    },
    /// Lets a scope hold a root.
    Grant {
        /// Who.
        scope: Scope,
        /// What.
        root: Id,
    },
    /// Ends a grant.
    End {
        /// Who.
        scope: Scope,
        /// What.
        root: Id,
    },
    /// Lets a member belong to a scope.
    Join {
        /// Who.
        member: Id,
        /// To what.
        scope: Scope,
    },
    /// Ends a membership.
    Leave {
        /// Who.
        member: Id,
        /// From what.
        scope: Scope,
    },
    /// Puts an identifier on the erasure list, for ever.
    Erase {
        /// The record, resident or household erased.
        id: Id,
    },
    /// Ends the recovery of a restored hub: commands count again.
    EndRecovery,
}

/// A decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What becomes of the change.
    pub fate: Fate,
    /// Why, where there is more to say.
    pub reason: Option<Reason>,
    /// Arguments of the reason: identifiers, numbers, field names.
    pub args: Fields,
    /// What it changes.
    pub writes: Vec<Write>,
    /// What it counts.
    pub counters: Vec<CounterLine>,
}

impl Outcome {
    /// The change acts.
    pub fn applied(writes: Vec<Write>) -> Outcome {
        Outcome { fate: Fate::Applied, reason: None, args: Fields::new(), writes, counters: Vec::new() }
    }

    /// The same with counter lines.
    pub fn counting(mut self, counters: Vec<CounterLine>) -> Outcome {
        self.counters = counters;
        self
    }

    /// The same with a reason.
    pub fn because(mut self, reason: Reason) -> Outcome {
        self.reason = Some(reason);
        self
    }
}

/// Why a rule does not act: everything short of *applied*.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// What becomes of the change.
    pub fate: Fate,
    /// Why.
    pub reason: Reason,
    /// Arguments of the reason.
    pub args: Fields,
}

impl Stop {
    /// A person or a newer hub may decide otherwise.
    pub fn parked(reason: Reason) -> Stop {
        Stop { fate: Fate::Parked, reason, args: Fields::new() }
    }

    /// Something newer stands.
    pub fn superseded(reason: Reason) -> Stop {
        Stop { fate: Fate::Superseded, reason, args: Fields::new() }
    }

    /// It breaks a rule.
    pub fn refused(reason: Reason) -> Stop {
        Stop { fate: Fate::Refused, reason, args: Fields::new() }
    }

    /// A member of `data` is missing or wrong.
    pub fn invalid(field: &str) -> Stop {
        Stop::refused(Reason::Invalid).arg("field", field)
    }

    /// Adds an argument.
    pub fn arg(mut self, name: &str, value: impl Into<Arg>) -> Stop {
        self.args.insert(name.to_owned(), value.into().0);
        self
    }
}

/// An argument of a reason: never text that a person wrote about a resident.
pub struct Arg(Value);

impl From<Id> for Arg {
    fn from(id: Id) -> Arg {
        Arg(id.to_string().into())
    }
}

impl From<&str> for Arg {
    fn from(code: &str) -> Arg {
        Arg(code.into())
    }
}

impl From<i64> for Arg {
    fn from(n: i64) -> Arg {
        Arg(n.into())
    }
}

impl From<Stop> for Outcome {
    fn from(stop: Stop) -> Outcome {
        Outcome {
            fate: stop.fate,
            reason: Some(stop.reason),
            args: stop.args,
            writes: Vec::new(),
            counters: Vec::new(),
        }
    }
}

impl From<BadBody> for Stop {
    fn from(_: BadBody) -> Stop {
        Stop::parked(Reason::Internal)
    }
}
