//! Notes: short free text, guarded, appended and taken back but never edited.

use super::{
    Class, Decision, Rule,
    form::{self, Form, json_id},
    links,
    outcome::{Outcome, Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    model::{self, note::Note},
    receipt::Reason,
    record::Key,
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "note.add", class: Class::Fact, keeps: &[], reads: super::nothing, apply: add },
    Rule { kind: "note.remove", class: Class::Fact, keeps: &[], reads: remove_reads, apply: remove },
];

fn add(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    if d.redacted {
        return Ok(Outcome::applied(Vec::new()));
    }
    let form = Form::guarded(&change.data)?;
    form.text("text")?;
    let mut body = change.data.clone();
    let at = change.at.min(d.ctx.received);
    body.extend(form::body([("by", json_id(change.member)), ("at", at.into())]));
    let key = Key::new(model::NOTE, change.id);
    Ok(Outcome::applied(vec![Write::Put { key, root: change.root, body, fields: Vec::new() }]))
}

fn remove_reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().maybe(model::NOTE, links::id_of(&change.data, "note"))
}

/// The author, or a leader, takes a note back: its text goes, the record says that there was one.
fn remove(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    if d.redacted {
        return Ok(Outcome::applied(Vec::new()));
    }
    let record = d.ws.need(model::NOTE, Form(&change.data).id("note")?)?;
    let note: Note = record.read()?;
    if record.root != change.root || !(note.by == Some(d.author.id) || d.author.leads_some()) {
        return Err(Stop::refused(Reason::NotAllowed));
    }
    let mut body = record.body.clone();
    body.remove("text");
    body.insert("removed".into(), true.into());
    Ok(Outcome::applied(vec![Write::Put { key: record.key.clone(), root: record.root, body, fields: Vec::new() }]))
}
