//! Notes.

use std::sync::Arc;

use doorstep_core::{id::Id, text::guard};
use serde_json::json;

use crate::{DoorstepError, input::SavedView, phone::Phone};

/// Notes.
#[derive(uniffi::Object)]
pub struct Notes(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Notes {
    /// Whether a text seems to hold a citizen's secret (an ID number, a card, a one-time code): to warn while typing. The
    /// rulebook refuses such a text anyway.
    pub fn has_secret(&self, text: String) -> bool {
        !guard::find(&text).is_empty()
    }

    /// Writes a note about a home.
    pub fn add(&self, household: Id, text: String) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("note.add", Some(household), &json!({ "text": text }))?.into())
    }

    /// Takes a note back.
    pub fn remove(&self, household: Id, note: Id) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("note.remove", Some(household), &json!({ "note": note }))?.into())
    }
}
