//! Squads and what they are responsible for.

use chrono::NaiveDate;
use doorstep_core::{
    id::Id,
    model::{self, squad::Squad},
    receipt::Receipt,
    text::collate,
};

use super::{Office, fields, json_id};
use crate::complaint::Outcome;

impl Office<'_> {
    /// Adds a squad, and answers its identity.
    pub fn add_squad(&self, name: &str) -> Outcome<Id> {
        let mut change = self.change("squad.add", Id::HUB, fields([("name", name.trim().into())]))?;
        change.root = change.id;
        self.submit(change).map(|receipt| receipt.change)
    }

    /// All squads, by name.
    pub fn squads(&self) -> Outcome<Vec<(Id, Squad)>> {
        let records = self.all(&model::SQUAD)?;
        let mut squads: Vec<(Id, Squad)> =
            records.iter().filter_map(|record| Some((record.root, record.read::<Squad>().ok()?))).collect();
        squads.sort_by_cached_key(|(id, squad)| (collate::key(&squad.name), *id));
        Ok(squads)
    }

    /// Gives a neighbourhood to a squad from a day on; households that are imported or added there fall to the squad.
    pub fn set_responsibility(&self, squad: Id, neighbourhood: Id, from: NaiveDate) -> Outcome<Receipt> {
        let data = fields([
            ("from", from.to_string().into()),
            ("neighbourhood", json_id(neighbourhood)),
            ("squad", json_id(squad)),
        ]);
        self.submit(self.change("responsibility.set", self.commune.root(), data)?)
    }
}
