//! Households that turn out to be one, neighbourhoods that merge and split.

use doorstep_core::{
    model,
    receipt::{Fate, Reason},
    record::Scope,
};
use serde_json::json;

use super::world::Ward;

#[test]
fn a_merge_is_an_alias_that_can_be_undone() {
    let mut ward = Ward::new();
    let data = json!({ "head": "Phạm Thị Hường", "neighbourhood": ward.neighbourhood });
    let twin = ward.world.act(ward.tuan, "household.add", None, data);
    let twin_id = twin.change.id;
    twin.applied();
    ward.world.act(ward.leader, "household.merge", twin_id, json!({ "into": ward.home })).applied();
    assert_eq!(ward.world.body(model::HOUSEHOLD, twin_id)["alias_of"], json!(ward.home));
    // Who looks after the home that stays reads the alias's history.
    assert!(ward.world.holds(Scope::Member(ward.hoa), twin_id));
    ward.world.act(ward.leader, "household.unmerge", twin_id, json!({})).applied();
    assert!(ward.world.body(model::HOUSEHOLD, twin_id).get("alias_of").is_none());
    assert!(!ward.world.holds(Scope::Member(ward.hoa), twin_id));
    assert!(ward.world.holds(Scope::Member(ward.tuan), twin_id));
    ward.world
        .act(ward.leader, "household.merge", twin_id, json!({ "into": twin_id }))
        .ends(Fate::Refused, Reason::Invalid);
}

#[test]
fn neighbourhoods_keep_their_history() {
    let mut ward = Ward::new();
    let root = ward.world.commune.root();
    let rename = json!({ "neighbourhood": ward.neighbourhood, "name": "Phố Thành Yên" });
    ward.world.act(ward.coordinator, "neighbourhood.edit", root, rename).applied();
    assert_eq!(ward.world.body(model::NEIGHBOURHOOD, ward.neighbourhood)["former_names"], json!(["Tổ dân phố 5"]));
    let other = ward.world.hub("neighbourhood.add", root, json!({ "name": "Tổ dân phố 6" }));
    let merge = json!({ "neighbourhood": ward.neighbourhood, "into": other });
    ward.world.act(ward.coordinator, "neighbourhood.merge", root, merge).applied();
    assert_eq!(ward.world.body(model::NEIGHBOURHOOD, ward.neighbourhood)["state"], json!("merged"));
    assert_eq!(ward.world.body(model::HOUSEHOLD, ward.home)["neighbourhood"], json!(other));
    let names = json!(["Tổ dân phố 5", "Phố Thành Yên"]);
    assert_eq!(ward.world.body(model::NEIGHBOURHOOD, other)["former_names"], names);
    let parts = json!([{ "name": "Tổ 6A", "households": [ward.home] }, { "name": "Tổ 6B", "households": [] }]);
    ward.world
        .act(ward.coordinator, "neighbourhood.split", root, json!({ "neighbourhood": other, "parts": parts }))
        .applied();
    let home = ward.world.body(model::HOUSEHOLD, ward.home);
    let part = home["neighbourhood"].as_str().unwrap().parse().unwrap();
    assert_eq!(ward.world.body(model::NEIGHBOURHOOD, part)["name"], json!("Tổ 6A"));
    assert_eq!(ward.world.body(model::NEIGHBOURHOOD, other)["state"], json!("split"));
}

#[test]
fn responsibility_ends_where_the_next_begins() {
    let mut ward = Ward::new();
    let root = ward.world.commune.root();
    let data = json!({ "squad": ward.other_squad, "neighbourhood": ward.neighbourhood, "from": "2026-11-24" });
    ward.world.act(ward.coordinator, "responsibility.set", root, data).applied();
    let ended: Vec<_> =
        ward.world.of_kind(model::RESPONSIBILITY).into_iter().filter(|r| r.body.contains_key("to")).collect();
    assert_eq!(ended.len(), 1);
    assert_eq!(ended[0].body["to"], json!("2026-11-23"));
    let add = ward.world.act(
        ward.hoa,
        "household.add",
        None,
        json!({ "head": "Lê Văn Tám", "neighbourhood": ward.neighbourhood }),
    );
    let home = add.change.id;
    add.applied();
    assert_eq!(ward.world.body(model::ASSIGNMENT, home)["squad"], json!(ward.other_squad));
}

#[test]
fn only_coordinators_shape_the_commune() {
    let mut ward = Ward::new();
    let root = ward.world.commune.root();
    for who in [ward.hoa, ward.leader] {
        ward.world
            .act(who, "neighbourhood.add", root, json!({ "name": "Tổ mới" }))
            .ends(Fate::Refused, Reason::NotAllowed);
        ward.world.act(who, "squad.add", None, json!({ "name": "Đội mới" })).ends(Fate::Refused, Reason::NotAllowed);
        let data = json!({ "name": "Ai đó", "roles": ["coordinator"], "squad": ward.squad });
        ward.world.act(who, "member.add", None, data).ends(Fate::Refused, Reason::NotAllowed);
    }
}
