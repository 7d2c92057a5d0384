//! A commune in memory, and short ways to say who does what.

use doorstep_core::{
    change::Change,
    id::{CommuneCode, Id, Seq},
    json::Fields,
    receipt::{Fate, Reason},
    record::{Key, Kind, Record, Scope},
    rules::{
        self,
        context::Context,
        outcome::Outcome,
        working_set::{Slot, WorkingSet},
    },
};
use serde_json::{Value, json};

/// 2026-11-24 09:00 in Vietnam, a Tuesday.
pub(crate) const MORNING: i64 = 1_795_485_600_000;

/// A hub's view of a commune: everything ever written stays in one working set.
pub(crate) struct World {
    ws: WorkingSet,
    seq: Seq,
    made: u64,
    pub(crate) now: i64,
    pub(crate) commune: CommuneCode,
    pub(crate) recovering: bool,
    pub(crate) skipped: Vec<(Seq, Seq)>,
}

/// A change about to be made.
pub(crate) struct Act<'a> {
    world: &'a mut World,
    pub(crate) change: Change,
}

/// The ward that most tests begin with.
pub(crate) struct Ward {
    pub(crate) world: World,
    pub(crate) neighbourhood: Id,
    pub(crate) squad: Id,
    pub(crate) other_squad: Id,
    pub(crate) coordinator: Id,
    pub(crate) leader: Id,
    pub(crate) hoa: Id,
    pub(crate) tuan: Id,
    pub(crate) driver: Id,
    pub(crate) home: Id,
    pub(crate) resident: Id,
}

pub(crate) fn fields(value: Value) -> Fields {
    match value {
        Value::Object(fields) => fields,
        other => panic!("expected an object: {other}"),
    }
}

impl World {
    pub(crate) fn new() -> World {
        World {
            ws: WorkingSet::default(),
            seq: 0,
            made: 0,
            now: MORNING,
            commune: "16522".parse().unwrap(),
            recovering: false,
            skipped: vec![],
        }
    }

    pub(crate) fn fresh(&mut self) -> Id {
        self.made += 1;
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.made.to_le_bytes());
        Id::v7(self.now, random)
    }

    /// A change by somebody, on a root (none: a root of its own), with what they know of it now.
    pub(crate) fn act(&mut self, who: Id, kind: &str, root: impl Into<Option<Id>>, data: Value) -> Act<'_> {
        let id = self.fresh();
        let root = root.into().unwrap_or(id);
        let mut change = Change {
            id,
            member: who,
            at: self.now,
            unsure: false,
            kind: kind.into(),
            v: 1,
            root,
            seen: 0,
            after: vec![],
            epoch: 0,
            data: fields(data),
        };
        if let Some(key) = rules::target::of(&change) {
            change.seen = self.record(&key).map_or(0, |record| record.seq);
        }
        let about = change.data.get("household").and_then(Value::as_str).and_then(|id| id.parse().ok()).unwrap_or(root);
        change.epoch =
            self.ws.grants(about).iter().filter(|g| g.span.is_open()).map(|g| g.span.since).max().unwrap_or(0);
        Act { world: self, change }
    }

    /// The same by the hub itself, which must be applied.
    pub(crate) fn hub(&mut self, kind: &str, root: impl Into<Option<Id>>, data: Value) -> Id {
        let act = self.act(Id::HUB, kind, root, data);
        let id = act.change.id;
        act.applied();
        id
    }

    pub(crate) fn record(&self, key: &Key) -> Option<&Record> {
        match self.ws.slot(key) {
            Slot::Held(record) => Some(record),
            _ => None,
        }
    }

    pub(crate) fn body(&self, kind: Kind, id: Id) -> Value {
        self.record(&Key::new(kind, id)).map_or(Value::Null, |record| Value::Object(record.body.clone()))
    }

    pub(crate) fn seq_of(&self, kind: Kind, id: Id) -> Seq {
        self.record(&Key::new(kind, id)).map_or(0, |record| record.seq)
    }

    pub(crate) fn is_tombstone(&self, kind: Kind, id: Id) -> bool {
        matches!(self.ws.slot(&Key::new(kind, id)), Slot::Tombstone { .. })
    }

    pub(crate) fn of_kind(&self, kind: Kind) -> Vec<Record> {
        let changes = self.ws.changes();
        let held = changes.records.into_iter().filter_map(|(key, slot)| match slot {
            Slot::Held(record) if key.kind == kind => Some(record.clone()),
            _ => None,
        });
        held.collect()
    }

    pub(crate) fn holds(&self, scope: Scope, root: Id) -> bool {
        self.ws.holds(scope, root)
    }
}

impl Act<'_> {
    /// As if its author had looked at the record at this revision.
    pub(crate) fn seen(mut self, seq: Seq) -> Self {
        self.change.seen = seq;
        self
    }

    pub(crate) fn epoch(mut self, epoch: Seq) -> Self {
        self.change.epoch = epoch;
        self
    }

    pub(crate) fn at(mut self, at: i64) -> Self {
        self.change.at = at;
        self
    }

    pub(crate) fn after(mut self, change: Id) -> Self {
        self.change.after = vec![change];
        self
    }

    /// Makes it happen at the hub.
    pub(crate) fn happens(self) -> Outcome {
        let ctx = Context {
            recovering: self.world.recovering,
            skipped: self.world.skipped.clone(),
            ..Context::hub(self.world.commune, self.world.now)
        };
        self.under(&ctx)
    }

    /// Makes it happen under other circumstances.
    pub(crate) fn under(self, ctx: &Context) -> Outcome {
        let Act { world, change } = self;
        loop {
            let missing = world.ws.missing(rules::reads(&change, &world.ws));
            if missing.is_empty() {
                break;
            }
            // Whatever was written before is in the set already; the rest does not exist.
            for key in &missing.records {
                world.ws.load_record(key.clone(), Slot::Absent, Default::default());
            }
            missing.grants.iter().for_each(|root| world.ws.load_grants(*root, vec![]));
            missing.memberships.iter().for_each(|member| world.ws.load_memberships(*member, vec![]));
            missing.links.iter().for_each(|link| world.ws.load_link(link.clone(), []));
            world.ws.load_erased(&missing.erased, []);
        }
        let outcome = rules::apply(&change, ctx, &world.ws);
        let seq = &mut world.seq;
        world.ws.write(outcome.writes.clone(), change.rank(ctx.received), change.member, &mut || {
            *seq += 1;
            *seq
        });
        world.now += 1_000;
        outcome
    }

    #[track_caller]
    pub(crate) fn applied(self) -> Outcome {
        self.ends(Fate::Applied, None)
    }

    #[track_caller]
    pub(crate) fn ends(self, fate: Fate, reason: impl Into<Option<Reason>>) -> Outcome {
        let kind = self.change.kind.clone();
        let outcome = self.happens();
        let reason = reason.into();
        assert_eq!((&outcome.fate, &outcome.reason), (&fate, &reason), "{kind}: {:?}", outcome.args);
        outcome
    }
}

impl Ward {
    pub(crate) fn new() -> Ward {
        let mut world = World::new();
        let root = world.commune.root();
        world.hub("commune.set_up", root, json!({ "name": "Quảng Phú", "code": "16522" }));
        let neighbourhood = world.hub("neighbourhood.add", root, json!({ "name": "Tổ dân phố 5" }));
        let squad = world.hub("squad.add", None, json!({ "name": "Đội Quảng Hưng" }));
        let other_squad = world.hub("squad.add", None, json!({ "name": "Đội Quảng Cát" }));
        let member = |world: &mut World, name: &str, roles: Value, squad: Value| {
            world.hub("member.add", None, json!({ "name": name, "roles": roles, "squad": squad }))
        };
        let coordinator = member(&mut world, "Lê Thị Mai", json!(["coordinator"]), Value::Null);
        let leader = member(&mut world, "Trịnh Văn Bình", json!(["leader", "volunteer"]), json!(squad));
        let hoa = member(&mut world, "Nguyễn Thị Hoa", json!(["volunteer"]), json!(squad));
        let tuan = member(&mut world, "Lê Anh Tuấn", json!(["volunteer"]), json!(squad));
        let driver = member(&mut world, "Mai Văn Sơn", json!(["driver"]), json!(squad));
        let data = json!({ "squad": squad, "neighbourhood": neighbourhood, "from": "2026-01-01" });
        world.hub("responsibility.set", root, data);
        let data = json!({ "head": "Phạm Thị Hương", "honorific": "bà", "neighbourhood": neighbourhood });
        let home = world.act(hoa, "household.add", None, data);
        let home_id = home.change.id;
        home.applied();
        let resident = world.act(hoa, "resident.add", home_id, json!({ "name": "Phạm Thị Hương", "birth_year": 1948 }));
        let resident_id = resident.change.id;
        resident.applied();
        Ward {
            world,
            neighbourhood,
            squad,
            other_squad,
            coordinator,
            leader,
            hoa,
            tuan,
            driver,
            home: home_id,
            resident: resident_id,
        }
    }

    /// The resident agrees to a purpose, in front of Hoa.
    pub(crate) fn agree(&mut self, purpose: &str) {
        let data = json!({ "resident": self.resident, "purpose": purpose, "answer": "given", "method": "screen" });
        self.world.act(self.hoa, "consent.record", self.home, data).applied();
    }

    /// The leader gives the home to a volunteer.
    pub(crate) fn give_home(&mut self, member: Id) {
        self.world.act(self.leader, "assignment.assign", self.home, json!({ "member": member })).applied();
    }
}
