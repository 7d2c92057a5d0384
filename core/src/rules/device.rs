//! Phones: enrolled by the hub, revoked by a leader.

use super::{
    Class, Decision, Rule,
    form::Form,
    links,
    outcome::{Outcome, Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    json,
    model::{self, device::Device, member::Member},
    record::Key,
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "device.enrol", class: Class::Open, keeps: &[], reads: member_reads, apply: enrol },
    Rule { kind: "device.revoke", class: Class::Open, keeps: &[], reads: revoke_reads, apply: revoke },
];

fn member_reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().record(model::MEMBER, change.root)
}

/// The device follows its member; its identity is the change's. Only the hub enrols, after it has checked a code.
fn enrol(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    Form::guarded(&change.data)?.fits::<Device>()?;
    d.ws.need(model::MEMBER, change.root)?;
    let key = Key::new(model::DEVICE, change.id);
    Ok(Outcome::applied(vec![Write::Put { key, root: change.root, body: change.data.clone(), fields: Vec::new() }]))
}

fn revoke_reads(change: &Change, ws: &WorkingSet) -> Reads {
    member_reads(change, ws).maybe(model::DEVICE, links::id_of(&change.data, "device"))
}

/// A leader revokes a lost phone of their squad; members may revoke their own.
fn revoke(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    let record = d.ws.need(model::DEVICE, form.id("device")?)?;
    let owner: Member = d.ws.need(model::MEMBER, record.root)?.read()?;
    if record.root != d.author.id {
        d.author.must_lead(owner.squad)?;
    }
    let mut body = record.body.clone();
    json::patch(&mut body, &super::form::body([("state", "revoked".into()), ("revoked_at", d.ctx.received.into())]));
    let put = Write::Put { key: record.key.clone(), root: record.root, body, fields: vec!["state".into()] };
    Ok(Outcome::applied(vec![put]))
}
