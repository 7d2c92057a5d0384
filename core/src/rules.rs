//! What may happen: the rulebook that phone and hub share.
//!
//! A rule is pure and sees only memory. Per kind of change: `reads` says what to load (called again until it asks for
//! nothing new), `apply` decides (fate and writes, all or nothing). A store loads and commits; it knows no rule.
//!
//! A new kind of change is one [`Rule`] in the file of its record, listed in [`RULES`]. See `docs/adding-a-record.md`.

pub mod assignment;
pub mod authority;
pub mod commune;
pub mod conflict;
pub mod consent;
pub mod context;
pub mod device;
pub mod erasure;
pub mod follow_up;
pub mod form;
pub mod household;
pub mod household_import;
pub mod links;
pub mod member;
pub mod merge;
pub mod note;
pub mod outcome;
pub mod parked;
pub mod resident;
pub mod ride;
pub mod squad;
pub mod target;
pub mod visit;
pub mod working_set;

use std::panic::{AssertUnwindSafe, catch_unwind};

use authority::{Author, Holding};
use context::Context;
use outcome::{Outcome, Stop};
use serde_json::Value;
use working_set::{Reads, WorkingSet};

use crate::{
    change::Change,
    json::Fields,
    model,
    receipt::{Fate, Reason},
};

/// How a kind of change meets what happened meanwhile (`docs/protocol.md`, *Merging*).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// Appends: accepted and credited whatever happened meanwhile, if the author held the root when they wrote.
    Fact,
    /// Edits fields: merges by what was seen; after a handover only where nothing conflicts.
    Edit,
    /// Decides for others (assign, seats, merges): superseded if the record has moved on; parked during a recovery.
    Command,
    /// Makes a root, or needs no root held.
    Open,
}

/// What the rulebook knows about one kind of change.
pub struct Rule {
    /// The kind, such as `visit.record`.
    pub kind: &'static str,
    /// How it meets what happened meanwhile.
    pub class: Class,
    /// Members of `data` that hold neither text nor people: what is left of a fact about erased content.
    pub keeps: &'static [&'static str],
    /// What to load, besides the author, the root and its grants.
    pub reads: fn(&Change, &WorkingSet) -> Reads,
    /// The decision.
    pub apply: fn(&Change, &Decision<'_>) -> Result<Outcome, Stop>,
}

/// What a rule decides from.
pub struct Decision<'a> {
    /// The circumstances.
    pub ctx: &'a Context,
    /// What is in memory.
    pub ws: &'a WorkingSet,
    /// Who writes.
    pub author: Author,
    /// How they stand to the root.
    pub holding: Holding,
    /// Whether the content was erased: the fact is stored without text and people.
    pub redacted: bool,
}

/// Every rule, by area.
pub static RULES: &[&[Rule]] = &[
    commune::RULES,
    squad::RULES,
    member::RULES,
    device::RULES,
    household::RULES,
    household_import::RULES,
    resident::RULES,
    consent::RULES,
    assignment::RULES,
    visit::RULES,
    follow_up::RULES,
    note::RULES,
    ride::RULES,
    conflict::RULES,
    parked::RULES,
    erasure::RULES,
];

/// The rule of a kind of change; none for a kind of a newer release.
pub fn rule(kind: &str) -> Option<&'static Rule> {
    RULES.iter().copied().flatten().find(|rule| rule.kind == kind)
}

/// What to load before [`apply`] can decide.
pub fn reads(change: &Change, ws: &WorkingSet) -> Reads {
    let common = Reads::default()
        .record(model::MEMBER, change.member)
        .record(model::HOUSEHOLD, change.root)
        .grants(change.root)
        .memberships(change.member);
    let named = Reads { erased: change.names().into_iter().collect(), ..Reads::default() };
    match rule(&change.kind) {
        Some(rule) => common.and(named).and((rule.reads)(change, ws)),
        // Text of an unknown kind is kept as it came, unless it names what was erased.
        None => common.and(named),
    }
}

/// Decides what becomes of a change. A rule that panics parks it: a release can be repaired, a lost visit cannot.
pub fn apply(change: &Change, ctx: &Context, ws: &WorkingSet) -> Outcome {
    let Some(rule) = rule(&change.kind) else {
        return Stop::parked(Reason::UnknownKind).arg("kind", change.kind.as_str()).into();
    };
    match catch_unwind(AssertUnwindSafe(|| decide(rule, change, ctx, ws))) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(stop)) => stop.into(),
        Err(_) => Stop::parked(Reason::Internal).into(),
    }
}

fn decide(rule: &Rule, change: &Change, ctx: &Context, ws: &WorkingSet) -> Result<Outcome, Stop> {
    // Honoured: this hub gave the fate before it was restored from a backup.
    if let Some(receipt) = &ctx.honour
        && matches!(receipt.fate, Fate::Superseded | Fate::Refused)
        && rule.class != Class::Edit
    {
        let reason = receipt.reason.clone().unwrap_or(Reason::MovedOn);
        return Err(Stop { fate: receipt.fate.clone(), reason, args: receipt.args.clone() });
    }
    if ctx.revoked && ctx.accepted_by.is_none() {
        return Err(Stop::parked(Reason::Revoked));
    }
    let author = Author::of(change, ws);
    if ctx.recovering && ctx.honour.is_none() && rule.class == Class::Command && !author.is_hub() {
        return Err(Stop::parked(Reason::Recovering));
    }
    let holding = authority::holding(change, ctx, ws);
    if matches!(rule.class, Class::Fact | Class::Edit) && holding == Holding::Never && ctx.honour.is_none() {
        return Err(Stop::parked(Reason::NotYourHousehold).arg("root", change.root));
    }
    let redacted = rule.class == Class::Fact && change.names().iter().any(|id| ws.is_erased(*id));
    let decision = Decision { ctx, ws, author, holding, redacted };
    if redacted {
        let mut bare = change.clone();
        bare.data = keep(&change.data, rule.keeps);
        Ok((rule.apply)(&bare, &decision)?.because(Reason::Redacted))
    } else {
        (rule.apply)(change, &decision)
    }
}

/// What is left of `data` when only the named members may stay, at every depth.
pub(crate) fn keep(data: &Fields, names: &[&str]) -> Fields {
    fn keep_value(value: &Value, names: &[&str]) -> Value {
        match value {
            Value::Object(fields) => Value::Object(keep(fields, names)),
            Value::Array(values) => values.iter().map(|value| keep_value(value, names)).collect(),
            value => value.clone(),
        }
    }
    data.iter()
        .filter(|(name, _)| names.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), keep_value(value, names)))
        .collect()
}

/// For rules that need nothing beyond the author, the root and its grants.
pub(crate) fn nothing(_: &Change, _: &WorkingSet) -> Reads {
    Reads::default()
}
