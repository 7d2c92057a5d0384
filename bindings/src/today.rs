//! What to do today.

use std::sync::Arc;

use doorstep_core::{calendar::vietnam_date, store::query::today::Today};

use crate::{DoorstepError, phone::Phone, types::Day};

/// Today.
#[derive(uniffi::Object)]
pub struct TodayList(pub(crate) Arc<Phone>);

#[uniffi::export]
impl TodayList {
    /// The date in Vietnam, by the hub's time.
    pub fn date(&self) -> Result<Day, DoorstepError> {
        Ok(self.0.today()?)
    }

    /// Homes in order with the reason, who is not home, the next ride, where nobody was told. Of today, or another day.
    pub fn screen(&self, day: Option<Day>) -> Result<Today, DoorstepError> {
        let day = self.0.day_or_today(day)?;
        Ok(self.0.data(|store| Ok(store.today(day)?))?)
    }
}

impl Phone {
    /// The date in Vietnam, by the hub's time.
    pub(crate) fn today(&self) -> Result<Day, crate::error::Error> {
        Ok(vietnam_date(self.now()?.at_ms))
    }

    /// A day that was asked for, or today.
    pub(crate) fn day_or_today(&self, day: Option<Day>) -> Result<Day, crate::error::Error> {
        day.map_or_else(|| self.today(), Ok)
    }
}
