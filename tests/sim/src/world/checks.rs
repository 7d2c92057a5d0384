//! What is compared, and when: each checkpoint row by row; the hub's tables with the oracle's after commits.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_core::{id::Id, store::meta, sync::cursor::Cursor};
use doorstep_sqlcipher::rusqlite::{self, Row};

use super::{World, exchange::Expectation};
use crate::{
    mirror::{HubRow, RowKey},
    oracle::Decided,
    violation::{Check, OrBroken, Violation},
};

const READS: &str = "a phone's tables read";

fn id(row: &Row<'_>, column: usize) -> rusqlite::Result<Id> {
    row.get::<_, [u8; 16]>(column).map(Id::from_bytes)
}

impl World {
    /// A phone's records beneath its pending changes.
    pub fn base_rows(&self, p: usize) -> Check<BTreeMap<RowKey, HubRow>> {
        let read = || {
            let mut select = self.phones[p].store.connection().prepare_cached(
                "SELECT kind, id, root, seq, body FROM record r
                 WHERE seq > 0 AND NOT EXISTS (SELECT 1 FROM base b WHERE b.kind = r.kind AND b.id = r.id)
                 UNION ALL SELECT kind, id, root, seq, body FROM base",
            )?;
            let rows = select.query_map([], |r| {
                let key: RowKey = (r.get_ref(0)?.as_str()?.into(), id(r, 1)?);
                Ok((key, HubRow { root: id(r, 2)?, seq: r.get(3)?, body: Some(r.get_ref(4)?.as_str()?.into()) }))
            })?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().or_broken(READS)
    }

    fn held(&self, p: usize) -> Check<BTreeSet<Id>> {
        let read = || {
            let mut select =
                self.phones[p].store.connection().prepare_cached("SELECT root FROM held WHERE since > 0")?;
            select.query_map([], |r| id(r, 0))?.collect::<rusqlite::Result<_>>()
        };
        read().or_broken(READS)
    }

    fn phone_receipts(&self, p: usize) -> Check<BTreeMap<Id, String>> {
        let read = || {
            let mut select = self.phones[p].store.connection().prepare_cached("SELECT change, text FROM receipt")?;
            let rows = select.query_map([], |r| Ok((id(r, 0)?, r.get(1)?)))?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().or_broken(READS)
    }

    /// A phone's outbox: whether each change is still pending, and the hash of its text.
    pub fn outbox(&self, p: usize) -> Check<BTreeMap<Id, (bool, [u8; 32])>> {
        let read = || {
            let mut select =
                self.phones[p].store.connection().prepare_cached("SELECT id, state = 'pending', hash FROM queue")?;
            let rows = select.query_map([], |r| Ok((id(r, 0)?, (r.get(1)?, r.get(2)?))))?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().or_broken(READS)
    }

    /// Changes that a phone still waits for word of.
    pub fn unsent(&self, p: usize) -> Check<Vec<Id>> {
        Ok(self.outbox(p)?.into_iter().filter(|(_, (pending, _))| *pending).map(|(id, _)| id).collect())
    }

    /// The phone has applied a checkpoint: its tables are those of the hub when the answer was made.
    pub(super) fn check_checkpoint(&mut self, p: usize, expected: &Expectation, cursor: Option<Cursor>) -> Check {
        const ROWS: &str = "a phone's rows equal the hub's rows for its scope";
        self.stats.checkpoints += 1;
        let name = &self.phones[p].name;
        let rows = self.base_rows(p)?;
        if let Some(difference) = difference(&rows, &expected.rows) {
            return Err(Violation::of(ROWS, format!("{name}: {difference}")));
        }
        let divergences = meta::number(self.phones[p].store.connection(), meta::DIVERGENCES).or_broken(READS)?;
        if divergences != 0 || cursor != Some(expected.cursor) {
            return Err(Violation::of(ROWS, format!("{name}: digests differ although the rows are equal")));
        }
        let held = self.held(p)?;
        if held != expected.held {
            let more: Vec<&Id> = held.difference(&expected.held).collect();
            let less: Vec<&Id> = expected.held.difference(&held).collect();
            return Err(Violation::of(
                "nobody holds a root out of scope",
                format!("{name}: more {more:?}, less {less:?}"),
            ));
        }
        let receipts = self.phone_receipts(p)?;
        let outbox = self.outbox(p)?;
        for (change, receipt) in &expected.receipts {
            let own = outbox.get(change).map(|(_, hash)| *hash);
            // Of two contents under one identity a phone that has neither keeps what acts.
            let once = expected.receipts.iter().filter(|(other, _)| other == change).count() == 1;
            let known = own.map_or(once, |own| own == receipt.hash);
            if known && receipts.get(change).map(String::as_str) != Some(&*receipt.text) {
                let detail = format!("{name}: {change}: phone {:?}, hub {:?}", receipts.get(change), receipt.text);
                return Err(Violation::of("receipts on a phone equal the hub's", detail));
            }
            // What got into an outbox behind the engine's back may have had its fate before: it is sent once more.
            let saved_here = !self.tampered.contains(change);
            if known && saved_here && outbox.get(change).is_some_and(|(pending, _)| *pending) {
                let detail =
                    format!("{name}: {change} is pending after a checkpoint of a history that has its receipt");
                return Err(Violation::of("a change with a fate is not sent again", detail));
            }
        }
        Ok(())
    }

    /// What a phone no longer sends has a receipt there: what it shows of it comes from the hub.
    pub(super) fn covered_by_receipts(&self, p: usize) -> Check {
        let sql = "SELECT count(*) FROM retained WHERE id NOT IN (SELECT change FROM receipt)";
        let count: i64 = self.phones[p].store.connection().query_row(sql, [], |row| row.get(0)).or_broken(READS)?;
        if count == 0 {
            return Ok(());
        }
        let detail = format!("{}: {count} changes are covered by no receipt", self.phones[p].name);
        Err(Violation::of("a saved visit never flickers", detail))
    }

    /// Newest receipts at the hub are what the oracle predicted.
    pub(super) fn compare_fates(&mut self, fates: &[Decided]) -> Check {
        for decided in fates {
            let receipts = self.hub.mirror.receipts.get(&decided.change);
            let found = receipts.into_iter().flatten().find(|receipt| receipt.hash == decided.hash);
            let Some(found) = found else {
                let detail = format!("{} {} has no receipt, oracle: {}", decided.kind, decided.change, decided.fate());
                return Err(Violation::of("every change has a fate", detail));
            };
            let said = crate::oracle::said(&found.text);
            let fate = decided.fate();
            if said.fate() != fate || said.counters != decided.counters {
                let detail = format!(
                    "{} {}: hub {} {:?}, oracle {fate} {:?}\n    text {}",
                    decided.kind,
                    decided.change,
                    said.fate(),
                    said.counters,
                    decided.counters,
                    decided.text
                );
                return Err(Violation::of("every change has the fate that the oracle predicts", detail));
            }
            self.stats.predicted += 1;
            self.once_durable.insert(decided.change);
            self.stats.fate(&decided.kind, &fate);
        }
        Ok(())
    }

    pub(super) fn audit_sometimes(&mut self) -> Check {
        self.last_audit += 1;
        if self.strict || self.last_audit >= 12 {
            self.audit()?;
        }
        Ok(())
    }

    /// The hub's tables equal the oracle's, and its promises hold.
    pub fn audit(&mut self) -> Check {
        self.last_audit = 0;
        self.oracle.compare(&self.hub.mirror)?;
        self.hub.mirror.forget_changes();
        self.oracle.forget_changes();
        Ok(())
    }

    /// Every acknowledged tap is at the hub, once.
    pub fn nothing_lost(&self) -> Check {
        const LOST: &str = "nothing acknowledged is lost";
        for (change, saved) in &self.acknowledged {
            let receipts = self.hub.mirror.receipts.get(change);
            let own = receipts.into_iter().flatten().filter(|receipt| receipt.hash == saved.hash).count();
            if own != 1 && !saved.excused {
                return Err(Violation::of(LOST, format!("{change} has {own} receipts; {}", saved.text)));
            }
        }
        Ok(())
    }
}

/// The first difference between two tables.
pub(super) fn difference(found: &BTreeMap<RowKey, HubRow>, wanted: &BTreeMap<RowKey, HubRow>) -> Option<String> {
    for (key, row) in wanted {
        match found.get(key) {
            Some(other) if other == row => {}
            other => return Some(format!("{key:?}: found {other:?}, wanted {row:?}")),
        }
    }
    found
        .iter()
        .find(|(key, _)| !wanted.contains_key(key))
        .map(|(key, row)| format!("{key:?}: found {row:?}, wanted none"))
}

impl World {
    /// Counts from a phone's receipts equal those that the oracle makes of the whole history.
    pub(super) fn counts_agree(&self, p: usize) -> Check {
        // Where taps were lost with a phone's file, or another content lies under an identity, there is no one truth.
        let forged = |(id, (_, hash)): (&Id, &(bool, [u8; 32]))| {
            self.acknowledged.get(id).is_some_and(|saved| saved.hash != *hash)
        };
        let disputed = self.oracle.disputed(self.phones[p].member);
        if disputed || self.acknowledged.values().any(|saved| saved.excused) || self.outbox(p)?.iter().any(forged) {
            return Ok(());
        }
        let mut sums = crate::oracle::Counters::new();
        for text in self.phone_receipts(p)?.values() {
            for (key, n) in crate::oracle::said(text).counters {
                *sums.entry(key).or_default() += n;
            }
        }
        sums.retain(|_, n| *n != 0);
        let counts = self.oracle.counts(self.phones[p].member);
        if sums == counts {
            return Ok(());
        }
        let receipts = self.phone_receipts(p)?;
        let unlike: Vec<String> = self
            .oracle
            .credited(self.phones[p].member)
            .into_iter()
            .filter(|(change, counters)| {
                receipts.get(change).map(|text| crate::oracle::said(text).counters).as_ref() != Some(counters)
            })
            .map(|(change, counters)| format!("{change} {counters:?} phone {:?}", receipts.get(&change)))
            .collect();
        let detail = format!("{}: {unlike:?}", self.phones[p].name);
        Err(Violation::of("phone and leader count alike", detail))
    }
}
