//! The volunteer's card and the phone's standing.

use std::sync::Arc;

use doorstep_core::store::query::status::Status;

use crate::{DoorstepError, error::Error, phone::Phone};

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

    /// Signs the member out: everything on this phone goes, with its key. Refused with `unsent` while something is unsent.
    pub fn sign_out(&self) -> Result<(), DoorstepError> {
        let status = self.status()?;
        if status.unsent > 0 {
            return Err(Error::State("unsent").into());
        }
        Ok(self.0.let_key_go()?)
    }
}
