//! What each kind of change does, in the oracle's own words.

mod home;
mod office;
mod people;
mod ride;
mod seats;
mod visit;

use doorstep_core::id::Id;
use serde_json::Value;

use super::{
    Body, Oracle,
    change::Told,
    decide::{Circumstances, Outcome, Standing, Stop},
    state::{Effect, Row},
};

/// What a rule is told.
struct Case<'a> {
    told: &'a Told,
    of: &'a Circumstances,
    standing: Standing,
}

type Decision = Result<Outcome, Stop>;

pub(super) fn apply(oracle: &Oracle, told: &Told, of: &Circumstances, standing: Standing) -> Decision {
    let case = Case { told, of, standing };
    match told.kind.as_str() {
        "visit.record" => visit::record(oracle, &case),
        "visit.amend" => visit::amend(oracle, &case),
        "note.add" | "note.remove" | "follow_up.add" | "resident.add" | "consent.record" | "consent.withdraw"
            if of.redacted =>
        {
            Ok(Outcome::applied())
        }
        "note.add" => home::add_note(&case),
        "note.remove" => home::remove_note(oracle, &case),
        "follow_up.add" => home::add_follow_up(&case),
        "follow_up.edit" => home::edit_follow_up(oracle, &case),
        "conflict.close" => home::close_conflict(oracle, &case),
        "household.add" => home::add(oracle, &case),
        "household.edit" => home::edit(oracle, &case),
        "household.merge" => home::merge(oracle, &case),
        "household.unmerge" => home::unmerge(oracle, &case),
        "household.import" => home::import(oracle, &case),
        "household.import_missing" => home::import_missing(oracle, &case),
        "resident.add" => people::add(oracle, &case),
        "resident.edit" => people::edit(oracle, &case),
        "resident.erase" => people::erase_resident(oracle, &case),
        "household.erase" => people::erase_household(oracle, &case),
        "consent.record" => people::consent(oracle, &case),
        "consent.withdraw" => people::withdraw(oracle, &case),
        "assignment.assign" | "assignment.take_back" => office::assign(oracle, &case),
        "commune.set_up" => office::set_up(oracle, &case),
        "commune.edit" => office::edit_commune(oracle, &case),
        "neighbourhood.add" | "service_point.add" => office::add_to_commune(oracle, &case),
        "visit_round.announce" => office::announce(oracle, &case),
        "neighbourhood.edit" => office::edit_neighbourhood(oracle, &case),
        "neighbourhood.merge" => office::merge_neighbourhood(oracle, &case),
        "neighbourhood.split" => office::split_neighbourhood(oracle, &case),
        "service_point.edit" => office::edit_point(oracle, &case),
        "responsibility.set" => office::responsibility(oracle, &case),
        "squad.add" => office::add_squad(oracle, &case),
        "squad.edit" => office::edit_squad(oracle, &case),
        "vehicle.add" => office::add_vehicle(oracle, &case),
        "vehicle.edit" => ride::edit_vehicle(oracle, &case),
        "member.add" => office::add_member(oracle, &case),
        "member.edit" => office::edit_member(oracle, &case),
        "device.enrol" => office::enrol(oracle, &case),
        "device.revoke" => office::revoke(oracle, &case),
        "ride.book" => ride::book(oracle, &case),
        "ride.give_vehicle" => ride::give_vehicle(oracle, &case),
        "ride.cancel" => ride::cancel(oracle, &case),
        "ride.step" => ride::step(oracle, &case),
        "ride.close" => ride::close(oracle, &case),
        "parked.settle" => oracle.must(oracle.leads_some(told.member)).map(|()| Outcome::applied()),
        "recovery.end" => {
            oracle.must(oracle.coordinates(told.member))?;
            Ok(Outcome::with(vec![Effect::EndRecovery]))
        }
        other => Err(Stop::parked(other)),
    }
}

impl Case<'_> {
    fn me(&self) -> Id {
        self.told.member
    }

    /// When it happened, as far as the author's clock can be believed.
    fn at(&self) -> i64 {
        self.told.at.min(self.of.received)
    }

    /// The same, and the time of receipt where the clock is not explained.
    fn sure_at(&self) -> i64 {
        if self.told.unsure { self.of.received } else { self.at() }
    }

    fn id(&self, field: &str) -> Result<Id, Stop> {
        self.told.id_of(field).ok_or_else(|| Stop::refused("invalid"))
    }

    /// The data without the member that names the record.
    fn patch(&self, names: &str) -> Body {
        self.told
            .data
            .iter()
            .filter(|(name, _)| *name != names)
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }
}

/// A record that a change names: what the hub lacks makes it wait.
fn need<'a>(oracle: &'a Oracle, kind: &str, id: Id) -> Result<(&'a Row, &'a Body), Stop> {
    let row = oracle.tables.rows.get(&(kind.into(), id));
    row.and_then(|row| Some((row, row.body.as_ref()?))).ok_or_else(|| Stop::parked("not_found"))
}

fn list(body: &Body, field: &str) -> Vec<Value> {
    body.get(field).and_then(Value::as_array).cloned().unwrap_or_default()
}

/// The day in Vietnam, seven hours ahead of UTC all year.
fn day(ms: i64) -> String {
    let days = (ms + 7 * 3_600_000).div_euclid(86_400_000) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_begin_seven_hours_early() {
        assert_eq!(super::day(1_795_485_600_000), "2026-11-24");
        assert_eq!(super::day(1_795_485_600_000 + 15 * 3_600_000 - 1), "2026-11-24");
        assert_eq!(super::day(1_795_485_600_000 + 15 * 3_600_000), "2026-11-25");
        assert_eq!(super::day(951_782_400_000), "2000-02-29");
    }
}
