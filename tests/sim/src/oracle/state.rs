//! What the oracle believes the hub's tables hold, by commits instead of positions.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use doorstep_core::id::Id;
use serde_json::Value;

use super::{
    Body, Key,
    change::{id_in, text_in},
};

/// Who can hold a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Member(Id),
    Squad(Id),
    Commune,
}

/// From one commit to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    pub(super) since: usize,
    pub(super) until: Option<usize>,
}

impl Time {
    pub(super) fn covers(&self, commit: usize) -> bool {
        self.since <= commit && self.until.is_none_or(|until| commit < until)
    }
}

/// Who wrote a field last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writer {
    pub(super) commit: usize,
    pub(super) strength: (bool, i64, Id),
    pub(super) member: Id,
}

/// A record; no body for a tombstone.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) root: Id,
    pub(super) body: Option<Body>,
}

/// One effect of a decision.
#[derive(Clone, Debug)]
pub(super) enum Effect {
    Put(&'static str, Id, Id, Body, Vec<String>),
    Delete(Key),
    Grant(Who, Id),
    End(Who, Id),
    Join(Id, Who),
    Leave(Id, Who),
    EndRecovery,
}

/// The tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    pub(super) rows: BTreeMap<Key, Row>,
    pub(super) writers: BTreeMap<Key, BTreeMap<String, Writer>>,
    pub(super) grants: BTreeMap<(Id, Who), Vec<Time>>,
    pub(super) memberships: BTreeMap<(Id, Who), Vec<Time>>,
    pub(super) erased: BTreeSet<Id>,
    heads: Vec<i64>,
    skipped: Vec<(i64, i64)>,
}

impl Tables {
    pub(super) fn committed(&mut self, head: i64) {
        if self.heads.last() != Some(&head) {
            self.heads.push(head);
        }
    }

    pub(super) fn skip_to(&mut self, head: i64) {
        let from = self.heads.last().map_or(0, |last| last + 1);
        self.skipped.push((from, head));
        self.committed(head);
    }

    /// The commit under way.
    pub(super) fn commit(&self) -> usize {
        self.heads.len()
    }

    /// The commit of a position that a phone had on screen; none for one that no commit of this history had.
    pub(super) fn commit_of(&self, position: i64) -> Option<usize> {
        let unknown = position == 0 || self.skipped.iter().any(|(from, to)| *from <= position && position < *to);
        (!unknown).then(|| self.heads.partition_point(|head| *head < position))
    }

    pub(super) fn body(&self, kind: &str, id: Id) -> Option<&Body> {
        self.rows.get(&(Arc::from(kind), id))?.body.as_ref()
    }

    pub(super) fn root(&self, kind: &str, id: Id) -> Option<Id> {
        self.rows.get(&(Arc::from(kind), id)).filter(|row| row.body.is_some()).map(|row| row.root)
    }

    pub(super) fn text(&self, kind: &str, id: Id, field: &str) -> Option<&str> {
        text_in(self.body(kind, id)?, field)
    }

    pub(super) fn id(&self, kind: &str, id: Id, field: &str) -> Option<Id> {
        id_in(self.body(kind, id)?, field)
    }

    /// Live records of a kind.
    pub(super) fn all<'a>(&'a self, kind: &str) -> impl Iterator<Item = (Id, &'a Row, &'a Body)> {
        let kind: Arc<str> = Arc::from(kind);
        let first = (kind.clone(), Id::from_bytes([0; 16]));
        let range = self.rows.range(first..).take_while(move |((k, _), _)| *k == kind);
        range.filter_map(|((_, id), row)| Some((*id, row, row.body.as_ref()?)))
    }

    /// Live records that follow a root.
    pub(super) fn of_root(&self, root: Id) -> impl Iterator<Item = (&Key, &Body)> {
        self.rows
            .iter()
            .filter(move |(_, row)| row.root == root)
            .filter_map(|(key, row)| Some((key, row.body.as_ref()?)))
    }

    /// Who holds a root now.
    pub(super) fn holders(&self, root: Id) -> Vec<Who> {
        let of =
            self.grants.range((root, Who::Member(Id::from_bytes([0; 16])))..).take_while(|((of, _), _)| *of == root);
        of.filter(|(_, times)| times.iter().any(|time| time.until.is_none())).map(|((_, who), _)| *who).collect()
    }

    /// A member's times in a scope.
    pub(super) fn times(&self, member: Id, who: Who) -> Vec<Time> {
        self.memberships.get(&(member, who)).cloned().unwrap_or_default()
    }

    pub(super) fn grants_of(&self, root: Id) -> impl Iterator<Item = (Who, &Vec<Time>)> {
        let from = (root, Who::Member(Id::from_bytes([0; 16])));
        self.grants.range(from..).take_while(move |((of, _), _)| *of == root).map(|((_, who), times)| (*who, times))
    }

    pub(super) fn writer(&self, kind: &str, id: Id, field: &str) -> Option<&Writer> {
        self.writers.get(&(Arc::from(kind), id))?.get(field)
    }

    /// Carries an effect out. Answers the record that it changed.
    pub(super) fn carry_out(&mut self, effect: Effect, strength: (bool, i64, Id), member: Id) -> Option<Key> {
        let commit = self.commit();
        match effect {
            Effect::Put(kind, id, root, body, fields) => {
                let key: Key = (Arc::from(kind), id);
                let writers = self.writers.entry(key.clone()).or_default();
                for field in fields {
                    writers.insert(field, Writer { commit, strength, member });
                }
                self.rows.insert(key.clone(), Row { root, body: Some(body) });
                return Some(key);
            }
            Effect::Delete(key) => {
                self.writers.remove(&key);
                self.erased.insert(key.1);
                let row = self.rows.get_mut(&key)?;
                row.body = None;
                return Some(key);
            }
            Effect::Grant(who, root) => begin(self.grants.entry((root, who)).or_default(), commit),
            Effect::End(who, root) => end(self.grants.entry((root, who)).or_default(), commit),
            Effect::Join(member, who) => begin(self.memberships.entry((member, who)).or_default(), commit),
            Effect::Leave(member, who) => end(self.memberships.entry((member, who)).or_default(), commit),
            Effect::EndRecovery => {}
        }
        None
    }
}

fn begin(times: &mut Vec<Time>, commit: usize) {
    if times.iter().all(|time| time.until.is_some()) {
        times.push(Time { since: commit, until: None });
    }
}

fn end(times: &mut [Time], commit: usize) {
    for time in times.iter_mut().filter(|time| time.until.is_none()) {
        time.until = Some(commit);
    }
}

/// An object from pairs; nulls are left out.
pub(super) fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Body {
    members.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An identifier as JSON.
pub(super) fn json(id: Id) -> Value {
    id.to_string().into()
}
