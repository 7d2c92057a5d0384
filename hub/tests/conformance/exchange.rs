//! The engine over the store, from setting a commune up to the receipt of a visit.

use doorstep_core::{
    id::Id,
    receipt::{Fate, Reason, Receipt},
    rules::working_set::Reads,
    sync::{
        cursor::Cursor,
        hub::{exchange, push::submit, store::HubStore},
        wire::{Answer, Checkpoint, Line, PushLine, Request, RequestHead, SpoolPlace, Standing, VERSION},
    },
};
use serde_json::value::RawValue;

use crate::{
    script,
    ward::{self, DEVICE, HOUSEHOLD, MEMBER, NEIGHBOURHOOD, NOW, SQUAD, TestKeys, change, commune, id},
};

pub(crate) fn request(cursor: Option<Cursor>, changes: Vec<PushLine>) -> Request {
    let spool = SpoolPlace { id: id(900), pages: 0, head: None, leg: None };
    let head =
        RequestHead { v: VERSION, inc: id(901), cursor, spool, generation: 0, now: NOW, push_only: false, gaps: 0 };
    Request { head, changes }
}

fn ask(store: &mut dyn HubStore, request: &Request) -> Answer {
    let answer = exchange(store, &TestKeys, &commune(), id(DEVICE), request, NOW).unwrap();
    assert_eq!(answer.head.standing, Standing::Ok);
    answer
}

fn checkpoint(answer: &Answer) -> &Checkpoint {
    answer.lines.iter().find_map(|line| if let Line::Checkpoint(c) = line { Some(c) } else { None }).unwrap()
}

fn records(answer: &Answer) -> Vec<(String, Id)> {
    let record = |line: &Line| if let Line::Record(r) = line { Some((r.k.as_str().to_owned(), r.i)) } else { None };
    answer.lines.iter().filter_map(record).collect()
}

fn receipts(answer: &Answer) -> Vec<Receipt> {
    let raw = |line: &Line| if let Line::Receipt(raw) = line { Receipt::from_text(raw.get()) } else { None };
    answer.lines.iter().filter_map(raw).collect()
}

/// A phone pulls its first snapshot, pushes a visit, and gets its receipt and row with the next checkpoint.
pub(crate) fn visit_gets_its_receipt(store: &mut dyn HubStore) {
    ward::set_up(store);
    let first = ask(store, &request(None, Vec::new()));
    let start = checkpoint(&first).clone();
    assert!(start.full);
    let held = records(&first);
    for (kind, n) in [("household", HOUSEHOLD), ("assignment", HOUSEHOLD), ("member", MEMBER), ("device", DEVICE)] {
        assert!(held.contains(&(kind.to_owned(), id(n))), "{kind} in {held:?}");
    }
    assert!(held.contains(&("commune".to_owned(), commune().root())));

    let visit = change(id(200), id(MEMBER), "visit.record", id(HOUSEHOLD), r#"{"outcome":"not_home"}"#);
    let text = RawValue::from_string(visit.to_text()).unwrap();
    let line = || PushLine { n: 1, inc: None, change: Some(text.clone()), sealed: None, was: None };
    let second = ask(store, &request(Some(start.cursor), vec![line()]));
    assert!(second.lines.iter().any(|line| matches!(line, Line::Pushed(..))));
    let given = receipts(&second);
    assert_eq!(given.len(), 1);
    assert_eq!((given[0].change, &given[0].fate), (visit.id, &Fate::Applied), "{:?}", given[0].reason);
    assert_eq!(records(&second), [("visit".to_owned(), visit.id)]);
    let now = checkpoint(&second).clone();
    assert!(!now.full && now.cursor.seq > start.cursor.seq && now.gone.is_empty());
    assert_ne!(now.digest, start.digest);

    // Sent again, it is recognised; nothing is committed and the head stays.
    let again = ask(store, &request(Some(now.cursor), vec![line()]));
    assert_eq!(checkpoint(&again).cursor, now.cursor);
    // Another change at the same place is a clone.
    let other = change(id(201), id(MEMBER), "visit.record", id(HOUSEHOLD), r#"{"outcome":"not_home"}"#);
    let other = RawValue::from_string(other.to_text()).unwrap();
    let cloned = PushLine { n: 1, inc: None, change: Some(other.clone()), sealed: None, was: None };
    assert!(ask(store, &request(Some(now.cursor), vec![cloned])).head.cloned);
    // A gap is answered with the number expected.
    let gap = PushLine { n: 5, inc: None, change: Some(other), sealed: None, was: None };
    assert_eq!(ask(store, &request(Some(now.cursor), vec![gap])).head.expected.map(|e| e.n), Some(2));
    // Other content under a known identity is told, and changes nothing.
    let altered = change(visit.id, id(MEMBER), "visit.record", id(HOUSEHOLD), r#"{"outcome":"moved"}"#);
    let altered = RawValue::from_string(altered.to_text()).ok();
    let altered = PushLine { n: 2, inc: None, change: altered, sealed: None, was: None };
    let told = ask(store, &request(Some(now.cursor), vec![altered]));
    assert_eq!(receipts(&told)[0].reason, Some(Reason::Altered));
    assert_eq!(records(&told), []);
}

/// A batch that can never be committed is halved until the culprit stands alone; it is parked, the others proceed.
pub(crate) fn culprit_is_parked_alone(store: &mut dyn HubStore) {
    ward::set_up(store);
    // A record under another root has the identity that the fourth note will want.
    script::commit(store, &Reads::default(), vec![script::put("note", 504, id(SQUAD), "{}", &[])]);
    let line = |n: i64| {
        let text =
            change(id(500 + n as u64), id(MEMBER), "note.add", id(HOUSEHOLD), r#"{"text":"gọi trước"}"#).to_text();
        PushLine { n, inc: None, change: RawValue::from_string(text).ok(), sealed: None, was: None }
    };
    let answer = ask(store, &request(None, (1..=7).map(line).collect()));
    let fates: Vec<(Id, Fate, Option<Reason>)> =
        receipts(&answer).into_iter().map(|receipt| (receipt.change, receipt.fate, receipt.reason)).collect();
    let expected = (1..=7).map(|n| match n {
        4 => (id(504), Fate::Parked, Some(Reason::Internal)),
        n => (id(500 + n), Fate::Applied, None),
    });
    assert_eq!(fates, expected.collect::<Vec<_>>());
    assert_eq!(store.begin(&commune()).unwrap().high_water(id(DEVICE), id(901)).unwrap(), 7);
    let parked = store.snapshot(&commune()).unwrap().parked().unwrap();
    assert_eq!(parked.iter().map(|parked| (parked.change, parked.n)).collect::<Vec<_>>(), [(id(504), 4)]);
}

/// An erased household loses its content everywhere, and neither a list nor a late change brings it back.
pub(crate) fn erasure_lasts(store: &mut dyn HubStore) {
    ward::set_up(store);
    let home = id(HOUSEHOLD);
    ward::apply(
        store,
        &[
            change(id(600), id(MEMBER), "note.add", home, r#"{"text":"gọi trước"}"#),
            change(id(601), Id::HUB, "household.erase", home, "{}"),
        ],
    );
    let fields = format!(r#"{{"head":"Trần Thị Mẫu","neighbourhood":"{}"}}"#, id(NEIGHBOURHOOD));
    let list = format!(r#"{{"batch":"b","fields":{fields},"key":"k"}}"#);
    let again = [
        change(id(602), Id::HUB, "household.import", home, &list),
        change(id(603), id(MEMBER), "note.add", home, r#"{"text":"gọi trước"}"#),
    ];
    let given = submit(store, &TestKeys, &commune(), &again, NOW).unwrap();
    let fates: Vec<_> = given.iter().map(|receipt| (&receipt.fate, receipt.reason.as_ref())).collect();
    assert_eq!(fates, [(&Fate::Superseded, Some(&Reason::Redacted)), (&Fate::Applied, Some(&Reason::Redacted))]);
    let rows = store.snapshot(&commune()).unwrap().feed(home, 0, i64::MAX, 100).unwrap();
    let live: Vec<&str> = rows.iter().filter(|row| row.body.is_some()).map(|row| row.key.kind.as_str()).collect();
    assert_eq!(live, ["assignment"]);
}
