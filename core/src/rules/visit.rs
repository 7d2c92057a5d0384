//! Visits: facts. Accepted and credited whatever happened meanwhile, amended but never edited.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Class, Decision, Rule,
    form::{self, Form, json_id},
    links::{self, Link},
    outcome::{Outcome, Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{
    calendar::vietnam_date,
    change::Change,
    id::Id,
    json::{self, Fields},
    model::{
        self,
        follow_up::{FollowUp, FollowUpState},
        visit::{Help, Visit, VisitOutcome},
    },
    receipt::{CounterLine, Reason},
    record::Key,
};

/// What is left of a visit to an erased household: the outcome and the services count, without people and text.
const KEEPS: &[&str] = &["outcome", "helped", "service"];

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "visit.record", class: Class::Fact, keeps: KEEPS, reads: record_reads, apply: record },
    Rule { kind: "visit.amend", class: Class::Fact, keeps: &["visit", "withdraw"], reads: amend_reads, apply: amend },
];

/// When the visit took place: the author's time, unless it lies in the hub's future or their clock is not explained.
fn time_of(change: &Change, d: &Decision<'_>) -> i64 {
    if change.unsure { d.ctx.received } else { change.at.min(d.ctx.received) }
}

fn record_reads(change: &Change, ws: &WorkingSet) -> Reads {
    // The day that the rule will use is one of these two.
    let mut reads = Reads::default().record(model::HOUSEHOLD, change.root);
    for id in closes(&change.data) {
        reads = reads.record(model::FOLLOW_UP, id);
    }
    if has_partners(&change.data) {
        reads = reads.link(ws, Link::visits_on(change.root, &vietnam_date(change.at).to_string()));
    }
    reads
}

fn has_partners(data: &Fields) -> bool {
    data.get("with").and_then(Value::as_array).is_some_and(|with| !with.is_empty())
}

fn closes(data: &Fields) -> Vec<Id> {
    let ids = data.get("closes").and_then(Value::as_array).into_iter().flatten();
    ids.filter_map(|id| id.as_str()?.parse().ok()).collect()
}

/// `data`: outcome; `with` partners; `helped` people with services, outcomes and blockers; `missing` papers and
/// `who_brings`; `come_back_on` or `follow_up_on` dates; `closes` follow-ups.
fn record(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    form.fits::<Visit>()?;
    let outcome: VisitOutcome = form.code("outcome")?;
    if !d.redacted {
        d.ws.need(model::HOUSEHOLD, change.root)?;
    }
    let come_back_on = form.maybe_date("come_back_on")?;
    if outcome == VisitOutcome::ComeBack && come_back_on.is_none() && !d.redacted {
        return Err(Stop::invalid("come_back_on"));
    }
    let at = time_of(change, d);
    let mut body = change.data.clone();
    for transport in ["closes", "follow_up_on"] {
        body.remove(transport);
    }
    body.extend(form::body([
        ("by", json_id(change.member)),
        ("at", at.into()),
        ("day", vietnam_date(at).to_string().into()),
        ("redacted", if d.redacted { true.into() } else { Value::Null }),
    ]));
    let visit: Visit = json::read(&body).map_err(|_| Stop::invalid("data"))?;
    let joined = joined_turn(d.ws, change, &visit);
    if let Some(first) = joined {
        body.insert("joined".into(), json_id(first));
    }
    let key = Key::new(model::VISIT, change.id);
    let mut writes = vec![Write::Put { key, root: change.root, body, fields: Vec::new() }];
    if let Some(due) = come_back_on.or(form.maybe_date("follow_up_on")?) {
        writes.push(promise(change, &visit, due));
    }
    for id in closes(&change.data) {
        writes.extend(settle(d.ws, id, FollowUpState::Done));
    }
    let counters = if joined.is_some() { Vec::new() } else { count(&visit, 1) };
    Ok(Outcome::applied(writes).counting(counters))
}

/// Two volunteers who knocked together and both recorded it, each naming the other, made one turn: the second record
/// joins the first and counts nothing more.
fn joined_turn(ws: &WorkingSet, change: &Change, visit: &Visit) -> Option<Id> {
    if visit.with.is_empty() {
        return None;
    }
    ws.linked(&Link::visits_on(change.root, &visit.day))
        .filter(|record| record.key.kind == model::VISIT && record.key.id != change.id)
        .filter_map(|record| Some((record.key.id, record.read::<Visit>().ok()?)))
        .find(|(_, other)| {
            !other.withdrawn
                && other.by.is_some_and(|by| by != change.member && visit.with.contains(&by))
                && other.with.contains(&change.member)
        })
        .map(|(id, _)| id)
}

fn promise(change: &Change, visit: &Visit, due: chrono::NaiveDate) -> Write {
    let first = visit.helped.first();
    let body = form::body([
        ("due", due.to_string().into()),
        ("service", first.map_or(Value::Null, |help| help.service.as_str().into())),
        ("resident", first.and_then(|help| help.resident).map_or(Value::Null, json_id)),
        ("missing", visit.missing.clone().into()),
        ("who_brings", visit.who_brings.as_str().into()),
        ("state", FollowUpState::Open.as_str().into()),
        ("visit", json_id(change.id)),
    ]);
    let key = Key::new(model::FOLLOW_UP, change.id.derive("follow_up"));
    Write::Put { key, root: change.root, body, fields: Vec::new() }
}

/// Sets the state of a follow-up that is open.
fn settle(ws: &WorkingSet, id: Id, state: FollowUpState) -> Option<Write> {
    let record = ws.get(model::FOLLOW_UP, id)?;
    let follow_up: FollowUp = record.read().ok()?;
    if follow_up.state != FollowUpState::Open {
        return None;
    }
    let mut body = record.body.clone();
    body.insert("state".into(), state.as_str().into());
    Some(Write::Put { key: record.key.clone(), root: record.root, body, fields: vec!["state".into()] })
}

/// What a visit adds to the reports (`data/report_metrics.csv`): turns and distinct people stay apart; each volunteer is
/// credited once, the household's turn is counted once.
pub fn count(visit: &Visit, sign: i64) -> Vec<CounterLine> {
    let Some(by) = visit.by else { return Vec::new() };
    let line = |metric: &str, member: Id, n: i64| CounterLine {
        metric: metric.to_owned(),
        day: visit.day.clone(),
        member,
        n: n * sign,
    };
    let mut lines = vec![line("visits", by, 1)];
    for member in std::iter::once(by).chain(visit.with.iter().copied()) {
        lines.push(line("volunteer_turns", member, 1));
    }
    // One person with several services is one person; each anonymous help is a person of its own.
    let residents: BTreeSet<Id> = visit.helped.iter().filter_map(|help| help.resident).collect();
    let anonymous = visit.helped.iter().filter(|help| help.resident.is_none()).count();
    if !visit.helped.is_empty() {
        lines.push(line("people_helped_visits", by, (residents.len() + anonymous) as i64));
    }
    let mut add = |metric: &str, n: usize| {
        if n > 0 {
            lines.push(line(metric, by, n as i64));
        }
    };
    let with = |test: &dyn Fn(&Help) -> bool| visit.helped.iter().filter(|help| test(help)).count();
    add("vneid_level2_activated", with(&|h| h.service == "vneid_level2_activate" && h.outcome == "activated"));
    add("online_dossiers_submitted", with(&|h| h.outcome == "submitted"));
    add("digital_skill_turns", with(&|h| h.service == "digital_literacy"));
    add("social_pension_filed", with(&|h| h.service == "social_pension" && h.outcome == "filed"));
    add("social_security_accounts_linked", with(&|h| h.service == "social_security_account" && h.outcome == "linked"));
    let referred = usize::from(visit.outcome == VisitOutcome::Referred);
    add("cases_referred", with(&|h| h.outcome.starts_with("referred")).max(referred));
    lines
}

fn amend_reads(change: &Change, _: &WorkingSet) -> Reads {
    let Some(id) = links::id_of(&change.data, "visit") else { return Reads::default() };
    Reads::default().record(model::VISIT, id).record(model::FOLLOW_UP, id.derive("follow_up"))
}

/// `data`: `visit`; `withdraw: true` to take it back, or the members that are to read otherwise.
fn amend(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    form.fits::<Visit>()?;
    let id = form.id("visit")?;
    let record = d.ws.need(model::VISIT, id)?;
    let was: Visit = record.read()?;
    let own = was.by == Some(d.author.id) || was.with.contains(&d.author.id);
    if record.root != change.root || !(own || d.author.leads_some()) {
        return Err(Stop::refused(Reason::NotAllowed));
    }
    if was.withdrawn {
        return Err(Stop::superseded(Reason::MovedOn));
    }
    let mut body = record.body.clone();
    let mut writes = Vec::new();
    if form.or_default::<bool>("withdraw")? {
        body.insert("withdrawn".into(), true.into());
        writes.extend(settle(d.ws, id.derive("follow_up"), FollowUpState::Dropped));
    } else {
        for fixed in ["by", "at", "day", "withdrawn", "redacted", "joined"] {
            if change.data.contains_key(fixed) {
                return Err(Stop::invalid(fixed));
            }
        }
        let patch: Fields =
            change.data.iter().filter(|(n, _)| *n != "visit").map(|(n, v)| (n.clone(), v.clone())).collect();
        json::patch(&mut body, &patch);
    }
    body.insert("amended_by".into(), json_id(change.id));
    let now: Visit = json::read(&body).map_err(|_| Stop::invalid("data"))?;
    let mut counters = Vec::new();
    if !record.body.contains_key("joined") {
        counters.extend(count(&was, -1));
        if !now.withdrawn {
            counters.extend(count(&now, 1));
        }
    }
    writes.insert(0, Write::Put { key: record.key.clone(), root: record.root, body, fields: Vec::new() });
    Ok(Outcome::applied(writes).counting(net(counters)))
}

/// Sums lines of the same counter, and leaves out those that come to nothing.
fn net(lines: Vec<CounterLine>) -> Vec<CounterLine> {
    let mut sums: Vec<CounterLine> = Vec::new();
    for line in lines {
        match sums.iter_mut().find(|s| s.metric == line.metric && s.day == line.day && s.member == line.member) {
            Some(sum) => sum.n += line.n,
            None => sums.push(line),
        }
    }
    sums.retain(|line| line.n != 0);
    sums
}
