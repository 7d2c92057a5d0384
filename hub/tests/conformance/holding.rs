//! Grants, memberships and receipts.

use doorstep_core::{
    id::Id,
    receipt::{Fate, Receipt},
    record::{Grant, Scope},
    rules::{outcome::Write, working_set::Reads},
    sync::hub::store::HubStore,
};

use crate::{
    script::{add, commit, head, load, receipt},
    ward::{NOW, commune, id},
};

fn grants(store: &mut dyn HubStore, root: Id) -> Vec<Grant> {
    load(store, &Reads::default().grants(root)).grants(root).to_vec()
}

fn spans(store: &mut dyn HubStore, root: Id, scope: Scope) -> Vec<bool> {
    grants(store, root).iter().filter(|grant| grant.scope == scope).map(|grant| grant.span.is_open()).collect()
}

pub(crate) fn grants_keep_their_spans(store: &mut dyn HubStore) {
    let (root, scope, leaders) = (id(4), Scope::Member(id(2)), Scope::Squad(id(1)));
    let reads = Reads::default().grants(root);
    let grant = || Write::Grant { scope, root };
    let end = || Write::End { scope, root };
    let before = head(store).seq;
    commit(
        store,
        &reads,
        vec![grant(), Write::Grant { scope: leaders, root }, Write::Grant { scope: Scope::Commune, root }],
    );
    let since = grants(store, root)[0].span.since;
    assert!(since > before);
    commit(store, &reads, vec![end()]);
    let ended = grants(store, root)[0];
    assert_eq!((ended.scope, ended.span.since), (scope, since));
    assert!(ended.span.until.unwrap() > since);
    // Granted and ended within one commit: history has it, closed.
    commit(store, &reads, vec![grant(), end()]);
    assert_eq!(spans(store, root, scope), [false, false]);
    // Ended and granted again within one commit: one is open.
    commit(store, &reads, vec![grant()]);
    commit(store, &reads, vec![end(), grant()]);
    assert_eq!(spans(store, root, scope), [false, false, false, true]);
    assert_eq!(spans(store, root, leaders), [true]);
    let mut snapshot = store.snapshot(&commune()).unwrap();
    let to = snapshot.grants_to(&[scope, Scope::Member(id(3))].into()).unwrap();
    assert_eq!(to.len(), 4, "ended ones included, other scopes not");
    assert!(to.iter().all(|grant| grant.scope == scope && grant.root == root));
    assert_eq!(snapshot.grants_to(&[Scope::Commune].into()).unwrap().len(), 1);
}

pub(crate) fn memberships_keep_their_spans(store: &mut dyn HubStore) {
    let (member, scope) = (id(2), Scope::Squad(id(1)));
    let reads = Reads::default().memberships(member);
    let join = || Write::Join { member, scope };
    let leave = || Write::Leave { member, scope };
    commit(store, &reads, vec![join(), Write::Join { member, scope: Scope::Commune }]);
    commit(store, &reads, vec![leave(), join(), leave()]);
    commit(store, &reads, vec![join()]);
    let found = store.snapshot(&commune()).unwrap().memberships(member).unwrap();
    let of_squad: Vec<bool> = found.iter().filter(|m| m.scope == scope).map(|m| m.span.is_open()).collect();
    assert_eq!(of_squad, [false, false, true]);
    assert_eq!(load(store, &reads).memberships(member), found);
    assert!(store.snapshot(&commune()).unwrap().memberships(id(3)).unwrap().is_empty());
}

fn receipts(store: &mut dyn HubStore, change: Id) -> Vec<Receipt> {
    store.snapshot(&commune()).unwrap().receipts_of(change).unwrap()
}

pub(crate) fn newer_receipts_replace_older_ones_of_the_same_hash(store: &mut dyn HubStore) {
    let give = |store: &mut dyn HubStore, hash: u8, fate: Fate| {
        let mut given = None;
        add(store, |commit| {
            commit.seq += 1;
            given = Some(receipt(id(80), hash, id(2), commit.seq, fate, NOW));
            commit.receipts.extend(given.clone());
        });
        given.unwrap()
    };
    let parked = give(store, 1, Fate::Parked);
    let altered = give(store, 2, Fate::Parked);
    assert_eq!(receipts(store, id(80)), [parked, altered.clone()]);
    let decided = give(store, 1, Fate::Applied);
    assert_eq!(receipts(store, id(80)), [altered, decided]);
    assert!(receipts(store, id(81)).is_empty());
}

pub(crate) fn receipts_of_a_member_come_in_order(store: &mut dyn HubStore) {
    add(store, |commit| {
        let start = commit.seq;
        commit.seq += 6;
        commit.receipts =
            (1..=6).map(|n| receipt(id(90 + n), 1, id(2 + n % 2), start + n as i64, Fate::Applied, NOW)).collect();
    });
    let end = head(store).seq;
    let mut snapshot = store.snapshot(&commune()).unwrap();
    let mut of = |member: u64, after, to, limit| {
        let found = snapshot.receipts(id(member), after, to, limit).unwrap();
        found.into_iter().map(|receipt| receipt.change).collect::<Vec<_>>()
    };
    assert_eq!(of(2, 0, end, 10), [92, 94, 96].map(id));
    assert_eq!(of(3, 0, end, 2), [91, 93].map(id));
    assert_eq!(of(2, end - 4, end - 1, 10), [94].map(id), "after excluded, to included: 92 lies at its edge");
}

pub(crate) fn recovery_ends_by_a_commit(store: &mut dyn HubStore) {
    commit(store, &Reads::default(), vec![Write::EndRecovery]);
    assert!(!store.snapshot(&commune()).unwrap().condition().unwrap().recovering);
}
