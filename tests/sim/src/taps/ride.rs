//! Rides.

use doorstep_core::store::saving::Draft;
use serde_json::json;

use super::{DAYS, Screen, draft, text};
use crate::dice::Dice;

pub(super) fn book(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let resident = screen.resident(dice)?;
    let start = 480 + 30 * dice.range(0, 2);
    let mut data = json!({
        "household": resident.root, "resident": resident.key.id, "service": "social_pension",
        "day": dice.word(DAYS), "outbound": [start, start + 30],
    });
    if dice.permille(600) {
        data["back"] = json!([start + 90, start + 120]);
    }
    if dice.permille(300) {
        data["companions"] = json!(1);
    }
    if let Some(vehicle) = screen.any("vehicle", dice)
        && dice.permille(800)
    {
        data["vehicle"] = json!(vehicle.key.id);
    }
    if let Some(point) = screen.any("service_point", dice)
        && dice.permille(700)
    {
        data["point"] = json!(point.key.id);
    }
    draft("ride.book", None, data)
}

pub(super) fn give_vehicle(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let (ride, vehicle) = (screen.any("ride", dice)?, screen.any("vehicle", dice)?);
    draft("ride.give_vehicle", Some(ride.root), json!({"vehicle": vehicle.key.id}))
}

pub(super) fn cancel(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let ride = screen.any("ride", dice)?;
    draft("ride.cancel", Some(ride.root), json!({"reason": dice.word(&["ill", "weather", "no_show"])}))
}

pub(super) fn step(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let ride = screen.any("ride", dice)?;
    let next = match text(&ride.body, "state").as_deref() {
        Some("picked_up") => "at_point",
        Some("at_point") => dice.word(&["served", "turned_away"]),
        Some("served" | "turned_away") => "going_home",
        Some("going_home") => dice.word(&["home_safe", "with_family"]),
        _ => "picked_up",
    };
    let next = if dice.permille(150) { dice.word(&["home_safe", "served", "picked_up"]) } else { next };
    let mut data = json!({"state": next});
    if next == "turned_away" {
        data["reason"] = "hết giờ".into();
    }
    draft("ride.step", Some(ride.root), data)
}
