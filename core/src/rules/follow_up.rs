//! Follow-ups made or closed by hand; visits make and close them too.

use super::{
    Class, Decision, Rule,
    form::Form,
    links, merge,
    outcome::{Outcome, Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    json::Fields,
    model::{
        self,
        follow_up::{FollowUp, FollowUpState},
    },
    record::Key,
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "follow_up.add", class: Class::Fact, keeps: &[], reads: super::nothing, apply: add },
    Rule { kind: "follow_up.edit", class: Class::Edit, keeps: &[], reads: edit_reads, apply: edit },
];

fn add(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    if d.redacted {
        return Ok(Outcome::applied(Vec::new()));
    }
    let form = Form::guarded(&change.data)?;
    form.fits::<FollowUp>()?;
    form.date("due")?;
    let mut body = change.data.clone();
    body.insert("state".into(), FollowUpState::Open.as_str().into());
    let key = Key::new(model::FOLLOW_UP, change.id);
    Ok(Outcome::applied(vec![Write::Put { key, root: change.root, body, fields: Vec::new() }]))
}

fn edit_reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().maybe(model::FOLLOW_UP, links::id_of(&change.data, "follow_up"))
}

/// `data`: `follow_up` and what changes: `due`, `state`, `missing`, `who_brings`.
fn edit(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    form.fits::<FollowUp>()?;
    form.maybe_date("due")?;
    let record = d.ws.need(model::FOLLOW_UP, form.id("follow_up")?)?;
    if record.root != change.root {
        return Err(Stop::invalid("follow_up"));
    }
    let patch: Fields =
        change.data.iter().filter(|(n, _)| *n != "follow_up").map(|(n, v)| (n.clone(), v.clone())).collect();
    merge::edit(change, d.ctx, d.ws, record, &patch, d.holding)
}
