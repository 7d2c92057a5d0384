//! A ride to a service point and home again.

use serde::Deserialize;

use super::resident::Need;
use crate::{codes, id::Id};

codes! {
    /// Where a ride stands. From `picked_up` on there is a return duty until `home_safe` or `with_family`.
    RideState {
        /// Booked on a phone; the hub has not decided.
        Requested = "requested",
        /// A vehicle has seats for it.
        Confirmed = "confirmed",
        /// On the waiting list.
        Waiting = "waiting",
        /// In the vehicle.
        PickedUp = "picked_up",
        /// At the service point.
        AtPoint = "at_point",
        /// Served; waits to go home.
        Served = "served",
        /// Turned away; waits to go home.
        TurnedAway = "turned_away",
        /// On the way home.
        GoingHome = "going_home",
        /// Home.
        HomeSafe = "home_safe",
        /// The family took them.
        WithFamily = "with_family",
        /// Cancelled before it began.
        Cancelled = "cancelled",
    }
}

codes! {
    /// Why a ride was cancelled before it began.
    CancelReason {
        /// Người nhà tự đưa.
        Family = "family",
        /// Ốm mệt.
        Ill = "ill",
        /// Thiếu giấy tờ.
        Papers = "papers",
        /// Mưa bão.
        Weather = "weather",
        /// Điểm mất điện hoặc lỗi mạng.
        Point = "point",
        /// Đến đón nhưng không gặp.
        NoShow = "no_show",
        /// The person has died.
        Deceased = "deceased",
        /// The person took back the consent to rides.
        Consent = "consent",
    }
}

impl RideState {
    /// Somebody was fetched and is not home: the return duty is open.
    pub fn is_return_due(&self) -> bool {
        matches!(
            self,
            RideState::PickedUp | RideState::AtPoint | RideState::Served | RideState::TurnedAway | RideState::GoingHome
        )
    }

    /// Nothing more will happen.
    pub fn is_over(&self) -> bool {
        matches!(self, RideState::HomeSafe | RideState::WithFamily | RideState::Cancelled)
    }
}

/// The ride is a root of its own: a driver holds the ride and no more. Name, address, phone and needs are copies that
/// rules refresh.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
pub struct Ride {
    /// The household.
    pub household: Option<Id>,
    /// The passenger.
    pub resident: Option<Id>,
    /// Who booked.
    pub booked_by: Option<Id>,
    /// The squad that arranges it.
    pub squad: Option<Id>,
    /// Service of the catalogue.
    pub service: String,
    /// The service point.
    pub point: Option<Id>,
    /// ISO date.
    pub day: String,
    /// Outbound window, minutes since midnight: ready from, at the point by.
    pub outbound: [i64; 2],
    /// Return window, minutes since midnight; none when it is not known yet.
    pub back: Option<[i64; 2]>,
    /// Companions who travel too.
    pub companions: i64,
    /// Copy of the passenger's needs.
    pub needs: Vec<Need>,
    /// Where it stands.
    pub state: RideState,
    /// The vehicle.
    pub vehicle: Option<Id>,
    /// Its driver.
    pub driver: Option<Id>,
    /// Place on the waiting list, from 1.
    pub place: Option<i64>,
    /// What no longer fits after a change of vehicle or needs: codes of [`crate::receipt::Reason`].
    pub misfits: Vec<String>,
    /// Why it was cancelled.
    pub cancelled: Option<CancelReason>,
    /// Copy: honorific and name.
    pub who: String,
    /// Copy: address and landmark.
    pub pickup: String,
    /// Copy: number to call.
    pub phone: String,
    /// When it ended, milliseconds since 1970.
    pub ended_at: Option<i64>,
}

impl Default for Ride {
    fn default() -> Self {
        Ride {
            household: None,
            resident: None,
            booked_by: None,
            squad: None,
            service: String::new(),
            point: None,
            day: String::new(),
            outbound: [0, 0],
            back: None,
            companions: 0,
            needs: Vec::new(),
            state: RideState::Requested,
            vehicle: None,
            driver: None,
            place: None,
            misfits: Vec::new(),
            cancelled: None,
            who: String::new(),
            pickup: String::new(),
            phone: String::new(),
            ended_at: None,
        }
    }
}

impl Ride {
    /// Seats that the ride takes: the passenger and companions.
    pub fn seats(&self) -> i64 {
        1 + self.companions.max(0)
    }

    /// The times at which the ride needs the vehicle, minutes since midnight.
    pub fn legs(&self) -> impl Iterator<Item = [i64; 2]> {
        [Some(self.outbound), self.back].into_iter().flatten()
    }

    /// Whether the ride needs a place for a wheelchair.
    pub fn needs_wheelchair(&self) -> bool {
        self.needs.contains(&Need::Wheelchair)
    }
}
