use serde_json::json;

use super::phone::{Phone, id, today};
use crate::{
    model::{self, consent::Purpose, resident::Need, ride::RideState, visit::VisitOutcome},
    store::query::{Page, household::HistoryKind, search::Found, today::VisitReason},
};

fn heads(homes: &[crate::store::query::today::TodayHome]) -> Vec<(&str, VisitReason)> {
    homes.iter().map(|home| (home.home.head.as_str(), home.reason.clone())).collect()
}

#[test]
fn today_goes_by_what_is_promised_then_by_who_was_never_met() {
    let mut phone = Phone::new();
    phone.home("a", "Lê Thị Xong", Some("lan"));
    phone.visit("a", "done", 2, json!({}));
    phone.home("b", "Lê Thị Mới", Some("lan"));
    phone.home("c", "Lê Thị Vắng", Some("lan"));
    phone.visit("c", "not_home", 3, json!({}));
    phone.home("d", "Lê Thị Hẹn", Some("lan"));
    let asked = phone.visit("d", "come_back", 5, json!({}));
    phone.promise("d", -1, json!({"visit": asked}));
    phone.home("e", "Lê Thị Thiếu", Some("lan"));
    phone.visit("e", "unfinished", 9, json!({}));
    phone.promise("e", 0, json!({"missing": ["birth_certificate"]}));
    phone.home("f", "Lê Thị Sau", Some("lan"));
    phone.promise("f", 3, json!({}));
    phone.home("g", "Của Minh", Some("minh"));
    let screen = phone.store.today(today()).unwrap();
    assert_eq!(
        heads(&screen.homes),
        [
            ("Lê Thị Thiếu", VisitReason::FollowUpDue { days: 0 }),
            ("Lê Thị Hẹn", VisitReason::ComeBack { days: 1 }),
            ("Lê Thị Mới", VisitReason::NeverVisited),
            ("Lê Thị Vắng", VisitReason::LastVisit { days: 3 }),
            ("Lê Thị Sau", VisitReason::Later { days: 3 }),
            ("Lê Thị Xong", VisitReason::Settled),
        ]
    );
    assert_eq!((screen.done, screen.total), (1, 6));
    let due: Vec<_> = screen.due.iter().map(|door| (door.home.head.as_str(), door.due.len())).collect();
    assert_eq!(due.len(), 2);
    assert!(due.contains(&("Lê Thị Thiếu", 1)) && due.contains(&("Lê Thị Hẹn", 1)));
}

#[test]
fn care_comes_first_among_equals() {
    let mut phone = Phone::new();
    phone.home("a", "Lê Thị Trẻ", Some("lan"));
    phone.home("b", "Lê Thị Già", Some("lan"));
    phone.person("b", "Lê Thị Già", json!({"state": "at_home", "birth_year": 1948}));
    let homes = phone.store.today(today()).unwrap().homes;
    assert_eq!(homes[0].home.head, "Lê Thị Già");
    assert!(homes[0].care.elderly_alone && !homes[1].care.elderly_alone);
    // Not alone any more: a grandchild has come home.
    phone.person("b", "Lê Văn Cháu", json!({"state": "at_home", "birth_year": 2005}));
    assert!(!phone.store.today(today()).unwrap().homes.iter().any(|home| home.care.elderly_alone));
    phone.person("a", "Lê Thị Trẻ", json!({"state": "at_home", "needs": ["wheelchair"]}));
    assert_eq!(phone.store.today(today()).unwrap().homes[0].care.needs, [Need::Wheelchair]);
}

#[test]
fn a_neighbourhood_is_missing_until_somebody_was_told_today() {
    let mut phone = Phone::new();
    phone.home("a", "Lê Thị Hương", Some("lan"));
    let missing = phone.store.today(today()).unwrap().not_announced;
    assert_eq!(
        (missing[0].name.as_str(), missing[0].announcer_phone.as_str(), missing[0].homes),
        ("Tổ dân phố 5", "+84912000001", 1)
    );
    let root = id("commune");
    let round = |date: String| json!({"neighbourhood": id("n5"), "date": date, "announced_by": "bác Tư"});
    phone.put(model::VISIT_ROUND, id("r1"), root, round((today() - chrono::Days::new(1)).to_string()));
    assert_eq!(phone.store.today(today()).unwrap().not_announced.len(), 1);
    phone.put(model::VISIT_ROUND, id("r2"), root, round(today().to_string()));
    assert!(phone.store.today(today()).unwrap().not_announced.is_empty());
}

#[test]
fn whoever_is_not_home_stands_first_and_the_next_ride_is_the_earliest() {
    let mut phone = Phone::new();
    phone.ride("late", "confirmed", json!({"outbound": [600, 660], "who": "ông Bình"}));
    phone.ride("early", "confirmed", json!({"outbound": [500, 540], "who": "bà Nga"}));
    phone.ride("out", "served", json!({"day": "2026-11-23", "who": "bà Hương"}));
    phone.ride("home", "home_safe", json!({}));
    let screen = phone.store.today(today()).unwrap();
    assert_eq!(screen.returns.iter().map(|ride| ride.who.as_str()).collect::<Vec<_>>(), ["bà Hương"]);
    assert_eq!(screen.returns[0].next, Some(RideState::GoingHome));
    assert_eq!(screen.next_ride.unwrap().who, "bà Nga");
}

#[test]
fn a_drivers_day_has_both_legs_and_counts_seats_at_the_fullest_moment() {
    let mut phone = Phone::new();
    let car = json!({"name": "36A-001", "vehicle_type": "car", "seats": 4, "driver": id("lan")});
    phone.put(model::VEHICLE, id("car"), id("s1"), car);
    let mine = |body: serde_json::Value| {
        let mut all = json!({"driver": id("lan"), "vehicle": id("car")});
        all.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        all
    };
    phone.ride("a", "confirmed", mine(json!({"outbound": [480, 540], "back": [600, 640], "companions": 1})));
    phone.ride("b", "confirmed", mine(json!({"outbound": [500, 540], "who": "ông Bình"})));
    phone.ride("c", "cancelled", mine(json!({"outbound": [490, 540], "who": "bà Nga"})));
    phone.ride("d", "confirmed", json!({"driver": id("minh"), "who": "của Minh"}));
    let manifest = phone.store.manifest(today()).unwrap();
    let legs: Vec<_> = manifest.legs.iter().map(|leg| (leg.at, leg.homeward, leg.ride.who.as_str())).collect();
    assert_eq!(
        legs,
        [
            (480, false, "bà Hương"),
            (490, false, "bà Nga"),
            (500, false, "ông Bình"),
            (600, true, "bà Hương"),
            (1440, true, "ông Bình"),
        ]
    );
    assert_eq!((manifest.seats, manifest.most_taken, manifest.not_home), (4, 3, 0));
}

#[test]
fn who_has_died_is_only_in_the_history() {
    let mut phone = Phone::new();
    let home = phone.home("a", "Nguyễn Thị Hương", Some("lan"));
    phone.person("a", "Nguyễn Văn Con", json!({"state": "at_home", "honorific": "anh"}));
    phone.promise("a", 0, json!({"resident": id("a Nguyễn Thị Hương")}));
    assert_eq!(phone.store.today(today()).unwrap().due.len(), 1);
    phone.person("a", "Nguyễn Thị Hương", json!({"state": "deceased", "needs": ["wheelchair"], "birth_year": 1940}));

    let today_screen = phone.store.today(today()).unwrap();
    let line = &today_screen.homes[0];
    assert_eq!(line.home.head, "Nguyễn Văn Con");
    assert!(!line.care.is_due() && today_screen.due.is_empty());
    assert_eq!(line.reason, VisitReason::NeverVisited);

    assert!(phone.store.search("huong", Page::first(10)).unwrap().hits.is_empty());
    let by_lane = phone.store.search("ngõ 5", Page::first(10)).unwrap();
    assert_eq!(by_lane.hits[0].home.head, "Nguyễn Văn Con");

    let screen = phone.store.household(home, today()).unwrap().unwrap();
    assert_eq!(screen.people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Nguyễn Văn Con"]);
    assert!(screen.follow_ups.is_empty());
    let deaths: Vec<_> = screen.history.iter().filter(|line| line.kind == HistoryKind::Death).collect();
    assert_eq!(deaths[0].text, "Nguyễn Thị Hương");

    let options = phone.store.visit_options(home, today()).unwrap().unwrap();
    assert_eq!(options.people.iter().map(|p| p.who.as_str()).collect::<Vec<_>>(), ["anh Con"]);
    let rides = phone.store.ride_options(home, today()).unwrap().unwrap();
    assert_eq!(rides.passengers.len(), 1);
}

#[test]
fn a_home_shows_what_happened_with_its_fate_and_both_values_of_a_conflict() {
    let mut phone = Phone::new();
    let home = phone.home("a", "Nguyễn Thị Hương", Some("lan"));
    let person = id("a Nguyễn Thị Hương");
    phone.agrees(home, person, Purpose::Ride);
    phone.visit("a", "unfinished", 2, json!({"with": [id("lan")], "helped": [{"resident": person, "service": "vneid_level2_activate", "outcome": "activated"}]}));
    let conflict = json!({"record_kind": "household", "record": home, "field": "landmark", "kept": "cổng xanh",
        "kept_by": id("lan"), "lost": "cổng đỏ", "lost_by": id("minh")});
    phone.put(model::CONFLICT, id("k"), home, conflict);
    let saved = phone.save("visit.record", home, json!({"outcome": "done"})).unwrap();
    phone.save("note.add", home, json!({"text": "gọi trước"})).unwrap();

    let screen = phone.store.household(home, today()).unwrap().unwrap();
    assert!(screen.assigned.mine);
    assert_eq!((screen.assigned.name.as_str(), screen.assigned.squad.as_str()), ("Trịnh Thị Lan", "Đội 1"));
    assert_eq!(screen.people[0].consents[0].purpose, Purpose::Ride);
    let (kept, lost) = (&screen.conflicts[0].kept, &screen.conflicts[0].lost);
    assert_eq!(
        (kept.as_str(), lost.as_str(), screen.conflicts[0].lost_by.as_str()),
        ("cổng xanh", "cổng đỏ", "Phạm Văn Minh")
    );
    let mine = screen.history.iter().find(|line| line.id == saved.id).unwrap();
    let fate = mine.fate.as_ref().unwrap();
    assert_eq!((fate.step.as_str(), mine.own, mine.outcome.as_ref()), ("saved", true, Some(&VisitOutcome::Done)));
    let theirs = screen.history.last().unwrap();
    assert_eq!((theirs.by.as_str(), theirs.with[0].as_str()), ("Phạm Văn Minh", "Trịnh Thị Lan"));
    assert_eq!((theirs.helped[0].who.as_str(), theirs.fate.is_none(), theirs.own), ("bà Hương", true, true));
    assert!(phone.store.household(id("elsewhere"), today()).unwrap().is_none());
}

#[test]
fn merged_homes_are_one_with_both_histories() {
    let mut phone = Phone::new();
    let home = phone.home("a", "Nguyễn Thị Hương", Some("lan"));
    let other = phone.home("b", "Ng. Thị Hương", Some("lan"));
    phone.visit("b", "done", 1, json!({}));
    phone.put(model::HOUSEHOLD, other, other, json!({"head": "Ng. Thị Hương", "alias_of": home}));
    assert_eq!(phone.store.today(today()).unwrap().total, 1);
    let screen = phone.store.household(other, today()).unwrap().unwrap();
    assert_eq!((screen.home.id, screen.history.len()), (home, 1));
}

#[test]
fn search_puts_exact_accents_first_and_knows_tails_of_numbers() {
    let mut phone = Phone::new();
    phone.home("a", "Lê Thị Hoa", None);
    phone.home("b", "Trần Văn Hòa", None);
    phone.home("c", "Bùi Thị Thoa", None);
    let hits = phone.store.search("hòa", Page::first(10)).unwrap();
    let names: Vec<_> = hits.hits.iter().map(|hit| (hit.home.head.as_str(), hit.found.clone())).collect();
    assert_eq!(names, [("Trần Văn Hòa", Found::Exact), ("Lê Thị Hoa", Found::Folded), ("Bùi Thị Thoa", Found::Folded)]);
    assert_eq!(phone.store.search("hòa", Page { from: 1, count: 1 }).unwrap().hits[0].home.head, "Lê Thị Hoa");
    assert_eq!(hits.total, 3);
    for tail in ["5678", "0912 345 678", "0912345678"] {
        let hits = phone.store.search(tail, Page::first(10)).unwrap();
        assert_eq!((hits.total, hits.hits[0].found.clone()), (3, Found::Phone), "{tail}");
    }
    assert_eq!(phone.store.search("cong xanh", Page::first(10)).unwrap().total, 3);
    assert_eq!(phone.store.search("  ", Page::first(10)).unwrap().total, 0);
    assert_eq!(phone.store.possible_duplicates("bà LE THI HOA").unwrap().len(), 1);
}
