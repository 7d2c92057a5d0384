//! The engine over the store, from setting a commune up to the receipt of a visit.

use doorstep_core::{
    id::Id,
    receipt::{Fate, Receipt},
    sync::{
        cursor::Cursor,
        hub::{exchange, store::HubStore},
        wire::{Answer, Checkpoint, Line, PushLine, Request, RequestHead, SpoolPlace, Standing, VERSION},
    },
};
use serde_json::value::RawValue;

use crate::ward::{self, DEVICE, HOUSEHOLD, MEMBER, NOW, TestKeys, change, commune, id};

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
    assert!(second.lines.iter().any(|line| matches!(line, Line::Pushed(_))));
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
}
