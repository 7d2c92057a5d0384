//! Visits and what they promise.

use std::sync::Arc;

use doorstep_core::{id::Id, store::query::visit_options::VisitOptions};
use serde_json::json;

use crate::{
    DoorstepError,
    input::{SavedView, VisitInput},
    phone::Phone,
    screens::{AmendForm, VisitForm, left},
    types::Day,
};

/// Visits.
#[derive(uniffi::Object)]
pub struct Visits(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Visits {
    /// What can be recorded at a home.
    pub fn options(&self, household: Id) -> Result<VisitOptions, DoorstepError> {
        let day = self.0.today()?;
        self.0.data(|store| Ok(store.visit_options(household, day)?))?.ok_or(DoorstepError::NotHere)
    }

    /// What can be recorded at a home, with what the form called `draft` was left with.
    pub fn form(&self, household: Id, draft: String) -> Result<VisitForm, DoorstepError> {
        let day = self.0.today()?;
        let form = self.0.data(|store| {
            let Some(options) = store.visit_options(household, day)? else { return Ok(None) };
            Ok(Some(VisitForm { options, draft: left(store, &draft)? }))
        })?;
        form.ok_or(DoorstepError::NotHere)
    }

    /// What can be recorded at a home, and a visit to it as it reads now.
    pub fn amend_form(&self, household: Id, visit: Id) -> Result<AmendForm, DoorstepError> {
        let day = self.0.today()?;
        let form = self.0.data(|store| {
            let Some(options) = store.visit_options(household, day)? else { return Ok(None) };
            let visit = store.visit(visit)?.filter(|(of, _)| *of == household);
            Ok(visit.map(|(household, visit)| AmendForm { options, visit: VisitInput::of(household, visit) }))
        })?;
        form.ok_or(DoorstepError::NotHere)
    }

    /// Records a visit. When this returns it survives kill and power loss.
    pub fn record(&self, visit: VisitInput) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("visit.record", Some(visit.household), &visit)?.into())
    }

    /// A visit as it reads now: what an amendment begins with.
    pub fn recorded(&self, visit: Id) -> Result<VisitInput, DoorstepError> {
        let (household, visit) = self.0.data(|store| Ok(store.visit(visit)?))?.ok_or(DoorstepError::NotHere)?;
        Ok(VisitInput::of(household, visit))
    }

    /// Takes a visit back: a correction that follows it.
    pub fn undo(&self, household: Id, visit: Id) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("visit.amend", Some(household), &json!({ "visit": visit, "withdraw": true }))?.into())
    }

    /// Says what a visit should have said: outcome, people, papers. Its time and author stay.
    pub fn amend(&self, visit: Id, correction: VisitInput) -> Result<SavedView, DoorstepError> {
        let household = correction.household;
        let VisitInput { outcome, with, helped, missing, who_brings, come_back_on, .. } = correction;
        let data = json!({
            "visit": visit, "outcome": outcome, "with": with, "helped": helped, "missing": missing,
            "who_brings": who_brings, "come_back_on": come_back_on,
        });
        Ok(self.0.save("visit.amend", Some(household), &data)?.into())
    }

    /// Promises something for a day.
    pub fn promise(&self, household: Id, due: Day, service: Option<String>) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("follow_up.add", Some(household), &json!({ "due": due, "service": service }))?.into())
    }

    /// Closes a promise: `done` or `dropped`.
    pub fn close_promise(&self, household: Id, follow_up: Id, state: String) -> Result<SavedView, DoorstepError> {
        let data = json!({ "follow_up": follow_up, "state": state });
        Ok(self.0.save("follow_up.edit", Some(household), &data)?.into())
    }

    /// Moves a promise to another day.
    pub fn move_promise(&self, household: Id, follow_up: Id, due: Day) -> Result<SavedView, DoorstepError> {
        let data = json!({ "follow_up": follow_up, "due": due });
        Ok(self.0.save("follow_up.edit", Some(household), &data)?.into())
    }
}
