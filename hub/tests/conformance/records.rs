//! Records, marks and links; the feed of a root; the digest.

use std::collections::BTreeSet;

use doorstep_core::{
    id::{Id, Seq},
    json::fields_to_canonical,
    record::{Key, Kind},
    rules::{
        links::Link,
        outcome::Write,
        working_set::{Reads, Slot},
    },
    sync::{
        digest::Digest,
        hub::store::{FeedRow, HubStore},
    },
};

use crate::{
    script::{RANK, commit, head, load, put},
    ward::{commune, id},
};

const NOTE: Kind = Kind::new("note");
const MEMBER: Kind = Kind::new("member");

pub(crate) fn bodies_and_marks_come_back(store: &mut dyn HubStore) {
    let body = r#"{"later":{"x":[1.50,123456789012345678901]},"text":"gọi trước"}"#;
    let reads = Reads::default().record(NOTE, id(20)).record(NOTE, id(21));
    commit(store, &reads, vec![put("note", 20, id(4), body, &["text", "later.x"])]);
    let set = load(store, &reads);
    let record = set.get(NOTE, id(20)).unwrap();
    assert_eq!((record.root, fields_to_canonical(&record.body).as_str()), (id(4), body));
    assert_eq!(set.slot(&Key::new(NOTE, id(21))), &Slot::Absent);
    let mark = set.mark(&record.key, "later.x").unwrap();
    assert_eq!((mark.seq, mark.rank, mark.member), (record.seq, RANK, id(2)));
    assert!(set.missing(reads.clone()).is_empty());
    // Written again by another field: the old marks stay.
    commit(store, &reads, vec![put("note", 20, id(4), "{}", &["text"])]);
    let again = load(store, &reads);
    assert!(again.mark(&record.key, "text").unwrap().seq > mark.seq);
    assert_eq!(again.mark(&record.key, "later.x"), Some(mark));
}

fn feed(store: &mut dyn HubStore, root: Id, after: Seq, to: Seq, limit: usize) -> Vec<FeedRow> {
    store.snapshot(&commune()).unwrap().feed(root, after, to, limit).unwrap()
}

fn ids(rows: &[FeedRow]) -> Vec<Id> {
    rows.iter().map(|row| row.key.id).collect()
}

pub(crate) fn feed_is_in_order_within_limits(store: &mut dyn HubStore) {
    let start = head(store).seq;
    commit(store, &Reads::default(), (20..25).map(|n| put("note", n, id(4), "{}", &[])).collect());
    commit(store, &Reads::default(), vec![put("note", 30, id(5), "{}", &[])]);
    let middle = head(store).seq;
    commit(store, &Reads::default(), vec![put("note", 21, id(4), r#"{"a":1}"#, &[])]);
    let end = head(store).seq;
    let all = feed(store, id(4), 0, end, 100);
    assert_eq!(ids(&all), [20, 22, 23, 24, 21].map(id), "what was written last comes last");
    assert!(all.windows(2).all(|pair| pair[0].seq < pair[1].seq) && all[0].seq > start);
    assert_eq!(all[4].body.as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(ids(&feed(store, id(4), 0, middle, 100)), [20, 22, 23, 24].map(id), "up to a position, included");
    assert_eq!(ids(&feed(store, id(4), all[1].seq, end, 2)), [23, 24].map(id), "after a position, excluded");
    assert_eq!(ids(&feed(store, id(5), 0, end, 100)), [30].map(id), "of one root");
}

pub(crate) fn tombstones_have_no_content_and_are_in_the_feed(store: &mut dyn HubStore) {
    let reads = Reads::default().record(MEMBER, id(20)).link_to(Link::members_of(id(1)));
    let body = format!(r#"{{"squad":"{}"}}"#, id(1));
    commit(store, &reads, vec![put("member", 20, id(4), &body, &["squad"])]);
    commit(store, &reads, vec![Write::Delete { key: Key::new(MEMBER, id(20)) }]);
    let end = head(store).seq;
    let rows = feed(store, id(4), 0, end, 10);
    assert_eq!(rows.iter().map(|row| (row.key.id, row.body.clone())).collect::<Vec<_>>(), [(id(20), None)]);
    let set = load(store, &reads);
    assert_eq!(set.slot(&Key::new(MEMBER, id(20))), &Slot::Tombstone { root: id(4), seq: rows[0].seq });
    assert_eq!(set.mark(&Key::new(MEMBER, id(20)), "squad"), None);
    assert_eq!(set.linked_keys(&Link::members_of(id(1))).count(), 0);
    let of_root = load(store, &Reads::default().link_to(Link::of_root(id(4))));
    assert_eq!(of_root.linked_keys(&Link::of_root(id(4))).count(), 0);
}

pub(crate) fn links_follow_bodies(store: &mut dyn HubStore) {
    let (first, second) = (Link::members_of(id(1)), Link::members_of(id(9)));
    let of_root = Link::of_root(id(4));
    let links = Reads::default().link_to(first.clone()).link_to(second.clone()).link_to(of_root.clone());
    let reads = links.clone().record(MEMBER, id(20));
    let body = |squad: u64| format!(r#"{{"squad":"{}"}}"#, id(squad));
    commit(store, &reads, vec![put("member", 20, id(4), &body(1), &[]), put("member", 21, id(4), &body(1), &[])]);
    let found = |store: &mut dyn HubStore, link: &Link| {
        load(store, &links).linked_keys(link).map(|key| key.id).collect::<Vec<_>>()
    };
    assert_eq!(found(store, &first), [20, 21].map(id));
    commit(store, &reads, vec![put("member", 20, id(4), &body(9), &[])]);
    assert_eq!(found(store, &first), [21].map(id));
    assert_eq!(found(store, &second), [20].map(id));
    assert_eq!(found(store, &of_root), [20, 21].map(id));
}

pub(crate) fn digest_covers_live_records_of_the_roots(store: &mut dyn HubStore) {
    let reads = Reads::default().record(NOTE, id(21));
    commit(store, &reads, (20..23).map(|n| put("note", n, id(4), "{}", &[])).collect());
    commit(store, &reads, vec![put("note", 30, id(5), "{}", &[]), put("note", 31, id(6), "{}", &[])]);
    commit(store, &reads, vec![Write::Delete { key: Key::new(NOTE, id(21)) }, put("note", 20, id(4), "{}", &[])]);
    let end = head(store).seq;
    let roots = BTreeSet::from([id(4), id(5), id(8)]);
    let mut expected = Digest::default();
    for root in &roots {
        for row in feed(store, *root, 0, end, 100).iter().filter(|row| row.body.is_some()) {
            expected.add(&row.key, row.seq);
        }
    }
    assert_eq!(store.snapshot(&commune()).unwrap().digest(&roots).unwrap(), expected);
    assert_ne!(expected, Digest::default());
}

/// Asks for a link alone.
trait LinkTo {
    fn link_to(self, link: Link) -> Reads;
}

impl LinkTo for Reads {
    fn link_to(mut self, link: Link) -> Reads {
        self.links.insert(link);
        self
    }
}
