//! Consent, purpose by purpose.

use std::sync::Arc;

use doorstep_core::{id::Id, model::consent::Purpose};
use serde_json::json;

use crate::{
    DoorstepError,
    input::{ConsentInput, SavedView},
    phone::Phone,
};

/// Consent.
#[derive(uniffi::Object)]
pub struct Consents(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Consents {
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
