//! What a screen needs in one call, where that is more than one list: a call costs its crossing, and two calls could tell of
//! two moments.
//!
//! A form is told what it was left with in the same call. Its name is the app's own: [`crate::drafts`].

use doorstep_core::store::{
    PhoneStore,
    query::{
        home::{HomeLine, NeighbourhoodLine},
        household::Person,
        ride::{Manifest, RideLine, RideOptions},
        visit_options::{ServiceChoice, VisitOptions},
    },
};

use crate::{
    drafts::{DraftField, fields_of},
    error::Error,
    input::VisitInput,
    types::Day,
};

/// Rides of a day, and whoever is on the way.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RideDay {
    /// The driver's legs.
    pub manifest: Manifest,
    /// Who was fetched and is not home yet, the longest first; of any day.
    pub duties: Vec<RideLine>,
    /// Who is at a service point and waits to be served, the longest first.
    pub at_point: Vec<RideLine>,
}

/// Booking a ride from a home.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RideForm {
    /// Who can ride, where to, in what.
    pub options: RideOptions,
    /// Services for which somebody must come themselves.
    pub services: Vec<ServiceChoice>,
    /// Days on which one may ride, today first.
    pub days: Vec<Day>,
    /// What the form was left with.
    pub draft: Vec<DraftField>,
}

/// Recording a visit.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct VisitForm {
    /// What can be recorded.
    pub options: VisitOptions,
    /// What the form was left with.
    pub draft: Vec<DraftField>,
}

/// Putting a visit right, or saying who was helped with what.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AmendForm {
    /// What can be recorded.
    pub options: VisitOptions,
    /// The visit as it reads now.
    pub visit: VisitInput,
}

/// Adding a home.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NewHomeForm {
    /// Homes that may be the one about to be added.
    pub alike: Vec<HomeLine>,
    /// Neighbourhoods in use, by name.
    pub places: Vec<NeighbourhoodLine>,
    /// What the form was left with.
    pub draft: Vec<DraftField>,
}

/// Putting a home right.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HomeForm {
    /// The home as it is.
    pub home: HomeLine,
    /// What the form was left with.
    pub draft: Vec<DraftField>,
}

/// Putting right what is known about a person.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PersonForm {
    /// The person as they are known.
    pub person: Person,
    /// What the form was left with.
    pub draft: Vec<DraftField>,
}

/// Asking a person for consent.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ConsentForm {
    /// The person, and what they were asked before.
    pub person: Person,
    /// The unit as volunteers introduce themselves.
    pub unit: String,
    /// What the form was left with.
    pub draft: Vec<DraftField>,
}

/// Noting that a day of visits was announced.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RoundForm {
    /// Neighbourhoods in use, by name.
    pub places: Vec<NeighbourhoodLine>,
    /// Days that can be announced, today first.
    pub days: Vec<Day>,
    /// What the form was left with.
    pub draft: Vec<DraftField>,
}

/// What a form was left with; nothing where it is new.
pub(crate) fn left(store: &PhoneStore, form: &str) -> Result<Vec<DraftField>, Error> {
    Ok(store.draft(form)?.map(|draft| fields_of(&draft)).unwrap_or_default())
}

/// A week, from a day.
pub(crate) fn week(from: Day) -> Vec<Day> {
    from.iter_days().take(7).collect()
}
