//! Visits and what they count.

use std::collections::BTreeSet;

use doorstep_core::id::Id;
use serde_json::Value;

use super::{Case, Decision, day, list, need};
use crate::oracle::{
    Body, Counters, Oracle,
    change::{id_in, text_in},
    decide::{Outcome, Stop, derived},
    state::{Effect, json, object},
};

pub(super) fn record(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let told = case.told;
    if !case.of.redacted {
        need(oracle, "household", told.root)?;
    }
    let come_back = told.text_of("come_back_on");
    if told.text_of("outcome") == Some("come_back") && come_back.is_none() && !case.of.redacted {
        return Err(Stop::refused("invalid"));
    }
    let at = case.sure_at();
    let mut body = told.data.clone();
    let due = come_back.or(told.text_of("follow_up_on")).map(str::to_owned);
    let closes: Vec<Id> = list(&body, "closes").iter().filter_map(|id| id.as_str()?.parse().ok()).collect();
    body.remove("closes");
    body.remove("follow_up_on");
    body.extend(object([("by", json(told.member)), ("at", at.into()), ("day", day(at).into())]));
    if case.of.redacted {
        body.insert("redacted".into(), true.into());
    }
    let first = joined(oracle, case, &body);
    if let Some(first) = first {
        body.insert("joined".into(), json(first));
    }
    let counters = if first.is_some() { Counters::new() } else { count(&body, 1) };
    let mut effects = Vec::new();
    if let Some(due) = due {
        let help = list(&body, "helped").into_iter().next();
        let mut promise = object([
            ("due", due.into()),
            ("service", help.as_ref().map_or(Value::Null, |help| help.get("service").cloned().unwrap_or("".into()))),
            ("resident", help.as_ref().and_then(|help| help.get("resident").cloned()).unwrap_or(Value::Null)),
            ("state", "open".into()),
            ("visit", json(told.id)),
        ]);
        promise.insert("missing".into(), Value::Array(list(&body, "missing")));
        promise.insert("who_brings".into(), text_in(&body, "who_brings").unwrap_or("").into());
        effects.push(Effect::Put("follow_up", derived(told.id, "follow_up"), told.root, promise, vec![]));
    }
    for id in closes {
        effects.extend(settle(oracle, id, "done"));
    }
    effects.insert(0, Effect::Put("visit", told.id, told.root, body, vec![]));
    Ok(Outcome { counters, ..Outcome::with(effects) })
}

/// Partners who both recorded one turn, each naming the other: the second record joins the first.
fn joined(oracle: &Oracle, case: &Case<'_>, body: &Body) -> Option<Id> {
    let with: Vec<Id> = list(body, "with").iter().filter_map(|id| id.as_str()?.parse().ok()).collect();
    let of_home = oracle.tables.all("visit").filter(|(_, row, _)| row.root == case.told.root);
    let mut others = of_home.filter(|(id, _, other)| {
        let by = id_in(other, "by");
        *id != case.told.id
            && text_in(other, "day") == text_in(body, "day")
            && other.get("withdrawn") != Some(&Value::Bool(true))
            && by.is_some_and(|by| by != case.me() && with.contains(&by))
            && list(other, "with").contains(&json(case.me()))
    });
    others.next().map(|(id, ..)| id)
}

fn settle(oracle: &Oracle, id: Id, state: &str) -> Option<Effect> {
    let (row, body) = need(oracle, "follow_up", id).ok()?;
    if text_in(body, "state").is_some_and(|state| state != "open") {
        return None;
    }
    let mut body = body.clone();
    body.insert("state".into(), state.into());
    Some(Effect::Put("follow_up", id, row.root, body, vec!["state".into()]))
}

/// What a visit adds to the reports.
fn count(visit: &Body, sign: i64) -> Counters {
    let mut counters = Counters::new();
    let (Some(by), Some(day)) = (id_in(visit, "by"), text_in(visit, "day")) else { return counters };
    let mut add = |metric: &str, member: Id, n: i64| {
        if n != 0 {
            *counters.entry((metric.to_owned(), day.to_owned(), member)).or_default() += n * sign;
        }
    };
    add("visits", by, 1);
    add("volunteer_turns", by, 1);
    for with in list(visit, "with") {
        if let Some(member) = with.as_str().and_then(|id| id.parse().ok()) {
            add("volunteer_turns", member, 1);
        }
    }
    let helped = list(visit, "helped");
    // A person with several services is one; whoever is not named is one each time.
    let named: BTreeSet<&str> = helped.iter().filter_map(|help| help.get("resident")?.as_str()).collect();
    let nameless = helped.iter().filter(|help| help.get("resident").is_none_or(Value::is_null)).count();
    add("people_helped_visits", by, (named.len() + nameless) as i64);
    let is = |help: &Value, field: &str, value: &str| help.get(field).and_then(Value::as_str) == Some(value);
    let number = |test: &dyn Fn(&Value) -> bool| helped.iter().filter(|help| test(help)).count() as i64;
    add(
        "vneid_level2_activated",
        by,
        number(&|h| is(h, "service", "vneid_level2_activate") && is(h, "outcome", "activated")),
    );
    add("online_dossiers_submitted", by, number(&|h| is(h, "outcome", "submitted")));
    add("digital_skill_turns", by, number(&|h| is(h, "service", "digital_literacy")));
    add("social_pension_filed", by, number(&|h| is(h, "service", "social_pension") && is(h, "outcome", "filed")));
    add("cases_referred", by, i64::from(text_in(visit, "outcome") == Some("referred")));
    counters
}

pub(super) fn amend(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let told = case.told;
    let id = case.id("visit")?;
    let (row, was) = need(oracle, "visit", id)?;
    let own = id_in(was, "by") == Some(case.me()) || list(was, "with").contains(&json(case.me()));
    if row.root != told.root || !(own || oracle.leads_some(case.me())) {
        return Err(Stop::refused("not_allowed"));
    }
    if was.get("withdrawn") == Some(&Value::Bool(true)) {
        return Err(Stop::superseded("moved_on"));
    }
    let mut body = was.clone();
    let mut effects = Vec::new();
    let withdraws = told.data.get("withdraw") == Some(&Value::Bool(true));
    if withdraws {
        body.insert("withdrawn".into(), true.into());
        effects.extend(settle(oracle, derived(id, "follow_up"), "dropped"));
    } else {
        body.extend(case.patch("visit"));
    }
    body.insert("amended_by".into(), json(told.id));
    let mut counters = Counters::new();
    if !was.contains_key("joined") {
        counters = count(was, -1);
        if !withdraws {
            for (key, n) in count(&body, 1) {
                *counters.entry(key).or_default() += n;
            }
        }
    }
    counters.retain(|_, n| *n != 0);
    effects.insert(0, Effect::Put("visit", id, row.root, body, vec![]));
    Ok(Outcome { counters, ..Outcome::with(effects) })
}
