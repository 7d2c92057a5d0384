use serde_json::json;

use super::phone::{Phone, id, today};
use crate::store::query::{Page, squad::SquadFilter};

#[test]
fn a_leader_sees_who_has_what_and_what_nobody_has() {
    let mut phone = Phone::new();
    phone.home("a", "Một", Some("lan"));
    phone.home("b", "Hai", Some("minh"));
    phone.visit("b", "done", 0, json!({"with": [id("lan")]}));
    phone.home("c", "Ba", Some("minh"));
    phone.home("d", "Bốn", None);
    phone.ride("out", "at_point", json!({"driver": id("minh")}));
    let all = phone.store.squad(&SquadFilter::default(), today(), Page::first(10)).unwrap();
    assert_eq!((all.name.as_str(), all.total, all.done, all.unassigned, all.found), ("Đội 1", 4, 1, 1, 4));
    assert_eq!(all.homes[0].home.head, "Bốn");
    assert_eq!(all.not_home.len(), 1);
    let loads: Vec<_> = all
        .members
        .iter()
        .map(|load| (load.mate.name.as_str(), load.homes, load.done, load.visits_today, load.not_home))
        .collect();
    assert_eq!(loads, [("Trịnh Thị Lan", 1, 0, 1, 0), ("Phạm Văn Minh", 2, 1, 1, 1)]);
    let minhs = SquadFilter { member: Some(id("minh")), ..SquadFilter::default() };
    let minhs = phone.store.squad(&minhs, today(), Page::first(1)).unwrap();
    assert_eq!((minhs.found, minhs.homes.len(), minhs.homes[0].member_name.as_str()), (2, 1, "Phạm Văn Minh"));
    let nobodys = SquadFilter { unassigned: true, neighbourhood: Some(id("n5")), ..SquadFilter::default() };
    assert_eq!(phone.store.squad(&nobodys, today(), Page::first(10)).unwrap().found, 1);
}

#[test]
fn options_offer_mates_services_and_working_days() {
    let mut phone = Phone::new();
    let home = phone.home("a", "Nguyễn Thị Hương", Some("lan"));
    phone.visit("a", "not_home", 0, json!({"by": id("lan"), "with": [id("minh")]}));
    let options = phone.store.visit_options(home, today()).unwrap().unwrap();
    assert_eq!(options.partners.iter().map(|mate| mate.name.as_str()).collect::<Vec<_>>(), ["Phạm Văn Minh"]);
    assert_eq!(options.with, [id("minh")]);
    assert_eq!(options.come_back, ["2026-11-25", "2026-11-26", "2026-11-27", "2026-12-01"]);
    assert!(options.services.len() > 10 && options.services.iter().all(|s| !s.outcomes.is_empty()));
}
