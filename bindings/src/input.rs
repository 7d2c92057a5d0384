//! What goes in: one record a form. Empty texts and lists say "nothing"; where an edit needs the difference between
//! "leave it" and "clear it", `None` leaves and an empty value clears.

use doorstep_core::{
    id::Id,
    model::{
        consent::{ConsentState, Method, Purpose},
        visit::{Visit, VisitOutcome},
    },
    store::query::Page,
    store::saving::Saved,
};
use serde::Serialize;

use crate::types::Day;

/// A part of a list.
#[uniffi::remote(Record)]
pub struct Page {
    /// How many lines to leave out at the beginning.
    pub from: u32,
    /// How many lines to give at most.
    pub count: u32,
}

/// What was saved.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SavedView {
    /// The change, and the record that it makes.
    pub id: Id,
    /// Its short name: `A41F`.
    pub receipt: String,
    /// Whether it shows at once. Otherwise it waits for the hub's word.
    pub shows: bool,
}

impl From<Saved> for SavedView {
    fn from(saved: Saved) -> SavedView {
        SavedView { id: saved.id, receipt: saved.id.short(), shows: saved.shows }
    }
}

/// Somebody helped with a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct HelpInput {
    /// The resident; none for an anonymous person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resident: Option<Id>,
    /// Service of the catalogue.
    pub service: String,
    /// How it ended.
    pub outcome: String,
    /// What was in the way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blockers: Vec<String>,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct VisitInput {
    /// The home.
    #[serde(skip)]
    pub household: Id,
    /// What it came to.
    pub outcome: VisitOutcome,
    /// Who knocked too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Id>,
    /// Who was helped with what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub helped: Vec<HelpInput>,
    /// Papers that were missing, codes of the catalogue.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Who brings them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub who_brings: String,
    /// The day agreed on, where they said "come back".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub come_back_on: Option<Day>,
    /// The day of a follow-up, where something is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up_on: Option<Day>,
    /// Follow-ups that this visit fulfils.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closes: Vec<Id>,
}

impl VisitInput {
    /// A visit with an outcome and nothing else: two taps.
    pub fn new(household: Id, outcome: VisitOutcome) -> VisitInput {
        VisitInput {
            household,
            outcome,
            with: Vec::new(),
            helped: Vec::new(),
            missing: Vec::new(),
            who_brings: String::new(),
            come_back_on: None,
            follow_up_on: None,
            closes: Vec::new(),
        }
    }
}

impl VisitInput {
    /// What a visit says, to be amended. What it promised and fulfilled besides is no part of it.
    pub(crate) fn of(household: Id, visit: Visit) -> VisitInput {
        let helped = visit.helped.into_iter().map(|help| HelpInput {
            resident: help.resident,
            service: help.service,
            outcome: help.outcome,
            blockers: help.blockers,
        });
        VisitInput {
            outcome: visit.outcome,
            with: visit.with,
            helped: helped.collect(),
            missing: visit.missing,
            who_brings: visit.who_brings,
            come_back_on: visit.come_back_on.and_then(|day| day.parse().ok()),
            ..VisitInput::new(household, VisitOutcome::NotHome)
        }
    }
}

/// A phone number and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct PhoneInput {
    /// As people write it; it is brought to E.164.
    pub number: String,
    /// "con gái", "hàng xóm"; empty when it is their own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub relation: String,
}

/// Parts of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct AddressInput {
    /// Số nhà.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub house_no: String,
    /// Ngõ, ngách, hẻm, xóm.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lane: String,
    /// Đường, phố.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
}

/// A home found at a door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct HouseholdInput {
    /// Whom to ask for.
    pub head: String,
    /// ông, bà, cụ, …
    #[serde(skip_serializing_if = "String::is_empty")]
    pub honorific: String,
    /// Where it lies.
    pub neighbourhood: Id,
    /// Its address.
    pub address: AddressInput,
    /// How to find it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub landmark: String,
    /// Numbers to call.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<PhoneInput>,
}

/// What changes about a home; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct HouseholdEdit {
    /// Whom to ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// ông, bà, cụ, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific: Option<String>,
    /// How to find it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landmark: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressInput>,
    /// Numbers to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phones: Option<Vec<PhoneInput>>,
    /// What to know at the door.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<DoorInput>,
    /// `[latitude, longitude]` in 1e-7 degrees; somebody must have agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<Vec<i64>>,
}

/// What to know before knocking; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct DoorInput {
    /// Chó dữ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dog: Option<bool>,
    /// Gọi trước.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_first: Option<bool>,
    /// Cổng khóa.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked: Option<bool>,
    /// Nặng tai.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hard_of_hearing: Option<bool>,
    /// Best hour, 0–23.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_hour: Option<u8>,
}

/// What is known, or changes, about a person; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ResidentInput {
    /// Full name; needed for a new person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// ông, bà, cụ, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific: Option<String>,
    /// Year of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<i32>,
    /// Whether the year is a guess.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_approx: Option<bool>,
    /// Relation to the head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// Number to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneInput>,
    /// Travel needs, where the person agreed to rides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<Vec<String>>,
    /// Preferred language (BCP 47), where the person agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

/// An answer to one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ConsentInput {
    /// The home.
    #[serde(skip)]
    pub household: Id,
    /// Who was asked.
    pub resident: Id,
    /// To what.
    pub purpose: Purpose,
    /// `given` or `declined`.
    pub answer: ConsentState,
    /// How.
    pub method: Method,
    /// Who witnessed it; needed for a spoken answer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub witness: String,
    /// Who answered for them, where somebody did.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub guardian: String,
    /// The withdrawal that the person was told about and takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restores: Option<Id>,
}

/// A ride. Times are minutes since midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct RideInput {
    /// The home.
    pub household: Id,
    /// The passenger.
    pub resident: Id,
    /// Service of the catalogue.
    pub service: String,
    /// Where to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<Id>,
    /// The day.
    pub day: Day,
    /// Ready from, at the point by.
    pub outbound: Vec<i64>,
    /// Back from, home by; none while nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Vec<i64>>,
    /// Who travels too.
    pub companions: i64,
    /// The vehicle, where one was offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<Id>,
}
