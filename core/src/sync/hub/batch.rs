//! One transaction of the hub: what is loaded, what is decided, what will be written.

use std::collections::BTreeMap;

use super::{
    Keys, settle,
    store::{Commit, Condition, Parked, StoreResult, Transaction},
};
use crate::{
    change::{Change, Hash},
    id::{CommuneCode, Id, Seq},
    json::Fields,
    receipt::{Fate, Reason, Receipt},
    rules::{
        self,
        context::Context,
        erasure,
        outcome::Outcome,
        parked,
        working_set::{Reads, WorkingSet},
    },
};

/// A change as somebody sent it.
#[derive(Clone, Copy)]
pub(super) struct Sent<'a> {
    pub(super) change: &'a Change,
    pub(super) text: &'a str,
    /// The hash that its receipt names: that of the bytes which the sender has.
    pub(super) hash: Hash,
    /// Whose device sent it. Receipts are filed under the sender: they must hear of it, and an author whom a forged change
    /// names has nothing to do with it.
    pub(super) by: Id,
    /// The device; the console and the hub itself have none.
    pub(super) device: Option<Id>,
    /// Its place in the device's queue; 0 outside any.
    pub(super) n: i64,
}

/// A transaction under way: what is loaded, what is decided, what will be written.
pub(super) struct Batch<'a> {
    pub(super) tx: Box<dyn Transaction + 'a>,
    keys: &'a dyn Keys,
    commune: CommuneCode,
    received: i64,
    condition: Condition,
    ws: WorkingSet,
    seq: Seq,
    receipts: BTreeMap<(Id, Hash), Receipt>,
    pub(super) high: BTreeMap<(Id, Id), i64>,
    pub(super) places: Vec<(Id, Id, i64, Id)>,
    park: BTreeMap<Id, Parked>,
    unpark: Vec<Id>,
}

impl<'a> Batch<'a> {
    pub(super) fn begin(
        mut tx: Box<dyn Transaction + 'a>,
        keys: &'a dyn Keys,
        commune: CommuneCode,
        received: i64,
    ) -> StoreResult<Batch<'a>> {
        let condition = tx.condition()?;
        Ok(Batch {
            tx,
            keys,
            commune,
            received,
            seq: condition.head.seq,
            condition,
            ws: WorkingSet::default(),
            receipts: BTreeMap::new(),
            high: BTreeMap::new(),
            places: Vec::new(),
            park: BTreeMap::new(),
            unpark: Vec::new(),
        })
    }

    pub(super) fn context(&self, revoked: bool, honour: Option<Receipt>) -> Context {
        Context {
            skipped: self.condition.skipped.clone(),
            recovering: self.condition.recovering,
            revoked,
            honour,
            ..Context::hub(self.commune, self.received)
        }
    }

    /// Loads what all changes ask for at first sight, so that a push of 200 is a few loads.
    pub(super) fn prefetch<'c>(&mut self, changes: impl Iterator<Item = &'c Change> + Clone) -> StoreResult<()> {
        for _ in 0..4 {
            let reads =
                changes.clone().fold(Reads::default(), |reads, change| reads.and(rules::reads(change, &self.ws)));
            let missing = self.ws.missing(reads);
            if missing.is_empty() {
                break;
            }
            self.tx.load(&missing, &mut self.ws)?;
        }
        #[cfg(planted)]
        if crate::planted::planted(crate::planted::Bug::LoadOutsideLock) {
            let now = self.ws.clone();
            self.ws = crate::planted::LOADED.replace(Some(now)).unwrap_or_else(|| self.ws.clone());
        }
        Ok(())
    }

    /// Loads what one change asks for, until it asks for nothing new.
    pub(super) fn load(&mut self, change: &Change) -> StoreResult<()> {
        loop {
            let missing = self.ws.missing(rules::reads(change, &self.ws));
            if missing.is_empty() {
                return Ok(());
            }
            self.tx.load(&missing, &mut self.ws)?;
        }
    }

    pub(super) fn working_set(&self) -> &WorkingSet {
        &self.ws
    }

    /// Receipts of a change, those of this transaction before those stored.
    pub(super) fn known(&mut self, change: Id) -> StoreResult<Vec<Receipt>> {
        let mut known: Vec<Receipt> =
            self.receipts.range((change, [0; 32])..=(change, [255; 32])).map(|(_, receipt)| receipt.clone()).collect();
        let stored = self.tx.receipts_of(change)?;
        known.extend(stored.into_iter().filter(|receipt| !self.receipts.contains_key(&(change, receipt.hash))));
        Ok(known)
    }

    /// Decides a change and carries out what follows from it.
    pub(super) fn decide(&mut self, sent: Sent<'_>, ctx: Context) -> StoreResult<Receipt> {
        self.load(sent.change)?;
        let outcome = rules::apply(sent.change, &ctx, &self.ws);
        let applied = outcome.fate == Fate::Applied;
        let receipt = self.record(sent, outcome);
        if applied {
            self.follow(sent.change)?;
        }
        Ok(receipt)
    }

    /// What an applied change sets in motion: a settled change, the changes that waited for the end of a recovery, the
    /// texts that an erasure reaches.
    pub(super) fn follow(&mut self, change: &Change) -> StoreResult<()> {
        if let Some((parked, settlement)) = parked::decision(change).filter(|_| change.kind == "parked.settle") {
            settle::settle(self, parked, &settlement, change.member)?;
        }
        if change.kind == "recovery.end" {
            self.condition.recovering = false;
            settle::replay(self, |receipt| receipt.reason == Some(Reason::Recovering))?;
        }
        if erasure::subject(change).is_some() {
            settle::strip(self)?;
        }
        Ok(())
    }

    /// Writes an outcome into the working set and gives the receipt.
    pub(super) fn record(&mut self, sent: Sent<'_>, outcome: Outcome) -> Receipt {
        let Sent { change, text, hash, by, device, n } = sent;
        let seq = &mut self.seq;
        let mut next = || {
            *seq += 1;
            *seq
        };
        let Outcome { fate, reason, args, writes, counters } = outcome;
        self.ws.write(writes, change.rank(self.received), change.member, &mut next);
        let mut receipt = Receipt {
            change: change.id,
            hash,
            kind: change.kind.clone(),
            member: by,
            root: change.root,
            fate,
            reason,
            args: args_of(args),
            seq: next(),
            at: change.at,
            received: self.received,
            counters,
            mac: [0; 16],
        };
        receipt.seal(self.keys.receipt_key());
        if receipt.fate == Fate::Parked {
            let text = settle::bare(change, &self.ws).map_or_else(|| text.to_owned(), |bare| bare.to_text());
            let parked = Parked { change: change.id, device, n, received: self.received, text };
            // Another content under an identity that waits already does not push the bytes aside that wait.
            if receipt.reason != Some(Reason::Altered) || !self.waits(change.id) {
                self.park.insert(change.id, parked);
                self.unpark.retain(|id| *id != change.id);
            }
        } else {
            self.park.remove(&change.id);
            self.unpark.push(change.id);
        }
        self.receipts.insert((change.id, hash), receipt.clone());
        receipt
    }

    /// Whether a change with this identity is parked. A store that fails here fails again at the commit.
    fn waits(&mut self, change: Id) -> bool {
        self.parked().is_ok_and(|parked| parked.iter().any(|parked| parked.change == change))
    }

    /// Parked changes, those of this transaction included, oldest first.
    pub(super) fn parked(&mut self) -> StoreResult<Vec<Parked>> {
        let mut parked = self.tx.parked()?;
        parked.retain(|p| !self.unpark.contains(&p.change) && !self.park.contains_key(&p.change));
        parked.extend(self.park.values().cloned());
        parked.sort_by_key(|p| (p.received, p.device, p.n, p.change));
        Ok(parked)
    }

    /// Replaces the bytes of a parked change.
    pub(super) fn repark(&mut self, parked: Parked) {
        self.park.insert(parked.change, parked);
    }

    pub(super) fn commit(self) -> StoreResult<()> {
        let nothing = self.receipts.is_empty() && self.places.is_empty() && self.park.is_empty();
        if nothing {
            return Ok(());
        }
        self.tx.commit(Commit {
            set: self.ws,
            receipts: self.receipts.into_values().collect(),
            places: self.places,
            park: self.park.into_values().collect(),
            unpark: self.unpark,
            // At least once, so that every commit has a position of its own.
            seq: self.seq.max(self.condition.head.seq + 1),
        })?;
        Ok(())
    }
}

/// Arguments travel to the author's phone for ever: nothing longer than a code or an identifier gets in.
fn args_of(args: Fields) -> Fields {
    args.into_iter().filter(|(_, value)| value.as_str().is_none_or(|text| text.len() <= 64)).collect()
}
