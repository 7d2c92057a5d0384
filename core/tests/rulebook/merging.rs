//! Fields: conflicts by what was seen, never by clocks.

use doorstep_core::{
    model,
    receipt::{Fate, Reason},
};
use serde_json::json;

use super::world::Ward;

const YEAR: i64 = 365 * 24 * 3_600_000;

#[test]
fn different_fields_of_one_household_never_conflict() {
    let mut ward = Ward::new();
    let seen = ward.world.seq_of(model::HOUSEHOLD, ward.home);
    ward.world.act(ward.hoa, "household.edit", ward.home, json!({ "landmark": "sau chợ" })).seen(seen).applied();
    ward.world.act(ward.leader, "household.edit", ward.home, json!({ "door": { "dog": true } })).seen(seen).applied();
    ward.world.act(ward.hoa, "household.edit", ward.home, json!({ "door": { "locked": true } })).seen(seen).applied();
    let body = ward.world.body(model::HOUSEHOLD, ward.home);
    assert_eq!(body["door"], json!({ "dog": true, "locked": true }));
    assert_eq!(body["landmark"], json!("sau chợ"));
    assert!(ward.world.of_kind(model::CONFLICT).is_empty());
}

#[test]
fn an_edit_that_saw_the_last_write_applies_whatever_its_clock_says() {
    let mut ward = Ward::new();
    ward.world.act(ward.leader, "household.edit", ward.home, json!({ "landmark": "một" })).applied();
    let now = ward.world.now;
    ward.world.act(ward.hoa, "household.edit", ward.home, json!({ "landmark": "hai" })).at(now - YEAR).applied();
    assert_eq!(ward.world.body(model::HOUSEHOLD, ward.home)["landmark"], json!("hai"));
}

#[test]
fn a_phone_a_year_ahead_does_not_win_every_conflict() {
    let mut ward = Ward::new();
    let seen = ward.world.seq_of(model::HOUSEHOLD, ward.home);
    let now = ward.world.now;
    // Arrives first with a clock of next year; the hub takes the time of receipt.
    ward.world.act(ward.hoa, "household.edit", ward.home, json!({ "landmark": "một" })).at(now + YEAR).applied();
    let second = ward.world.now;
    ward.world
        .act(ward.leader, "household.edit", ward.home, json!({ "landmark": "hai" }))
        .seen(seen)
        .at(second)
        .ends(Fate::Applied, Reason::Conflict);
    assert_eq!(ward.world.body(model::HOUSEHOLD, ward.home)["landmark"], json!("hai"));
    let conflicts = ward.world.of_kind(model::CONFLICT);
    assert_eq!(conflicts.len(), 1);
    let conflict = &conflicts[0].body;
    assert_eq!((&conflict["kept"], &conflict["lost"]), (&json!("hai"), &json!("một")));
    assert_eq!((&conflict["kept_by"], &conflict["lost_by"]), (&json!(ward.leader), &json!(ward.hoa)));
}

#[test]
fn the_loser_of_a_conflict_is_superseded_and_its_value_kept() {
    let mut ward = Ward::new();
    let seen = ward.world.seq_of(model::HOUSEHOLD, ward.home);
    let now = ward.world.now;
    ward.world.act(ward.leader, "household.edit", ward.home, json!({ "landmark": "hai" })).applied();
    ward.world
        .act(ward.hoa, "household.edit", ward.home, json!({ "landmark": "một" }))
        .seen(seen)
        .at(now - 60_000)
        .ends(Fate::Superseded, Reason::Conflict);
    assert_eq!(ward.world.body(model::HOUSEHOLD, ward.home)["landmark"], json!("hai"));
    assert_eq!(ward.world.of_kind(model::CONFLICT)[0].body["lost"], json!("một"));
}

#[test]
fn an_edit_after_ones_own_unseen_edit_has_no_conflict() {
    let mut ward = Ward::new();
    let seen = ward.world.seq_of(model::HOUSEHOLD, ward.home);
    let first = ward.world.act(ward.hoa, "household.edit", ward.home, json!({ "landmark": "một" })).seen(seen);
    let first_id = first.change.id;
    first.applied();
    let now = ward.world.now;
    let second = ward.world.act(ward.hoa, "household.edit", ward.home, json!({ "landmark": "hai" }));
    second.seen(seen).after(first_id).at(now - YEAR).applied();
    assert_eq!(ward.world.body(model::HOUSEHOLD, ward.home)["landmark"], json!("hai"));
    assert!(ward.world.of_kind(model::CONFLICT).is_empty());
}

#[test]
fn writing_the_same_value_is_no_conflict() {
    let mut ward = Ward::new();
    let seen = ward.world.seq_of(model::HOUSEHOLD, ward.home);
    ward.world.act(ward.leader, "household.edit", ward.home, json!({ "landmark": "sau chợ" })).applied();
    ward.world.act(ward.hoa, "household.edit", ward.home, json!({ "landmark": "sau chợ" })).seen(seen).applied();
    assert!(ward.world.of_kind(model::CONFLICT).is_empty());
}

#[test]
fn members_of_a_newer_release_survive_an_edit_at_every_depth() {
    let mut ward = Ward::new();
    let data = json!({ "newer": { "deep": [1, { "x": true }] }, "door": { "newer_fact": 7 } });
    ward.world.act(ward.hoa, "household.edit", ward.home, data).applied();
    ward.world.act(ward.hoa, "household.edit", ward.home, json!({ "door": { "dog": true } })).applied();
    let body = ward.world.body(model::HOUSEHOLD, ward.home);
    assert_eq!(body["newer"], json!({ "deep": [1, { "x": true }] }));
    assert_eq!(body["door"], json!({ "dog": true, "newer_fact": 7 }));
}

#[test]
fn a_kind_of_a_newer_release_waits_with_its_bytes() {
    let mut ward = Ward::new();
    let outcome =
        ward.world.act(ward.hoa, "drone.launch", ward.home, json!({})).ends(Fate::Parked, Reason::UnknownKind);
    assert_eq!(outcome.args["kind"], json!("drone.launch"));
}

#[test]
fn secrets_in_free_text_are_refused_with_the_field_and_without_the_secret() {
    let mut ward = Ward::new();
    let outcome = ward
        .world
        .act(ward.hoa, "note.add", ward.home, json!({ "text": "căn cước 099123456789" }))
        .ends(Fate::Refused, Reason::SecretInText);
    assert_eq!(outcome.args["field"], json!("text"));
    assert!(!serde_json::to_string(&outcome.args).unwrap().contains("099123456789"));
    ward.world.act(ward.hoa, "note.add", ward.home, json!({ "text": "gọi 0951234567 trước 9 giờ" })).applied();
}

#[test]
fn a_member_of_the_wrong_type_is_named() {
    let mut ward = Ward::new();
    let outcome = ward
        .world
        .act(ward.hoa, "household.edit", ward.home, json!({ "phones": 7 }))
        .ends(Fate::Refused, Reason::Invalid);
    assert_eq!(outcome.args["field"], json!("phones"));
}
