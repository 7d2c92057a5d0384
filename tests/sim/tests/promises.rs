//! The eleven promises of the design, each with a test that can fail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use doorstep_core::{
    clock::{EnrolmentLimits, EnrolmentState, enrolment_state},
    store::meta,
};
use doorstep_sim::{
    hub::Fault,
    phone::Clocks,
    script::{Script, must},
    violation::Check,
    world::{Cargo, Flight},
};
use serde_json::json;

const DAY: i64 = 24 * 3_600_000;

#[test]
fn promise_01_nothing_acknowledged_is_lost() -> Check {
    for commits in 0..8 {
        let mut s = Script::new()?;
        let home = s.home_of("an")?;
        let visit = s.tap("an", "visit.record", Some(home), json!({"outcome": "done"}))?;
        let p = s.phone("an");
        s.phones[p].dies_after(commits);
        s.hub.fault = if commits % 2 == 0 { Fault::BeforeCommit } else { Fault::AfterCommit };
        s.exchange(p)?;
        s.phones[p].restart()?;
        s.drain()?;
        must(s.fate(visit) == "applied", "the visit acts, whenever phone and hub died")?;
    }
    Ok(())
}

#[test]
fn promise_02_every_change_has_a_fate_and_a_parked_one_can_be_decided() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    s.hand_over("leader one", home, "binh")?;
    let edit = s.tap("an", "household.edit", Some(home), json!({"landmark": "cạnh đình"}))?;
    s.syncs("leader one")?;
    s.syncs("binh")?;
    s.tap("binh", "household.edit", Some(home), json!({"landmark": "sau trạm"}))?;
    s.syncs("binh")?;
    s.syncs("an")?;
    must(s.told("an", edit) == "parked handed_over", "a conflicting edit after a handover waits")?;
    let data = json!({"change": edit, "decision": "reject"});
    let commune = s.town.commune.root();
    s.tap("leader one", "parked.settle", Some(commune), data)?;
    s.syncs("leader one")?;
    s.syncs("an")?;
    must(s.told("an", edit) == "refused settled", "the author hears what a person decided")?;
    s.drain()
}

#[test]
fn promise_03_a_change_sent_ten_times_acts_once() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let visit = s.tap("an", "visit.record", Some(home), json!({"outcome": "done"}))?;
    let request = s.asks("an")?;
    let mut answers = Vec::new();
    for _ in 0..10 {
        answers.extend(s.answers(&request)?);
    }
    for answer in answers {
        s.deliver(answer)?;
    }
    must(s.hub.mirror.receipts.get(&visit).is_some_and(|receipts| receipts.len() == 1), "one receipt")?;
    s.drain()
}

#[test]
fn promise_04_rows_converge() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    s.tap("an", "household.edit", Some(home), json!({"landmark": "cạnh đình", "honorific": "cụ"}))?;
    s.tap("leader one", "household.edit", Some(home), json!({"landmark": "sau trạm"}))?;
    s.tap("coordinator", "household.edit", Some(home), json!({"door": {"dog": true}}))?;
    s.syncs("coordinator")?;
    s.syncs("leader one")?;
    s.syncs("an")?;
    s.drain()?;
    must(s.row("household", home)["door"]["dog"] == json!(true), "another field is no conflict")?;
    let rows = s.hub.mirror.rows.iter();
    let conflicts = rows.filter(|((kind, _), row)| &**kind == "conflict" && row.root == home).count();
    must(conflicts == 1, "two values of one field: one stands, the other is shown")
}

#[test]
fn promise_05_a_household_taken_away_leaves_the_phone() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let visit = s.tap("an", "visit.record", Some(home), json!({"outcome": "done"}))?;
    s.syncs("an")?;
    must(!s.shows("an", "visit", visit).is_null(), "the visit shows")?;
    s.hand_over("leader one", home, "binh")?;
    s.syncs("leader one")?;
    s.syncs("an")?;
    let left = s.shows("an", "household", home).is_null() && s.shows("an", "visit", visit).is_null();
    must(left, "own visits leave too")?;
    must(s.told("an", visit) == "applied", "the receipt stays")?;
    must(!s.readable("an", &home.to_string()), "what is kept for a restored hub is sealed")?;
    s.drain()
}

#[test]
fn promise_06_a_handover_loses_no_work() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let visit = s.tap("an", "visit.record", Some(home), json!({"outcome": "done"}))?;
    s.hand_over("leader one", home, "binh")?;
    s.syncs("leader one")?;
    s.syncs("an")?;
    must(s.fate(visit) == "applied", "accepted and credited")?;
    must(s.shows("an", "household", home).is_null(), "and the old phone forgets the household")?;
    s.syncs("binh")?;
    must(!s.shows("binh", "visit", visit).is_null(), "the new holder reads the visit")?;
    s.drain()
}

#[test]
fn promise_07_a_revoked_phone_delivers_and_an_expired_one_keeps() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let visit = s.tap("an", "visit.record", Some(home), json!({"outcome": "done"}))?;
    let p = s.phone("an");
    let (device, member) = (s.phones[p].device, s.phones[p].member);
    s.console_change("device.revoke", member, json!({"device": device}))?;
    s.syncs("an")?;
    must(s.phones[p].gone, "the key is destroyed")?;
    must(s.fate(visit) == "parked revoked", "the work is safe, and waits")?;

    let home = s.home_of("leader one")?;
    let note = s.tap("leader one", "note.add", Some(home), json!({"text": "gọi trước"}))?;
    s.now += 15 * DAY;
    let p = s.phone("leader one");
    let time = s.hub_time(p)?;
    let state = time.map(|time| enrolment_state(&time, &EnrolmentLimits::default()));
    must(state == Some(EnrolmentState::Locked), "two weeks without a sync lock the data")?;
    s.syncs("leader one")?;
    must(s.fate(note) == "applied", "unsent work is kept")?;
    s.drain()
}

#[test]
fn promise_08_a_sync_may_be_cut_at_any_byte() -> Check {
    let mut s = Script::new()?;
    s.hub.page_bytes = 500;
    let home = s.home_of("an")?;
    let visit = s.tap("an", "visit.record", Some(home), json!({"outcome": "done"}))?;
    let request = s.asks("an")?;
    let length = |flight: &Flight| match &flight.cargo {
        Cargo::Request(bytes) | Cargo::Answer(bytes, _) => bytes.len(),
    };
    let cut = |flight: &Flight, at: usize| {
        let mut short = flight.clone();
        short.cut = true;
        match &mut short.cargo {
            Cargo::Request(bytes) | Cargo::Answer(bytes, _) => *bytes = bytes[..at].into(),
        }
        short
    };
    for at in 0..length(&request) {
        must(s.answers(&cut(&request, at))?.is_none(), "a cut request is not taken")?;
    }
    must(s.fate(visit) == "none", "nothing happened")?;
    let Some(answer) = s.answers(&request)? else { return must(false, "an answer") };
    for at in 0..length(&answer) {
        s.deliver(cut(&answer, at))?;
    }
    s.deliver(answer)?;
    s.syncs("an")?;
    must(s.told("an", visit) == "applied", "and then all is well")?;
    s.drain()
}

#[test]
fn promise_09_wrong_clocks_do_no_harm() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let p = s.phone("an");
    // A restart with a clock a year ahead: nothing explains the jump.
    s.phones[p].clocks = Clocks { skew: 365 * DAY, started: s.now, boot: 2 };
    s.tap("an", "household.edit", Some(home), json!({"landmark": "năm sau"}))?;
    s.syncs("an")?;
    s.syncs("leader one")?;
    s.tap("leader one", "household.edit", Some(home), json!({"landmark": "hôm nay"}))?;
    s.syncs("leader one")?;
    must(s.row("household", home)["landmark"] == json!("hôm nay"), "who has seen a value may change it")?;
    s.phones[p].clocks.skew = -365 * DAY;
    s.syncs("an")?;
    s.tap("an", "household.edit", Some(home), json!({"landmark": "năm ngoái"}))?;
    s.syncs("an")?;
    must(s.row("household", home)["landmark"] == json!("năm ngoái"), "a slow clock loses no work")?;
    s.drain()
}

#[test]
fn promise_10_what_a_newer_release_wrote_survives() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let newer = json!({"level": 1.0, "tags": [{"x": 2.50}]});
    s.tap("an", "household.edit", Some(home), json!({"newer": newer.clone()}))?;
    s.syncs("an")?;
    s.syncs("leader one")?;
    s.tap("leader one", "household.edit", Some(home), json!({"landmark": "cạnh đình"}))?;
    s.syncs("leader one")?;
    s.syncs("an")?;
    must(s.shows("an", "household", home)["newer"] == newer, "unknown members survive older rules")?;
    s.drain()
}

#[test]
fn promise_11_nobody_is_stranded() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let resident = s.resident_of(home)?;
    let consent = json!({"resident": resident, "purpose": "ride", "answer": "given", "method": "screen"});
    s.tap("an", "consent.record", Some(home), consent)?;
    let car = s.town.vehicles[1];
    let booking =
        json!({"household": home, "resident": resident, "day": "2026-12-08", "outbound": [480, 510], "vehicle": car});
    let ride = s.tap("an", "ride.book", None, booking)?;
    s.syncs("an")?;
    must(s.row("ride", ride)["state"] == json!("confirmed"), "the hub confirms the seat")?;
    s.syncs("driver")?;
    // The phone that booked does not know yet that the passenger sits in the car.
    let cancel = s.tap("an", "ride.cancel", Some(ride), json!({"reason": "ill"}))?;
    s.tap("driver", "ride.step", Some(ride), json!({"state": "picked_up"}))?;
    s.syncs("driver")?;
    s.syncs("an")?;
    must(s.fate(cancel) == "refused return_never_cancelled", "who was fetched must be brought home")?;
    s.tap("an", "consent.withdraw", Some(home), json!({"resident": resident, "purpose": "ride"}))?;
    s.syncs("an")?;
    must(s.row("ride", ride)["state"] == json!("picked_up"), "the duty stays open")?;
    must(!s.row("ride", ride)["who"].is_null(), "with the name")?;
    s.tap("driver", "ride.step", Some(ride), json!({"state": "home_safe"}))?;
    s.syncs("driver")?;
    must(s.row("ride", ride)["state"] == json!("home_safe"), "home")?;
    must(s.kept("driver", meta::DIVERGENCES).is_none(), "no divergence")?;
    s.drain()
}
