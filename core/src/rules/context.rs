//! What a rule is told besides the change: which side it runs on, when, and what a person has decided before.

use crate::{
    id::{CommuneCode, Id, Seq},
    planted::{Bug, planted},
    receipt::Receipt,
};

/// Where a rule runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// On a phone: it sees what the phone holds, and grants nothing.
    Phone,
    /// At the hub: it sees everything, and decides.
    Hub,
}

/// The circumstances of one change. No clock and no randomness: all come in as values.
#[derive(Clone, Debug)]
pub struct Context {
    /// Which side.
    pub side: Side,
    /// The commune.
    pub commune: CommuneCode,
    /// When the hub received it, milliseconds since 1970; on a phone the time of writing.
    pub received: i64,
    /// Positions that no commit ever used, left by a restore: `seen` and `epoch` inside count as unseen.
    pub skipped: Vec<(Seq, Seq)>,
    /// Whether the hub was restored and no leader has ended the recovery yet.
    pub recovering: bool,
    /// Whether the author's device was revoked.
    pub revoked: bool,
    /// The member who accepted this change after it was parked.
    pub accepted_by: Option<Id>,
    /// The hub's own earlier receipt for this change, from before it was restored.
    pub honour: Option<Receipt>,
}

impl Context {
    /// A phone's context.
    pub fn phone(commune: CommuneCode, at: i64) -> Context {
        Context {
            side: Side::Phone,
            commune,
            received: at,
            skipped: Vec::new(),
            recovering: false,
            revoked: false,
            accepted_by: None,
            honour: None,
        }
    }

    /// The hub's context for a change received at a time.
    pub fn hub(commune: CommuneCode, received: i64) -> Context {
        Context { side: Side::Hub, ..Context::phone(commune, received) }
    }

    /// Whether the rule runs at the hub.
    pub fn is_hub(&self) -> bool {
        self.side == Side::Hub
    }

    /// A position that a person saw, or 0 where no commit of this history ever had it.
    pub fn seen(&self, seq: Seq) -> Seq {
        if planted(Bug::SeenSurvivesRestore) {
            return seq;
        }
        if self.skipped.iter().any(|(from, to)| (*from..*to).contains(&seq)) { 0 } else { seq }
    }
}
