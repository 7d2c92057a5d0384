//! Visits, their credit, their amendment, and follow-ups.

use doorstep_core::{
    model,
    receipt::{Fate, Reason},
    rules::outcome::Outcome,
};
use serde_json::json;

use super::world::Ward;

fn sum(outcomes: &[&Outcome], metric: &str) -> i64 {
    outcomes.iter().flat_map(|o| &o.counters).filter(|line| line.metric == metric).map(|line| line.n).sum()
}

#[test]
fn every_outcome_is_one_tap_except_the_day_to_come_back() {
    for outcome in ["done", "unfinished", "not_home", "refused", "moved", "referred", "police", "police_home"] {
        let mut ward = Ward::new();
        ward.world.act(ward.hoa, "visit.record", ward.home, json!({ "outcome": outcome })).applied();
    }
    let mut ward = Ward::new();
    ward.world
        .act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "come_back" }))
        .ends(Fate::Refused, Reason::Invalid);
    let data = json!({ "outcome": "come_back", "come_back_on": "2026-11-30" });
    let visit = ward.world.act(ward.hoa, "visit.record", ward.home, data);
    let id = visit.change.id;
    visit.applied();
    assert_eq!(ward.world.body(model::FOLLOW_UP, id.derive("follow_up"))["due"], json!("2026-11-30"));
}

#[test]
fn met_not_finished_promises_a_follow_up_with_what_is_missing() {
    let mut ward = Ward::new();
    let data = json!({ "outcome": "unfinished", "missing": ["own_sim"], "who_brings": "con gái", "follow_up_on": "2026-11-27",
        "helped": [{ "resident": ward.resident, "service": "vneid_level2_activate", "outcome": "blocked", "blockers": ["otp_to_old_phone"] }] });
    let visit = ward.world.act(ward.hoa, "visit.record", ward.home, data);
    let id = visit.change.id;
    visit.applied();
    let follow_up = ward.world.body(model::FOLLOW_UP, id.derive("follow_up"));
    assert_eq!(follow_up["missing"], json!(["own_sim"]));
    assert_eq!(follow_up["resident"], json!(ward.resident));
    assert_eq!(follow_up["who_brings"], json!("con gái"));
    let closes = json!({ "outcome": "done", "closes": [id.derive("follow_up")] });
    ward.world.act(ward.hoa, "visit.record", ward.home, closes).applied();
    assert_eq!(ward.world.body(model::FOLLOW_UP, id.derive("follow_up"))["state"], json!("done"));
}

#[test]
fn several_people_helped_in_one_visit_are_one_visit() {
    let mut ward = Ward::new();
    let helped = json!([
        { "resident": ward.resident, "service": "vneid_level2_activate", "outcome": "activated" },
        { "service": "dvc_dossier", "outcome": "submitted" }
    ]);
    let outcome =
        ward.world.act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "done", "helped": helped })).applied();
    for (metric, n) in
        [("visits", 1), ("people_helped_visits", 2), ("vneid_level2_activated", 1), ("online_dossiers_submitted", 1)]
    {
        assert_eq!(sum(&[&outcome], metric), n, "{metric}");
    }
}

#[test]
fn one_person_with_two_services_is_one_person_helped() {
    let mut ward = Ward::new();
    let helped = json!([
        { "resident": ward.resident, "service": "vneid_install", "outcome": "installed" },
        { "service": "dvc_dossier", "outcome": "submitted" },
        { "resident": ward.resident, "service": "vssid", "outcome": "done" }
    ]);
    let outcome =
        ward.world.act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "done", "helped": helped })).applied();
    assert_eq!(sum(&[&outcome], "people_helped_visits"), 2);
}

#[test]
fn two_volunteers_who_knock_together_make_one_turn_and_both_are_credited() {
    let mut ward = Ward::new();
    let first = ward
        .world
        .act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "done", "with": [ward.tuan] }))
        .applied();
    assert_eq!(sum(&[&first], "visits"), 1);
    assert_eq!(sum(&[&first], "volunteer_turns"), 2);
    // The partner recorded it too, naming her: it joins the first and counts nothing more.
    ward.give_home(ward.tuan);
    let second = ward
        .world
        .act(ward.tuan, "visit.record", ward.home, json!({ "outcome": "done", "with": [ward.hoa] }))
        .applied();
    assert!(second.counters.is_empty(), "{:?}", second.counters);
    // Another visit of his own counts.
    let third = ward.world.act(ward.tuan, "visit.record", ward.home, json!({ "outcome": "not_home" })).applied();
    assert_eq!(sum(&[&third], "visits"), 1);
}

#[test]
fn taking_a_visit_back_takes_back_its_counts_and_its_promise() {
    let mut ward = Ward::new();
    let data = json!({ "outcome": "come_back", "come_back_on": "2026-11-30",
        "helped": [{ "service": "dvc_dossier", "outcome": "submitted" }] });
    let visit = ward.world.act(ward.hoa, "visit.record", ward.home, data);
    let id = visit.change.id;
    let counted = visit.applied();
    let undone = ward.world.act(ward.hoa, "visit.amend", ward.home, json!({ "visit": id, "withdraw": true })).applied();
    for metric in ["visits", "volunteer_turns", "people_helped_visits", "online_dossiers_submitted"] {
        assert_eq!(sum(&[&counted, &undone], metric), 0, "{metric}");
    }
    assert_eq!(ward.world.body(model::VISIT, id)["withdrawn"], json!(true));
    assert_eq!(ward.world.body(model::FOLLOW_UP, id.derive("follow_up"))["state"], json!("dropped"));
    ward.world
        .act(ward.hoa, "visit.amend", ward.home, json!({ "visit": id, "withdraw": true }))
        .ends(Fate::Superseded, Reason::MovedOn);
}

#[test]
fn an_amendment_moves_only_the_difference() {
    let mut ward = Ward::new();
    let visit = ward.world.act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "not_home" }));
    let id = visit.change.id;
    visit.applied();
    let data =
        json!({ "visit": id, "outcome": "done", "helped": [{ "service": "dvc_dossier", "outcome": "submitted" }] });
    let amended = ward.world.act(ward.hoa, "visit.amend", ward.home, data).applied();
    assert_eq!(sum(&[&amended], "visits"), 0);
    assert_eq!(sum(&[&amended], "online_dossiers_submitted"), 1);
    assert_eq!(ward.world.body(model::VISIT, id)["outcome"], json!("done"));
    // Who made it and when are not for an amendment.
    ward.world
        .act(ward.hoa, "visit.amend", ward.home, json!({ "visit": id, "by": ward.tuan }))
        .ends(Fate::Refused, Reason::Invalid);
    ward.give_home(ward.tuan);
    ward.world
        .act(ward.tuan, "visit.amend", ward.home, json!({ "visit": id, "withdraw": true }))
        .ends(Fate::Refused, Reason::NotAllowed);
}

#[test]
fn a_visit_from_the_future_takes_place_when_it_arrives() {
    let mut ward = Ward::new();
    let now = ward.world.now;
    let visit = ward.world.act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "done" })).at(i64::MAX);
    let id = visit.change.id;
    visit.applied();
    let body = ward.world.body(model::VISIT, id);
    assert_eq!((&body["at"], &body["day"]), (&json!(now), &json!("2026-11-24")));
}
