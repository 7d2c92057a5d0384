//! From a change to its fate: who may, who holds, what was erased; and what follows from some fates for others.

use doorstep_core::id::Id;
use serde_json::Value;

use super::{
    Body, Counters, Decided, Oracle, Said, Waiting,
    change::Told,
    rules,
    state::{Effect, Who},
};

/// What else matters for one change.
#[derive(Clone, Debug, Default)]
pub(super) struct Circumstances {
    pub(super) received: i64,
    pub(super) revoked: bool,
    pub(super) honour: Option<Said>,
    pub(super) accepted: Option<Id>,
    pub(super) redacted: bool,
}

/// How the author stands to the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Holds,
    Before,
    Never,
}

/// A decision.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) fate: &'static str,
    pub(super) reason: Option<String>,
    pub(super) effects: Vec<Effect>,
    pub(super) counters: Counters,
}

impl Outcome {
    pub(super) fn applied() -> Outcome {
        Outcome { fate: "applied", reason: None, effects: Vec::new(), counters: Counters::new() }
    }

    pub(super) fn with(effects: Vec<Effect>) -> Outcome {
        Outcome { effects, ..Outcome::applied() }
    }
}

/// Why a change does not act.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    fate: &'static str,
    reason: String,
}

impl Stop {
    pub(super) fn parked(reason: &str) -> Stop {
        Stop { fate: "parked", reason: reason.to_owned() }
    }

    pub(super) fn superseded(reason: &str) -> Stop {
        Stop { fate: "superseded", reason: reason.to_owned() }
    }

    pub(super) fn refused(reason: &str) -> Stop {
        Stop { fate: "refused", reason: reason.to_owned() }
    }
}

/// The identity that follows from another one.
pub(super) fn derived(id: Id, label: &str) -> Id {
    id.derive(label)
}

/// What kinds of change are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Fact,
    Edit,
    Command,
    Open,
}

fn sort(kind: &str) -> Option<Sort> {
    Some(match kind {
        "visit.record" | "visit.amend" | "follow_up.add" | "note.add" | "note.remove" | "resident.add"
        | "consent.record" | "consent.withdraw" | "ride.cancel" | "ride.step" | "conflict.close" => Sort::Fact,
        "commune.edit"
        | "neighbourhood.add"
        | "neighbourhood.edit"
        | "service_point.add"
        | "service_point.edit"
        | "visit_round.announce"
        | "squad.edit"
        | "vehicle.add"
        | "vehicle.edit"
        | "member.edit"
        | "household.edit"
        | "resident.edit"
        | "follow_up.edit" => Sort::Edit,
        "neighbourhood.merge"
        | "neighbourhood.split"
        | "responsibility.set"
        | "household.merge"
        | "household.unmerge"
        | "assignment.assign"
        | "assignment.take_back"
        | "ride.give_vehicle" => Sort::Command,
        "commune.set_up"
        | "squad.add"
        | "member.add"
        | "device.enrol"
        | "device.revoke"
        | "household.add"
        | "household.import"
        | "household.import_missing"
        | "ride.book"
        | "ride.close"
        | "parked.settle"
        | "recovery.end"
        | "resident.erase"
        | "household.erase" => Sort::Open,
        _ => return None,
    })
}

/// Members that name nobody and hold no text: what is left of a fact about erased content.
fn harmless(kind: &str) -> &'static [&'static str] {
    match kind {
        "visit.record" => &["outcome", "helped", "service"],
        "visit.amend" => &["visit", "withdraw"],
        "ride.cancel" => &["reason"],
        "ride.step" => &["state"],
        "conflict.close" => &["conflict"],
        _ => &[],
    }
}

fn bare(data: &Body, names: &[&str]) -> Body {
    fn value(of: &Value, names: &[&str]) -> Value {
        match of {
            Value::Object(members) => Value::Object(bare(members, names)),
            Value::Array(items) => items.iter().map(|item| value(item, names)).collect(),
            other => other.clone(),
        }
    }
    data.iter()
        .filter(|(name, _)| names.contains(&name.as_str()))
        .map(|(name, of)| (name.clone(), value(of, names)))
        .collect()
}

impl Oracle {
    pub(super) fn knows(&self, kind: &str) -> bool {
        sort(kind).is_some()
    }

    /// How an author stands to a root, at the grant that they name.
    pub(super) fn standing(&self, told: &Told, root: Id, of: &Circumstances) -> Standing {
        if told.member == Id::HUB || of.accepted.is_some() {
            return Standing::Holds;
        }
        let then = self.tables.commit_of(told.epoch);
        let mut before = false;
        for (who, times) in self.tables.grants_of(root) {
            let member_of = self.tables.times(told.member, who);
            let now =
                times.iter().any(|time| time.until.is_none()) && member_of.iter().any(|time| time.until.is_none());
            if now {
                return Standing::Holds;
            }
            if let Some(then) = then {
                before |= times.iter().any(|time| time.covers(then)) && member_of.iter().any(|time| time.covers(then));
            }
        }
        if !before && told.epoch == 0 {
            before = self.tables.id("household", root, "added_by") == Some(told.member);
        }
        if before { Standing::Before } else { Standing::Never }
    }

    fn outcome(&self, told: &Told, of: &Circumstances) -> Result<Outcome, Stop> {
        let Some(sort) = sort(&told.kind) else { return Err(Stop::parked("unknown_kind")) };
        if let Some(said) = &of.honour
            && sort != Sort::Edit
            && matches!(said.outcome.as_str(), "superseded" | "refused")
        {
            let reason = said.reason.clone().unwrap_or_else(|| "moved_on".to_owned());
            return Err(if said.outcome == "refused" { Stop::refused(&reason) } else { Stop::superseded(&reason) });
        }
        if of.revoked && of.accepted.is_none() {
            return Err(Stop::parked("revoked"));
        }
        let waits = self.recovering && of.accepted.is_none() && of.honour.is_none();
        if waits && sort == Sort::Command && told.member != Id::HUB {
            return Err(Stop::parked("recovering"));
        }
        let standing = self.standing(told, told.root, of);
        if matches!(sort, Sort::Fact | Sort::Edit) && standing == Standing::Never && of.honour.is_none() {
            return Err(Stop::parked("not_your_household"));
        }
        if sort == Sort::Fact && told.names().iter().any(|id| self.tables.erased.contains(id)) {
            let mut told = told.clone();
            told.data = bare(&told.data, harmless(&told.kind));
            let of = Circumstances { redacted: true, ..of.clone() };
            let mut outcome = rules::apply(self, &told, &of, standing)?;
            outcome.reason = Some("redacted".to_owned());
            return Ok(outcome);
        }
        rules::apply(self, told, of, standing)
    }

    /// Decides a change and everything that follows from it.
    pub(super) fn take(
        &mut self,
        told: &Told,
        device: Option<Id>,
        n: i64,
        of: &Circumstances,
        fates: &mut Vec<Decided>,
    ) {
        let outcome = self.outcome(told, of).unwrap_or_else(stopped);
        let applied = outcome.fate == "applied";
        self.give(told, device, n, of.received, outcome, fates);
        if applied {
            self.follow(told, of.received, fates);
        }
    }

    pub(super) fn park(
        &mut self,
        told: &Told,
        device: Option<Id>,
        n: i64,
        received: i64,
        reason: &str,
        fates: &mut Vec<Decided>,
    ) {
        self.give(told, device, n, received, stopped(Stop::parked(reason)), fates);
    }

    /// A fate, its effects, its receipt.
    fn give(
        &mut self,
        told: &Told,
        device: Option<Id>,
        n: i64,
        received: i64,
        outcome: Outcome,
        fates: &mut Vec<Decided>,
    ) {
        for effect in outcome.effects {
            self.recovering &= !matches!(effect, Effect::EndRecovery);
            self.changed.extend(self.tables.carry_out(effect, told.strength(received), told.member));
        }
        if outcome.fate == "parked" {
            let text = self.stripped(told).unwrap_or_else(|| told.text.to_string());
            let forged = outcome.reason.as_deref() == Some("altered") && self.parked.contains_key(&told.id);
            let waiting = Waiting { device, n, received, hash: told.hash, text };
            if !forged {
                self.parked.insert(told.id, waiting);
            }
        } else {
            self.parked.remove(&told.id);
        }
        let decided = Decided {
            change: told.id,
            hash: told.hash,
            kind: told.kind.clone(),
            counters: outcome.counters,
            text: told.text.clone(),
            outcome: outcome.fate,
            reason: outcome.reason,
        };
        self.given.entry(told.id).or_default().insert(told.hash, decided.clone());
        fates.push(decided);
    }

    /// What an applied change sets in motion: settled changes, the end of a recovery, erased texts.
    fn follow(&mut self, told: &Told, received: i64, fates: &mut Vec<Decided>) {
        match told.kind.as_str() {
            "parked.settle" => {
                let (Some(change), Some(decision)) = (told.id_of("change"), told.text_of("decision")) else { return };
                self.settle(change, decision == "accept", told.member, received, fates);
            }
            "recovery.end" => {
                self.replay(received, fates, |_, decided| decided.reason.as_deref() == Some("recovering"));
            }
            "resident.erase" | "household.erase" => {
                for (id, waiting) in self.parked.clone() {
                    let stripped = Told::read(&waiting.text).and_then(|told| self.stripped(&told));
                    if let (Some(text), Some(waiting)) = (stripped, self.parked.get_mut(&id)) {
                        waiting.text = text;
                    }
                }
            }
            _ => {}
        }
    }

    /// The text of a change that names something erased, without text and people.
    fn stripped(&self, told: &Told) -> Option<String> {
        let erased = told.names().into_iter().find(|id| self.tables.erased.contains(id))?;
        let Value::Object(mut all) = serde_json::from_str(&told.text).ok()? else { return None };
        let mut data = bare(&told.data, harmless(&told.kind));
        data.insert("erased".into(), erased.to_string().into());
        all.insert("data".into(), Value::Object(data));
        Some(Value::Object(all).to_string())
    }

    fn waiting(&self, id: Id) -> Option<(Told, Waiting)> {
        let waiting = self.parked.get(&id)?.clone();
        let mut told = Told::read(&waiting.text)?;
        told.hash = waiting.hash;
        Some((told, waiting))
    }

    fn settle(&mut self, id: Id, accept: bool, by: Id, received: i64, fates: &mut Vec<Decided>) {
        let Some((told, waiting)) = self.waiting(id) else { return };
        if !accept {
            let refused = stopped(Stop::refused("settled"));
            self.give(&told, waiting.device, waiting.n, received, refused, fates);
            return;
        }
        let of = Circumstances { received, accepted: Some(by), ..Default::default() };
        self.again(&told, &waiting, &of, true, fates);
        self.replay(received, fates, |_, decided| decided.reason.as_deref() == Some("not_found"));
    }

    /// Decides again what waits for such a reason, in order of the queues, until nothing moves.
    pub(super) fn replay(
        &mut self,
        received: i64,
        fates: &mut Vec<Decided>,
        wanted: impl Fn(&Oracle, &Decided) -> bool,
    ) {
        loop {
            let mut queue: Vec<(i64, Option<Id>, i64, Id)> =
                self.parked.iter().map(|(id, waiting)| (waiting.received, waiting.device, waiting.n, *id)).collect();
            queue.sort_unstable();
            let mut moved = false;
            for (.., id) in queue {
                let Some((told, waiting)) = self.waiting(id) else { continue };
                if self
                    .given
                    .get(&id)
                    .into_iter()
                    .flat_map(|by_hash| by_hash.values())
                    .any(|decided| wanted(self, decided))
                {
                    let of = Circumstances { received, ..Default::default() };
                    moved |= self.again(&told, &waiting, &of, false, fates);
                }
            }
            if !moved {
                return;
            }
        }
    }

    fn again(
        &mut self,
        told: &Told,
        waiting: &Waiting,
        of: &Circumstances,
        settled: bool,
        fates: &mut Vec<Decided>,
    ) -> bool {
        let mut outcome = self.outcome(told, of).unwrap_or_else(stopped);
        if outcome.fate == "parked" {
            return false;
        }
        if settled && outcome.reason.is_none() {
            outcome.reason = Some("settled".to_owned());
        }
        let applied = outcome.fate == "applied";
        self.give(told, waiting.device, waiting.n, of.received, outcome, fates);
        if applied {
            self.follow(told, of.received, fates);
        }
        true
    }

    /// Whether somebody is in a scope now.
    pub(super) fn author_is(&self, member: Id, role: &str) -> bool {
        let Some(body) = self.tables.body("member", member) else { return false };
        let has = body.get("roles").and_then(Value::as_array).is_some_and(|roles| roles.iter().any(|r| r == role));
        has && body.get("left") != Some(&Value::Bool(true))
    }

    pub(super) fn coordinates(&self, member: Id) -> bool {
        member == Id::HUB || self.author_is(member, "coordinator")
    }

    pub(super) fn leads(&self, member: Id, squad: Option<Id>) -> bool {
        let own = squad.is_some() && self.tables.id("member", member, "squad") == squad;
        self.coordinates(member) || (self.author_is(member, "leader") && own)
    }

    pub(super) fn leads_some(&self, member: Id) -> bool {
        self.coordinates(member) || self.author_is(member, "leader")
    }

    pub(super) fn must(&self, allowed: bool) -> Result<(), Stop> {
        if allowed { Ok(()) } else { Err(Stop::refused("not_allowed")) }
    }

    /// The scope of one member.
    pub(super) fn only(member: Id) -> Who {
        Who::Member(member)
    }
}

fn stopped(stop: Stop) -> Outcome {
    Outcome { fate: stop.fate, reason: Some(stop.reason), ..Outcome::applied() }
}
