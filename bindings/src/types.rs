//! Single values on their way through UniFFI: identifiers, times and codes are text or numbers there, typed here.

use doorstep_core::{
    enrolment::DevicePlatform,
    id::{CommuneCode, Id},
    model::{
        consent::{ConsentState, Method, Purpose},
        member::Role,
        resident::{Need, ResidentState},
        ride::{CancelReason, RideState},
        vehicle::VehicleType,
        visit::VisitOutcome,
    },
    receipt::Reason,
    store::query::{fates::FateStep, household::HistoryKind, search::Found},
};

/// A date in Vietnam, `YYYY-MM-DD`.
pub type Day = chrono::NaiveDate;

uniffi::custom_type!(Id, String, {
    remote,
    lower: |id| id.to_string(),
    try_lift: |text| Ok(text.parse()?),
});

uniffi::custom_type!(CommuneCode, String, {
    remote,
    lower: |code| code.as_str().to_owned(),
    try_lift: |text| Ok(text.parse()?),
});

uniffi::custom_type!(Day, String, {
    remote,
    lower: |day| day.to_string(),
    try_lift: |text| Ok(text.parse()?),
});

/// A moment, milliseconds since 1970 (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

uniffi::custom_newtype!(Timestamp, i64);

/// Codes cross as text: one that a newer release wrote survives, and screens show it as "newer value".
macro_rules! codes_as_text {
    ($($code:ident),+ $(,)?) => {
        $(uniffi::custom_type!($code, String, {
            remote,
            lower: |code| code.as_str().to_owned(),
            try_lift: |text| Ok($code::from(text.as_str())),
        });)+
    };
}

codes_as_text!(
    CancelReason,
    ConsentState,
    FateStep,
    Found,
    HistoryKind,
    Method,
    Need,
    DevicePlatform,
    Purpose,
    Reason,
    ResidentState,
    RideState,
    Role,
    VehicleType,
    VisitOutcome,
);
