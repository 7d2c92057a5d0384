//! What screens ask for: one call, one screen. Plain values, counts included, paged where a list can be long.
//!
//! * [`today`]: what a volunteer does today, and why in this order.
//! * [`household`]: everything about one home. [`search`]: finding one. [`home`]: what a list shows of one.
//! * [`visit_options`]: what can be recorded at a door.
//! * [`ride`]: rides as people see them, a driver's manifest, who is not home yet, what can be booked.
//! * [`fates`]: what became of what this member did.
//! * [`squad`]: what a leader looks after.
//! * [`status`]: who uses the phone, and how it stands to its hub.
//!
//! A person who has died is in no list, prompt, ride or notice: only the household's history still says that they died.
//! Words are not made here: codes go out, and screens have the words.

pub mod fates;
pub mod home;
pub mod household;
pub mod names;
pub mod ride;
pub mod search;
pub mod squad;
pub mod status;
#[cfg(test)]
mod tests;
pub mod today;
pub mod visit_options;

use std::sync::LazyLock;

use chrono::NaiveDate;
use doorstep_sqlcipher::rusqlite::Connection;

use super::{StoreResult, records};
use crate::{
    calendar::{CalendarEdits, WorkingCalendar},
    model::{self, commune::Commune},
};

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many lines to leave out at the beginning.
    pub from: u32,
    /// How many lines to give at most.
    pub count: u32,
}

impl Page {
    /// The first lines.
    pub const fn first(count: u32) -> Page {
        Page { from: 0, count }
    }

    /// The part of a list.
    pub fn of<T>(&self, list: Vec<T>) -> Vec<T> {
        list.into_iter().skip(self.from as usize).take(self.count as usize).collect()
    }
}

static BUILT_IN: LazyLock<WorkingCalendar> = LazyLock::new(WorkingCalendar::built_in);

/// The commune, as the phone holds it.
fn commune(conn: &Connection) -> StoreResult<Commune> {
    let communes = records::views(conn, &model::COMMUNE)?.into_iter();
    Ok(communes.map(|commune| commune.body).next().unwrap_or_default())
}

/// The calendar with the commune's own days; without them where they contradict each other.
fn calendar(conn: &Connection) -> StoreResult<WorkingCalendar> {
    let commune = commune(conn)?;
    let edits = CalendarEdits::from_dates(&commune.holidays, &commune.working_days);
    Ok(edits.and_then(|edits| BUILT_IN.with_edits(&edits)).unwrap_or_else(|_| BUILT_IN.clone()))
}

/// Days from one date to another; negative where the second is earlier.
fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}
