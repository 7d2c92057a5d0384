//! Bodies of homes, people and visits, out of the invented ward.

use doorstep_core::id::Id;
use doorstep_sample::{Household, Resident, e164};
use serde_json::{Map, Value, json};

/// A household as a list brings it.
pub fn household(of: &Household, neighbourhood: Id) -> Value {
    let address = &of.address;
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let phones: Vec<Value> = of.phones.iter().map(|phone| json!({"number": e164(&phone.number)})).collect();
    json!({
        "head": of.head.name,
        "honorific": of.head.honorific.word(),
        "neighbourhood": neighbourhood,
        "address": {"house_no": text(&address.house_no), "lane": text(&address.alley), "street": text(&address.road)},
        "landmark": text(&of.landmark),
        "phones": phones,
        "code": of.code,
        "people": 1 + of.others.len(),
        "door": {"dog": of.door.dog, "call_first": of.door.call_first},
    })
}

/// A resident as a list brings them.
pub fn resident(of: &Resident) -> Value {
    json!({
        "name": of.name,
        "honorific": of.honorific.word(),
        "birth_year": of.birth_year,
        "birth_approx": of.birth_approximate,
        "relation": of.relation.label_vi(of.sex),
        "state": "at_home",
    })
}

/// Thirty days of visits to one home: how many days ago, and what was done.
pub fn visits(nth: usize, head: Option<Id>) -> Vec<(i64, Value)> {
    const SERVICES: [&str; 3] = ["vneid_level2_activate", "birth_certificate", "residence_register"];
    let first = 12 + (nth % 12) as i64;
    let mut visits = vec![(first, json!({"outcome": "not_home"}))];
    if !nth.is_multiple_of(3) {
        let helped = json!([{"resident": head, "service": SERVICES[nth % 3], "outcome": "submitted"}]);
        visits.push((first - 9, json!({"outcome": "done", "helped": helped})));
    }
    visits
}

/// A household of 35 flat fields, about as long as those with which the peers were measured (773 bytes).
pub fn flat(of: &Household, neighbourhood: Id) -> Value {
    let mut body: Map<String, Value> = Map::new();
    body.insert("head".into(), of.head.name.as_str().into());
    body.insert("honorific".into(), of.head.honorific.word().into());
    body.insert("neighbourhood".into(), neighbourhood.to_string().into());
    body.insert("code".into(), of.code.as_str().into());
    body.insert("landmark".into(), of.landmark.clone().unwrap_or_default().into());
    let address = &of.address;
    let parts = [&address.house_no, &address.alley, &address.sub_alley, &address.road, &address.lot, &address.hamlet];
    for (at, part) in parts.into_iter().enumerate() {
        body.insert(format!("address_{at}"), part.clone().unwrap_or_default().into());
    }
    body.insert("lat_e7".into(), of.home.lat.into());
    body.insert("lon_e7".into(), of.home.lon.into());
    body.insert("dog".into(), of.door.dog.into());
    body.insert("call_first".into(), of.door.call_first.into());
    body.insert("steps".into(), of.door.steps.into());
    for at in 0..2 {
        let number = of.phones.get(at).map(|phone| phone.number.clone()).unwrap_or_default();
        body.insert(format!("phone_{at}"), number.into());
    }
    let people: Vec<&Resident> = of.residents().collect();
    for at in 0..4 {
        let person = people.get(at);
        body.insert(format!("name_{at}"), person.map_or("", |p| p.name.as_str()).into());
        body.insert(format!("born_{at}"), person.map_or(0, |p| p.birth_year).into());
        body.insert(format!("kin_{at}"), person.map_or("", |p| p.relation.label_vi(p.sex)).into());
    }
    for at in 0.. {
        if body.len() == 35 {
            break;
        }
        body.insert(format!("remark_{at}"), format!("ghi chú số {at} của hộ {}", of.code).into());
    }
    Value::Object(body)
}
