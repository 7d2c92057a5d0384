//! Liveness: from any state, without faults, every queue empties and rows become equal. What faults hide, such as a
//! queue that is stuck for ever, shows here.

use doorstep_core::id::Id;
use serde_json::json;

use super::World;
use crate::{
    hub::Fault,
    violation::{Check, Violation},
};

/// Rounds in which every phone syncs; what is not quiet by then is stuck.
const ROUNDS: usize = 8;

impl World {
    /// Heals everything and syncs until it is quiet.
    pub fn drain(&mut self) -> Check {
        self.flights.clear();
        self.hub.fault = Fault::None;
        for p in self.living() {
            self.phones[p].cut_off = false;
            self.phones[p].deaf = false;
            self.phones[p].fill_disk(false)?;
            self.phones[p].restart()?;
        }
        self.hand_over_files()?;
        let mut quiet = false;
        for round in 0..ROUNDS {
            let before = self.hub.mirror.head;
            for p in self.living() {
                if !self.sync(p)? {
                    let pending = self.unsent(p)?;
                    let detail =
                        format!("{} is not done after 400 exchanges; {} pending", self.phones[p].name, pending.len());
                    return Err(Violation::of("no queue is stuck", detail));
                }
            }
            if self.hub.mirror.recovering && round > 0 {
                self.console_change("recovery.end", self.town.commune.root(), json!({}))?;
            }
            quiet = self.hub.mirror.head == before;
            if quiet {
                break;
            }
        }
        if !quiet {
            return Err(Violation::of("no queue is stuck", "the hub's head still moves after all rounds"));
        }
        self.audit()?;
        self.nothing_lost()?;
        self.all_equal()
    }

    /// With nothing unsent, rows as people see them equal the hub's, and counts from receipts equal each other.
    fn all_equal(&mut self) -> Check {
        for p in self.living() {
            let phone = &self.phones[p];
            let (member, name) = (phone.member, phone.name.clone());
            if self.oracle.is_revoked(phone.device) {
                return Err(Violation::of("a revoked phone destroys its key", name));
            }
            let pending: Vec<Id> = self.unsent(p)?;
            if !pending.is_empty() {
                return Err(Violation::of("no queue is stuck", format!("{name}: {} pending", pending.len())));
            }
            let held = self.hub.mirror.held(member);
            let rows = self.hub.mirror.rows_of(&held);
            if let Some(difference) = super::checks::difference(&self.base_rows(p)?, &rows) {
                return Err(Violation::of(
                    "a phone's rows equal the hub's rows for its scope",
                    format!("{name}: {difference}"),
                ));
            }
            self.counts_agree(p)?;
        }
        Ok(())
    }
}
