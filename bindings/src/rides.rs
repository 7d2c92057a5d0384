//! Rides: booked at a door, driven leg by leg until everybody is home.

use std::sync::Arc;

use doorstep_core::{
    id::Id,
    model::ride::{CancelReason, RideState},
    store::query::ride::{Manifest, RideLine, RideOptions},
};
use serde_json::json;

use crate::{
    DoorstepError,
    input::{RideInput, SavedView},
    phone::Phone,
    screens::{RideDay, RideForm, left, week},
    types::Day,
};

/// Rides.
#[derive(uniffi::Object)]
pub struct Rides(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Rides {
    /// A driver's day.
    pub fn manifest(&self, day: Option<Day>) -> Result<Manifest, DoorstepError> {
        let day = self.0.day_or_today(day)?;
        Ok(self.0.data(|store| Ok(store.manifest(day)?))?)
    }

    /// All rides of a day that this phone holds.
    pub fn list(&self, day: Option<Day>) -> Result<Vec<RideLine>, DoorstepError> {
        let day = self.0.day_or_today(day)?;
        Ok(self.0.data(|store| Ok(store.rides(day)?))?)
    }

    /// Who was fetched and is not home yet, the longest first.
    pub fn return_duties(&self) -> Result<Vec<RideLine>, DoorstepError> {
        Ok(self.0.data(|store| Ok(store.return_duties()?))?)
    }

    /// Who is at a service point and waits to be served, the longest first.
    pub fn at_point(&self) -> Result<Vec<RideLine>, DoorstepError> {
        Ok(self.0.data(|store| Ok(store.rides_at_point()?))?)
    }

    /// Who can ride from a home, where to, in what.
    pub fn options(&self, household: Id, day: Option<Day>) -> Result<RideOptions, DoorstepError> {
        let day = self.0.day_or_today(day)?;
        self.0.data(|store| Ok(store.ride_options(household, day)?))?.ok_or(DoorstepError::NotHere)
    }

    /// A day's rides in one look: what is to be driven, who waits at the point, who is not home yet.
    pub fn screen(&self, day: Option<Day>) -> Result<RideDay, DoorstepError> {
        let day = self.0.day_or_today(day)?;
        Ok(self.0.data(|store| {
            let (manifest, duties) = (store.manifest(day)?, store.return_duties()?);
            Ok(RideDay { manifest, duties, at_point: store.rides_at_point()? })
        })?)
    }

    /// Everything that booking a ride from a home needs, for a day; `draft` names the form.
    pub fn form(&self, household: Id, day: Option<Day>, draft: String) -> Result<RideForm, DoorstepError> {
        let today = self.0.today()?;
        let form = self.0.data(|store| {
            let Some(options) = store.ride_options(household, day.unwrap_or(today))? else { return Ok(None) };
            let Some(visit) = store.visit_options(household, today)? else { return Ok(None) };
            let services = visit.services.into_iter().filter(|service| service.needs_travel).collect();
            Ok(Some(RideForm { options, services, days: week(today), draft: left(store, &draft)? }))
        })?;
        form.ok_or(DoorstepError::NotHere)
    }

    /// Books a ride: requested until the hub confirms it or states its place on the waiting list.
    pub fn book(&self, ride: RideInput) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("ride.book", None, &ride)?.into())
    }

    /// Reports that a ride has come to its next state; `reason` where the passenger was turned away.
    pub fn step(&self, ride: Id, state: RideState, reason: Option<String>) -> Result<SavedView, DoorstepError> {
        let data = json!({ "state": state, "reason": reason });
        Ok(self.0.save("ride.step", Some(ride), &data)?.into())
    }

    /// Cancels a ride that has not begun. Somebody who was fetched must be brought home.
    pub fn cancel(&self, ride: Id, reason: CancelReason) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("ride.cancel", Some(ride), &json!({ "reason": reason }))?.into())
    }
}
