//! Commits by hand, beside the rules: what a store must keep whoever decides.

use doorstep_core::{
    change::Rank,
    id::{Id, Seq},
    json::parse_canonical,
    receipt::{Fate, Receipt},
    record::{Key, Kind},
    rules::{
        outcome::Write,
        working_set::{Reads, WorkingSet},
    },
    sync::{
        cursor::Cursor,
        hub::store::{Commit, HubStore, StoreResult},
    },
};

use crate::ward::{NOW, commune, id};

pub(crate) const RANK: Rank = Rank { sure: true, at: NOW, id: Id::HUB };

/// Loads, writes and commits; `more` adds what is not in the working set.
pub(crate) fn try_commit(
    store: &mut dyn HubStore,
    reads: &Reads,
    writes: Vec<Write>,
    more: impl FnOnce(&mut Commit),
) -> StoreResult<Cursor> {
    let mut tx = store.begin(&commune())?;
    let mut seq = tx.condition()?.head.seq;
    let mut set = WorkingSet::default();
    tx.load(reads, &mut set)?;
    let mut next = || {
        seq += 1;
        seq
    };
    set.write(writes, RANK, id(2), &mut next);
    let mut commit = Commit { set, seq: next(), ..Commit::default() };
    more(&mut commit);
    tx.commit(commit)
}

/// [`try_commit`], which must succeed.
pub(crate) fn commit(store: &mut dyn HubStore, reads: &Reads, writes: Vec<Write>) -> Cursor {
    try_commit(store, reads, writes, |_| ()).unwrap()
}

/// Commits nothing but what `more` adds.
pub(crate) fn add(store: &mut dyn HubStore, more: impl FnOnce(&mut Commit)) -> Cursor {
    try_commit(store, &Reads::default(), Vec::new(), more).unwrap()
}

pub(crate) fn put(kind: &'static str, n: u64, root: Id, body: &str, fields: &[&str]) -> Write {
    Write::Put {
        key: Key::new(Kind::new(kind), id(n)),
        root,
        body: parse_canonical(body).unwrap(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
    }
}

/// What a transaction loads now.
pub(crate) fn load(store: &mut dyn HubStore, reads: &Reads) -> WorkingSet {
    let mut set = WorkingSet::default();
    store.snapshot(&commune()).unwrap().load(reads, &mut set).unwrap();
    set
}

pub(crate) fn head(store: &mut dyn HubStore) -> Cursor {
    store.snapshot(&commune()).unwrap().condition().unwrap().head
}

pub(crate) fn receipt(change: Id, hash: u8, member: Id, seq: Seq, fate: Fate, received: i64) -> Receipt {
    let mut receipt = Receipt {
        change,
        hash: [hash; 32],
        kind: "note.add".into(),
        member,
        root: id(4),
        fate,
        reason: None,
        args: Default::default(),
        seq,
        at: received,
        received,
        counters: Vec::new(),
        mac: [0; 16],
    };
    receipt.seal(&[7; 32]);
    receipt
}
