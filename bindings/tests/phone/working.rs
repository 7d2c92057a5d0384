//! A day's work.

use std::sync::{Arc, atomic::Ordering};

use doorstep_bindings::{
    DoorstepError,
    drafts::DraftField,
    input::{AddressInput, ConsentInput, HouseholdInput, PhoneInput, RideInput, VisitInput},
    observe::Area,
    sync::SyncEnd,
};
use doorstep_core::{
    model::{
        consent::{ConsentState, Method, Purpose},
        visit::VisitOutcome,
    },
    store::query::{Page, fates::FateStep, squad::SquadFilter, today::VisitReason},
};

use crate::{
    device::{Device, Heard},
    ward::Ward,
};

#[test]
fn enrol_today_visit_sync_receipt() {
    let ward = Ward::start();
    let device = Device::new();
    assert!(matches!(device.sync(), Err(DoorstepError::State { code }) if code == "not_enrolled"));
    let invitation = ward.invite(ward.lan);
    let view = device.app.enrolment().read(invitation.clone()).unwrap();
    assert_eq!((view.commune_name.as_str(), view.key.len()), ("Quảng Phú", 19));
    assert_eq!(device.enrol(&invitation).unwrap(), "Trịnh Thị Lan");
    assert_eq!(device.sync().unwrap().end, SyncEnd::Done);

    let today = device.app.today().screen(None).unwrap();
    assert_eq!((today.day.as_str(), today.done, today.total), ("2026-11-24", 0, 2));
    assert!(today.homes.iter().all(|home| home.reason == VisitReason::NeverVisited));
    let home = ward.id_of("Nguyễn Thị Hương");
    let visit = device.visit(home, VisitOutcome::Done);
    assert_eq!(device.app.today().screen(None).unwrap().done, 1);
    let line = &device.fates()[0];
    assert_eq!((line.fate.step.clone(), line.fate.change), (FateStep::Saved, visit));

    let report = device.sync().unwrap();
    assert!(report.exchanges >= 1 && report.sent_bytes > 0);
    let line = &device.fates()[0];
    assert_eq!((line.fate.step.clone(), line.who.as_deref()), (FateStep::Applied, Some("Nguyễn Thị Hương")));
    assert_eq!((ward.visits(), device.unsent()), (1, 0));
    // A second sync finds nothing to do, in one exchange.
    assert_eq!(device.sync().unwrap().exchanges, 1);
    // Taken back by a correction that follows it.
    device.app.visits().undo(home, visit).unwrap();
    device.sync().unwrap();
    assert_eq!(device.app.today().screen(None).unwrap().done, 0);
}

/// A screen looks. Only what a person saves, and now and then the hub's time, is written: a write waits for the disk.
#[test]
fn a_screen_writes_nothing() {
    let ward = Ward::start();
    let device = Device::of(&ward, ward.lan);
    let home = ward.id_of("Nguyễn Thị Hương");
    let log = || std::fs::metadata(format!("{}-wal", device.path())).unwrap().len();
    let before = log();
    for _ in 0..3 {
        device.hardware.uptime_ms.fetch_add(60_000, Ordering::Relaxed);
        device.app.today().screen(None).unwrap();
        device.app.households().screen(home).unwrap();
        device.app.search().run("huong".into(), Page::first(10)).unwrap();
        device.app.rides().manifest(None).unwrap();
        device.app.settings().status().unwrap();
        device.fates();
    }
    assert_eq!(log(), before);
    device.visit(home, VisitOutcome::Done);
    assert!(log() > before, "the log is what is looked at");
}

#[test]
fn what_one_phone_does_the_other_sees_and_a_leader_counts() {
    let ward = Ward::start();
    let (lan, mai) = (Device::of(&ward, ward.lan), Device::of(&ward, ward.leader));
    lan.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::Done);
    lan.sync().unwrap();
    mai.sync().unwrap();
    let squad = mai.app.leading().squad(SquadFilter::default(), Page::first(10)).unwrap();
    assert_eq!((squad.total, squad.done), (3, 1));
    let of_lan = squad.members.iter().find(|load| load.mate.name == "Trịnh Thị Lan").unwrap();
    assert_eq!((of_lan.homes, of_lan.done, of_lan.visits_today), (2, 1, 1));
    // The leader gives a home of Minh's to Lan.
    let home = ward.id_of("Trần Thị Nga");
    mai.app.leading().assign(vec![home], ward.lan).unwrap();
    mai.sync().unwrap();
    lan.sync().unwrap();
    assert_eq!(lan.app.today().screen(None).unwrap().total, 3);
    assert!(lan.app.households().screen(home).unwrap().assigned.mine);
}

#[test]
fn homes_notes_and_consent_reach_the_hub() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    let place = lan.app.households().neighbourhoods().unwrap()[0].id;
    let home = HouseholdInput {
        head: "Đỗ Thị Mới".into(),
        honorific: "bà".into(),
        neighbourhood: place,
        address: AddressInput::default(),
        landmark: "sau nhà văn hóa".into(),
        phones: vec![PhoneInput { number: "0912 345 678".into(), relation: "con gái".into() }],
    };
    let wrong =
        HouseholdInput { phones: vec![PhoneInput { number: "12".into(), relation: String::new() }], ..home.clone() };
    assert!(matches!(lan.app.households().add(wrong), Err(DoorstepError::Refused { code, .. }) if code == "invalid"));
    let added = lan.app.households().add(home).unwrap();
    let screen = lan.app.households().screen(added.id).unwrap();
    assert_eq!(screen.home.phones[0].number, "+84912345678");
    assert_eq!(lan.app.search().run("345 678".into(), Page::first(5)).unwrap().total, 1);
    assert_eq!(lan.app.search().possible_duplicates("do thi moi".into()).unwrap().len(), 1);

    let secret = lan.app.notes().add(added.id, "mã OTP là 482913".into());
    assert!(matches!(secret, Err(DoorstepError::Refused { code, .. }) if code == "secret_in_text"));
    assert!(lan.app.notes().has_secret("mã OTP là 482913".into()));
    lan.app.notes().add(added.id, "gọi trước khi đến".into()).unwrap();

    let huong = ward.id_of("Nguyễn Thị Hương");
    let person = lan.app.households().screen(huong).unwrap().people[0].id;
    let answer = ConsentInput {
        household: huong,
        resident: person,
        purpose: Purpose::Ride,
        answer: ConsentState::Given,
        method: Method::Screen,
        witness: String::new(),
        guardian: String::new(),
        restores: None,
    };
    lan.app.consents().record(answer).unwrap();
    lan.sync().unwrap();
    assert!(lan.fates().iter().all(|line| line.fate.step == FateStep::Applied), "{:?}", lan.fates());
    let options = lan.app.rides().options(huong, None).unwrap();
    assert_eq!(options.passengers[0].consent, Some(ConsentState::Given));
}

#[test]
fn listeners_hear_areas_until_they_are_dropped() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    lan.app.sync().settle();
    let heard = Arc::new(Heard::default());
    let subscription = lan.app.subscribe(heard.clone());
    lan.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::NotHome);
    lan.app.sync().settle();
    let areas: Vec<Area> = heard.0.lock().unwrap().iter().flatten().copied().collect();
    assert!(areas.contains(&Area::Homes) && areas.contains(&Area::Fates) && !areas.contains(&Area::Rides));
    drop(subscription);
    let before = heard.0.lock().unwrap().len();
    lan.visit(ward.id_of("Lê Văn Bình"), VisitOutcome::Done);
    lan.app.sync().settle();
    assert_eq!(heard.0.lock().unwrap().len(), before);
}

#[test]
fn a_visit_is_put_right_from_what_it_says() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    let home = ward.id_of("Lê Văn Bình");
    let said = VisitInput {
        missing: vec!["chip_id_card".into()],
        who_brings: "con gái".into(),
        ..VisitInput::new(home, VisitOutcome::Unfinished)
    };
    let visit = lan.app.visits().record(said.clone()).unwrap().id;
    assert_eq!(lan.app.visits().recorded(visit).unwrap(), said);
    let right = VisitInput { outcome: VisitOutcome::Referred, ..said };
    lan.app.visits().amend(visit, right.clone()).unwrap();
    assert_eq!(lan.app.visits().recorded(visit).unwrap(), right);
    // What was taken back is nothing to be put right.
    lan.app.visits().undo(home, visit).unwrap();
    assert_eq!(lan.app.visits().recorded(visit), Err(DoorstepError::NotHere));
}

#[test]
fn a_ride_tells_its_papers_and_who_may_be_written_to_and_waits_at_the_point() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    let home = ward.id_of("Nguyễn Thị Hương");
    let person = lan.app.households().screen(home).unwrap().people[0].id;
    let agree = |purpose| {
        let answer = ConsentInput {
            household: home,
            resident: person,
            purpose,
            answer: ConsentState::Given,
            method: Method::Screen,
            witness: String::new(),
            guardian: String::new(),
            restores: None,
        };
        lan.app.consents().record(answer).unwrap();
    };
    agree(Purpose::Ride);
    let services = lan.app.visits().options(home).unwrap().services;
    let service = services.into_iter().find(|service| service.needs_travel && !service.papers.is_empty()).unwrap();
    let ride = RideInput {
        household: home,
        resident: person,
        service: service.service.code,
        point: None,
        day: lan.app.today().date().unwrap(),
        outbound: vec![480, 540],
        back: None,
        companions: 0,
        vehicle: None,
    };
    lan.app.rides().book(ride).unwrap();
    let line = || lan.app.rides().list(None).unwrap().remove(0);
    let papers: Vec<String> = service.papers.into_iter().map(|paper| paper.code).collect();
    assert_eq!((line().papers, line().may_contact), (papers, false));
    agree(Purpose::Contact);
    assert!(line().may_contact);
    assert!(lan.app.rides().at_point().unwrap().is_empty(), "nobody has been fetched");
}

#[test]
fn forms_under_way_are_listed_and_told_of() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    lan.app.sync().settle();
    let heard = Arc::new(Heard::default());
    let _subscription = lan.app.subscribe(heard.clone());
    let home = ward.id_of("Lê Văn Bình");
    let field = DraftField { name: "text".into(), value: "gọi trước".into() };
    lan.app.drafts().keep("note/1".into(), Some(home), vec![field]).unwrap();
    let open = lan.app.drafts().open_forms().unwrap();
    assert_eq!((open.len(), open[0].form.as_str(), open[0].who.as_str()), (1, "note/1", "Lê Văn Bình"));
    lan.app.drafts().discard("note/1".into()).unwrap();
    assert!(lan.app.drafts().open_forms().unwrap().is_empty());
    lan.app.sync().settle();
    let areas: Vec<Area> = heard.0.lock().unwrap().iter().flatten().copied().collect();
    assert!(areas.contains(&Area::Drafts) && !areas.contains(&Area::Homes), "{areas:?}");
}
