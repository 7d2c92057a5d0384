//! What a rule sees: records, grants and marks in memory, loaded by a store beforehand and thrown away afterwards.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    links::{self, Link},
    outcome::{Stop, Write},
};
use crate::{
    change::Rank,
    id::{Id, Seq},
    json::Fields,
    model,
    planted::{Bug, planted},
    receipt::Reason,
    record::{Grant, Key, Kind, Membership, Record, Scope, Span},
};

/// What a rule wants loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reads {
    /// Records.
    pub records: BTreeSet<Key>,
    /// Grants of these roots, ended ones included.
    pub grants: BTreeSet<Id>,
    /// Memberships of these members, ended ones included.
    pub memberships: BTreeSet<Id>,
    /// Records found by a value in their body; see [`links`].
    pub links: BTreeSet<Link>,
    /// Identifiers to look up in the erasure list.
    pub erased: BTreeSet<Id>,
}

impl Reads {
    /// Asks for a record.
    pub fn record(mut self, kind: Kind, id: Id) -> Reads {
        self.records.insert(Key::new(kind, id));
        self
    }

    /// Asks for a record if there is one to ask for.
    pub fn maybe(self, kind: Kind, id: Option<Id>) -> Reads {
        match id {
            Some(id) => self.record(kind, id),
            None => self,
        }
    }

    /// Asks for the grants of a root.
    pub fn grants(mut self, root: Id) -> Reads {
        self.grants.insert(root);
        self
    }

    /// Asks for the memberships of a member.
    pub fn memberships(mut self, member: Id) -> Reads {
        self.memberships.insert(member);
        self
    }

    /// Asks for the records that a link leads to, and for those records themselves.
    pub fn link(mut self, ws: &WorkingSet, link: Link) -> Reads {
        self.records.extend(ws.linked_keys(&link));
        self.links.insert(link);
        self
    }

    /// Adds what another asks for.
    pub fn and(mut self, other: Reads) -> Reads {
        self.records.extend(other.records);
        self.grants.extend(other.grants);
        self.memberships.extend(other.memberships);
        self.links.extend(other.links);
        self.erased.extend(other.erased);
        self
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self == &Reads::default()
    }
}

/// What a store knows about a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// It does not exist.
    Absent,
    /// This phone does not hold it; it may exist.
    NotHeld,
    /// It was deleted; its root is still known.
    Tombstone {
        /// The root that it followed.
        root: Id,
        /// The revision of the deletion.
        seq: Seq,
    },
    /// Here it is.
    Held(Record),
}

/// Who last wrote a field, known at the hub only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The revision of the record that the write made.
    pub seq: Seq,
    /// How strongly the write claims the field.
    pub rank: Rank,
    /// The author.
    pub member: Id,
}

/// Records, grants and marks in memory.
#[derive(Clone, Debug, Default)]
pub struct WorkingSet {
    records: BTreeMap<Key, Slot>,
    marks: BTreeMap<Key, BTreeMap<String, Mark>>,
    grants: BTreeMap<Id, Vec<Grant>>,
    memberships: BTreeMap<Id, Vec<Membership>>,
    links: BTreeMap<Link, BTreeSet<Key>>,
    erased: BTreeSet<Id>,
    known: Reads,
    dirty: Dirty,
}

/// What writes have touched since loading.
#[derive(Clone, Debug, Default)]
struct Dirty {
    records: BTreeSet<Key>,
    marks: BTreeSet<(Key, String)>,
    granted: Vec<Grant>,
    ended: Vec<Grant>,
    joined: Vec<Membership>,
    left: Vec<Membership>,
    erased: BTreeSet<Id>,
    recovery_ended: bool,
}

/// What a store must commit of a working set.
#[derive(Clone, Debug)]
pub struct Changes<'a> {
    /// Records as they are now: held or tombstones.
    pub records: Vec<(&'a Key, &'a Slot)>,
    /// Fields written, and by whom.
    pub marks: Vec<(&'a Key, &'a str, &'a Mark)>,
    /// Grants that began; insert these before ending others.
    pub granted: &'a [Grant],
    /// Grants that ended: the open one of this scope and root gets its `until`.
    pub ended: &'a [Grant],
    /// Memberships that began; insert these before ending others.
    pub joined: &'a [Membership],
    /// Memberships that ended.
    pub left: &'a [Membership],
    /// New entries of the erasure list.
    pub erased: &'a BTreeSet<Id>,
    /// Whether the recovery ended.
    pub recovery_ended: bool,
}

impl WorkingSet {
    /// What is asked for and not loaded yet. A store loads it and calls the rule's `reads` again until this is empty.
    pub fn missing(&self, mut reads: Reads) -> Reads {
        reads.records.retain(|key| !self.records.contains_key(key));
        reads.grants.retain(|id| !self.known.grants.contains(id));
        reads.memberships.retain(|id| !self.known.memberships.contains(id));
        reads.links.retain(|link| !self.known.links.contains(link));
        reads.erased.retain(|id| !self.known.erased.contains(id));
        reads
    }

    /// Puts a loaded record, or its absence, into the set.
    pub fn load_record(&mut self, key: Key, slot: Slot, marks: BTreeMap<String, Mark>) {
        self.marks.insert(key.clone(), marks);
        self.records.insert(key, slot);
    }

    /// Puts the grants of a root into the set.
    pub fn load_grants(&mut self, root: Id, mut grants: Vec<Grant>) {
        self.known.grants.insert(root);
        // A member made in this set may have been granted the root before it was loaded.
        grants.extend(self.dirty.granted.iter().filter(|grant| grant.root == root));
        self.grants.insert(root, grants);
    }

    /// Puts the memberships of a member into the set.
    pub fn load_memberships(&mut self, member: Id, memberships: Vec<Membership>) {
        self.known.memberships.insert(member);
        self.memberships.insert(member, memberships);
    }

    /// Grants and memberships are written only where the old ones are known: an end of what is not loaded would end
    /// nothing, a second grant would stand beside the first.
    fn assert_known(&self, write: &Write) {
        debug_assert!(
            match write {
                // A member made in this set held nothing before.
                Write::Grant { scope: Scope::Member(id), .. }
                    if self.dirty.records.contains(&Key::new(model::MEMBER, *id)) =>
                    true,
                Write::Grant { root, .. } | Write::End { root, .. } => self.known.grants.contains(root),
                Write::Join { member, .. } | Write::Leave { member, .. } => self.known.memberships.contains(member),
                _ => true,
            },
            "a rule wrote what it had not read: {write:?}"
        );
    }

    /// Puts what a link leads to into the set. Records changed in memory since count as they are now.
    pub fn load_link(&mut self, link: Link, keys: impl IntoIterator<Item = Key>) {
        let mut keys: BTreeSet<Key> = keys.into_iter().filter(|key| !self.dirty.records.contains(key)).collect();
        for key in &self.dirty.records {
            if let Some(Slot::Held(record)) = self.records.get(key)
                && links::of(record).contains(&link)
            {
                keys.insert(key.clone());
            }
        }
        self.known.links.insert(link.clone());
        self.links.insert(link, keys);
    }

    /// Notes which of the identifiers asked for are on the erasure list.
    pub fn load_erased(&mut self, asked: &BTreeSet<Id>, erased: impl IntoIterator<Item = Id>) {
        self.known.erased.extend(asked);
        self.erased.extend(erased);
    }

    /// What is known about a record. A record that no rule asked for counts as not held.
    pub fn slot(&self, key: &Key) -> &Slot {
        self.records.get(key).unwrap_or(&Slot::NotHeld)
    }

    /// The record, if it is here.
    pub fn get(&self, kind: Kind, id: Id) -> Option<&Record> {
        match self.records.get(&Key::new(kind, id)) {
            Some(Slot::Held(record)) => Some(record),
            _ => None,
        }
    }

    /// A typed view of a record, if it is here and fits.
    pub fn view<T: serde::de::DeserializeOwned>(&self, kind: Kind, id: Option<Id>) -> Option<T> {
        self.get(kind, id?)?.read().ok()
    }

    /// The record; what a change names but this side lacks makes it wait, never be refused.
    pub fn need(&self, kind: Kind, id: Id) -> Result<&Record, Stop> {
        let key = Key::new(kind, id);
        match self.slot(&key) {
            Slot::Held(record) => Ok(record),
            _ => Err(Stop::parked(Reason::NotFound).arg("kind", key.kind.as_str()).arg("id", id)),
        }
    }

    /// Grants of a root, ended ones included.
    pub fn grants(&self, root: Id) -> &[Grant] {
        self.grants.get(&root).map_or(&[], Vec::as_slice)
    }

    /// Memberships of a member, ended ones included; their own scope is not among them.
    pub fn memberships(&self, member: Id) -> &[Membership] {
        self.memberships.get(&member).map_or(&[], Vec::as_slice)
    }

    /// Whether a scope holds a root now.
    pub fn holds(&self, scope: Scope, root: Id) -> bool {
        self.grants(root).iter().any(|grant| grant.scope == scope && grant.span.is_open())
    }

    /// Who last wrote a field.
    pub fn mark(&self, key: &Key, field: &str) -> Option<&Mark> {
        self.marks.get(key)?.get(field)
    }

    /// Keys that a link leads to, in order.
    pub fn linked_keys(&self, link: &Link) -> impl Iterator<Item = Key> + '_ {
        self.links.get(link).into_iter().flatten().cloned()
    }

    /// Records that a link leads to, in order of key.
    pub fn linked<'a>(&'a self, link: &Link) -> impl Iterator<Item = &'a Record> + 'a {
        self.links.get(link).into_iter().flatten().filter_map(|key| match self.records.get(key) {
            Some(Slot::Held(record)) => Some(record),
            _ => None,
        })
    }

    /// Whether an identifier is on the erasure list.
    pub fn is_erased(&self, id: Id) -> bool {
        self.erased.contains(&id)
    }

    /// Carries out what a rule decided. `seq` numbers each write; the rank and author mark the fields that were written.
    pub fn write(&mut self, writes: Vec<Write>, rank: Rank, member: Id, seq: &mut dyn FnMut() -> Seq) {
        for write in writes {
            self.assert_known(&write);
            match write {
                Write::Put { key, root, body, fields } => self.put(key, root, body, fields, rank, member, seq()),
                Write::Delete { key } => self.delete(key, seq()),
                Write::Grant { scope, root } => {
                    if !self.holds(scope, root) {
                        let since = match self.revision_in(root) {
                            Some(revision) if planted(Bug::GrantWithoutPosition) => revision,
                            _ => seq(),
                        };
                        let grant = Grant { scope, root, span: Span { since, until: None } };
                        self.grants.entry(root).or_default().push(grant);
                        self.dirty.granted.push(grant);
                    }
                }
                Write::End { scope, root } => {
                    let open = self.grants.entry(root).or_default().iter_mut();
                    for grant in open.filter(|grant| grant.scope == scope && grant.span.is_open()) {
                        grant.span.until = Some(seq());
                        self.dirty.ended.push(*grant);
                    }
                }
                Write::Join { member, scope } => {
                    let list = self.memberships.entry(member).or_default();
                    if !list.iter().any(|m| m.scope == scope && m.span.is_open()) {
                        let membership = Membership { member, scope, span: Span { since: seq(), until: None } };
                        list.push(membership);
                        self.dirty.joined.push(membership);
                    }
                }
                Write::Leave { member, scope } => {
                    let open = self.memberships.entry(member).or_default().iter_mut();
                    for membership in open.filter(|m| m.scope == scope && m.span.is_open()) {
                        membership.span.until = Some(seq());
                        self.dirty.left.push(*membership);
                    }
                }
                Write::Erase { id } => {
                    self.erased.insert(id);
                    self.dirty.erased.insert(id);
                }
                Write::EndRecovery => self.dirty.recovery_ended = true,
            }
        }
    }

    /// The newest revision that is held of a root's records.
    fn revision_in(&self, root: Id) -> Option<Seq> {
        let held = self.records.values().filter_map(|slot| match slot {
            Slot::Held(record) if record.root == root => Some(record.seq),
            _ => None,
        });
        held.max()
    }

    #[allow(clippy::too_many_arguments, reason = "private; the parts of one write")]
    fn put(&mut self, key: Key, root: Id, body: Fields, fields: Vec<String>, rank: Rank, member: Id, seq: Seq) {
        self.unlink(&key);
        let record = Record { key: key.clone(), root, seq, body };
        for link in links::of(&record) {
            if let Some(keys) = self.links.get_mut(&link) {
                keys.insert(key.clone());
            }
        }
        let marks = self.marks.entry(key.clone()).or_default();
        for field in fields {
            marks.insert(field.clone(), Mark { seq, rank, member });
            self.dirty.marks.insert((key.clone(), field));
        }
        self.records.insert(key.clone(), Slot::Held(record));
        self.dirty.records.insert(key);
    }

    fn delete(&mut self, key: Key, seq: Seq) {
        self.unlink(&key);
        let root = match self.slot(&key) {
            Slot::Held(record) => record.root,
            Slot::Tombstone { root, .. } => *root,
            Slot::Absent | Slot::NotHeld => return,
        };
        self.records.insert(key.clone(), Slot::Tombstone { root, seq });
        self.dirty.records.insert(key);
    }

    fn unlink(&mut self, key: &Key) {
        if let Some(Slot::Held(record)) = self.records.get(key) {
            for link in links::of(record) {
                if let Some(keys) = self.links.get_mut(&link) {
                    keys.remove(key);
                }
            }
        }
    }

    /// What writes have changed since loading.
    pub fn changes(&self) -> Changes<'_> {
        let dirty = &self.dirty;
        Changes {
            records: dirty.records.iter().filter_map(|key| self.records.get_key_value(key)).collect(),
            marks: dirty
                .marks
                .iter()
                .filter_map(|(key, field)| Some((key, field.as_str(), self.mark(key, field)?)))
                .collect(),
            granted: &dirty.granted,
            ended: &dirty.ended,
            joined: &dirty.joined,
            left: &dirty.left,
            erased: &dirty.erased,
            recovery_ended: dirty.recovery_ended,
        }
    }
}

/// The author's record, read often.
pub(crate) fn member(ws: &WorkingSet, id: Id) -> Option<model::member::Member> {
    ws.view(model::MEMBER, Some(id))
}
