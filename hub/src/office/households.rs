//! Households as the office sees them, and as lists bring them.

use doorstep_core::{
    change::Change,
    id::Id,
    json::Fields,
    model::{self, assignment::Assignment, household::Household},
    record::Record,
    rules::working_set::Reads,
};

use super::{Office, fields};
use crate::complaint::Outcome;

/// A household and who looks after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// The household.
    pub id: Id,
    /// What is known about it.
    pub household: Household,
    /// Who looks after it.
    pub assignment: Assignment,
    /// The revision of the assignment: what a command about it has seen.
    pub assignment_seq: i64,
}

impl Office<'_> {
    /// All households that are not aliases of another, in order of identifier.
    pub fn households(&self) -> Outcome<Vec<Home>> {
        let records = self.all(&model::HOUSEHOLD)?;
        let reads = records.iter().fold(Reads::default(), |reads, record| reads.record(model::ASSIGNMENT, record.root));
        let ws = self.read(|_| reads.clone())?;
        let home = |record: &Record| {
            let household: Household = record.read().ok()?;
            let assignment = ws.get(model::ASSIGNMENT, record.root);
            household.alias_of.is_none().then(|| Home {
                id: record.root,
                household,
                assignment: assignment.and_then(|a| a.read().ok()).unwrap_or_default(),
                assignment_seq: assignment.map_or(0, |a| a.seq),
            })
        };
        Ok(records.iter().filter_map(home).collect())
    }

    /// The household that a list's key means, for ever.
    pub fn household_of_key(&self, key: &str) -> Id {
        self.commune.root().derive(&format!("household {key}"))
    }

    /// The change that imports one household of a list.
    pub fn import_household(&self, key: &str, batch: &str, household: Fields) -> Outcome<Change> {
        let data = fields([("batch", batch.into()), ("fields", household.into()), ("key", key.into())]);
        self.change("household.import", self.household_of_key(key), data)
    }

    /// The change that adds a resident of a list; the same list names the same resident again.
    pub fn import_resident(&self, household: Id, at: usize, resident: Fields) -> Outcome<Change> {
        let id = household.derive(&format!("imported resident {at}"));
        Ok(Change { id, ..self.change("resident.add", household, resident)? })
    }
}
