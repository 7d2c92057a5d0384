//! A ride under way: each step is a fact that somebody reports. From *picked up* on there is a return duty, which only
//! *home safe* or *with family* closes.

use serde_json::Value;

use super::{booking::may_drive, patched};
use crate::{
    calendar::vietnam_date,
    change::Change,
    model::{
        self,
        ride::{Ride, RideState},
    },
    receipt::{CounterLine, Reason},
    record::Scope,
    rules::{
        Decision,
        form::Form,
        outcome::{Outcome, Stop, Write},
        working_set::{Reads, WorkingSet},
    },
};

pub(super) fn reads(change: &Change, ws: &WorkingSet) -> Reads {
    let ride: Ride = ws.view(model::RIDE, Some(change.root)).unwrap_or_default();
    let erased = [ride.household, ride.resident].into_iter().flatten().collect();
    Reads { erased, ..Reads::default().record(model::RIDE, change.root) }
}

/// How far a ride has come. What was reported later but lies earlier is no news.
fn progress(state: &RideState) -> u8 {
    match state {
        RideState::Requested | RideState::Waiting | RideState::Confirmed => 0,
        // A passenger in the vehicle is in the vehicle, whatever was cancelled at a desk meanwhile.
        RideState::Cancelled => 0,
        RideState::PickedUp => 1,
        RideState::AtPoint => 2,
        RideState::Served | RideState::TurnedAway => 3,
        RideState::GoingHome => 4,
        RideState::HomeSafe | RideState::WithFamily => 5,
        RideState::Newer(_) => 0,
    }
}

/// `data`: `state`, the step that was reached; `reason` where the passenger was turned away.
pub(super) fn step(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    let to: RideState = form.code("state")?;
    if progress(&to) == 0 {
        return Err(Stop::invalid("state"));
    }
    let record = d.ws.need(model::RIDE, change.root)?;
    let ride: Ride = record.read()?;
    if !may_drive(d, &ride) {
        return Err(Stop::refused(Reason::NotAllowed));
    }
    if progress(&to) <= progress(&ride.state) {
        return Err(Stop::superseded(Reason::WrongState).arg("state", ride.state.as_str()));
    }
    let ends = to.is_over();
    let at = if change.unsure { d.ctx.received } else { change.at.min(d.ctx.received) };
    let mut members = vec![("state", Value::from(to.as_str())), ("cancelled", Value::Null), ("place", Value::Null)];
    if ends {
        members.push(("ended_at", at.into()));
        if [ride.household, ride.resident].into_iter().flatten().any(|id| d.ws.is_erased(id)) {
            // Kept for the way home only.
            members.extend(["who", "pickup", "phone", "needs"].map(|copy| (copy, Value::Null)));
        }
    }
    if to == RideState::TurnedAway {
        members.push(("turned_away", form.maybe_text("reason")?.map_or(Value::Null, Value::from)));
    }
    let mut outcome = Outcome::applied(vec![patched(record, members)]);
    if ends {
        let line = |metric: &str, n| CounterLine {
            metric: metric.into(),
            day: vietnam_date(at).to_string(),
            member: change.member,
            n,
        };
        outcome = outcome.counting(vec![line("transport_trips", 1), line("transport_passengers", ride.seats())]);
    }
    Ok(outcome)
}

/// The hub's timer, a day after the end of a ride: the driver's grant ends by a commit, never by a clock in a query.
pub(super) fn close(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let ride: Ride = d.ws.need(model::RIDE, change.root)?.read()?;
    if !ride.state.is_over() {
        return Err(Stop::superseded(Reason::WrongState).arg("state", ride.state.as_str()));
    }
    let driver = ride.driver.map(|driver| Write::End { scope: Scope::Member(driver), root: change.root });
    Ok(Outcome::applied(driver.into_iter().collect()))
}
