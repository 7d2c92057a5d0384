//! Finding homes.

use std::sync::Arc;

use doorstep_core::store::query::{Page, home::HomeLine, search::Hits};

use crate::{DoorstepError, phone::Phone};

/// Search.
#[derive(uniffi::Object)]
pub struct Search(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Search {
    /// Homes by name, address, landmark or the end of a phone number; exact accents first.
    pub fn run(&self, query: String, page: Page) -> Result<Hits, DoorstepError> {
        Ok(self.0.data(|store| Ok(store.search(&query, page)?))?)
    }

    /// Homes that may be the one about to be added.
    pub fn possible_duplicates(&self, head: String) -> Result<Vec<HomeLine>, DoorstepError> {
        Ok(self.0.data(|store| Ok(store.possible_duplicates(&head)?))?)
    }
}
