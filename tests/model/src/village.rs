//! The village of the models: as few people and doors as the questions need. All invented.

use doorstep_core::id::{CommuneCode, Id};
use doorstep_sim::{
    dice::Dice,
    town::{BEGIN, Town, change},
};
use serde_json::{Value, json};

use crate::cut::Phone;

/// The leader, who is the coordinator too.
pub const MAI: Phone = 0;
/// A volunteer who has the first home, and drives.
pub const AN: Phone = 1;
/// A volunteer who has the second home.
pub const BINH: Phone = 2;

/// A squad of three, two homes with a resident each, a car with one seat.
pub(crate) fn village(commune: CommuneCode, dice: &mut Dice) -> Town {
    let mut changes = Vec::new();
    let mut put = |kind: &str, root: Option<Id>, data: Value| {
        let id = dice.id(BEGIN);
        changes.push(change(id, Id::HUB, BEGIN, kind, root.unwrap_or(id), data));
        id
    };
    let root = commune.root();
    put("commune.set_up", Some(root), json!({"code": commune.as_str(), "name": "phường Mẫu"}));
    let squad = put("squad.add", None, json!({"name": "Đội Một"}));
    let neighbourhood = put("neighbourhood.add", Some(root), json!({"name": "Thôn Đông"}));
    put(
        "responsibility.set",
        Some(root),
        json!({"squad": squad, "neighbourhood": neighbourhood, "from": "2026-01-01"}),
    );
    let point = put("service_point.add", Some(root), json!({"name": "Trung tâm", "place": "centre"}));
    let mut members = Vec::new();
    let mut devices = Vec::new();
    let people: [(&'static str, &[&str]); 3] =
        [("mai", &["coordinator", "leader", "volunteer"]), ("an", &["volunteer", "driver"]), ("binh", &["volunteer"])];
    for (name, roles) in people {
        let member = put("member.add", None, json!({"name": name, "roles": roles, "squad": squad}));
        devices.push(put("device.enrol", Some(member), json!({"label": "máy thử"})));
        members.push((member, name));
    }
    let car = json!({"name": "xe", "vehicle_type": "motorbike", "seats": 1, "driver": members[AN].0});
    let vehicles = vec![put("vehicle.add", Some(squad), car)];
    let mut households = Vec::new();
    for (head, holder) in [("Ngọc Ánh", AN), ("Văn Bình", BINH)] {
        let data = json!({"key": head, "batch": "first", "fields": {"head": head, "neighbourhood": neighbourhood, "landmark": "cổng xanh"}});
        let home = put("household.import", None, data);
        let resident = put("resident.add", Some(home), json!({"name": head, "honorific": "bà"}));
        for purpose in ["record", "ride"] {
            let data = json!({"resident": resident, "purpose": purpose, "answer": "given", "method": "screen"});
            put("consent.record", Some(home), data);
        }
        put("assignment.assign", Some(home), json!({"member": members[holder].0}));
        households.push(home);
    }
    Town {
        commune,
        members,
        devices,
        squads: vec![squad],
        neighbourhoods: vec![neighbourhood],
        vehicles,
        point,
        households,
        changes,
    }
}

/// The resident of a household: the change that comes after it.
pub fn resident(town: &Town, home: Id) -> Id {
    let mut after = town.changes.iter().filter(|change| change.root == home && change.kind == "resident.add");
    after.next().map_or(Id::HUB, |change| change.id)
}
