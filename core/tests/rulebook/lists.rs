//! Imported lists: three-way per field.

use doorstep_core::{id::Id, model, record::Scope};
use serde_json::{Value, json};

use super::world::Ward;

fn import(ward: &mut Ward, home: Id, fields: Value) -> doorstep_core::rules::outcome::Outcome {
    let data = json!({ "key": "mã 17", "batch": "2026-11-24 a", "fields": fields });
    ward.world.act(Id::HUB, "household.import", home, data).applied()
}

#[test]
fn an_imported_household_falls_to_the_responsible_squads_unassigned_list() {
    let mut ward = Ward::new();
    let home = ward.world.fresh();
    let neighbourhood = ward.neighbourhood;
    import(&mut ward, home, json!({ "head": "Lê Văn Tám", "neighbourhood": neighbourhood }));
    let assignment = ward.world.body(model::ASSIGNMENT, home);
    assert_eq!(assignment["squad"], json!(ward.squad));
    assert!(assignment.get("member").is_none());
    assert!(ward.world.holds(Scope::Squad(ward.squad), home));
}

#[test]
fn a_number_corrected_at_the_door_survives_the_next_import() {
    let mut ward = Ward::new();
    let home = ward.world.fresh();
    let list = |phone: &str, head: &str, ward: &Ward| json!({ "head": head, "neighbourhood": ward.neighbourhood, "phones": [{ "number": phone }] });
    let first = list("+84951111111", "Lê Văn Tám", &ward);
    import(&mut ward, home, first.clone());
    ward.give_home_of(home);
    ward.world.act(ward.hoa, "household.edit", home, json!({ "phones": [{ "number": "+84952222222" }] })).applied();
    // The same list again changes nothing.
    let before = ward.world.seq_of(model::HOUSEHOLD, home);
    import(&mut ward, home, first);
    assert_eq!(ward.world.seq_of(model::HOUSEHOLD, home), before);
    // An edited list changes the head; for the number, the door knows better than both lists.
    let edited = list("+84953333333", "Lê Văn Tâm", &ward);
    let outcome = import(&mut ward, home, edited);
    assert_eq!(outcome.args["kept"], json!(["phones"]));
    let body = ward.world.body(model::HOUSEHOLD, home);
    assert_eq!(body["phones"], json!([{ "number": "+84952222222" }]));
    assert_eq!(body["head"], json!("Lê Văn Tâm"));
}

#[test]
fn a_column_that_a_list_lacks_changes_nothing_now_or_later() {
    let mut ward = Ward::new();
    let home = ward.world.fresh();
    let neighbourhood = ward.neighbourhood;
    let full = json!({ "head": "Lê Văn Tám", "neighbourhood": neighbourhood, "landmark": "sau chợ" });
    import(&mut ward, home, full.clone());
    import(&mut ward, home, json!({ "head": "Lê Văn Tám", "neighbourhood": neighbourhood }));
    assert_eq!(ward.world.body(model::HOUSEHOLD, home)["landmark"], json!("sau chợ"));
    let mut moved = full;
    moved["landmark"] = json!("cạnh đình");
    import(&mut ward, home, moved);
    assert_eq!(ward.world.body(model::HOUSEHOLD, home)["landmark"], json!("cạnh đình"));
}

#[test]
fn a_household_that_vanished_from_the_list_is_noted_and_never_deleted() {
    let mut ward = Ward::new();
    let home = ward.world.fresh();
    let neighbourhood = ward.neighbourhood;
    import(&mut ward, home, json!({ "head": "Lê Văn Tám", "neighbourhood": neighbourhood }));
    ward.world.hub("household.import_missing", home, json!({}));
    assert_eq!(ward.world.body(model::IMPORT_SOURCE, home)["missing"], json!(true));
    assert_eq!(ward.world.body(model::HOUSEHOLD, home)["head"], json!("Lê Văn Tám"));
    // Back on the list, back in order.
    import(&mut ward, home, json!({ "head": "Lê Văn Tám", "neighbourhood": neighbourhood }));
    assert!(ward.world.body(model::IMPORT_SOURCE, home).get("missing").is_none());
}

impl Ward {
    fn give_home_of(&mut self, home: Id) {
        self.world.act(self.leader, "assignment.assign", home, json!({ "member": self.hoa })).applied();
    }
}
