//! Residents, consent, death, erasure.

use doorstep_core::{
    model::{
        self,
        consent::{Consent, Purpose},
    },
    receipt::{Fate, Reason},
};
use serde_json::json;

use super::world::Ward;

fn consent(ward: &Ward, purpose: Purpose) -> serde_json::Value {
    ward.world.body(model::CONSENT, Consent::id(ward.resident, &purpose))
}

#[test]
fn needs_and_language_are_kept_only_with_consent() {
    let mut ward = Ward::new();
    let needs = json!({ "resident": ward.resident, "needs": ["arm_support"] });
    let outcome =
        ward.world.act(ward.hoa, "resident.edit", ward.home, needs.clone()).ends(Fate::Refused, Reason::ConsentMissing);
    assert_eq!(outcome.args["purpose"], json!("ride"));
    ward.agree("ride");
    ward.world.act(ward.hoa, "resident.edit", ward.home, needs).applied();
    let language = json!({ "resident": ward.resident, "language": "mtq" });
    ward.world.act(ward.hoa, "resident.edit", ward.home, language).ends(Fate::Refused, Reason::ConsentMissing);
}

#[test]
fn a_pin_is_kept_only_with_consent_and_goes_with_it() {
    let mut ward = Ward::new();
    let pin = json!({ "pin": [197_655_000, 1_058_154_000] });
    ward.world.act(ward.hoa, "household.edit", ward.home, pin.clone()).ends(Fate::Refused, Reason::ConsentMissing);
    ward.agree("pin");
    let swapped = json!({ "pin": [1_058_154_000, 197_655_000] });
    let outcome = ward.world.act(ward.hoa, "household.edit", ward.home, swapped).ends(Fate::Refused, Reason::Invalid);
    assert_eq!(outcome.args["field"], json!("pin"));
    ward.world.act(ward.hoa, "household.edit", ward.home, pin).applied();
    let withdraw = json!({ "resident": ward.resident, "purpose": "pin" });
    ward.world.act(ward.hoa, "consent.withdraw", ward.home, withdraw).applied();
    assert!(ward.world.body(model::HOUSEHOLD, ward.home).get("pin").is_none());
}

#[test]
fn a_withdrawal_beats_every_consent_that_had_not_seen_it() {
    let mut ward = Ward::new();
    ward.agree("ride");
    ward.world
        .act(ward.hoa, "resident.edit", ward.home, json!({ "resident": ward.resident, "needs": ["wheelchair"] }))
        .applied();
    let withdraw = ward.world.act(
        ward.leader,
        "consent.withdraw",
        ward.home,
        json!({ "resident": ward.resident, "purpose": "ride" }),
    );
    let withdrawal = withdraw.change.id;
    withdraw.applied();
    assert!(ward.world.body(model::RESIDENT, ward.resident).get("needs").is_none());
    let again = json!({ "resident": ward.resident, "purpose": "ride", "answer": "given", "method": "screen" });
    let outcome = ward
        .world
        .act(ward.hoa, "consent.record", ward.home, again.clone())
        .ends(Fate::Superseded, Reason::ConsentWithdrawn);
    assert_eq!(outcome.args["withdrawal"], json!(withdrawal));
    // Whoever was told of the withdrawal and agrees anew restores it.
    let mut restoring = again;
    restoring["restores"] = json!(withdrawal);
    ward.world.act(ward.hoa, "consent.record", ward.home, restoring).applied();
    assert_eq!(consent(&ward, Purpose::Ride)["state"], json!("given"));
}

#[test]
fn spoken_consent_needs_a_witness_and_declining_is_an_answer() {
    let mut ward = Ward::new();
    let mut data = json!({ "resident": ward.resident, "purpose": "contact", "answer": "given", "method": "spoken" });
    ward.world.act(ward.hoa, "consent.record", ward.home, data.clone()).ends(Fate::Refused, Reason::Invalid);
    data["witness"] = json!("chị Lan hàng xóm");
    ward.world.act(ward.hoa, "consent.record", ward.home, data).applied();
    let data = json!({ "resident": ward.resident, "purpose": "record", "answer": "declined", "method": "screen" });
    ward.world.act(ward.hoa, "consent.record", ward.home, data).applied();
    assert_eq!(consent(&ward, Purpose::Record)["state"], json!("declined"));
}

#[test]
fn death_takes_a_person_out_of_rides_and_follow_ups_at_once() {
    let mut ward = Ward::new();
    ward.agree("ride");
    let data = json!({ "household": ward.home, "resident": ward.resident, "service": "social_pension",
        "day": "2026-11-25", "outbound": [480, 540], "back": [600, 660] });
    let book = ward.world.act(ward.hoa, "ride.book", None, data.clone());
    let ride = book.change.id;
    book.applied();
    let follow_up =
        ward.world.act(ward.hoa, "follow_up.add", ward.home, json!({ "resident": ward.resident, "due": "2026-11-27" }));
    let follow_up_id = follow_up.change.id;
    follow_up.applied();
    let died = json!({ "resident": ward.resident, "state": "deceased" });
    ward.world.act(ward.hoa, "resident.edit", ward.home, died).applied();
    assert_eq!(ward.world.body(model::RIDE, ride)["state"], json!("cancelled"));
    assert_eq!(ward.world.body(model::RIDE, ride)["cancelled"], json!("deceased"));
    assert_eq!(ward.world.body(model::FOLLOW_UP, follow_up_id)["state"], json!("dropped"));
    ward.world.act(ward.hoa, "ride.book", None, data).ends(Fate::Refused, Reason::Deceased);
}

#[test]
fn erasing_a_person_leaves_tombstones_and_counts() {
    let mut ward = Ward::new();
    let helped = json!({ "outcome": "done", "who_brings": "con gái bà Hương",
        "helped": [{ "resident": ward.resident, "service": "vneid_install", "outcome": "installed" }] });
    let visit = ward.world.act(ward.hoa, "visit.record", ward.home, helped.clone());
    let visit_id = visit.change.id;
    visit.applied();
    ward.world
        .act(ward.hoa, "resident.erase", ward.home, json!({ "resident": ward.resident }))
        .ends(Fate::Refused, Reason::NotAllowed);
    ward.world.act(ward.coordinator, "resident.erase", ward.home, json!({ "resident": ward.resident })).applied();
    assert!(ward.world.is_tombstone(model::RESIDENT, ward.resident));
    let body = ward.world.body(model::VISIT, visit_id);
    assert_eq!(body["redacted"], json!(true));
    assert_eq!(body["helped"], json!([{ "service": "vneid_install", "outcome": "installed" }]));
    assert!(body.get("who_brings").is_none());
    // A fact that arrives later counts, without text and people.
    let late = ward.world.act(ward.hoa, "visit.record", ward.home, helped);
    let late_id = late.change.id;
    let outcome = late.ends(Fate::Applied, Reason::Redacted);
    assert!(outcome.counters.iter().any(|line| line.metric == "people_helped_visits" && line.n == 1));
    let body = ward.world.body(model::VISIT, late_id);
    assert!(!body.to_string().contains(&ward.resident.to_string()));
    assert!(!body.to_string().contains("Hương"));
}

#[test]
fn a_visit_to_an_erased_household_still_counts() {
    let mut ward = Ward::new();
    let note = ward.world.act(ward.hoa, "note.add", ward.home, json!({ "text": "nhà sau chợ" }));
    let note_id = note.change.id;
    note.applied();
    ward.world.act(ward.coordinator, "household.erase", ward.home, json!({})).applied();
    assert!(ward.world.is_tombstone(model::HOUSEHOLD, ward.home));
    assert!(ward.world.is_tombstone(model::NOTE, note_id));
    let outcome = ward
        .world
        .act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "done", "who_brings": "bà Hương" }))
        .ends(Fate::Applied, Reason::Redacted);
    assert!(outcome.counters.iter().any(|line| line.metric == "visits"));
    ward.world
        .act(ward.hoa, "note.add", ward.home, json!({ "text": "bà Hương đã khỏe" }))
        .ends(Fate::Applied, Reason::Redacted);
    assert!(!format!("{:?}", ward.world.of_kind(model::NOTE)).contains("khỏe"));
}
