//! Handovers, revocation, and too long without a sync.

use std::sync::atomic::Ordering;

use doorstep_bindings::{DoorstepError, sync::SyncEnd};
use doorstep_core::{
    clock::EnrolmentState,
    model::visit::VisitOutcome,
    store::query::{Page, fates::FateStep},
};

use crate::{device::Device, ward::Ward};

fn state<T: std::fmt::Debug>(result: Result<T, DoorstepError>) -> String {
    match result {
        Err(DoorstepError::State { code }) => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_home_given_to_another_leaves_and_its_visit_counts() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    let home = ward.id_of("Lê Văn Bình");
    device.visit(home, VisitOutcome::Done);
    ward.give("Lê Văn Bình", ward.minh);
    device.sync().unwrap();
    assert_eq!(ward.visits(), 1);
    assert!(matches!(device.app.households().screen(home), Err(DoorstepError::NotHere)));
    assert_eq!(device.app.search().run("Bình".into(), Page::first(5)).unwrap().total, 0);
    let line = &device.fates()[0];
    assert_eq!((line.fate.step.clone(), line.who.as_ref()), (FateStep::Applied, None));
}

#[test]
fn a_revoked_phone_delivers_then_destroys_its_key() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    let visit = device.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::Done);
    let id = device.app.settings().status().unwrap().device;
    ward.office().revoke(id).unwrap();
    assert!(!device.hardware.destroyed.load(Ordering::SeqCst));
    assert_eq!(device.sync().unwrap().end, SyncEnd::KeyDestroyed);
    assert!(device.hardware.destroyed.load(Ordering::SeqCst));
    let parked = ward.office().parked().unwrap();
    assert!(parked.iter().any(|waiting| waiting.receipt.change == visit), "its work waits for a person");
    assert_eq!(state(device.app.today().screen(None)), "revoked");
    assert_eq!(state(device.app.resume().and_then(|()| device.app.settings().status())), "revoked");
}

#[test]
fn a_phone_that_did_not_sync_for_long_is_locked_and_keeps_its_work() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    device.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::Done);
    device.hardware.uptime_ms.store(15 * 86_400_000, Ordering::SeqCst);
    assert_eq!(state(device.app.today().screen(None)), "locked");
    assert_eq!(state(device.app.notes().add(ward.id_of("Lê Văn Bình"), "gọi trước".into())), "locked");
    let status = device.app.settings().status().unwrap();
    assert_eq!((status.enrolment, status.unsent), (EnrolmentState::Locked, 1));
    assert!(device.fates().iter().all(|line| line.who.is_none()), "no name while locked");
    device.sync().unwrap();
    assert_eq!((ward.visits(), device.app.today().screen(None).unwrap().done), (1, 1));
}
