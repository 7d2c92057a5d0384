//! Consent per purpose: a withdrawal beats every consent that had not seen it; a consent that names it restores.

use serde_json::Value;

use super::{
    Class, Decision, Rule,
    form::{self, Form, json_id},
    links::{self, Link},
    merge,
    outcome::{Outcome, Stop, Write},
    ride,
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    id::Id,
    json::Fields,
    model::{
        self,
        consent::{Consent, ConsentState, Method, Purpose},
    },
    receipt::{Fate, Reason},
    record::Key,
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "consent.record", class: Class::Fact, keeps: &[], reads, apply: record },
    Rule { kind: "consent.withdraw", class: Class::Fact, keeps: &[], reads, apply: withdraw },
];

fn subject(change: &Change) -> Option<(Id, Purpose)> {
    let purpose = change.data.get("purpose")?.as_str()?;
    Some((links::id_of(&change.data, "resident")?, Purpose::from(purpose)))
}

fn reads(change: &Change, ws: &WorkingSet) -> Reads {
    let Some((resident, purpose)) = subject(change) else { return Reads::default() };
    let mut reads = Reads::default()
        .record(model::RESIDENT, resident)
        .record(model::HOUSEHOLD, change.root)
        .record(model::CONSENT, Consent::id(resident, &purpose));
    if change.kind == "consent.withdraw" {
        reads = reads.and(ride::reads_of_household(ws, change.root));
        if purpose == Purpose::Pin {
            reads = reads.link(ws, Link::of_root(change.root));
        }
    }
    reads
}

fn checked(change: &Change, d: &Decision<'_>) -> Result<(Id, Purpose), Stop> {
    let form = Form::guarded(&change.data)?;
    let resident = form.id("resident")?;
    let purpose: Purpose = form.code("purpose")?;
    if d.ws.need(model::RESIDENT, resident)?.root != change.root {
        return Err(Stop::invalid("resident"));
    }
    Ok((resident, purpose))
}

/// `data`: resident, purpose, answer (`given` or `declined`), method, witness, taken by whom, text version and language,
/// guardian; `restores`, the withdrawal that the person was told about and takes back.
fn record(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    if d.redacted {
        return Ok(Outcome::applied(Vec::new()));
    }
    let (resident, purpose) = checked(change, d)?;
    let form = Form(&change.data);
    let answer: ConsentState = form.code("answer")?;
    if !matches!(answer, ConsentState::Given | ConsentState::Declined) {
        return Err(Stop::invalid("answer"));
    }
    let method: Method = form.code("method")?;
    if method == Method::Spoken {
        form.text("witness")?;
    }
    let restores = form.maybe_id("restores")?;
    let key = Key::new(model::CONSENT, Consent::id(resident, &purpose));
    let before: Consent = d.ws.view(model::CONSENT, Some(key.id)).unwrap_or_default();
    let stands_withdrawn = before.state == Some(ConsentState::Withdrawn) && before.withdrawal != restores;
    if answer == ConsentState::Given && stands_withdrawn {
        let mut stop = Stop::superseded(Reason::ConsentWithdrawn).arg("purpose", purpose.as_str());
        if let Some(withdrawal) = before.withdrawal {
            stop = stop.arg("withdrawal", withdrawal);
        }
        return Err(stop);
    }
    if answer == ConsentState::Declined && stands_withdrawn {
        // Already the stricter state.
        return Ok(Outcome::applied(Vec::new()));
    }
    let mut body = change.data.clone();
    body.remove("answer");
    body.remove("restores");
    body.extend(form::body([
        ("state", answer.as_str().into()),
        ("change", json_id(change.id)),
        ("by", json_id(change.member)),
        ("at", change.at.min(d.ctx.received).into()),
    ]));
    Ok(Outcome::applied(vec![Write::Put { key, root: change.root, body, fields: vec!["state".into()] }]))
}

/// Takes consent back, and what was kept because of it: needs, pin, language, rides that have not begun. During a return
/// the ride keeps name and drop-off until the person is home.
fn withdraw(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    if d.redacted {
        return Ok(Outcome::applied(Vec::new()));
    }
    let (resident, purpose) = checked(change, d)?;
    let key = Key::new(model::CONSENT, Consent::id(resident, &purpose));
    let mut body = d.ws.get(model::CONSENT, key.id).map(|record| record.body.clone()).unwrap_or_default();
    body.extend(form::body([
        ("resident", json_id(resident)),
        ("purpose", purpose.as_str().into()),
        ("state", ConsentState::Withdrawn.as_str().into()),
        ("change", json_id(change.id)),
        ("withdrawal", json_id(change.id)),
        ("by", json_id(change.member)),
        ("at", change.at.min(d.ctx.received).into()),
    ]));
    let mut writes = vec![Write::Put { key, root: change.root, body, fields: vec!["state".into()] }];
    match &purpose {
        Purpose::Ride => {
            writes.extend(clear(d, model::RESIDENT, resident, "needs"));
            writes.extend(ride::cancel_for_withdrawal(d, change.root, resident)?);
        }
        Purpose::Language => writes.extend(clear(d, model::RESIDENT, resident, "language")),
        Purpose::Pin if !another_agrees(d.ws, change.root, resident) => {
            writes.extend(clear(d, model::HOUSEHOLD, change.root, "pin"));
        }
        _ => {}
    }
    Ok(Outcome { fate: Fate::Applied, reason: None, args: Fields::new(), writes, counters: Vec::new() })
}

fn clear(d: &Decision<'_>, kind: crate::record::Kind, id: Id, field: &str) -> Option<Write> {
    let record = d.ws.get(kind, id)?;
    record.body.get(field)?;
    let mut body = record.body.clone();
    merge::set_at(&mut body, field, Value::Null);
    Some(Write::Put { key: record.key.clone(), root: record.root, body, fields: vec![field.to_owned()] })
}

fn another_agrees(ws: &WorkingSet, household: Id, resident: Id) -> bool {
    ws.linked(&Link::of_root(household))
        .filter(|record| record.key.kind == model::CONSENT)
        .filter_map(|record| record.read::<Consent>().ok())
        .any(|c| c.purpose == Some(Purpose::Pin) && c.resident != Some(resident) && c.is_given())
}
