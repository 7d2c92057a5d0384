//! Residents, their consents, and erasing them.

use doorstep_core::id::Id;
use serde_json::Value;

use super::{Case, Decision, home, need, ride};
use crate::oracle::{
    Body, Oracle,
    change::{id_in, text_in},
    decide::{Outcome, Stop, derived},
    state::{Effect, json, object},
};

const GATED: [(&str, &str); 2] = [("needs", "ride"), ("language", "language")];

fn asks(data: &Body, field: &str) -> bool {
    match data.get(field) {
        None | Some(Value::Null) => false,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

/// Where one resident's consent to a purpose is kept.
fn consent_of(resident: Id, purpose: &str) -> Id {
    derived(resident, &format!("consent {purpose}"))
}

pub(super) fn add(oracle: &Oracle, case: &Case<'_>) -> Decision {
    need(oracle, "household", case.told.root)?;
    if GATED.iter().any(|(field, _)| asks(&case.told.data, field)) {
        return Err(Stop::refused("consent_missing"));
    }
    Ok(Outcome::with(vec![Effect::Put("resident", case.told.id, case.told.root, case.told.data.clone(), vec![])]))
}

pub(super) fn must_have_agreed(oracle: &Oracle, resident: Id, purpose: &str) -> Result<(), Stop> {
    match oracle.tables.text("consent", consent_of(resident, purpose), "state") {
        Some("given") => Ok(()),
        Some("withdrawn") => Err(Stop::refused("consent_withdrawn")),
        _ => Err(Stop::refused("consent_missing")),
    }
}

pub(super) fn edit(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let told = case.told;
    let id = case.id("resident")?;
    let (row, was) = need(oracle, "resident", id)?;
    if row.root != told.root {
        return Err(Stop::refused("invalid"));
    }
    for (field, purpose) in GATED {
        if asks(&told.data, field) {
            must_have_agreed(oracle, id, purpose)?;
        }
    }
    let mut outcome = oracle.edit(told, case.of, case.standing, ("resident", id), &case.patch("resident"))?;
    let written = outcome.effects.iter().find_map(|effect| match effect {
        Effect::Put("resident", _, _, body, _) => Some(body.clone()),
        _ => None,
    });
    let Some(body) = written else { return Ok(outcome) };
    let dead = |body: &Body| text_in(body, "state") == Some("deceased");
    if dead(&body) && !dead(was) {
        outcome.effects.extend(ride::cancel_for(oracle, case, told.root, id, "deceased"));
        outcome.effects.extend(home::drop_follow_ups(oracle, told.root, id));
    } else {
        outcome.effects.extend(ride::refresh(oracle, told.root, None, Some((id, &body))));
    }
    Ok(outcome)
}

pub(super) fn consent(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let told = case.told;
    let (resident, purpose) = subject(oracle, case)?;
    let id = consent_of(resident, &purpose);
    let empty = Body::new();
    let before = oracle.tables.body("consent", id).unwrap_or(&empty);
    let withdrawn =
        text_in(before, "state") == Some("withdrawn") && id_in(before, "withdrawal") != told.id_of("restores");
    let answer = told.text_of("answer").unwrap_or("");
    if withdrawn {
        return if answer == "given" { Err(Stop::superseded("consent_withdrawn")) } else { Ok(Outcome::applied()) };
    }
    let mut body = told.data.clone();
    body.remove("answer");
    body.remove("restores");
    body.extend(object([
        ("state", answer.into()),
        ("change", json(told.id)),
        ("by", json(case.me())),
        ("at", case.at().into()),
    ]));
    Ok(Outcome::with(vec![Effect::Put("consent", id, told.root, body, vec!["state".into()])]))
}

fn subject(oracle: &Oracle, case: &Case<'_>) -> Result<(Id, String), Stop> {
    let resident = case.id("resident")?;
    let purpose = case.told.text_of("purpose").unwrap_or("").to_owned();
    let (row, _) = need(oracle, "resident", resident)?;
    if row.root == case.told.root { Ok((resident, purpose)) } else { Err(Stop::refused("invalid")) }
}

pub(super) fn withdraw(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let told = case.told;
    let (resident, purpose) = subject(oracle, case)?;
    let id = consent_of(resident, &purpose);
    let mut body = oracle.tables.body("consent", id).cloned().unwrap_or_default();
    body.extend(object([
        ("resident", json(resident)),
        ("purpose", purpose.as_str().into()),
        ("state", "withdrawn".into()),
        ("change", json(told.id)),
        ("withdrawal", json(told.id)),
        ("by", json(case.me())),
        ("at", case.at().into()),
    ]));
    let mut effects = vec![Effect::Put("consent", id, told.root, body, vec!["state".into()])];
    match purpose.as_str() {
        "ride" => {
            effects.extend(clear(oracle, "resident", resident, "needs"));
            effects.extend(ride::cancel_for(oracle, case, told.root, resident, "consent"));
        }
        "language" => effects.extend(clear(oracle, "resident", resident, "language")),
        "pin" if !home::agreed_to_pin(oracle, told.root, Some(resident)) => {
            effects.extend(clear(oracle, "household", told.root, "pin"));
        }
        _ => {}
    }
    Ok(Outcome::with(effects))
}

fn clear(oracle: &Oracle, kind: &'static str, id: Id, field: &str) -> Option<Effect> {
    let (row, body) = need(oracle, kind, id).ok()?;
    let mut body = body.clone();
    body.remove(field)?;
    Some(Effect::Put(kind, id, row.root, body, vec![field.to_owned()]))
}

pub(super) fn erase_resident(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let id = case.id("resident")?;
    let (row, _) = need(oracle, "resident", id)?;
    if row.root != case.told.root {
        return Err(Stop::refused("invalid"));
    }
    let mut effects = vec![Effect::Delete(("resident".into(), id))];
    for (key, body) in oracle.tables.of_root(case.told.root) {
        let named = Value::Object(body.clone()).to_string().contains(&id.to_string());
        match &*key.0 {
            "consent" | "follow_up" | "conflict" if named => effects.push(Effect::Delete(key.clone())),
            "note" => effects.push(Effect::Delete(key.clone())),
            "visit" if named => effects.push(redacted(key.1, case.told.root, body)),
            _ => {}
        }
    }
    effects.extend(ride::erase(oracle, case.told.root, Some(id)));
    Ok(Outcome::with(effects))
}

pub(super) fn erase_household(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    need(oracle, "household", case.told.root)?;
    let mut effects = Vec::new();
    for (key, body) in oracle.tables.of_root(case.told.root) {
        match &*key.0 {
            "assignment" => {}
            "visit" => effects.push(redacted(key.1, case.told.root, body)),
            _ => effects.push(Effect::Delete(key.clone())),
        }
    }
    effects.extend(ride::erase(oracle, case.told.root, None));
    Ok(Outcome::with(effects))
}

/// A visit whose people and text are gone.
fn redacted(id: Id, root: Id, body: &Body) -> Effect {
    let mut body = body.clone();
    for field in ["who_brings", "note", "text", "missing"] {
        body.remove(field);
    }
    if let Some(Value::Array(helped)) = body.get_mut("helped") {
        for help in helped.iter_mut().filter_map(Value::as_object_mut) {
            help.retain(|name, _| name == "service" || name == "outcome");
        }
    }
    body.insert("redacted".into(), true.into());
    Effect::Put("visit", id, root, body, vec![])
}
