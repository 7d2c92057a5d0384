//! Rides: seats, the waiting list, the journey, and that nobody is stranded.

use doorstep_core::{
    id::Id,
    model,
    receipt::{Fate, Reason},
    record::Scope,
};
use serde_json::{Value, json};

use super::world::Ward;

struct Fleet {
    ward: Ward,
    car: Id,
}

impl Fleet {
    fn new() -> Fleet {
        let mut ward = Ward::new();
        ward.agree("ride");
        let data = json!({ "name": "36A-123.45", "vehicle_type": "car", "seats": 2, "driver": ward.driver });
        let car = ward.world.hub("vehicle.add", ward.squad, data);
        Fleet { ward, car }
    }

    fn booking(&self) -> Value {
        json!({ "household": self.ward.home, "resident": self.ward.resident, "service": "social_pension",
            "day": "2026-11-25", "outbound": [480, 540], "back": [600, 660], "vehicle": self.car })
    }

    fn book(&mut self, companions: i64) -> Id {
        let mut data = self.booking();
        data["companions"] = json!(companions);
        let act = self.ward.world.act(self.ward.hoa, "ride.book", None, data);
        let id = act.change.id;
        act.applied();
        id
    }

    fn ride(&self, id: Id) -> Value {
        self.ward.world.body(model::RIDE, id)
    }

    fn step(&mut self, who: Id, ride: Id, state: &str) -> doorstep_core::rules::outcome::Outcome {
        self.ward.world.act(who, "ride.step", ride, json!({ "state": state })).happens()
    }
}

#[test]
fn the_hub_grants_seats_and_states_the_waiting_order() {
    let mut fleet = Fleet::new();
    let first = fleet.book(1);
    let second = fleet.book(0);
    let third = fleet.book(0);
    assert_eq!(fleet.ride(first)["state"], json!("confirmed"));
    assert_eq!(fleet.ride(first)["driver"], json!(fleet.ward.driver));
    assert!(fleet.ward.world.holds(Scope::Member(fleet.ward.driver), first));
    for (ride, place) in [(second, 1), (third, 2)] {
        assert_eq!(fleet.ride(ride)["state"], json!("waiting"));
        assert_eq!(fleet.ride(ride)["place"], json!(place));
        assert!(!fleet.ward.world.holds(Scope::Member(fleet.ward.driver), ride));
    }
    // A cancelled seat goes to those who wait, in order, as far as it fits.
    let hoa = fleet.ward.hoa;
    fleet.ward.world.act(hoa, "ride.cancel", first, json!({ "reason": "ill" })).applied();
    assert_eq!(fleet.ride(second)["state"], json!("confirmed"));
    assert_eq!(fleet.ride(third)["state"], json!("confirmed"));
    assert!(fleet.ride(second).get("place").is_none());
}

#[test]
fn who_waits_moves_up_when_somebody_leaves_the_list() {
    let mut fleet = Fleet::new();
    let _full = fleet.book(1);
    let (second, third) = (fleet.book(1), fleet.book(0));
    let hoa = fleet.ward.hoa;
    fleet.ward.world.act(hoa, "ride.cancel", second, json!({ "reason": "family" })).applied();
    assert_eq!(fleet.ride(third)["place"], json!(1));
}

#[test]
fn a_driver_sees_name_address_phone_and_needs_and_copies_follow() {
    let mut fleet = Fleet::new();
    let (home, hoa, resident) = (fleet.ward.home, fleet.ward.hoa, fleet.ward.resident);
    let ride = fleet.book(0);
    let address = json!({ "address": { "house_no": "12/34", "lane": "ngõ 5" }, "landmark": "cổng xanh", "phones": [{ "number": "+84951234567" }] });
    fleet.ward.world.act(hoa, "household.edit", home, address).applied();
    assert_eq!(fleet.ride(ride)["pickup"], json!("12/34, ngõ 5, cổng xanh"));
    assert_eq!(fleet.ride(ride)["phone"], json!("+84951234567"));
    // A wheelchair that the car cannot take: shown, nobody is dropped.
    let needs = json!({ "resident": resident, "needs": ["wheelchair"] });
    fleet.ward.world.act(hoa, "resident.edit", home, needs).applied();
    assert_eq!(fleet.ride(ride)["state"], json!("confirmed"));
    assert_eq!(fleet.ride(ride)["misfits"], json!(["no_wheelchair_space"]));
}

#[test]
fn a_number_taken_back_leaves_the_ride() {
    let mut fleet = Fleet::new();
    fleet.ward.agree("contact");
    let (home, hoa, resident) = (fleet.ward.home, fleet.ward.hoa, fleet.ward.resident);
    let ride = fleet.book(0);
    let phones = json!({ "phones": [{ "number": "+84951234567" }] });
    fleet.ward.world.act(hoa, "household.edit", home, phones).applied();
    let own = json!({ "resident": resident, "phone": { "number": "+84952222222" } });
    fleet.ward.world.act(hoa, "resident.edit", home, own).applied();
    assert_eq!(fleet.ride(ride)["phone"], json!("+84952222222"));
    let none = json!({ "resident": resident, "phone": null });
    fleet.ward.world.act(hoa, "resident.edit", home, none).applied();
    assert_eq!(fleet.ride(ride)["phone"], json!("+84951234567"), "the household's stands in");
    fleet.ward.world.act(hoa, "household.edit", home, json!({ "phones": [] })).applied();
    assert_eq!(fleet.ride(ride)["phone"], json!(null));
}

#[test]
fn changing_a_vehicle_checks_every_leg_again() {
    let mut fleet = Fleet::new();
    let ride = fleet.book(1);
    let (squad, leader, tuan, driver) = (fleet.ward.squad, fleet.ward.leader, fleet.ward.tuan, fleet.ward.driver);
    let data = json!({ "vehicle": fleet.car, "seats": 1, "driver": tuan });
    fleet.ward.world.act(leader, "vehicle.edit", squad, data).applied();
    assert_eq!(fleet.ride(ride)["misfits"], json!(["seats_full"]));
    assert_eq!(fleet.ride(ride)["driver"], json!(tuan));
    assert!(fleet.ward.world.holds(Scope::Member(tuan), ride));
    assert!(!fleet.ward.world.holds(Scope::Member(driver), ride));
}

#[test]
fn a_ride_that_began_ends_only_at_home_or_with_the_family() {
    let mut fleet = Fleet::new();
    let ride = fleet.book(0);
    let (driver, hoa) = (fleet.ward.driver, fleet.ward.hoa);
    assert_eq!(fleet.step(driver, ride, "picked_up").fate, Fate::Applied);
    fleet
        .ward
        .world
        .act(hoa, "ride.cancel", ride, json!({ "reason": "weather" }))
        .ends(Fate::Refused, Reason::ReturnNeverCancelled);
    assert_eq!(fleet.step(driver, ride, "at_point").fate, Fate::Applied);
    assert_eq!(fleet.step(driver, ride, "turned_away").fate, Fate::Applied);
    assert_eq!(fleet.step(driver, ride, "picked_up").fate, Fate::Superseded);
    let end = fleet.step(driver, ride, "home_safe");
    assert_eq!(end.fate, Fate::Applied);
    assert!(end.counters.iter().any(|line| line.metric == "transport_trips" && line.n == 1));
    assert_eq!(fleet.step(driver, ride, "with_family").fate, Fate::Superseded);
    fleet.ward.world.hub("ride.close", ride, json!({}));
    assert!(!fleet.ward.world.holds(Scope::Member(driver), ride));
}

#[test]
fn a_passenger_in_the_vehicle_is_in_the_vehicle_whatever_a_desk_cancelled() {
    let mut fleet = Fleet::new();
    let ride = fleet.book(0);
    let (driver, leader) = (fleet.ward.driver, fleet.ward.leader);
    let picked_up = fleet.ward.world.act(driver, "ride.step", ride, json!({ "state": "picked_up" })).change;
    fleet.ward.world.act(leader, "ride.cancel", ride, json!({ "reason": "weather" })).applied();
    fleet.ward.world.act(driver, "ride.step", ride, json!({ "state": "picked_up" })).epoch(picked_up.epoch).applied();
    assert_eq!(fleet.ride(ride)["state"], json!("picked_up"));
    assert!(fleet.ride(ride).get("cancelled").is_none());
}

#[test]
fn during_a_return_a_withdrawal_keeps_the_ride_until_the_person_is_home() {
    let mut fleet = Fleet::new();
    let begun = fleet.book(0);
    let planned = fleet.book(0);
    let (driver, hoa, home, resident) = (fleet.ward.driver, fleet.ward.hoa, fleet.ward.home, fleet.ward.resident);
    fleet.step(driver, begun, "picked_up");
    fleet.ward.world.act(hoa, "consent.withdraw", home, json!({ "resident": resident, "purpose": "ride" })).applied();
    assert_eq!(fleet.ride(begun)["state"], json!("picked_up"));
    assert_eq!(fleet.ride(begun)["who"], json!("Phạm Thị Hương"));
    assert_eq!(fleet.ride(planned)["state"], json!("cancelled"));
    let data = fleet.booking();
    fleet.ward.world.act(hoa, "ride.book", None, data).ends(Fate::Refused, Reason::ConsentWithdrawn);
}

#[test]
fn a_handover_of_the_household_takes_its_open_rides_along() {
    let mut fleet = Fleet::new();
    let ride = fleet.book(0);
    let tuan = fleet.ward.tuan;
    fleet.ward.give_home(tuan);
    assert!(fleet.ward.world.holds(Scope::Member(tuan), ride));
    assert!(!fleet.ward.world.holds(Scope::Member(fleet.ward.hoa), ride));
    assert!(fleet.ward.world.holds(Scope::Member(fleet.ward.driver), ride));
}

#[test]
fn a_point_is_closed_on_weekends_holidays_and_its_own_days() {
    let mut fleet = Fleet::new();
    let root = fleet.ward.world.commune.root();
    let data = json!({ "name": "Trung tâm Phục vụ hành chính công", "closed_on": ["2026-11-26"], "saturday": true });
    let point = fleet.ward.world.hub("service_point.add", root, data);
    let hoa = fleet.ward.hoa;
    for (day, open) in [
        ("2026-11-25", true),
        ("2026-11-26", false),
        ("2026-11-28", true),
        ("2026-11-29", false),
        ("2027-01-01", false),
    ] {
        let mut data = fleet.booking();
        data["day"] = json!(day);
        data["point"] = json!(point);
        let outcome = fleet.ward.world.act(hoa, "ride.book", None, data).happens();
        assert_eq!(outcome.fate == Fate::Applied, open, "{day}: {:?}", outcome.reason);
    }
}

#[test]
fn a_leader_gives_a_vehicle_and_hears_what_does_not_fit() {
    let mut fleet = Fleet::new();
    let _full = fleet.book(1);
    let waiting = fleet.book(0);
    let (squad, leader, car) = (fleet.ward.squad, fleet.ward.leader, fleet.car);
    fleet
        .ward
        .world
        .act(leader, "ride.give_vehicle", waiting, json!({ "vehicle": car }))
        .ends(Fate::Refused, Reason::SeatsFull);
    let van =
        fleet.ward.world.hub("vehicle.add", squad, json!({ "name": "Xe 7 chỗ", "vehicle_type": "van", "seats": 6 }));
    fleet.ward.world.act(leader, "ride.give_vehicle", waiting, json!({ "vehicle": van })).applied();
    assert_eq!(fleet.ride(waiting)["state"], json!("confirmed"));
    let hoa = fleet.ward.hoa;
    fleet
        .ward
        .world
        .act(hoa, "ride.give_vehicle", waiting, json!({ "vehicle": car }))
        .ends(Fate::Refused, Reason::NotAllowed);
}

#[test]
fn a_driver_who_looks_after_the_household_keeps_the_ride_when_another_drives() {
    let mut fleet = Fleet::new();
    let (hoa, tuan, leader, squad) = (fleet.ward.hoa, fleet.ward.tuan, fleet.ward.leader, fleet.ward.squad);
    let car = fleet.car;
    fleet.ward.world.act(leader, "vehicle.edit", squad, json!({ "vehicle": car, "driver": hoa })).applied();
    let ride = fleet.book(0);
    fleet.ward.world.act(leader, "vehicle.edit", squad, json!({ "vehicle": car, "driver": tuan })).applied();
    assert!(fleet.ward.world.holds(Scope::Member(tuan), ride));
    assert!(fleet.ward.world.holds(Scope::Member(hoa), ride));
}
