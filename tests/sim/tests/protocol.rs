//! The protocol's rules whose plain alternative lost or doubled work, one situation each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use doorstep_core::store::{meta, saving::Draft};
use doorstep_sim::{
    script::{Script, must},
    town::fields,
    violation::{Check, OrBroken},
};
use serde_json::json;

/// Small pages: a root is granted between two of them, another taken away.
#[test]
fn a_pull_runs_in_legs() -> Check {
    let mut s = Script::new()?;
    s.hub.page_bytes = 400;
    let (home, away) = (s.home_of("chi")?, s.home_of("an")?);
    let p = s.phone("an");
    s.console_change("household.edit", away, json!({"landmark": "cạnh đình"}))?;
    s.exchange(p)?;
    let (squad, an) = (s.town.squads[0], s.phones[p].member);
    s.tap("coordinator", "assignment.assign", Some(home), json!({"squad": squad, "member": an}))?;
    s.tap("coordinator", "assignment.take_back", Some(away), json!({}))?;
    s.syncs("coordinator")?;
    s.syncs("an")?;
    must(!s.shows("an", "household", home).is_null(), "a root granted between pages comes whole")?;
    must(s.shows("an", "household", away).is_null(), "a root taken away between pages goes")?;
    s.drain()
}

/// A full pull in small pages, while a root whose rows are spooled already is taken away.
#[test]
fn a_full_pull_forgets_what_left_meanwhile() -> Check {
    for pages in [1, 2, 3, 5, 8, 13] {
        let mut s = Script::new()?;
        s.hub.page_bytes = 400;
        let away = s.home_of("an")?;
        let p = s.phone("an");
        meta::remove(s.phones[p].store.connection(), meta::CURSOR).or_broken("a script runs")?;
        for _ in 0..pages {
            s.exchange(p)?;
        }
        s.tap("coordinator", "assignment.take_back", Some(away), json!({}))?;
        s.syncs("coordinator")?;
        s.syncs("an")?;
        must(s.shows("an", "household", away).is_null(), "its rows are gone")?;
        must(s.kept("an", meta::DIVERGENCES).is_none(), "without a divergence")?;
    }
    Ok(())
}

/// Two exchanges of one phone cross.
#[test]
fn a_page_of_another_spool_is_not_stored() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let first = s.asks("an")?;
    let Some(early) = s.answers(&first)? else { return must(false, "an answer") };
    s.console_change("household.edit", home, json!({"landmark": "cạnh đình"}))?;
    s.syncs("an")?;
    let cursor = s.kept("an", meta::CURSOR);
    s.deliver(early)?;
    must(s.kept("an", meta::CURSOR) == cursor, "a stale checkpoint moves no cursor")?;
    s.drain()
}

/// The answer to a push has receipts before any checkpoint has the rows.
#[test]
fn a_receipt_in_a_push_answer_is_provisional() -> Check {
    let mut s = Script::new()?;
    s.back_up()?;
    let home = s.home_of("an")?;
    let visit = s.tap("an", "visit.record", Some(home), json!({"outcome": "done"}))?;
    s.hub.page_bytes = 1;
    let p = s.phone("an");
    s.exchange(p)?;
    must(s.fate(visit) == "applied" && s.told("an", visit) == "none", "the hub has it, no checkpoint says so")?;
    must(!s.shows("an", "visit", visit).is_null(), "it shows")?;
    s.hub.page_bytes = 1 << 19;
    let backup = s.backups() - 1;
    s.restore_hub(backup)?;
    must(s.fate(visit) == "none", "the hub forgot it")?;
    s.syncs("an")?;
    must(s.told("an", visit) == "applied", "and has it again")?;
    s.drain()
}

/// A sealed file brings changes outside the queue: the number that is missing is filled by what the hub knows already.
#[test]
fn identity_comes_before_the_number() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let p = s.phone("an");
    let first = s.tap("an", "note.add", Some(home), json!({"text": "gọi trước"}))?;
    // The request is made before; its checkpoint covers what the file brought.
    s.phones[p].cut_off = true;
    s.hand_over_file(p)?;
    must(s.fate(first) == "applied", "taken from the file")?;
    let mut empty = s.asks("an")?;
    empty.cut = false;
    s.tap("an", "note.add", Some(home), json!({"text": "chó dữ"}))?;
    s.hand_over_file(p)?;
    s.tap("an", "note.add", Some(home), json!({"text": "cổng khóa"}))?;
    s.syncs("an")?;
    s.drain()
}

/// Two phones run on one file. The second keeps its identities and takes new numbers.
#[test]
fn a_clone_sends_again_under_unchanged_identities() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let shared = s.tap("an", "note.add", Some(home), json!({"text": "gọi trước"}))?;
    let p = s.phone("an");
    let twin = s.clone_of(p)?;
    s.phones[twin].name = "twin".into();
    let one = s.tap("an", "note.add", Some(home), json!({"text": "chó dữ"}))?;
    s.syncs("an")?;
    let two = s.tap("twin", "note.add", Some(home), json!({"text": "cổng khóa"}))?;
    s.syncs("twin")?;
    for change in [shared, one, two] {
        must(s.fate(change) == "applied", "each acts")?;
        must(s.hub.mirror.receipts.get(&change).is_some_and(|receipts| receipts.len() == 1), "once")?;
    }
    s.drain()
}

/// The same identity with another content is parked, and the true author's phone keeps its own receipt.
#[test]
fn altered_content_is_parked() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let p = s.phone("an");
    let twin = s.clone_of(p)?;
    s.phones[twin].name = "twin".into();
    let note = s.tap("an", "note.add", Some(home), json!({"text": "gọi trước"}))?;
    s.syncs("an")?;
    s.forge(twin, note)?;
    s.syncs("twin")?;
    must(s.fate(note) == "parked altered", "the forged one waits for a person")?;
    s.syncs("an")?;
    must(s.told("an", note) == "applied", "and says nothing about the true one")?;
    s.drain()
}

/// A change that names another author is parked under whoever sent it, and so is the decision about it. (Seed 10390610: the
/// author named got the decision, and the sender's queue never ended after a resync.)
#[test]
fn a_decision_goes_to_the_sender_whatever_author_is_named() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let note = s.tap("an", "note.add", Some(home), json!({"text": "gọi trước"}))?;
    let binh = s.phone("binh");
    s.forge(binh, note)?;
    s.syncs("binh")?;
    must(s.told("binh", note) == "parked not_allowed", "nobody sends in another's name")?;
    let commune = s.town.commune.root();
    s.tap("leader one", "parked.settle", Some(commune), json!({"change": note, "decision": "reject"}))?;
    s.syncs("leader one")?;
    s.syncs("binh")?;
    must(s.told("binh", note) == "refused settled", "the sender hears what a person decided")?;
    meta::remove(s.phones[binh].store.connection(), meta::CURSOR).or_broken("a script runs")?;
    s.syncs("binh")?;
    s.drain()
}

/// A phone that sends what has a fate already, and whose cursor is beyond it, is told again. (Seeds 20206, 20617: such a
/// queue never ended.)
#[test]
fn a_fate_below_the_cursor_is_told_again() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let note = s.tap("an", "note.add", Some(home), json!({"text": "gọi trước"}))?;
    s.syncs("an")?;
    let an = s.phone("an");
    let conn = s.phones[an].store.connection();
    let again = "INSERT INTO outbox (id, pos, root, kind, at, hash, inc, n, text)
                 SELECT id, pos, root, kind, at, hash, inc, n, text FROM retained WHERE id = ?1";
    for sql in [again, "DELETE FROM retained WHERE id = ?1"] {
        must(conn.execute(sql, [note.as_bytes()]).or_broken("a script runs")? == 1, "the note was covered")?;
    }
    s.syncs("an")?;
    let binh = s.phone("binh");
    s.copy_to(binh, note)?;
    s.syncs("binh")?;
    must(s.told("binh", note) == "applied", "the content of another, sent once more, has its fate")?;
    s.drain()
}

/// A revoked phone destroys its key only when each identity is safe; a clone's numbers prove nothing.
#[test]
fn a_revoked_phone_trusts_identities_not_numbers() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let p = s.phone("an");
    let twin = s.clone_of(p)?;
    s.phones[twin].name = "twin".into();
    let one = s.tap("an", "note.add", Some(home), json!({"text": "gọi trước"}))?;
    let two = s.tap("twin", "note.add", Some(home), json!({"text": "chó dữ"}))?;
    let three = s.tap("twin", "note.add", Some(home), json!({"text": "cổng khóa"}))?;
    s.syncs("an")?;
    let (device, member) = (s.phones[p].device, s.phones[p].member);
    s.console_change("device.revoke", member, json!({"device": device}))?;
    s.syncs("twin")?;
    must(s.phones[twin].gone, "its key goes")?;
    must(s.fate(one) == "applied", "what came before the revocation acts")?;
    must(s.fate(two) == "parked revoked" && s.fate(three) == "parked revoked", "the rest is safe")?;
    s.drain()
}

/// A provisional receipt from before the revocation must not keep a change from being confirmed.
#[test]
fn a_revoked_phone_with_a_provisional_receipt_is_not_stuck() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    s.tap("an", "note.add", Some(home), json!({"text": "gọi trước"}))?;
    s.hub.page_bytes = 1;
    let p = s.phone("an");
    s.exchange(p)?;
    let (device, member) = (s.phones[p].device, s.phones[p].member);
    s.console_change("device.revoke", member, json!({"device": device}))?;
    s.syncs("an")?;
    must(s.phones[p].gone, "its key goes")?;
    s.drain()
}

/// The hub comes back from a backup: what it lost comes again; commands wait until a leader ends the recovery.
#[test]
fn after_a_restore_work_comes_back_and_commands_wait() -> Check {
    let mut s = Script::new()?;
    s.back_up()?;
    let (home, other) = (s.home_of("an")?, s.home_of("leader one")?);
    let visit = s.tap("an", "visit.record", Some(home), json!({"outcome": "done"}))?;
    s.syncs("an")?;
    let assign = s.hand_over("leader one", home, "binh")?;
    s.syncs("leader one")?;
    let backup = s.backups() - 1;
    s.restore_hub(backup)?;
    must(s.fate(visit) == "none" && s.fate(assign) == "none", "both are gone")?;
    let fresh = s.hand_over("leader one", other, "an")?;
    s.syncs("leader one")?;
    must(s.fate(assign) == "applied", "a fate given before is honoured")?;
    must(s.fate(fresh) == "parked recovering", "a new command waits")?;
    s.syncs("an")?;
    must(s.fate(visit) == "applied", "the visit is back")?;
    let commune = s.town.commune.root();
    s.console_change("recovery.end", commune, json!({}))?;
    must(s.fate(fresh) != "parked recovering", "and is decided when the recovery ends")?;
    s.drain()
}

/// What a hub lost and got again is young again: it is retained for 30 days from when it was durable last, not first.
#[test]
fn what_was_sent_again_is_retained_anew() -> Check {
    const DAY: i64 = 24 * 3_600_000;
    let mut s = Script::new()?;
    let (home, empty) = (s.home_of("an")?, s.backups() - 1);
    let note = s.tap("an", "note.add", Some(home), json!({"text": "gọi trước"}))?;
    s.syncs("an")?;
    s.now += 15 * DAY;
    s.restore_hub(empty)?;
    s.back_up()?;
    let without = s.backups() - 1;
    // Its number shows the hub a gap, and the note fills it before any snapshot could say that the hub lacks it.
    s.tap("an", "note.add", Some(home), json!({"text": "chó dữ"}))?;
    s.syncs("an")?;
    must(s.fate(note) == "applied", "the hub has it again")?;
    s.now += 16 * DAY;
    s.syncs("an")?;
    s.restore_hub(without)?;
    must(s.fate(note) == "none", "and loses it again")?;
    s.syncs("an")?;
    must(s.fate(note) == "applied", "31 days after it was durable first, 16 after it was last")?;
    s.drain()
}

/// A consent given without having seen the withdrawal does not undo it; one that names it does.
#[test]
fn a_withdrawal_beats_a_consent_that_had_not_seen_it() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let resident = s.resident_of(home)?;
    let given = json!({"resident": resident, "purpose": "contact", "answer": "given", "method": "screen"});
    let taken_back = json!({"resident": resident, "purpose": "contact"});
    let withdrawal = s.tap("an", "consent.withdraw", Some(home), taken_back)?;
    let late = s.tap("leader one", "consent.record", Some(home), given.clone())?;
    s.syncs("an")?;
    s.syncs("leader one")?;
    must(s.fate(late) == "superseded consent_withdrawn", "the withdrawal stands")?;
    let mut restoring = given;
    restoring["restores"] = json!(withdrawal);
    let restored = s.tap("leader one", "consent.record", Some(home), restoring)?;
    s.syncs("leader one")?;
    must(s.fate(restored) == "applied", "until somebody takes it back knowingly")?;
    s.drain()
}

/// Facts about erased people arrive later: they count, without text and people; nothing parked or retained keeps the text.
#[test]
fn erased_content_arrives_redacted() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let resident = s.resident_of(home)?;
    let helped = json!([{"resident": resident, "service": "social_pension", "outcome": "filed"}]);
    let visit = json!({"outcome": "done", "who_brings": "bà kể chuyện", "helped": helped});
    let visit = s.tap("an", "visit.record", Some(home), visit)?;
    let edit = s.tap("an", "resident.edit", Some(home), json!({"resident": resident, "name": "bà Sáu"}))?;
    s.tap("coordinator", "resident.erase", Some(home), json!({"resident": resident}))?;
    s.syncs("coordinator")?;
    s.syncs("an")?;
    must(s.fate(visit) == "applied redacted", "it counts")?;
    let text = s.row("visit", visit).to_string();
    must(!text.contains("kể chuyện") && !text.contains(&resident.to_string()), "without text and people")?;
    must(s.fate(edit) == "parked not_found", "an edit of what is gone waits")?;
    must(s.hub.mirror.parked.get(&edit).is_some_and(|text| !text.contains("bà Sáu")), "without its text")?;
    must(!s.readable("an", "kể chuyện"), "the phone keeps it sealed")?;
    s.drain()
}

/// A ride that is over copies name, address and number too.
#[test]
fn erasure_reaches_rides_that_are_over() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let resident = s.resident_of(home)?;
    let consent = json!({"resident": resident, "purpose": "ride", "answer": "given", "method": "screen"});
    s.tap("an", "consent.record", Some(home), consent)?;
    let car = s.town.vehicles[1];
    let booking =
        json!({"household": home, "resident": resident, "day": "2026-12-08", "outbound": [480, 510], "vehicle": car});
    let over = s.tap("an", "ride.book", None, booking.clone())?;
    s.syncs("an")?;
    s.tap("an", "ride.step", Some(over), json!({"state": "home_safe"}))?;
    let under_way = s.tap("an", "ride.book", None, booking)?;
    s.syncs("an")?;
    s.tap("an", "ride.step", Some(under_way), json!({"state": "picked_up"}))?;
    s.syncs("an")?;
    s.tap("coordinator", "resident.erase", Some(home), json!({"resident": resident}))?;
    s.syncs("coordinator")?;
    must(s.row("ride", over).is_null(), "the one that is over is gone")?;
    must(!s.row("ride", under_way)["who"].is_null(), "the one under way keeps the name until the person is home")?;
    s.syncs("driver")?;
    s.tap("driver", "ride.step", Some(under_way), json!({"state": "home_safe"}))?;
    s.syncs("driver")?;
    let ride = s.row("ride", under_way);
    must(ride["who"].is_null() && ride["pickup"].is_null() && ride["phone"].is_null(), "and then loses it")?;
    s.drain()
}

/// Answers of one phone arrive in another order than they were given: the older receipt does not come back.
#[test]
fn a_late_receipt_does_not_replace_a_newer_one() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    s.hand_over("leader one", home, "binh")?;
    s.syncs("leader one")?;
    s.syncs("binh")?;
    s.tap("binh", "household.edit", Some(home), json!({"landmark": "sau trạm"}))?;
    s.syncs("binh")?;
    let edit = s.tap("an", "household.edit", Some(home), json!({"landmark": "cạnh đình"}))?;
    let request = s.asks("an")?;
    let Some(early) = s.answers(&request)? else { return must(false, "an answer") };
    let commune = s.town.commune.root();
    s.tap("leader one", "parked.settle", Some(commune), json!({"change": edit, "decision": "accept"}))?;
    s.syncs("leader one")?;
    s.syncs("an")?;
    let newer = s.told("an", edit);
    must(newer.starts_with("applied") || newer.starts_with("superseded"), "a person has decided")?;
    s.deliver(early)?;
    must(s.told("an", edit) == newer, "the older word does not come back")?;
    s.drain()
}

/// An edit by somebody who has seen the value stands, whatever their clock says; one that has not is a conflict.
#[test]
fn fields_are_decided_by_what_was_seen() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let p = s.phone("leader one");
    s.phones[p].clocks.skew = -400 * 24 * 3_600_000;
    s.phones[p].clocks.boot += 1;
    s.tap("an", "household.edit", Some(home), json!({"landmark": "cạnh đình"}))?;
    s.syncs("an")?;
    s.syncs("leader one")?;
    let seen = s.tap("leader one", "household.edit", Some(home), json!({"landmark": "sau trạm"}))?;
    s.syncs("leader one")?;
    must(s.fate(seen) == "applied", "no conflict")?;
    let unseen = s.tap("an", "household.edit", Some(home), json!({"landmark": "cổng xanh"}))?;
    s.syncs("an")?;
    must(s.fate(unseen).ends_with("conflict"), "a conflict, for both to see")?;
    s.drain()
}

/// Two leaders give the same household away without seeing each other: the second command moves nothing.
#[test]
fn an_assignment_is_superseded_never_overwritten() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let first = s.hand_over("leader one", home, "binh")?;
    let second = s.hand_over("coordinator", home, "driver")?;
    s.syncs("leader one")?;
    s.syncs("coordinator")?;
    must(s.fate(first) == "applied" && s.fate(second) == "superseded moved_on", "first come, first served")?;
    s.drain()
}

/// A ride put again into the vehicle that it has frees no seat.
#[test]
fn a_ride_that_stays_in_its_vehicle_frees_no_seat() -> Check {
    let mut s = Script::new()?;
    let home = s.home_of("an")?;
    let resident = s.resident_of(home)?;
    let consent = json!({"resident": resident, "purpose": "ride", "answer": "given", "method": "screen"});
    s.tap("an", "consent.record", Some(home), consent)?;
    let car = s.town.vehicles[1];
    let book = json!({"household": home, "resident": resident, "day": "2026-12-08", "outbound": [480, 510],
        "companions": 1, "vehicle": car});
    let first = s.tap("an", "ride.book", None, book.clone())?;
    let second = s.tap("an", "ride.book", None, book)?;
    s.syncs("an")?;
    must(s.row("ride", second)["state"] == json!("waiting"), "two seats, two people: full")?;
    s.syncs("leader one")?;
    s.tap("leader one", "ride.give_vehicle", Some(first), json!({"vehicle": car}))?;
    s.syncs("leader one")?;
    must(s.row("ride", second)["state"] == json!("waiting"), "still full")?;
    s.drain()
}

/// A leader changes the vehicles of their own squad only.
#[test]
fn a_leader_changes_no_other_squads_vehicle() -> Check {
    let mut s = Script::new()?;
    let (own, other) = (s.town.squads[0], s.town.vehicles[2]);
    let edit = Draft { kind: "vehicle.edit", root: Some(own), data: fields(json!({"vehicle": other, "seats": 9})) };
    let p = s.phone("leader one");
    if let Some(edit) = s.save(p, edit)? {
        s.syncs("leader one")?;
        must(s.fate(edit) != "applied", "it does not act")?;
    }
    must(s.row("vehicle", other)["seats"] == json!(3), "the seats stay")?;
    s.drain()
}
