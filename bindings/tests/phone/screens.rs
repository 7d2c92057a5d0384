//! A screen is one call, which says what the calls of its parts say.

use doorstep_bindings::{DoorstepError, drafts::DraftField};
use doorstep_core::{id::Id, model::visit::VisitOutcome};

use crate::{device::Device, ward::Ward};

fn field(name: &str, value: &str) -> DraftField {
    DraftField { name: name.into(), value: value.into() }
}

#[test]
fn a_form_is_told_what_it_was_left_with() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    let (app, home) = (&lan.app, ward.id_of("Nguyễn Thị Hương"));
    let person = app.households().screen(home).unwrap().people[0].clone();
    let typed = vec![field("text", "sau chùa")];
    let form = |of: &str| format!("{of}/{home}");
    for of in ["home", "resident", "consent", "visit", "ride", "household", "announce"] {
        app.drafts().keep(form(of), Some(home), typed.clone()).unwrap();
    }

    let screen = app.households().screen(home).unwrap();
    let put_right = app.households().form(home, form("home")).unwrap();
    assert_eq!((put_right.home, put_right.draft), (screen.home.clone(), typed.clone()));
    let known = app.households().person_form(home, person.id, form("resident")).unwrap();
    assert_eq!((known.person, known.draft), (person.clone(), typed.clone()));
    let asked = app.consents().form(home, person.id, form("consent")).unwrap();
    assert_eq!((asked.person, asked.draft), (person.clone(), typed.clone()));
    assert_eq!(asked.unit, app.settings().status().unwrap().unit);
    let visit = app.visits().form(home, form("visit")).unwrap();
    assert_eq!((visit.options, visit.draft), (app.visits().options(home).unwrap(), typed.clone()));
    let ride = app.rides().form(home, None, form("ride")).unwrap();
    assert_eq!((ride.options, ride.draft), (app.rides().options(home, None).unwrap(), typed.clone()));
    let added = app.households().new_form("Nguyễn Thị Hương".into(), form("household")).unwrap();
    assert_eq!(added.alike, app.search().possible_duplicates("Nguyễn Thị Hương".into()).unwrap());
    assert_eq!((added.places, added.draft), (app.households().neighbourhoods().unwrap(), typed.clone()));
    let round = app.leading().round_form(form("announce")).unwrap();
    assert_eq!((round.places, round.draft), (app.households().neighbourhoods().unwrap(), typed));

    // A new one is left with nothing, and nobody is like a home without a name.
    assert!(app.households().form(home, "new".into()).unwrap().draft.is_empty());
    assert!(app.households().new_form(" ".into(), "new".into()).unwrap().alike.is_empty());
}

#[test]
fn days_begin_today_and_services_are_those_one_travels_for() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    let (app, home) = (&lan.app, ward.id_of("Nguyễn Thị Hương"));
    let today = app.today().date().unwrap();
    let (ride, round) = (app.rides().form(home, None, "ride".into()).unwrap(), app.leading().round_form("x".into()));
    assert_eq!(ride.days.first(), Some(&today));
    assert_eq!(ride.days.len(), 7);
    assert!(ride.days.is_sorted_by(|one, next| one.succ_opt() == Some(*next)));
    assert_eq!(round.unwrap().days, ride.days);
    let all = app.visits().options(home).unwrap().services;
    let travelled = all.into_iter().filter(|service| service.needs_travel).collect::<Vec<_>>();
    assert!(!travelled.is_empty());
    assert_eq!(ride.services, travelled);
    // A promise is moved to a day on which a visit would be promised.
    assert_eq!(app.households().screen(home).unwrap().come_back, app.visits().options(home).unwrap().come_back);
}

#[test]
fn a_visit_is_put_right_at_its_own_home() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    let (app, home) = (&lan.app, ward.id_of("Nguyễn Thị Hương"));
    let visit = lan.visit(home, VisitOutcome::Done);
    let form = app.visits().amend_form(home, visit).unwrap();
    assert_eq!(form.options, app.visits().options(home).unwrap());
    assert_eq!(form.visit, app.visits().recorded(visit).unwrap());
    let elsewhere = app.visits().amend_form(ward.id_of("Lê Văn Bình"), visit);
    assert_eq!(elsewhere, Err(DoorstepError::NotHere));
    app.visits().undo(home, visit).unwrap();
    assert_eq!(app.visits().amend_form(home, visit), Err(DoorstepError::NotHere));
}

#[test]
fn rides_are_one_look() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    let rides = lan.app.rides();
    let day = rides.screen(None).unwrap();
    assert_eq!(day.manifest, rides.manifest(None).unwrap());
    assert_eq!((day.duties, day.at_point), (rides.return_duties().unwrap(), rides.at_point().unwrap()));
}

#[test]
fn what_is_elsewhere_has_no_form() {
    let ward = Ward::start();
    let lan = Device::of(&ward, ward.lan);
    let (app, home) = (&lan.app, ward.id_of("Nguyễn Thị Hương"));
    let other = Id::from_bytes([7; 16]);
    assert_eq!(app.households().form(other, "f".into()), Err(DoorstepError::NotHere));
    assert_eq!(app.households().person_form(home, other, "f".into()), Err(DoorstepError::NotHere));
    assert_eq!(app.consents().form(home, other, "f".into()), Err(DoorstepError::NotHere));
    assert_eq!(app.visits().form(other, "f".into()), Err(DoorstepError::NotHere));
    assert_eq!(app.rides().form(other, None, "f".into()), Err(DoorstepError::NotHere));
}
