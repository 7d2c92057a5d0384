//! A person looks at both values of a conflict and closes it; choosing the other value is an edit like any other.

use super::{
    Class, Decision, Rule,
    form::Form,
    links,
    outcome::{Outcome, Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{change::Change, model};

/// The rules of this file.
pub const RULES: &[Rule] =
    &[Rule { kind: "conflict.close", class: Class::Fact, keeps: &["conflict"], reads, apply: close }];

fn reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().maybe(model::CONFLICT, links::id_of(&change.data, "conflict"))
}

fn close(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let record = d.ws.need(model::CONFLICT, Form(&change.data).id("conflict")?)?;
    if record.root != change.root {
        return Err(Stop::invalid("conflict"));
    }
    let mut body = record.body.clone();
    body.insert("closed".into(), true.into());
    Ok(Outcome::applied(vec![Write::Put { key: record.key.clone(), root: record.root, body, fields: Vec::new() }]))
}
