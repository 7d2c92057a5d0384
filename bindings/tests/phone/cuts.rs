//! Kills, cut wires, strangers, closed files.

use std::sync::Arc;

use doorstep_bindings::{DoorstepError, transport::cancel::CancelToken};
use doorstep_core::{enrolment::Invitation, model::visit::VisitOutcome, sealed::outbox_file};

use doorstep_hub::handed_in;

use crate::{
    device::Device,
    ward::{NOW, Ward},
};

fn sync_code(error: DoorstepError) -> String {
    match error {
        DoorstepError::Sync { code, .. } => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn whoever_has_another_key_is_not_the_hub_and_learns_nothing() {
    let ward = Ward::start();
    let mut invitation = Invitation::from_text(&ward.invite(ward.lan)).unwrap();
    invitation.pin = [1; 32];
    let device = Device::new();
    let refused = device.enrol(&invitation.to_text().unwrap()).unwrap_err();
    assert_eq!(sync_code(refused), "wrong_key");
    assert!(!device.app.enrolment().is_enrolled().unwrap());
    assert!(
        matches!(device.enrol("https://example.org"), Err(DoorstepError::Enrolment { code }) if code == "other_app")
    );
}

#[test]
fn a_code_lets_one_phone_in_and_the_same_phone_may_ask_again() {
    let ward = Ward::start();
    let whole = ward.wire.measure(|| drop(Device::new().enrol(&ward.invite(ward.lan)).unwrap()));
    let invitation = ward.invite(ward.lan);
    let device = Device::new();
    // The end of the answer is lost: the hub has spent the code, the phone does not know it.
    ward.wire.cut_after(whole - 60);
    assert_eq!(sync_code(device.enrol(&invitation).unwrap_err()), "offline");
    ward.wire.mend();
    assert_eq!(device.enrol(&invitation).unwrap(), "Trịnh Thị Lan");
    let again = Device::new().enrol(&invitation).unwrap_err();
    assert!(matches!(again, DoorstepError::Enrolment { code } if code == "bad_code"));
    let enrolled = device.enrol(&invitation).unwrap_err();
    assert!(matches!(enrolled, DoorstepError::State { code } if code == "already_enrolled"));
}

/// Cut at any byte of the answer: what was saved stays, the next sync goes on, and each visit acts once.
#[test]
fn a_sync_cut_anywhere_goes_on_and_acts_once() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    let home = ward.id_of("Lê Văn Bình");
    device.visit(home, VisitOutcome::NotHome);
    let whole = ward.wire.measure(|| {
        device.sync().unwrap();
    });
    for tenths in [0, 2, 5, 7, 8, 9] {
        let before = ward.visits();
        device.visit(home, VisitOutcome::NotHome);
        ward.wire.cut_after(whole * tenths / 10);
        assert_eq!(sync_code(device.sync().unwrap_err()), "offline", "cut after {tenths} tenths");
        ward.wire.mend();
        device.sync().unwrap();
        assert_eq!((ward.visits(), device.unsent()), (before + 1, 0), "cut after {tenths} tenths");
    }
}

#[test]
fn a_saved_tap_survives_a_kill() {
    let ward = Ward::start();
    let mut device = Device::of(&ward, ward.lan);
    let visit = device.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::Done);
    device.kill_and_start();
    assert_eq!(device.fates()[0].fate.change, visit);
    assert_eq!(device.app.today().screen(None).unwrap().done, 1);
    // Killed after the hub took it, before the phone knew.
    let whole = ward.wire.measure(|| {
        device.sync().unwrap();
    });
    device.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::Done);
    ward.wire.cut_after(whole - 60);
    assert!(device.sync().is_err());
    assert_eq!((ward.visits(), device.unsent()), (2, 1));
    device.kill_and_start();
    ward.wire.mend();
    device.sync().unwrap();
    assert_eq!((ward.visits(), device.unsent()), (2, 0));
}

#[test]
fn a_sync_is_called_off() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    let token = Arc::new(CancelToken::new());
    token.cancel();
    assert_eq!(sync_code(device.app.sync().run(true, token).unwrap_err()), "cancelled");
    device.sync().unwrap();
}

#[test]
fn a_paused_phone_holds_no_file_and_goes_on() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    device.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::Done);
    device.app.pause();
    assert!(matches!(device.app.today().screen(None), Err(DoorstepError::State { code }) if code == "paused"));
    device.app.resume().unwrap();
    device.app.resume().unwrap();
    assert_eq!(device.unsent(), 1);
}

#[test]
fn the_sealed_file_holds_what_is_unsent_and_only_the_hub_reads_it() {
    let ward = Ward::start();
    let mut device = Device::of(&ward, ward.lan);
    let home = ward.id_of("Lê Văn Bình");
    let first = device.visit(home, VisitOutcome::NotHome);
    device.app.sync().settle();
    let path = device.app.sync().hand_over().unwrap();
    let read = || outbox_file::decode(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(read().frames.len(), 1);
    let opened = ward.app.hub.keys().open_frame(&read().frames[0]).unwrap();
    let opened = String::from_utf8(opened).unwrap();
    assert!(opened.contains(&first.to_string()) && opened.contains(r#""token":""#));
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(8).any(|window| window == b"not_home"));

    // What a kill kept from the file is there after the next start; a torn tail is mended.
    device.visit(home, VisitOutcome::Done);
    device.app.sync().settle();
    std::fs::write(&path, &bytes[..bytes.len() - 3]).unwrap();
    device.kill_and_start();
    device.app.sync().settle();
    assert_eq!((read().frames.len(), read().damage.len()), (2, 0));

    // Handed over where no network reaches the hub, then synced all the same: each visit acts once.
    let file = std::fs::read(&path).unwrap();
    let handed_in = handed_in::receive(&ward.app.hub, &ward.commune, &file, NOW).unwrap();
    assert_eq!((handed_in.receipts.len(), handed_in.refused, ward.visits()), (2, 0, 2));
    device.sync().unwrap();
    device.app.sync().settle();
    assert_eq!((read().frames.len(), ward.visits(), device.unsent()), (0, 2, 0));
}
