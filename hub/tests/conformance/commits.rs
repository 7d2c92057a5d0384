//! Transactions: the head, marks, rollback, batches that can never be committed.

use doorstep_core::{
    id::CommuneCode,
    receipt::Fate,
    rules::{outcome::Write, working_set::Reads},
    sync::{
        cursor::Cursor,
        hub::store::{HubStore, Parked, StoreError},
    },
};

use crate::{
    script::{add, commit, head, load, put, receipt, try_commit},
    ward::{NOW, commune, id},
};

const DAY: i64 = 24 * 60 * 60 * 1000;

pub(crate) fn unknown_commune_is_refused(store: &mut dyn HubStore) {
    let other: CommuneCode = "99999".parse().unwrap();
    assert!(matches!(store.begin(&other).err(), Some(StoreError::Deterministic(_))));
    assert!(matches!(store.snapshot(&other).err(), Some(StoreError::Deterministic(_))));
    // Nothing stays open after it.
    commit(store, &Reads::default(), Vec::new());
}

pub(crate) fn head_rises_and_marks_are_known(store: &mut dyn HubStore) {
    let first = head(store);
    let second = commit(store, &Reads::default(), Vec::new());
    let third = add(store, |commit| commit.seq += 10);
    assert!(first.seq < second.seq && second.seq + 10 < third.seq);
    assert_ne!(second.mark, third.mark);
    assert_eq!(head(store), third);
    let mut snapshot = store.snapshot(&commune()).unwrap();
    for known in [first, second, third] {
        assert!(snapshot.knows(&known).unwrap());
    }
    assert!(!snapshot.knows(&Cursor { mark: third.mark, ..second }).unwrap(), "a mark of another commit");
    assert!(!snapshot.knows(&Cursor { seq: third.seq - 1, ..third }).unwrap(), "a position without a commit");
    assert!(!snapshot.knows(&Cursor { seq: third.seq + 1, mark: [9; 8] }).unwrap(), "a position to come");
}

pub(crate) fn cursors_older_than_tombstones_are_not_known(store: &mut dyn HubStore) {
    let at = |store: &mut dyn HubStore, n: u64, received: i64| {
        add(store, |commit| {
            commit.seq += 1;
            commit.receipts.push(receipt(id(n), 1, id(2), commit.seq, Fate::Applied, received));
        })
    };
    let old = at(store, 10, NOW);
    let kept = at(store, 11, NOW + DAY);
    let young = at(store, 12, NOW + 181 * DAY);
    let mut snapshot = store.snapshot(&commune()).unwrap();
    assert_eq!([old, kept, young].map(|cursor| snapshot.knows(&cursor).unwrap()), [false, true, true]);
}

pub(crate) fn dropped_transactions_leave_no_trace(store: &mut dyn HubStore) {
    let before = head(store);
    {
        let mut tx = store.begin(&commune()).unwrap();
        assert_eq!(tx.condition().unwrap().head, before);
    }
    // A batch that fails half-way: the record before the broken place is gone too.
    let failed = try_commit(store, &Reads::default(), vec![put("note", 20, id(4), "{}", &[])], |commit| {
        commit.places = vec![(id(5), id(6), 1, id(7)), (id(5), id(6), 1, id(8))];
    });
    assert!(matches!(failed, Err(StoreError::Deterministic(_))), "{failed:?}");
    assert_eq!(head(store), before);
    assert!(
        load(store, &Reads::default().record("note".to_owned().into(), id(20)))
            .get("note".to_owned().into(), id(20))
            .is_none()
    );
    assert_eq!(store.begin(&commune()).unwrap().high_water(id(5), id(6)).unwrap(), 0);
}

pub(crate) fn broken_batches_are_deterministic(store: &mut dyn HubStore) {
    let low = try_commit(store, &Reads::default(), Vec::new(), |commit| commit.seq = 0);
    assert!(matches!(low, Err(StoreError::Deterministic(_))), "a head that does not rise: {low:?}");
    let above = try_commit(store, &Reads::default(), Vec::new(), |commit| {
        commit.receipts.push(receipt(id(10), 1, id(2), commit.seq + 1, Fate::Applied, NOW));
    });
    assert!(matches!(above, Err(StoreError::Deterministic(_))), "a receipt above the head: {above:?}");
    commit(store, &Reads::default(), vec![put("note", 20, id(4), "{}", &[])]);
    let moved = try_commit(store, &Reads::default(), vec![put("note", 20, id(5), "{}", &[])], |_| ());
    assert!(matches!(moved, Err(StoreError::Deterministic(_))), "a record that changes its root: {moved:?}");
}

pub(crate) fn places_and_high_water(store: &mut dyn HubStore) {
    let (device, first, second) = (id(30), id(31), id(32));
    add(store, |commit| {
        commit.places = (1..=3).map(|n| (device, first, n, id(40 + n as u64))).collect();
        commit.places.push((device, second, 1, id(50)));
    });
    let mut tx = store.begin(&commune()).unwrap();
    assert_eq!(tx.high_water(device, first).unwrap(), 3);
    assert_eq!(tx.high_water(device, second).unwrap(), 1);
    assert_eq!(tx.high_water(id(33), first).unwrap(), 0);
    assert_eq!(tx.at_place(device, first, 2).unwrap(), Some(id(42)));
    assert_eq!(tx.at_place(device, first, 4).unwrap(), None);
}

pub(crate) fn parked_changes_come_oldest_first_and_go(store: &mut dyn HubStore) {
    let parked = |n: u64, device: Option<u64>, place: i64, received: i64| Parked {
        change: id(n),
        device: device.map(id),
        n: place,
        received,
        text: format!(r#"{{"n":{n}}}"#),
    };
    let late = parked(60, Some(9), 1, NOW + 1);
    let (second, first) = (parked(61, Some(9), 3, NOW), parked(62, Some(9), 2, NOW));
    let of_hub = parked(63, None, 0, NOW);
    add(store, |commit| commit.park = vec![late.clone(), second.clone(), first.clone(), of_hub.clone()]);
    let found = |store: &mut dyn HubStore| store.snapshot(&commune()).unwrap().parked().unwrap();
    assert_eq!(found(store), [of_hub, first.clone(), second.clone(), late.clone()]);
    let stripped = Parked { text: "{}".into(), ..late };
    add(store, |commit| {
        commit.unpark = vec![id(63), first.change, id(999)];
        commit.park = vec![stripped.clone()];
    });
    assert_eq!(found(store), [second, stripped]);
}

pub(crate) fn erasure_list_is_kept(store: &mut dyn HubStore) {
    let erase = || vec![Write::Erase { id: id(70) }];
    commit(store, &Reads::default(), erase());
    commit(store, &Reads::default(), erase());
    let asked = Reads { erased: [id(70), id(71)].into(), ..Reads::default() };
    let set = load(store, &asked);
    assert!(set.is_erased(id(70)) && !set.is_erased(id(71)));
    assert!(set.missing(asked).is_empty());
}
