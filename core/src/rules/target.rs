//! Which record a change edits or decides about: the one whose revision its author had on screen.

use super::links::id_of;
use crate::{
    change::Change,
    model,
    record::{Key, Kind},
};

/// The record that `seen` and `after` speak of; none for facts.
pub fn of(change: &Change) -> Option<Key> {
    let root = |kind: Kind| Some(Key::new(kind, change.root));
    let named = |kind: Kind, field: &str| Some(Key::new(kind, id_of(&change.data, field)?));
    match change.kind.as_str() {
        "commune.edit" => root(model::COMMUNE),
        "squad.edit" => root(model::SQUAD),
        "household.edit" | "household.merge" | "household.unmerge" => root(model::HOUSEHOLD),
        "assignment.assign" | "assignment.take_back" => root(model::ASSIGNMENT),
        "ride.give_vehicle" => root(model::RIDE),
        "neighbourhood.edit" | "neighbourhood.merge" | "neighbourhood.split" => {
            named(model::NEIGHBOURHOOD, "neighbourhood")
        }
        "service_point.edit" => named(model::SERVICE_POINT, "point"),
        "vehicle.edit" => named(model::VEHICLE, "vehicle"),
        "member.edit" => named(model::MEMBER, "member"),
        "resident.edit" => named(model::RESIDENT, "resident"),
        "follow_up.edit" => named(model::FOLLOW_UP, "follow_up"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::{Class, RULES};

    /// Every edit and every command on an existing record must say what its author saw, or it would conflict with
    /// everything.
    #[test]
    fn every_edit_has_a_target() {
        let id = crate::id::Id::v7(1, [1; 10]);
        let named = ["neighbourhood", "point", "vehicle", "member", "resident", "follow_up"];
        for rule in RULES.iter().copied().flatten().filter(|rule| matches!(rule.class, Class::Edit | Class::Command)) {
            let makes_a_record =
                rule.kind.ends_with(".add") || rule.kind.ends_with(".announce") || rule.kind.ends_with(".set");
            let change = crate::change::Change {
                id,
                member: id,
                at: 0,
                unsure: false,
                kind: rule.kind.into(),
                v: 1,
                root: id,
                seen: 0,
                after: vec![],
                epoch: 0,
                data: named.iter().map(|name| ((*name).to_owned(), id.to_string().into())).collect(),
            };
            assert_eq!(super::of(&change).is_none(), makes_a_record, "{}", rule.kind);
        }
    }
}
