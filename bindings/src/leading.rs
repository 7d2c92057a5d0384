//! A leader's work: who has which homes, rides into vehicles, announced rounds.

use std::sync::Arc;

use doorstep_core::{
    id::Id,
    store::query::{
        Page,
        squad::{SquadFilter, SquadScreen},
    },
};
use serde_json::json;

use crate::{
    DoorstepError,
    input::SavedView,
    phone::Phone,
    screens::{RoundForm, left, week},
    types::Day,
};

/// Leading.
#[derive(uniffi::Object)]
pub struct Leading(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Leading {
    /// A squad: homes by member, what nobody has, how far each is, who is not home yet.
    pub fn squad(&self, filter: SquadFilter, page: Page) -> Result<SquadScreen, DoorstepError> {
        let day = self.0.today()?;
        Ok(self.0.data(|store| Ok(store.squad(&filter, day, page)?))?)
    }

    /// Gives homes to a member, one change a home. Stops at the first that the rulebook refuses; those before it are given.
    pub fn assign(&self, households: Vec<Id>, member: Id) -> Result<Vec<SavedView>, DoorstepError> {
        let data = json!({ "member": member });
        let each = |household| Ok(self.0.save("assignment.assign", Some(household), &data)?.into());
        households.into_iter().map(each).collect()
    }

    /// Takes a home back to the squad's unassigned list.
    pub fn take_back(&self, household: Id) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("assignment.take_back", Some(household), &json!({}))?.into())
    }

    /// Puts a ride into a vehicle.
    pub fn give_vehicle(&self, ride: Id, vehicle: Id) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("ride.give_vehicle", Some(ride), &json!({ "vehicle": vehicle }))?.into())
    }

    /// Where and when a day of visits can be announced; `draft` names the form.
    pub fn round_form(&self, draft: String) -> Result<RoundForm, DoorstepError> {
        let days = week(self.0.today()?);
        Ok(self.0.data(|store| Ok(RoundForm { places: store.neighbourhoods()?, days, draft: left(store, &draft)? }))?)
    }

    /// Notes that a day of visits was announced to a neighbourhood, and by whom.
    pub fn announce(&self, neighbourhood: Id, date: Day, announced_by: String) -> Result<SavedView, DoorstepError> {
        let root = self.0.with(|store| Ok(store.enrolment()?.commune.root()))?;
        let data = json!({ "neighbourhood": neighbourhood, "date": date, "announced_by": announced_by });
        Ok(self.0.save("visit_round.announce", Some(root), &data)?.into())
    }

    /// Two homes turn out to be one: `household` becomes an alias of `into`.
    pub fn merge(&self, household: Id, into: Id) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("household.merge", Some(household), &json!({ "into": into }))?.into())
    }
}
