//! Files and captures of every release since the first: each must open, deliver what was unsent, pull, and agree.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stand outside test functions")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use doorstep_core::{
    id::Id,
    model,
    receipt::Fate,
    store::{PhoneStore, checkpoint, outbox, receipts},
    sync::{
        hub::store::HubStore,
        phone::Progress,
        wire::{Answer, Request},
    },
};
use doorstep_history::scene::{self, ANSWER, HUB, PHONE, REQUEST};
use doorstep_hub::store::sqlite::SqliteHub;

fn releases() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = fs::read_dir(here).unwrap().map(|entry| entry.unwrap().path());
    let mut releases: Vec<PathBuf> = folders.filter(|path| path.join(PHONE).exists()).collect();
    releases.sort();
    assert!(!releases.is_empty(), "no frozen release");
    releases
}

#[test]
fn every_release_opens_delivers_and_pulls() {
    for release in releases() {
        let copy = tempfile::tempdir().unwrap();
        for file in [PHONE, HUB] {
            fs::copy(release.join(file), copy.path().join(file)).unwrap();
        }
        let mut hub = SqliteHub::open(&copy.path().join(HUB), None, scene::marks()).unwrap();
        let mut phone = PhoneStore::open(&copy.path().join(PHONE), &scene::phone_key()).unwrap();
        let device = phone.enrolment().unwrap().device;
        let unsent: Vec<Id> = outbox::pending(phone.connection()).unwrap().iter().map(|queued| queued.id).collect();
        assert_eq!(unsent.len(), 5, "{}", release.display());
        let mut draw = scene::drawn();
        for minute in 10..20 {
            let (_, _, progress) = scene::exchange(&mut phone, &mut hub, device, minute, &mut draw).unwrap();
            if progress == Progress::Done {
                break;
            }
        }
        for change in unsent {
            let receipt = receipts::get(phone.connection(), change).unwrap().unwrap();
            assert_eq!(receipt.fate, Fate::Applied, "{}: {} {:?}", release.display(), receipt.kind, receipt.reason);
        }
        // Row for row, byte for byte, members of a newer release included.
        let mut snapshot = hub.snapshot(&scene::commune().unwrap()).unwrap();
        let rows = checkpoint::revisions(phone.connection()).unwrap();
        assert!(rows.iter().any(|(_, _, _, body)| body.contains("from_a_newer_release")));
        for (key, root, seq, body) in rows {
            let feed = snapshot.feed(root, 0, i64::MAX, 1_000).unwrap();
            let row = feed.into_iter().find(|row| row.key == key).unwrap();
            assert_eq!((row.seq, row.body.as_deref()), (seq, Some(body.as_str())), "{key:?}");
        }
        let homes = doorstep_core::store::records::of_kind(phone.connection(), &model::HOUSEHOLD).unwrap();
        assert_eq!(homes.len(), 4);
    }
}

#[test]
fn every_capture_still_reads() {
    for release in releases() {
        let request = Request::decode(&fs::read(release.join(REQUEST)).unwrap()).unwrap();
        assert!(request.changes.is_empty() && request.head.cursor.is_none());
        let answer = Answer::decode(&fs::read(release.join(ANSWER)).unwrap()).unwrap();
        assert!(answer.lines.len() > 10, "{}", answer.lines.len());
    }
}
