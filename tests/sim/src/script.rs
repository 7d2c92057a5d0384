//! Short scripts over the same world: one situation, step by step, with the same checks behind each step.

use std::ops::{Deref, DerefMut};

use doorstep_core::{
    id::Id,
    store::{meta, saving::Draft},
};
use serde_json::Value;

use crate::{
    oracle,
    town::fields,
    violation::{Check, Violation},
    world::{Flight, Templates, World},
};

/// A world in which everybody has synced and nothing else happens than what the script says.
pub struct Script(World);

impl Deref for Script {
    type Target = World;

    fn deref(&self) -> &World {
        &self.0
    }
}

impl DerefMut for Script {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.0
    }
}

/// Stops a script where something is not so.
pub fn must(holds: bool, what: &str) -> Check {
    if holds { Ok(()) } else { Err(Violation::of("the script's claim holds", what)) }
}

impl Script {
    /// A town of eight, pages of everything at once.
    pub fn new() -> Check<Script> {
        let templates = Templates::new()?;
        let mut seed = 1;
        let mut world = loop {
            let world = World::new(&templates, seed)?;
            if world.phones.len() == 8 {
                break world;
            }
            seed += 1;
        };
        world.strict = true;
        world.hub.page_bytes = 1 << 19;
        for p in 0..world.phones.len() {
            world.sync(p)?;
        }
        Ok(Script(world))
    }

    /// The phone of a member, by name.
    pub fn phone(&self, name: &str) -> usize {
        self.phones.iter().position(|phone| phone.name == name).unwrap_or(0)
    }

    /// A household that a member was given.
    pub fn home_of(&self, name: &str) -> Check<Id> {
        let member = self.phones[self.phone(name)].member.to_string();
        let mut given = self.hub.mirror.rows.iter().filter(|((kind, _), _)| &**kind == "assignment");
        let found = given.find(|(_, row)| {
            row.body.as_deref().is_some_and(|body| body.contains(&format!("\"member\":\"{member}\"")))
        });
        match found {
            Some(((_, id), _)) => Ok(*id),
            None => self.give(name),
        }
    }

    fn give(&self, name: &str) -> Check<Id> {
        Err(Violation::of("the script's town fits", format!("{name} has no household")))
    }

    /// A resident of a household.
    pub fn resident_of(&self, home: Id) -> Check<Id> {
        let mut of = self.hub.mirror.rows.iter().filter(|((kind, _), row)| &**kind == "resident" && row.root == home);
        of.next().map(|((_, id), _)| *id).ok_or_else(|| Violation::of("the script's town fits", "nobody lives there"))
    }

    /// A member saves something. It must be taken.
    pub fn tap(&mut self, name: &str, kind: &'static str, root: Option<Id>, data: Value) -> Check<Id> {
        self.now += 60_000;
        let p = self.phone(name);
        let saved = self.save(p, Draft { kind, root, data: fields(data) })?;
        saved.ok_or_else(|| Violation::of("the script's tap is taken", kind))
    }

    /// A member's phone syncs to the end.
    pub fn syncs(&mut self, name: &str) -> Check {
        self.now += 60_000;
        let p = self.phone(name);
        let done = self.sync(p)?;
        must(done, "the sync ends")
    }

    /// A member's phone asks; what it sends is handed over instead of delivered.
    pub fn asks(&mut self, name: &str) -> Check<Flight> {
        self.now += 1_000;
        let p = self.phone(name);
        let made = self.make_request(p)?;
        must(made, "a request is made")?;
        self.flights.pop().ok_or_else(|| Violation::of("a request is made", name))
    }

    /// The hub takes a request; its answer is handed over instead of delivered.
    pub fn answers(&mut self, request: &Flight) -> Check<Option<Flight>> {
        self.now += 1_000;
        self.deliver(request.clone())?;
        Ok(self.flights.pop())
    }

    /// What the hub's newest receipt says of a change.
    pub fn fate(&self, change: Id) -> String {
        let newest = self.hub.mirror.receipts.get(&change).into_iter().flatten().max_by_key(|receipt| receipt.seq);
        newest.map_or_else(|| "none".to_owned(), |receipt| oracle::said(&receipt.text).fate())
    }

    /// A record at the hub.
    pub fn row(&self, kind: &str, id: Id) -> Value {
        let body = self.hub.mirror.rows.get(&(kind.into(), id)).and_then(|row| row.body.as_deref());
        body.and_then(|body| serde_json::from_str(body).ok()).unwrap_or(Value::Null)
    }

    /// A record as a member's phone shows it, pending changes applied.
    pub fn shows(&self, name: &str, kind: &str, id: Id) -> Value {
        let conn = self.phones[self.phone(name)].store.connection();
        let body =
            conn.query_row("SELECT body FROM record WHERE kind = ?1 AND id = ?2", (kind, id.as_bytes()), |row| {
                row.get::<_, String>(0)
            });
        body.ok().and_then(|body| serde_json::from_str(&body).ok()).unwrap_or(Value::Null)
    }

    /// The fate on a member's phone.
    pub fn told(&self, name: &str, change: Id) -> String {
        let conn = self.phones[self.phone(name)].store.connection();
        let text = conn.query_row("SELECT text FROM receipt WHERE change = ?1", [change.as_bytes()], |row| {
            row.get::<_, String>(0)
        });
        text.map_or_else(|_| "none".to_owned(), |text| oracle::said(&text).fate())
    }

    /// A value of a phone's own.
    pub fn kept(&self, name: &str, what: &str) -> Option<String> {
        meta::get(self.phones[self.phone(name)].store.connection(), what).ok().flatten()
    }

    /// Whether a text lies anywhere in a phone's outbox, readable.
    pub fn readable(&self, name: &str, text: &str) -> bool {
        let conn = self.phones[self.phone(name)].store.connection();
        let count =
            conn.query_row("SELECT count(*) FROM queue WHERE instr(text, ?1) > 0", [text], |row| row.get::<_, i64>(0));
        count.is_ok_and(|count| count > 0)
    }

    /// The coordinator, or who else, gives a household to a member.
    pub fn hand_over(&mut self, by: &str, home: Id, to: &str) -> Check<Id> {
        let member = self.phones[self.phone(to)].member;
        self.tap(by, "assignment.assign", Some(home), serde_json::json!({"member": member}))
    }
}
