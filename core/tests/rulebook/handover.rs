//! Assignments, and what becomes of work done meanwhile.

use doorstep_core::{
    model,
    receipt::{Fate, Reason},
    record::Scope,
};
use serde_json::json;

use super::world::Ward;

#[test]
fn a_household_found_at_a_door_stays_with_its_finder_in_the_responsible_squad() {
    let ward = Ward::new();
    assert_eq!(ward.world.body(model::ASSIGNMENT, ward.home)["member"], json!(ward.hoa));
    assert!(ward.world.holds(Scope::Member(ward.hoa), ward.home));
    assert!(ward.world.holds(Scope::Squad(ward.squad), ward.home));
    assert!(ward.world.holds(Scope::Commune, ward.home));
}

#[test]
fn a_household_found_in_another_squads_area_falls_to_that_squads_unassigned_list() {
    let mut ward = Ward::new();
    let root = ward.world.commune.root();
    let elsewhere = ward.world.hub("neighbourhood.add", root, json!({ "name": "Tổ dân phố 9" }));
    let data = json!({ "squad": ward.other_squad, "neighbourhood": elsewhere, "from": "2026-01-01" });
    ward.world.hub("responsibility.set", root, data);
    let add =
        ward.world.act(ward.hoa, "household.add", None, json!({ "head": "Lê Văn Tám", "neighbourhood": elsewhere }));
    let home = add.change.id;
    add.applied();
    let assignment = ward.world.body(model::ASSIGNMENT, home);
    assert_eq!(assignment["squad"], json!(ward.other_squad));
    assert!(assignment.get("member").is_none());
    // What she wrote there before anybody told her still counts.
    ward.world.act(ward.hoa, "visit.record", home, json!({ "outcome": "not_home" })).epoch(0).applied();
}

#[test]
fn a_handover_moves_grants_and_touches_no_visit() {
    let mut ward = Ward::new();
    let visit = ward.world.act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "done" }));
    let visit_id = visit.change.id;
    visit.applied();
    let before = ward.world.seq_of(model::VISIT, visit_id);
    ward.give_home(ward.tuan);
    assert!(!ward.world.holds(Scope::Member(ward.hoa), ward.home));
    assert!(ward.world.holds(Scope::Member(ward.tuan), ward.home));
    assert_eq!(ward.world.seq_of(model::VISIT, visit_id), before);
}

#[test]
fn a_visit_written_before_the_handover_arrived_is_applied_and_credited() {
    let mut ward = Ward::new();
    let visit = ward.world.act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "done" })).change;
    ward.give_home(ward.tuan);
    let outcome =
        ward.world.act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "done" })).epoch(visit.epoch).applied();
    assert!(outcome.counters.iter().any(|line| line.metric == "visits" && line.member == ward.hoa && line.n == 1));
}

#[test]
fn an_edit_after_the_handover_applies_only_where_nothing_conflicts() {
    let mut ward = Ward::new();
    let stale = ward.world.act(ward.hoa, "household.edit", ward.home, json!({})).change;
    ward.give_home(ward.tuan);
    ward.world.act(ward.tuan, "household.edit", ward.home, json!({ "landmark": "cổng xanh" })).applied();
    let edit = |ward: &mut Ward, data| {
        ward.world.act(ward.hoa, "household.edit", ward.home, data).epoch(stale.epoch).seen(stale.seen).happens()
    };
    let free = edit(&mut ward, json!({ "honorific": "cụ" }));
    assert_eq!(free.fate, Fate::Applied);
    let conflicting = edit(&mut ward, json!({ "landmark": "cổng đỏ" }));
    assert_eq!((conflicting.fate, conflicting.reason), (Fate::Parked, Some(Reason::HandedOver)));
    assert_eq!(ward.world.body(model::HOUSEHOLD, ward.home)["landmark"], json!("cổng xanh"));
}

#[test]
fn who_never_held_a_household_writes_nothing_there() {
    let mut ward = Ward::new();
    ward.world
        .act(ward.tuan, "visit.record", ward.home, json!({ "outcome": "done" }))
        .epoch(0)
        .ends(Fate::Parked, Reason::NotYourHousehold);
}

#[test]
fn an_assignment_never_overwrites_one_that_its_author_had_not_seen() {
    let mut ward = Ward::new();
    let seen = ward.world.seq_of(model::ASSIGNMENT, ward.home);
    ward.give_home(ward.tuan);
    let outcome = ward
        .world
        .act(ward.coordinator, "assignment.assign", ward.home, json!({ "member": ward.hoa }))
        .seen(seen)
        .ends(Fate::Superseded, Reason::MovedOn);
    assert_eq!(outcome.args["by"], json!(ward.leader));
    assert!(ward.world.holds(Scope::Member(ward.tuan), ward.home));
}

#[test]
fn a_leader_may_follow_their_own_unseen_assignment() {
    let mut ward = Ward::new();
    let seen = ward.world.seq_of(model::ASSIGNMENT, ward.home);
    let first = ward.world.act(ward.leader, "assignment.assign", ward.home, json!({ "member": ward.tuan }));
    let first_id = first.change.id;
    first.applied();
    ward.world.act(ward.leader, "assignment.take_back", ward.home, json!({})).seen(seen).after(first_id).applied();
    assert!(ward.world.body(model::ASSIGNMENT, ward.home).get("member").is_none());
}

#[test]
fn a_volunteer_assigns_nothing_and_a_leader_stays_in_the_squad() {
    let mut ward = Ward::new();
    ward.world
        .act(ward.hoa, "assignment.assign", ward.home, json!({ "member": ward.tuan }))
        .ends(Fate::Refused, Reason::NotAllowed);
    ward.world
        .act(ward.leader, "assignment.assign", ward.home, json!({ "squad": ward.other_squad }))
        .ends(Fate::Refused, Reason::NotAllowed);
    ward.world.act(ward.coordinator, "assignment.assign", ward.home, json!({ "squad": ward.other_squad })).applied();
    assert!(ward.world.holds(Scope::Squad(ward.other_squad), ward.home));
    assert!(!ward.world.holds(Scope::Squad(ward.squad), ward.home));
    assert!(!ward.world.holds(Scope::Member(ward.hoa), ward.home));
}

#[test]
fn commands_wait_while_a_restored_hub_recovers_and_facts_do_not() {
    let mut ward = Ward::new();
    ward.world.recovering = true;
    ward.world
        .act(ward.leader, "assignment.assign", ward.home, json!({ "member": ward.tuan }))
        .ends(Fate::Parked, Reason::Recovering);
    ward.world.act(ward.hoa, "visit.record", ward.home, json!({ "outcome": "done" })).applied();
}

#[test]
fn what_was_seen_in_a_lost_stretch_of_history_counts_as_unseen() {
    let mut ward = Ward::new();
    let seen = ward.world.seq_of(model::ASSIGNMENT, ward.home);
    ward.world.act(ward.leader, "assignment.assign", ward.home, json!({ "member": ward.tuan })).applied();
    let lost = ward.world.seq_of(model::ASSIGNMENT, ward.home) + 1_000;
    ward.world.skipped = vec![(seen + 500, lost + 1)];
    ward.world
        .act(ward.leader, "assignment.assign", ward.home, json!({ "member": ward.hoa }))
        .seen(lost)
        .ends(Fate::Superseded, Reason::MovedOn);
}

#[test]
fn a_member_who_changes_squads_holds_the_new_one_only() {
    let mut ward = Ward::new();
    let data = json!({ "member": ward.tuan, "squad": ward.other_squad });
    ward.world.act(ward.coordinator, "member.edit", ward.tuan, data).applied();
    assert!(!ward.world.holds(Scope::Member(ward.tuan), ward.squad));
    assert!(ward.world.holds(Scope::Member(ward.tuan), ward.other_squad));
    let roster = &ward.world.body(model::SQUAD, ward.squad)["roster"];
    assert!(roster.get(ward.tuan.to_string()).is_none());
    assert_eq!(
        ward.world.body(model::SQUAD, ward.other_squad)["roster"][ward.tuan.to_string()]["name"],
        json!("Lê Anh Tuấn")
    );
}
