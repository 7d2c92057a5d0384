//! A tap, from draft to durable: one transaction, one fsync, in the outbox and on the records held.

use doorstep_sqlcipher::rusqlite::Connection;

use super::{PhoneStore, Random, StoreError, StoreResult, fresh_id, meta, outbox, records, replay};
use crate::{
    change::Change,
    clock::Moment,
    id::{Id, Seq},
    json::Fields,
    receipt::Fate,
    rules::{self, links},
};

/// What a person wants to do, before the phone adds who, when, and what they had seen.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The kind of change, such as `visit.record`.
    pub kind: &'static str,
    /// The root that it belongs to; none for one that makes a root of its own.
    pub root: Option<Id>,
    /// What the kind needs to know.
    pub data: Fields,
}

/// A saved change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its identity, also that of the record which a fact makes.
    pub id: Id,
    /// Whether it shows on the phone at once. Otherwise it waits for the hub's word, in the outbox.
    pub shows: bool,
}

impl PhoneStore {
    /// Saves a draft. When this returns, the tap survives kill and power loss.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the rulebook refuses it: nothing is kept, the person can mend it. Drafts that only
    /// the hub can decide are saved and wait.
    pub fn save(&mut self, draft: Draft, reading: Moment, random: Random<'_>) -> StoreResult<Saved> {
        let who = self.enrolment()?.clone();
        let tx = self.begin()?;
        // Within the transaction: a tap is one fsync.
        let stamp = meta::advance_hub_time(&tx, reading)?.stamp();
        let id = fresh_id(stamp.at_ms, random);
        let root = draft.root.unwrap_or(id);
        let mut change = Change {
            id,
            member: who.member,
            at: stamp.at_ms,
            unsure: stamp.unsure,
            kind: draft.kind.to_owned(),
            v: 1,
            root,
            seen: 0,
            after: Vec::new(),
            epoch: 0,
            data: draft.data,
        };
        let edited = rules::target::of(&change);
        if let Some(key) = &edited {
            change.seen = records::get(&tx, key)?.map_or(0, |record| record.seq);
            change.after = outbox::writers(&tx, key)?;
        }
        change.epoch = epoch(&tx, &change)?;
        let (outcome, set) = replay::decide(&tx, &who, &change)?;
        if outcome.fate == Fate::Refused {
            let reason = outcome.reason.unwrap_or(crate::receipt::Reason::Invalid);
            return Err(StoreError::Refused { reason, args: outcome.args });
        }
        let shows = outcome.fate == Fate::Applied;
        let text = change.to_text();
        let wrote = replay::carry_out(&tx, &who, &change, outcome, set)?;
        outbox::append(&tx, &change, &text, &wrote)?;
        tx.commit()?;
        Ok(Saved { id, shows })
    }
}

/// The grant under which the phone holds what the change is about: its root, or the household that a new root serves.
fn epoch(conn: &Connection, change: &Change) -> StoreResult<Seq> {
    let about = if change.root == change.id { links::id_of(&change.data, "household") } else { Some(change.root) };
    Ok(match about {
        Some(root) => records::held_since(conn, root)?.unwrap_or(0),
        None => 0,
    })
}
