//! What a list would change: three-way per field between the last import, the list and the field.
//!
//! A field changes only where the list differs from what was last imported. Where somebody corrected it in the field
//! meanwhile, the correction stays and the row warns. A column that the list lacks changes nothing, and a household
//! that is missing is only reported, and only in neighbourhoods that the list covers.

mod matching;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::reading::Reading;
use crate::rekey::{Kept, KeptField};
use crate::report::{Code, Finding, Place, Severity};
use crate::value::place;

/// A household that an earlier import made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The hub's own key of the household.
    pub key: String,
    /// What the last list said.
    pub last_imported: Kept,
    /// What the record says now.
    pub current: Kept,
}

/// One field that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Which.
    pub field: KeptField,
    /// Value now; `None` when empty.
    pub from: Option<String>,
    /// Value of the list; `None` empties it.
    pub to: Option<String>,
}

/// A household of an earlier import that the list also has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Update {
    /// The hub's key.
    pub key: String,
    /// Its place in [`Reading::households`].
    pub household: usize,
    /// What would change; at least one field.
    pub changes: Vec<FieldChange>,
}

/// A value that stays although the list has another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stays {
    /// The hub's key.
    pub key: String,
    /// Its place in [`Reading::households`].
    pub household: usize,
    /// Which field; `from` is the value that stays, `to` the list's.
    pub change: FieldChange,
    /// The warning for the list of findings.
    pub finding: Finding,
}

/// What applying a list would do. Nothing is deleted, ever.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// New households, by their place in [`Reading::households`].
    pub created: Vec<usize>,
    /// Households with changed fields.
    pub updated: Vec<Update>,
    /// Keys of households that stay as they are, and their place in the reading.
    pub unchanged: Vec<(String, usize)>,
    /// Keys of households that the list covers and does not have.
    pub missing: Vec<String>,
    /// Fields corrected since the last import.
    pub kept: Vec<Stays>,
}

/// Compares a reading with what earlier imports made.
pub fn diff(previous: &[Imported], reading: &Reading) -> Plan {
    let files: Vec<Kept> = reading.households.iter().map(Kept::from).collect();
    let matched = matching::pair(previous, &files);
    let mut plan = Plan::default();
    for (at, (household, file)) in reading.households.iter().zip(&files).enumerate() {
        let Some(imported) = matched[at].map(|index| &previous[index]) else {
            plan.created.push(at);
            continue;
        };
        let mut changes = Vec::new();
        for field in KeptField::ALL.into_iter().filter(|f| household.present.contains(f)) {
            match decide(field, imported, file) {
                Decision::Same => {}
                Decision::Change(change) => changes.push(change),
                Decision::Stays(change) => {
                    let source = household.source.as_ref();
                    let place = Place {
                        sheet: source.map_or("", |s| &s.sheet),
                        row: source.map_or(0, |s| s.row),
                        column: None,
                    };
                    let shown = change.to.clone().unwrap_or_default();
                    let finding = Finding::new(Severity::Warning, Code::EditedInField, place, &shown);
                    plan.kept.push(Stays { key: imported.key.clone(), household: at, change, finding });
                }
            }
        }
        match changes.is_empty() {
            true => plan.unchanged.push((imported.key.clone(), at)),
            false => plan.updated.push(Update { key: imported.key.clone(), household: at, changes }),
        }
    }
    let covered: BTreeSet<String> = files.iter().map(|f| place::key(&f.neighbourhood)).collect();
    let met: BTreeSet<usize> = matched.iter().flatten().copied().collect();
    plan.missing = previous
        .iter()
        .enumerate()
        .filter(|(index, imported)| {
            !met.contains(index) && covered.contains(&place::key(&imported.last_imported.neighbourhood))
        })
        .map(|(_, imported)| imported.key.clone())
        .collect();
    plan
}

enum Decision {
    Same,
    Change(FieldChange),
    Stays(FieldChange),
}

fn decide(field: KeptField, imported: &Imported, file: &Kept) -> Decision {
    let (last, now, new) =
        (imported.last_imported.comparable(field), imported.current.comparable(field), file.comparable(field));
    if new == last || new == now {
        return Decision::Same;
    }
    let change = FieldChange { field, from: imported.current.get(field), to: file.get(field) };
    if now == last { Decision::Change(change) } else { Decision::Stays(change) }
}
