//! The volunteer's card and the phone's standing.

use std::sync::Arc;

use doorstep_core::store::query::status::Status;

use crate::{DoorstepError, phone::Phone};

/// Settings.
#[derive(uniffi::Object)]
pub struct Settings(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Settings {
    /// Who uses the phone, what is unsent, when it last synced, and what it may do with its data. Answers in every state
    /// but a destroyed key.
    pub fn status(&self) -> Result<Status, DoorstepError> {
        let moment = self.0.moment()?;
        Ok(self.0.with(|store| Ok(store.status(moment)?))?)
    }
}
