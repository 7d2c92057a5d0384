//! The commune of a run: two squads, a service point, households with residents. All invented.

use doorstep_core::{
    change::Change,
    id::{CommuneCode, Id},
    json::Fields,
};
use serde_json::{Value, json};

use crate::dice::Dice;

/// True time at which every run begins, milliseconds since 1970: 24 November 2026, 09:00 in Vietnam.
pub const BEGIN: i64 = 1_795_485_600_000;

/// Who and what there is at the beginning.
#[derive(Clone, Debug)]
pub struct Town {
    /// The commune's code.
    pub commune: CommuneCode,
    /// Coordinator first, then of each squad the leader and its volunteers, then the driver.
    pub members: Vec<(Id, &'static str)>,
    /// One phone a member: devices in the same order.
    pub devices: Vec<Id>,
    /// Two squads.
    pub squads: Vec<Id>,
    /// Where households lie.
    pub neighbourhoods: Vec<Id>,
    /// A motorbike, a small car, a van for wheelchairs.
    pub vehicles: Vec<Id>,
    /// The Centre.
    pub point: Id,
    /// Households of the first list.
    pub households: Vec<Id>,
    /// Changes that set it up, in order.
    pub changes: Vec<Change>,
}

/// A change of the hub itself.
pub fn change(id: Id, member: Id, at: i64, kind: &str, root: Id, data: Value) -> Change {
    Change {
        id,
        member,
        at,
        unsure: false,
        kind: kind.to_owned(),
        v: 1,
        root,
        seen: 0,
        after: Vec::new(),
        epoch: 0,
        data: fields(data),
    }
}

/// An object's members.
pub fn fields(value: Value) -> Fields {
    match value {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

const HEADS: &[&str] =
    &["Ngọc Ánh", "Văn Bình", "Thị Cúc", "Đức Dũng", "Thu Hà", "Minh Khôi", "Lan", "Phú", "Quý", "Tám"];

/// Volunteers of a larger town.
const MORE: &[&str] = &["giang", "hai", "kim", "linh", "my", "nam", "oanh", "phuc", "quyen", "son", "thao", "uyen"];

impl Town {
    /// A town of a seed.
    pub fn new(commune: CommuneCode, dice: &mut Dice) -> Town {
        let mut changes = Vec::new();
        let mut put = |dice: &mut Dice, kind: &str, root: Option<Id>, data: Value| {
            let id = dice.id(BEGIN);
            changes.push(change(id, Id::HUB, BEGIN, kind, root.unwrap_or(id), data));
            id
        };
        let root = commune.root();
        put(dice, "commune.set_up", Some(root), json!({"code": commune.as_str(), "name": "phường Mẫu"}));
        let squads: Vec<Id> = ["Một", "Hai"]
            .iter()
            .map(|name| put(dice, "squad.add", None, json!({"name": format!("Đội {name}")})))
            .collect();
        let neighbourhoods: Vec<Id> = ["Đông", "Tây", "Nam"]
            .iter()
            .map(|name| put(dice, "neighbourhood.add", Some(root), json!({"name": format!("Thôn {name}")})))
            .collect();
        for (squad, neighbourhood) in squads.iter().zip(&neighbourhoods) {
            let data = json!({"squad": squad, "neighbourhood": neighbourhood, "from": "2026-01-01"});
            put(dice, "responsibility.set", Some(root), data);
        }
        let point = put(
            dice,
            "service_point.add",
            Some(root),
            json!({"name": "Trung tâm", "place": "centre", "closed_on": ["2026-12-09"]}),
        );
        let mut people: Vec<(&str, Option<usize>, &[&str])> = vec![
            ("coordinator", None, &["coordinator"]),
            ("leader one", Some(0), &["leader", "volunteer"]),
            ("an", Some(0), &["volunteer"]),
            ("binh", Some(0), &["volunteer"]),
            ("driver", Some(0), &["driver", "volunteer"]),
            ("leader two", Some(1), &["leader"]),
            ("chi", Some(1), &["volunteer"]),
            ("dung", Some(1), &["volunteer", "driver"]),
        ];
        // Mostly few, who meet often; now and then a ward's twenty.
        let most = if dice.permille(700) { 8 } else { 20 };
        let number = dice.range(5, most) as usize;
        people.extend(MORE.iter().enumerate().map(|(n, name)| (*name, Some(n % 2), &["volunteer"] as &[&str])));
        people.truncate(number);
        let mut members = Vec::new();
        let mut devices = Vec::new();
        for (name, squad, roles) in &people {
            let squad = squad.map(|squad| squads[squad]);
            let member = put(dice, "member.add", None, json!({"name": name, "roles": roles, "squad": squad}));
            devices.push(put(dice, "device.enrol", Some(member), json!({"label": "máy thử"})));
            members.push((member, *name));
        }
        let vehicles = [
            (0, json!({"name": "xe máy", "vehicle_type": "motorbike", "seats": 1, "driver": members[4].0})),
            (0, json!({"name": "ô tô", "vehicle_type": "car", "seats": 2, "driver": members[4].0})),
            (1, json!({"name": "xe nhỏ", "vehicle_type": "van", "seats": 3, "wheelchair_places": 1})),
        ]
        .into_iter()
        .map(|(squad, data)| put(dice, "vehicle.add", Some(squads[squad]), data))
        .collect();
        let mut households = Vec::new();
        for n in 0..dice.range(8, 16) {
            let id = dice.id(BEGIN);
            let neighbourhood = neighbourhoods[dice.below(2)];
            let data = json!({"key": format!("h{n}"), "batch": "first", "fields": {
                "head": dice.word(HEADS), "neighbourhood": neighbourhood, "landmark": "cổng xanh"}});
            put(dice, "household.import", Some(id), data);
            households.push(id);
            for _ in 0..dice.range(1, 2) {
                let name = dice.word(HEADS);
                let resident = put(dice, "resident.add", Some(id), json!({"name": name, "honorific": "bà"}));
                for purpose in ["record", "ride"] {
                    if dice.permille(600) {
                        let data =
                            json!({"resident": resident, "purpose": purpose, "answer": "given", "method": "screen"});
                        put(dice, "consent.record", Some(id), data);
                    }
                }
            }
            let squad = usize::from(neighbourhood == neighbourhoods[1]);
            let takers: Vec<Id> = people
                .iter()
                .zip(&members)
                .filter(|((_, of, roles), _)| *of == Some(squad) && roles.contains(&"volunteer"))
                .map(|(_, (id, _))| *id)
                .collect();
            if let Some(member) = dice.pick(&takers).copied()
                && dice.permille(800)
            {
                put(dice, "assignment.assign", Some(id), json!({"member": member}));
            }
        }
        Town { commune, members, devices, squads, neighbourhoods, vehicles, point, households, changes }
    }
}
