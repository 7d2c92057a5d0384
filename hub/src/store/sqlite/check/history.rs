//! Positions, receipts, queues, and what is parked.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{error::OrStoreError, row},
    Check,
};
use doorstep_core::{
    change::Change,
    id::Id,
    receipt::{Fate, Reason, Receipt, hex},
    sync::hub::store::StoreResult,
};

/// Every position that something was written at, and by what. A field's mark repeats its record's position.
const POSITIONS: &str = "
    SELECT seq, 'record' FROM record WHERE commune = ?1
    UNION ALL SELECT seq, 'receipt' FROM receipt WHERE commune = ?1
    UNION ALL SELECT since, 'root_grant' FROM root_grant WHERE commune = ?1
    UNION ALL SELECT until, 'root_grant' FROM root_grant WHERE commune = ?1 AND until IS NOT NULL
    UNION ALL SELECT since, 'membership' FROM membership WHERE commune = ?1
    UNION ALL SELECT until, 'membership' FROM membership WHERE commune = ?1 AND until IS NOT NULL
    ORDER BY 1";

impl Check<'_> {
    /// Nothing lies above the head or in a skipped span, no position was given twice, and the head has its mark.
    pub(super) fn positions(&mut self) -> StoreResult<()> {
        let mut skipped: Vec<(i64, i64)> = Vec::new();
        self.each("SELECT from_seq, to_seq FROM skipped WHERE commune = ?1", [self.commune], |_, row| {
            skipped.push((row.get(0).or_store()?, row.get(1).or_store()?));
            Ok(())
        })?;
        let mut last = None;
        self.each(POSITIONS, [self.commune], |check, row| {
            let seq: i64 = row.get(0).or_store()?;
            let table = match row.get_ref(1).or_store()?.as_str() {
                Ok("record") => "record",
                Ok("receipt") => "receipt",
                Ok("root_grant") => "root_grant",
                _ => "membership",
            };
            if seq > check.head {
                check.report(table, seq, "lies above the head");
            }
            if skipped.iter().any(|(from, to)| (*from..*to).contains(&seq)) {
                check.report(table, seq, "lies in a span that no commit ever used");
            }
            if last == Some(seq) {
                check.report(table, seq, "the position was given twice");
            }
            last = Some(seq);
            Ok(())
        })?;
        let marked = "SELECT 1 FROM head NATURAL JOIN mark WHERE commune = ?1";
        if !self.connection.prepare(marked).or_store()?.exists([self.commune]).or_store()? {
            self.report("head", self.head, "its mark is not among those of commits");
        }
        Ok(())
    }

    /// Receipts read, are this hub's, and lie under their own identity.
    pub(super) fn receipts(&mut self, key: Option<&[u8; 32]>) -> StoreResult<()> {
        let sql = "SELECT change, hash, member, seq, text FROM receipt WHERE commune = ?1";
        self.each(sql, [self.commune], |check, found| {
            let change = row::id(found, 0).or_store()?;
            let hash: [u8; 32] = found.get(1).or_store()?;
            let text: String = found.get(4).or_store()?;
            let Some(receipt) = Receipt::from_text(&text) else {
                check.report("receipt", change, "its text is not a receipt");
                return Ok(());
            };
            let columns = (change, hash, row::id(found, 2).or_store()?, found.get(3).or_store()?);
            if columns != (receipt.change, receipt.hash, receipt.member, receipt.seq) || text != receipt.to_text() {
                check.report("receipt", change, "its columns differ from its text");
            }
            if key.is_some_and(|key| !receipt.verify(key)) {
                check.report("receipt", change, "another hub's, or altered: its authentication fails");
            }
            Ok(())
        })
    }

    /// Each incarnation's places run from 1 to its high water, and each change in one has a receipt.
    pub(super) fn queues(&mut self) -> StoreResult<()> {
        let mut places: BTreeMap<(Id, Id), (i64, i64)> = BTreeMap::new();
        let sql = "SELECT device, inc, count(*), max(n) FROM place WHERE commune = ?1 GROUP BY device, inc";
        self.each(sql, [self.commune], |_, found| {
            let queue = (row::id(found, 0).or_store()?, row::id(found, 1).or_store()?);
            places.insert(queue, (found.get(2).or_store()?, found.get(3).or_store()?));
            Ok(())
        })?;
        let sql = "SELECT device, inc, n FROM high_water WHERE commune = ?1";
        self.each(sql, [self.commune], |check, found| {
            let queue = (row::id(found, 0).or_store()?, row::id(found, 1).or_store()?);
            let n: i64 = found.get(2).or_store()?;
            let (count, max) = places.remove(&queue).unwrap_or((0, 0));
            if (count, max) != (n, n) {
                let what = format!("says {n}, but the queue has {count} places up to {max}");
                check.report("high_water", format!("{} {}", queue.0, queue.1), what);
            }
            Ok(())
        })?;
        for (device, inc) in places.into_keys() {
            self.report("place", format!("{device} {inc}"), "the queue has no high water");
        }
        let sql = "SELECT change FROM place AS p WHERE commune = ?1
                   AND NOT EXISTS (SELECT 1 FROM receipt WHERE commune = p.commune AND change = p.change)";
        self.each(sql, [self.commune], |check, found| {
            check.report("place", row::id(found, 0).or_store()?, "the change has a place and no receipt");
            Ok(())
        })
    }

    /// What is parked reads as a change, lies under its identity, and has a receipt that says *parked*; and the reverse.
    pub(super) fn parked(&mut self) -> StoreResult<()> {
        let mut parked = BTreeSet::new();
        self.each("SELECT change, text FROM parked WHERE commune = ?1", [self.commune], |check, found| {
            let id = row::id(found, 0).or_store()?;
            let text: String = found.get(1).or_store()?;
            parked.insert(id);
            if !Change::from_text(&text).is_ok_and(|change| change.id == id) {
                check.report("parked", id, "its text is not this change");
            }
            Ok(())
        })?;
        let mut waiting = BTreeSet::new();
        self.each("SELECT change, hash, text FROM receipt WHERE commune = ?1", [self.commune], |check, found| {
            let id = row::id(found, 0).or_store()?;
            let text: String = found.get(2).or_store()?;
            if let Some(receipt) = Receipt::from_text(&text).filter(|receipt| receipt.fate == Fate::Parked) {
                // Of other content under a known identity only the receipt is kept.
                if !parked.contains(&id) && receipt.reason != Some(Reason::Altered) {
                    let hash: [u8; 32] = found.get(1).or_store()?;
                    check.report("receipt", id, format!("says parked, but {} is not kept", hex(&hash[..4])));
                }
                waiting.insert(id);
            }
            Ok(())
        })?;
        for id in parked.difference(&waiting) {
            self.report("parked", id, "no receipt says that it is parked");
        }

        // An assignment has its household's identity and outlives it: who held it decides who may still deliver.
        let erased = "SELECT id FROM erased NATURAL JOIN record
                      WHERE commune = ?1 AND body IS NOT NULL AND kind <> 'assignment'";
        self.each(erased, [self.commune], |check, found| {
            check.report(
                "erased",
                row::id(found, 0).or_store()?,
                "was erased, but a record of this identity has content",
            );
            Ok(())
        })
    }
}
