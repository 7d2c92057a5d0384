use serde_json::json;

use super::phone::{NOW, Phone, id};
use crate::{
    change::Change,
    clock::{EnrolmentState, Moment},
    json::Fields,
    receipt::{Fate, Reason, Receipt},
    store::{
        StoreError, outbox,
        query::{
            Page,
            fates::{FateFilter, FateStep},
        },
        receipts, records,
    },
};

fn receipt(phone: &Phone, change: crate::id::Id, fate: Fate, reason: Option<Reason>) -> Receipt {
    let queued = outbox::pending(phone.store.connection()).unwrap().into_iter().find(|q| q.id == change).unwrap();
    let outbox::Content::Text(text) = &queued.content else { panic!("sealed") };
    let change = Change::from_text(text).unwrap();
    Receipt {
        change: change.id,
        hash: queued.hash,
        kind: change.kind,
        member: change.member,
        root: change.root,
        fate,
        reason,
        args: Fields::from_iter([("seats".into(), 4.into())]),
        seq: 9,
        at: change.at,
        received: NOW,
        counters: vec![],
        mac: [0; 16],
    }
}

#[test]
fn every_change_has_a_fate_and_what_needs_somebody_comes_first() {
    let mut phone = Phone::new();
    let home = phone.home("a", "Nguyễn Thị Hương", Some("lan"));
    let visit = |phone: &mut Phone| phone.save("visit.record", home, json!({"outcome": "done"})).unwrap().id;
    let (refused, applied, sent, saved) = (visit(&mut phone), visit(&mut phone), visit(&mut phone), visit(&mut phone));
    let conn = phone.store.connection();
    receipts::put_provisional(conn, sent).unwrap();
    receipts::put(conn, &receipt(&phone, refused, Fate::Refused, Some(Reason::SeatsFull))).unwrap();
    receipts::put(conn, &receipt(&phone, applied, Fate::Applied, None)).unwrap();
    outbox::cover(conn, refused, NOW).unwrap();
    outbox::cover(conn, applied, NOW).unwrap();

    let fates = phone.store.fates(&FateFilter::default(), Page::first(10)).unwrap();
    let steps: Vec<_> = fates.lines.iter().map(|line| (line.fate.change, line.fate.step.clone())).collect();
    assert_eq!(steps[0], (refused, FateStep::Refused));
    assert_eq!(steps.len(), 4);
    for expected in [(applied, FateStep::Applied), (sent, FateStep::Sent), (saved, FateStep::Saved)] {
        assert!(steps.contains(&expected), "{expected:?}");
    }
    let first = &fates.lines[0];
    assert_eq!((first.fate.reason.as_ref(), first.fate.args[0].value.as_str()), (Some(&Reason::SeatsFull), "4"));
    assert_eq!((first.who.as_deref(), first.fate.receipt.as_str()), (Some("bà Hương"), refused.short().as_str()));
    let counts = &fates.counts;
    assert_eq!((counts.saved, counts.sent, counts.applied, counts.refused, fates.total), (1, 1, 1, 1, 4));

    let only = |filter: FateFilter| phone.store.fates(&filter, Page::first(10)).unwrap();
    assert_eq!(only(FateFilter { needs_you: true, ..Default::default() }).total, 1);
    assert_eq!(only(FateFilter { unsent: true, ..Default::default() }).total, 2);
    assert_eq!(only(FateFilter { root: Some(id("b")), ..Default::default() }).total, 0);
    let second = phone.store.fates(&FateFilter::default(), Page { from: 1, count: 1 }).unwrap();
    assert_eq!((second.lines.len(), second.total), (1, 4));
}

#[test]
fn what_was_looked_at_asks_again_only_after_a_newer_word() {
    let mut phone = Phone::new();
    let home = phone.home("a", "Nguyễn Thị Hương", Some("lan"));
    let visit = phone.save("visit.record", home, json!({"outcome": "done"})).unwrap().id;
    let parked = receipt(&phone, visit, Fate::Parked, Some(Reason::HandedOver));
    receipts::put(phone.store.connection(), &parked).unwrap();
    outbox::cover(phone.store.connection(), visit, NOW).unwrap();
    let asking = |phone: &Phone| {
        let filter = FateFilter { needs_you: true, ..Default::default() };
        phone.store.fates(&filter, Page::first(10)).unwrap().total
    };
    assert_eq!(asking(&phone), 1);
    phone.store.look_at(visit).unwrap();
    assert_eq!(asking(&phone), 0);
    assert_eq!(phone.store.fates(&FateFilter::default(), Page::first(10)).unwrap().counts.parked, 1, "it still waits");
    let newer = Receipt { seq: parked.seq + 1, fate: Fate::Refused, reason: Some(Reason::Settled), ..parked };
    receipts::put(phone.store.connection(), &newer).unwrap();
    assert_eq!(asking(&phone), 1);
}

#[test]
fn a_home_that_left_keeps_its_line_without_a_name() {
    let mut phone = Phone::new();
    let home = phone.home("a", "Nguyễn Thị Hương", Some("lan"));
    let visit = phone.save("visit.record", home, json!({"outcome": "done"})).unwrap().id;
    let conn = phone.store.connection();
    receipts::put(conn, &receipt(&phone, visit, Fate::Applied, None)).unwrap();
    conn.execute_batch("DELETE FROM outbox; DELETE FROM retained").unwrap();
    for record in records::of_root(conn, home).unwrap() {
        records::remove(conn, &record.key).unwrap();
    }
    let fates = phone.store.fates(&FateFilter::default(), Page::first(10)).unwrap();
    let line = &fates.lines[0];
    assert_eq!(
        (line.kind.as_str(), line.who.as_ref(), line.fate.step.clone()),
        ("visit.record", None, FateStep::Applied)
    );
}

#[test]
fn a_secret_in_a_note_is_refused_and_nothing_is_kept() {
    let mut phone = Phone::new();
    let home = phone.home("a", "Nguyễn Thị Hương", Some("lan"));
    let refused = phone.save("note.add", home, json!({"text": "OTP 482913"}));
    assert!(matches!(refused, Err(StoreError::Refused { reason: Reason::SecretInText, .. })));
    assert_eq!(phone.store.fates(&FateFilter::default(), Page::first(10)).unwrap().total, 0);
}

#[test]
fn status_says_who_how_much_and_how_long() {
    let mut phone = Phone::new();
    let home = phone.home("a", "Nguyễn Thị Hương", Some("lan"));
    phone.save("visit.record", home, json!({"outcome": "done"})).unwrap();
    let status = phone.store.status(phone.moment()).unwrap();
    assert_eq!((status.name.as_str(), status.squad.as_str(), status.unsent), ("Trịnh Thị Lan", "Đội 1", 1));
    assert_eq!(
        status.mates.iter().map(|mate| mate.name.as_str()).collect::<Vec<_>>(),
        ["Trịnh Thị Lan", "Phạm Văn Minh"]
    );
    assert_eq!((status.enrolment, status.last_sync), (EnrolmentState::Fresh, None));
    let later = |days: u64| {
        let uptime_ms = 1_000 + days * 86_400_000;
        phone.store.status(Moment { wall_ms: NOW, uptime_ms, boot: 1 }).unwrap().enrolment
    };
    assert_eq!(later(12), EnrolmentState::DueSoon { days: 2 });
    assert_eq!(later(15), EnrolmentState::Locked);
}
