//! What every store of the hub must do: run here over SQLite in memory and in an encrypted file.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "tests")]

mod commits;
mod exchange;
mod holding;
mod records;
mod script;
mod sqlite;
mod ward;

use doorstep_core::sync::hub::store::HubStore;
use doorstep_hub::store::sqlite::{Marks, SqliteHub};

/// What a store must do, by name.
type Case = (&'static str, fn(&mut dyn HubStore));

/// Everything that a store is asked, each of a new store that holds the empty commune [`ward::commune`].
const ALL: &[Case] = &[
    ("unknown commune is refused", commits::unknown_commune_is_refused),
    ("head rises and marks are known", commits::head_rises_and_marks_are_known),
    ("cursors older than tombstones are not known", commits::cursors_older_than_tombstones_are_not_known),
    ("dropped transactions leave no trace", commits::dropped_transactions_leave_no_trace),
    ("broken batches are deterministic", commits::broken_batches_are_deterministic),
    ("places and high water", commits::places_and_high_water),
    ("parked changes come oldest first and go", commits::parked_changes_come_oldest_first_and_go),
    ("erasure list is kept", commits::erasure_list_is_kept),
    ("bodies and marks come back", records::bodies_and_marks_come_back),
    ("feed is in order within limits", records::feed_is_in_order_within_limits),
    ("tombstones have no content and are in the feed", records::tombstones_have_no_content_and_are_in_the_feed),
    ("links follow bodies", records::links_follow_bodies),
    ("digest covers live records of the roots", records::digest_covers_live_records_of_the_roots),
    ("grants keep their spans", holding::grants_keep_their_spans),
    ("memberships keep their spans", holding::memberships_keep_their_spans),
    ("newer receipts replace older ones", holding::newer_receipts_replace_older_ones_of_the_same_hash),
    ("receipts of a member come in order", holding::receipts_of_a_member_come_in_order),
    ("recovery ends by a commit", holding::recovery_ends_by_a_commit),
    ("the culprit is parked alone", exchange::culprit_is_parked_alone),
    ("erasure lasts", exchange::erasure_lasts),
    ("a visit gets its receipt", exchange::visit_gets_its_receipt),
];

/// Marks that repeat from run to run.
fn marks() -> Marks {
    let mut n = 0u64;
    Box::new(move || {
        n += 1;
        n.to_be_bytes()
    })
}

/// Runs everything, each over a new store.
fn conform(mut make: impl FnMut() -> SqliteHub) {
    for (name, ask) in ALL {
        println!("{name}");
        let mut hub = make();
        hub.create_commune(&ward::commune()).unwrap();
        ask(&mut hub);
    }
}

#[test]
fn sqlite_in_memory() {
    conform(|| SqliteHub::in_memory(marks()).unwrap());
}

#[test]
fn sqlite_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut n = 0;
    conform(|| {
        n += 1;
        let key = doorstep_sqlcipher::Key::new([3; 32]);
        SqliteHub::open(&folder.path().join(format!("{n}.db")), Some(&key), marks()).unwrap()
    });
}
