//! Consent, purpose by purpose.

use std::sync::Arc;

use doorstep_core::{id::Id, model::consent::Purpose};
use serde_json::json;

use crate::{
    DoorstepError,
    input::{ConsentInput, SavedView},
    phone::Phone,
    screens::{ConsentForm, left},
};

/// Consent.
#[derive(uniffi::Object)]
pub struct Consents(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Consents {
    /// A person, what they were asked before, and who asks; `draft` names the form.
    pub fn form(&self, household: Id, resident: Id, draft: String) -> Result<ConsentForm, DoorstepError> {
        let (moment, day) = (self.0.moment()?, self.0.today()?);
        let form = self.0.data(|store| {
            let person = store.household(household, day)?.and_then(|home| home.person(resident));
            let Some(person) = person else { return Ok(None) };
            Ok(Some(ConsentForm { person, unit: store.status(moment)?.unit, draft: left(store, &draft)? }))
        })?;
        form.ok_or(DoorstepError::NotHere)
    }

    /// Keeps an answer.
    pub fn record(&self, answer: ConsentInput) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("consent.record", Some(answer.household), &answer)?.into())
    }

    /// Takes consent back for a person, and with it what was kept because of it.
    pub fn withdraw(&self, household: Id, resident: Id, purpose: Purpose) -> Result<SavedView, DoorstepError> {
        let data = json!({ "resident": resident, "purpose": purpose });
        Ok(self.0.save("consent.withdraw", Some(household), &data)?.into())
    }
}
