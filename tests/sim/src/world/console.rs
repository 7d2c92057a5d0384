//! What happens at the hub itself: the console, imports, timers, updates.

use doorstep_core::{change::Change, id::Id};
use serde_json::json;

use super::World;
use crate::violation::Check;

impl World {
    /// Submits changes in one transaction, and compares their fates.
    pub fn submit(&mut self, changes: &[Change]) -> Check {
        self.hub.submit(changes, self.now)?;
        self.console.extend(changes.iter().cloned());
        let texts: Vec<String> = changes.iter().map(Change::to_text).collect();
        let fates = self.oracle.submit(&texts, self.now);
        self.oracle.committed(self.hub.mirror.head);
        self.say(|_| format!("console: {}", changes.first().map_or("", |change| &change.kind)));
        self.compare_fates(&fates)?;
        self.audit_sometimes()
    }

    /// Something that a console, an import or a timer does.
    pub(super) fn console_event(&mut self) -> Check {
        let town = &self.town;
        let homes: Vec<Id> = self
            .hub
            .mirror
            .rows
            .iter()
            .filter(|((kind, _), row)| &**kind == "household" && row.body.is_some())
            .map(|((_, id), _)| *id)
            .collect();
        let household = self.dice.pick(&homes).copied().unwrap_or(town.households[0]);
        let choice = self.dice.weighted(&[(4, 0), (2, 1), (3, 2), (2, 3), (3, 4), (2, 5)]).unwrap_or(0);
        match choice {
            0 => {
                let head = self.dice.word(&["Hoa", "Huệ", "Mai"]);
                let landmark = self.dice.word(&["cổng xanh", "cạnh đình", "sau trạm"]);
                let neighbourhood = self.town.neighbourhoods[self.dice.below(2)];
                let batch = format!("b{}", self.now);
                let fresh = self.dice.permille(250);
                let root = if fresh { self.dice.id(self.now) } else { household };
                let fields = json!({"head": head, "landmark": landmark, "neighbourhood": neighbourhood});
                self.console_change(
                    "household.import",
                    root,
                    json!({"key": root.short(), "batch": batch, "fields": fields}),
                )
            }
            1 => self.console_change("household.import_missing", household, json!({})),
            2 => {
                let rides: Vec<Id> = self
                    .hub
                    .mirror
                    .rows
                    .iter()
                    .filter(|((kind, _), row)| &**kind == "ride" && row.body.is_some())
                    .map(|((_, id), _)| *id)
                    .collect();
                match self.dice.pick(&rides).copied() {
                    Some(ride) => self.console_change("ride.close", ride, json!({})),
                    None => Ok(()),
                }
            }
            3 => {
                // A member moves to another squad, or comes back, or leaves.
                let (member, _) = self.town.members[1 + self.dice.below(self.town.members.len() - 1)];
                let squad = self.town.squads[self.dice.below(2)];
                let left = self.dice.permille(150);
                let roles: &[&str] = if self.dice.permille(300) { &["leader", "volunteer"] } else { &["volunteer"] };
                self.console_change(
                    "member.edit",
                    self.town.commune.root(),
                    json!({"member": member, "squad": squad, "left": left, "roles": roles}),
                )
            }
            4 => {
                let vehicle = self.town.vehicles[self.dice.below(3)];
                let driver = self.town.members[self.dice.below(self.town.members.len())].0;
                let squad =
                    self.hub.mirror.rows.get(&("vehicle".into(), vehicle)).map_or(self.town.squads[0], |row| row.root);
                let seats = self.dice.range(1, 3);
                self.console_change(
                    "vehicle.edit",
                    squad,
                    json!({"vehicle": vehicle, "driver": driver, "seats": seats}),
                )
            }
            _ => {
                self.hub.upgrade(self.now)?;
                let fates = self.oracle.upgrade(self.now);
                self.oracle.committed(self.hub.mirror.head);
                self.compare_fates(&fates)
            }
        }
    }
}
