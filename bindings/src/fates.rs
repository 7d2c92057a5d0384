//! What became of what was done.

use std::sync::Arc;

use doorstep_core::store::query::{
    Page,
    fates::{FateFilter, Fates},
};

use crate::{DoorstepError, phone::Phone};

/// Fates.
#[derive(uniffi::Object)]
pub struct FateList(pub(crate) Arc<Phone>);

#[uniffi::export]
impl FateList {
    /// What needs a person first, then the newest; counts of all. Shown even while the data is locked: no name is in it
    /// then.
    pub fn list(&self, filter: FateFilter, page: Page) -> Result<Fates, DoorstepError> {
        let open = self.0.data(|_| Ok(())).is_ok();
        let mut fates = self.0.with(|store| Ok(store.fates(&filter, page)?))?;
        if !open {
            fates.lines.iter_mut().for_each(|line| line.who = None);
        }
        Ok(fates)
    }
}
