//! What became of what was done.

use std::sync::Arc;

use doorstep_core::{
    id::Id,
    store::query::{
        Page,
        fates::{FateFilter, Fates},
    },
};

use crate::{DoorstepError, observe::Area, phone::Phone, worker::Task};

/// Fates.
#[derive(uniffi::Object)]
pub struct FateList(pub(crate) Arc<Phone>);

#[uniffi::export]
impl FateList {
    /// The person has looked at what became of a change: it asks no more, until the hub says something newer.
    pub fn looked_at(&self, change: Id) -> Result<(), DoorstepError> {
        self.0.with(|store| Ok(store.look_at(change)?))?;
        self.0.soon(Task::Tell(Area::Fates));
        Ok(())
    }

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
