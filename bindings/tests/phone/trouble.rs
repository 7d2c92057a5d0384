//! Forms that a kill interrupts, a lost key, a hub that moved, signing out.

use std::sync::atomic::Ordering;

use doorstep_bindings::{DoorstepError, drafts::DraftField, recovery};
use doorstep_core::model::visit::VisitOutcome;

use crate::{
    device::{Device, open_without_key},
    ward::{NOW, Ward},
};

fn field(name: &str, value: &str) -> DraftField {
    DraftField { name: name.into(), value: value.into() }
}

#[test]
fn what_was_typed_survives_a_kill_but_for_a_secret() {
    let ward = Ward::start();
    let mut device = Device::of(&ward, ward.lan);
    let home = ward.id_of("Lê Văn Bình");
    let fields = vec![field("text", "gọi trước khi đến"), field("other", "căn cước 012345678901")];
    assert_eq!(device.app.drafts().keep("note".into(), Some(home), fields).unwrap(), ["other"]);
    device.kill_and_start();
    let kept = device.app.drafts().kept("note".into()).unwrap().unwrap();
    assert_eq!(kept.fields, [field("text", "gọi trước khi đến")]);
    device.app.drafts().discard("note".into()).unwrap();
    assert_eq!(device.app.drafts().kept("note".into()).unwrap(), None);
}

#[test]
fn a_draft_leaves_with_its_household() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    let home = ward.id_of("Lê Văn Bình");
    device.app.drafts().keep("note".into(), Some(home), vec![field("text", "chó dữ")]).unwrap();
    ward.give("Lê Văn Bình", ward.minh);
    device.sync().unwrap();
    assert_eq!(device.app.drafts().kept("note".into()).unwrap(), None);
}

#[test]
fn work_survives_the_loss_of_the_key() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    let path = device.path();
    device.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::Done);
    device.app.sync().settle();
    device.app.pause();
    let code = match open_without_key(path.clone()) {
        Some(DoorstepError::Storage { code }) => code,
        other => panic!("{other:?}"),
    };
    assert_eq!(code, "wrong_key");
    let sealed = recovery::sealed_file_beside(path.clone()).expect("the sealed file needs no key");
    let bytes = std::fs::read(sealed).unwrap();
    assert_eq!(ward.visits(), 0);
    let office = ward.office();
    let handed_in = doorstep_hub::handed_in::receive(office.hub, &office.commune, &bytes, NOW).unwrap();
    assert_eq!((handed_in.receipts.len(), ward.visits()), (1, 1));
    let aside = recovery::set_aside(path.clone()).unwrap();
    assert!(std::path::Path::new(&aside).exists() && !std::path::Path::new(&path).exists());
    assert!(recovery::sealed_file_beside(aside).is_some(), "the sealed file goes with its database");
    assert_eq!(recovery::sealed_file_beside(path), None);
}

#[test]
fn a_phone_follows_its_hub_and_no_other() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    let view = device.app.enrolment().follow_hub(ward.invite(ward.lan)).unwrap();
    assert!(!view.addresses.is_empty());
    device.sync().unwrap();
    let other = Ward::of_secret(8);
    let refused = device.app.enrolment().follow_hub(other.invite(other.lan));
    assert_eq!(refused, Err(DoorstepError::Enrolment { code: "other_hub".into() }));
    device.sync().unwrap();
}

#[test]
fn nobody_signs_out_over_unsent_work() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    device.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::Done);
    assert_eq!(device.app.settings().sign_out(), Err(DoorstepError::State { code: "unsent".into() }));
    assert!(!device.hardware.destroyed.load(Ordering::SeqCst));
    device.sync().unwrap();
    device.app.settings().sign_out().unwrap();
    assert!(device.hardware.destroyed.load(Ordering::SeqCst));
}
