//! A phone with a squad, a neighbourhood and whatever a test adds.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::{
    clock::Moment,
    id::Id,
    json,
    model::{
        self,
        consent::{Consent, Purpose},
    },
    record::{Key, Kind},
    store::{
        Enrolment, PhoneStore, StoreError, records,
        saving::{Draft, Saved},
    },
};

/// Tuesday, 24 November 2026, 8:00 in Vietnam.
pub(super) const NOW: i64 = 1_795_482_000_000;
pub(super) const DAY_MS: i64 = 24 * 3_600_000;

pub(super) fn today() -> NaiveDate {
    crate::calendar::vietnam_date(NOW)
}

/// The name of an identifier in a test.
pub(super) fn id(name: &str) -> Id {
    Id::HUB.derive(name)
}

pub(super) struct Phone {
    pub(super) store: PhoneStore,
    drawn: u8,
}

impl Phone {
    /// The phone of Lan, of squad 1; Minh is her mate.
    pub(super) fn new() -> Phone {
        let conn = doorstep_sqlcipher::open_in_memory().unwrap();
        let mut phone = Phone { store: PhoneStore::new(conn).unwrap(), drawn: 0 };
        let commune = "16522".parse().unwrap();
        let who = Enrolment { commune, member: id("lan"), device: id("device") };
        phone.store.enrol(who, NOW, phone.moment(), &mut |bytes| bytes.fill(1)).unwrap();
        let root = commune.root();
        phone.put(model::COMMUNE, root, root, json!({"name": "Quảng Phú", "unit": "phường Quảng Phú"}));
        let place = json!({"name": "Tổ dân phố 5", "announcer": "bác Tư", "announcer_phone": "+84912000001"});
        phone.put(model::NEIGHBOURHOOD, id("n5"), root, place);
        let roster = json!({
            id("lan").to_string(): {"name": "Trịnh Thị Lan", "roles": ["volunteer"]},
            id("minh").to_string(): {"name": "Phạm Văn Minh", "roles": ["volunteer", "driver"]},
        });
        phone.put(model::SQUAD, id("s1"), id("s1"), json!({"name": "Đội 1", "roster": roster}));
        let lan = json!({"name": "Trịnh Thị Lan", "roles": ["volunteer"], "squad": id("s1")});
        phone.put(model::MEMBER, id("lan"), id("lan"), lan);
        phone
    }

    pub(super) fn moment(&self) -> Moment {
        Moment { wall_ms: NOW, uptime_ms: 1_000, boot: 1 }
    }

    /// A record as the hub sent it.
    pub(super) fn put(&mut self, kind: Kind, of: Id, root: Id, body: Value) {
        let conn = self.store.connection();
        records::put_text(conn, &Key::new(kind, of), root, 1, &json::to_canonical(&body)).unwrap();
        records::hold(conn, root, 1).unwrap();
    }

    /// A home given to somebody; its head lives there.
    pub(super) fn home(&mut self, name: &str, head: &str, member: Option<&str>) -> Id {
        let home = id(name);
        let body = json!({
            "head": head, "honorific": "bà", "neighbourhood": id("n5"), "landmark": "cổng xanh",
            "address": {"house_no": "12", "lane": "ngõ 5"}, "phones": [{"number": "+84912345678"}],
        });
        self.put(model::HOUSEHOLD, home, home, body);
        let member = member.map(|name| id(name).to_string());
        self.put(model::ASSIGNMENT, home, home, json!({"squad": id("s1"), "member": member}));
        self.person(name, head, json!({"state": "at_home"}));
        home
    }

    pub(super) fn person(&mut self, home: &str, name: &str, more: Value) -> Id {
        let mut body = json!({"name": name, "honorific": "bà"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let person = id(&format!("{home} {name}"));
        self.put(model::RESIDENT, person, id(home), body);
        person
    }

    pub(super) fn visit(&mut self, home: &str, outcome: &str, days_ago: i64, more: Value) -> Id {
        let at = NOW - days_ago * DAY_MS;
        let day = crate::calendar::vietnam_date(at).to_string();
        let mut body = json!({"outcome": outcome, "by": id("minh"), "at": at, "day": day});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let visit = id(&format!("{home} visit {days_ago} {outcome}"));
        self.put(model::VISIT, visit, id(home), body);
        visit
    }

    pub(super) fn promise(&mut self, home: &str, in_days: i64, more: Value) {
        let due = crate::calendar::vietnam_date(NOW + in_days * DAY_MS).to_string();
        let mut body = json!({"due": due, "state": "open"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.put(model::FOLLOW_UP, id(&format!("{home} promise {in_days}")), id(home), body);
    }

    pub(super) fn agrees(&mut self, home: Id, person: Id, purpose: Purpose) {
        let body = json!({"resident": person, "purpose": purpose.as_str(), "state": "given"});
        self.put(model::CONSENT, Consent::id(person, &purpose), home, body);
    }

    pub(super) fn ride(&mut self, name: &str, state: &str, body: Value) -> Id {
        let ride = id(name);
        let mut all = json!({"day": today().to_string(), "outbound": [480, 540], "state": state, "who": "bà Hương"});
        all.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        self.put(model::RIDE, ride, ride, all);
        ride
    }

    pub(super) fn save(&mut self, kind: &'static str, root: Id, data: Value) -> Result<Saved, StoreError> {
        self.drawn += 1;
        let drawn = self.drawn;
        let data = data.as_object().unwrap().clone();
        let moment = self.moment();
        self.store.save(Draft { kind, root: Some(root), data }, moment, &mut |bytes| bytes.fill(drawn))
    }
}
