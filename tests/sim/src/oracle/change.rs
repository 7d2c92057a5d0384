//! A change as the oracle reads it.

use std::{collections::BTreeSet, sync::Arc};

use doorstep_core::id::Id;
use serde_json::Value;

use super::Body;

/// A change's text, read.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) id: Id,
    pub(super) hash: [u8; 32],
    pub(super) text: Arc<str>,
    pub(super) member: Id,
    pub(super) at: i64,
    pub(super) unsure: bool,
    pub(super) kind: String,
    pub(super) root: Id,
    pub(super) seen: i64,
    pub(super) after: Vec<Id>,
    pub(super) epoch: i64,
    pub(super) data: Body,
}

/// An identifier in an object.
pub(super) fn id_in(body: &Body, field: &str) -> Option<Id> {
    body.get(field)?.as_str()?.parse().ok()
}

/// A text in an object.
pub(super) fn text_in<'a>(body: &'a Body, field: &str) -> Option<&'a str> {
    body.get(field)?.as_str()
}

fn collect(value: &Value, into: &mut BTreeSet<Id>) {
    match value {
        Value::String(text) => into.extend(text.parse::<Id>()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            into.extend(name.parse::<Id>());
            collect(value, into);
        }),
        _ => {}
    }
}

impl Told {
    pub(super) fn read(text: &str) -> Option<Told> {
        let Value::Object(mut all) = serde_json::from_str(text).ok()? else { return None };
        let number = |name: &str| all.get(name).and_then(Value::as_i64);
        let (at, seen, epoch) = (number("at")?, number("seen").unwrap_or(0), number("epoch").unwrap_or(0));
        let after = all.get("after").and_then(Value::as_array).into_iter().flatten();
        let after = after.filter_map(|id| id.as_str()?.parse().ok()).collect();
        let (id, member, root) = (id_in(&all, "id")?, id_in(&all, "member")?, id_in(&all, "root")?);
        let kind = text_in(&all, "kind")?.to_owned();
        let unsure = all.get("unsure").and_then(Value::as_bool).unwrap_or(false);
        let data = match all.remove("data") {
            Some(Value::Object(data)) => data,
            _ => return None,
        };
        let hash = doorstep_core::change::Change::hash_of(text);
        Some(Told { id, hash, text: text.into(), member, at, unsure, kind, root, seen, after, epoch, data })
    }

    /// Everything that it names.
    pub(super) fn names(&self) -> BTreeSet<Id> {
        let mut names = BTreeSet::from([self.id, self.root]);
        for (name, value) in &self.data {
            names.extend(name.parse::<Id>());
            collect(value, &mut names);
        }
        names
    }

    pub(super) fn id_of(&self, field: &str) -> Option<Id> {
        id_in(&self.data, field)
    }

    pub(super) fn text_of(&self, field: &str) -> Option<&str> {
        text_in(&self.data, field)
    }
}
