//! Leaders and coordinators: who has which household, members, squads, vehicles, the commune.

use doorstep_core::store::saving::Draft;
use serde_json::{Value, json};

use super::{DAYS, Screen, WORDS, draft};
use crate::dice::Dice;

/// Members whom the rosters on this phone name.
fn mates(screen: &Screen<'_>) -> Vec<String> {
    let squads = screen.all("squad");
    squads
        .iter()
        .filter_map(|squad| squad.body.get("roster")?.as_object())
        .flat_map(|roster| roster.keys().cloned())
        .collect()
}

/// A leader gives a household to somebody, or to another squad.
pub fn assign(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let assignment = screen.any("assignment", dice)?;
    let mates = mates(screen);
    let mut data = json!({});
    if dice.permille(850) {
        data["member"] = dice.pick(&mates)?.as_str().into();
    }
    if dice.permille(200) || data.get("member").is_none() {
        data["squad"] = json!(screen.any("squad", dice)?.key.id);
    }
    draft("assignment.assign", Some(assignment.root), data)
}

pub(super) fn take_back(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    draft("assignment.take_back", Some(screen.any("assignment", dice)?.root), json!({}))
}

pub(super) fn merge_homes(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let (from, into) = (screen.any("household", dice)?, screen.any("household", dice)?);
    draft("household.merge", Some(from.root), json!({"into": into.key.id}))
}

pub(super) fn unmerge_homes(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let mut all = screen.all("household");
    all.retain(|home| home.body.contains_key("alias_of"));
    draft("household.unmerge", Some(dice.pick(&all)?.root), json!({}))
}

pub(super) fn rename_neighbourhood(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let neighbourhood = screen.any("neighbourhood", dice)?;
    let data =
        json!({"neighbourhood": neighbourhood.key.id, "name": dice.word(&["Thôn Thượng", "Thôn Hạ", "Thôn Trung"])});
    draft("neighbourhood.edit", Some(screen.commune), data)
}

pub(super) fn merge_neighbourhoods(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let (from, into) = (screen.any("neighbourhood", dice)?, screen.any("neighbourhood", dice)?);
    draft("neighbourhood.merge", Some(screen.commune), json!({"neighbourhood": from.key.id, "into": into.key.id}))
}

pub(super) fn split_neighbourhood(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let from = screen.any("neighbourhood", dice)?;
    let homes = screen.all("household");
    let some: Vec<Value> = dice.pick(&homes).map(|home| json!(home.key.id)).into_iter().collect();
    let parts = json!([{"name": "Xóm Trên", "households": some}, {"name": "Xóm Dưới"}]);
    draft("neighbourhood.split", Some(screen.commune), json!({"neighbourhood": from.key.id, "parts": parts}))
}

pub(super) fn add_neighbourhood(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    draft("neighbourhood.add", Some(screen.commune), json!({"name": dice.word(&["Thôn Mới", "Thôn Xa"])}))
}

pub(super) fn edit_squad(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let squad = screen.any("squad", dice)?;
    draft("squad.edit", Some(squad.root), json!({"name": dice.word(&["Đội Xanh", "Đội Đỏ"])}))
}

pub(super) fn add_squad(_: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    draft("squad.add", None, json!({"name": dice.word(&["Đội Ba", "Đội Tư"])}))
}

pub(super) fn edit_member(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let member = screen.any("member", dice)?;
    let mut data = match dice.below(3) {
        0 => json!({"name": dice.word(&["chị Na", "anh Ổi"])}),
        1 => json!({"roles": dice.pick(&[vec!["volunteer"], vec!["volunteer", "driver"], vec!["leader"]])?}),
        _ => json!({"squad": screen.any("squad", dice)?.key.id, "roles": ["volunteer"]}),
    };
    data["member"] = json!(member.key.id);
    draft("member.edit", Some(member.root), data)
}

pub(super) fn add_member(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let squad = screen.any("squad", dice)?;
    draft("member.add", None, json!({"name": "em Mới", "squad": squad.key.id, "roles": ["volunteer"]}))
}

pub(super) fn vehicle(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let squad = screen.any("squad", dice)?;
    let data =
        json!({"name": "xe mới", "vehicle_type": dice.word(&["car", "three_wheeler"]), "seats": dice.range(1, 3)});
    draft("vehicle.add", Some(squad.root), data)
}

pub(super) fn edit_vehicle(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let vehicle = screen.any("vehicle", dice)?;
    let mates = mates(screen);
    let mut data = match dice.below(3) {
        0 => json!({"driver": dice.pick(&mates)?}),
        1 => json!({"seats": dice.range(1, 3)}),
        _ => json!({"out_of_service": dice.permille(500)}),
    };
    data["vehicle"] = json!(vehicle.key.id);
    draft("vehicle.edit", Some(vehicle.root), data)
}

pub(super) fn point(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    if dice.permille(400) {
        return draft("service_point.add", Some(screen.commune), json!({"name": "Công an", "place": "police"}));
    }
    let point = screen.any("service_point", dice)?;
    let data = json!({"point": point.key.id, "closed_on": [dice.word(DAYS)]});
    draft("service_point.edit", Some(screen.commune), data)
}

pub(super) fn commune(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    draft("commune.edit", Some(screen.commune), json!({"unit": dice.word(&["phường Mẫu", "phường Thử"])}))
}

pub(super) fn responsibility(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let (squad, neighbourhood) = (screen.any("squad", dice)?, screen.any("neighbourhood", dice)?);
    let from = dice.word(&["2026-11-01", "2026-11-24", "2026-12-01"]);
    let data = json!({"squad": squad.key.id, "neighbourhood": neighbourhood.key.id, "from": from});
    draft("responsibility.set", Some(screen.commune), data)
}

pub(super) fn announce(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let neighbourhood = screen.any("neighbourhood", dice)?;
    let data =
        json!({"neighbourhood": neighbourhood.key.id, "date": dice.word(DAYS), "announced_by": dice.word(WORDS)});
    draft("visit_round.announce", Some(screen.commune), data)
}

pub(super) fn erase(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    if dice.permille(300) {
        return draft("household.erase", Some(screen.home(dice)?.root), json!({}));
    }
    let resident = screen.resident(dice)?;
    draft("resident.erase", Some(resident.root), json!({"resident": resident.key.id}))
}
