//! Parked changes, and the end of a recovery.

use doorstep_core::{
    change::Change,
    id::Id,
    receipt::{Fate, Receipt},
    rules::parked::Settlement,
    sync::hub::store::Parked,
};

use super::{Office, fields, json_id, words};
use crate::complaint::{Complaint, Outcome};

/// A parked change and why it is parked. The change's own text may hold residents' data and is not shown in lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// As the store keeps it.
    pub parked: Parked,
    /// The newest receipt.
    pub receipt: Receipt,
}

impl Waiting {
    /// Why it waits, in Vietnamese and English.
    pub fn words(&self) -> (&'static str, &'static str) {
        words::reason(self.receipt.reason.as_ref())
    }
}

impl Office<'_> {
    /// Parked changes, oldest first.
    pub fn parked(&self) -> Outcome<Vec<Waiting>> {
        Ok(self.hub.look(&self.commune, |snapshot| {
            let mut waiting = Vec::new();
            for parked in snapshot.parked()? {
                let receipts = snapshot.receipts_of(parked.change)?;
                let newest = receipts.into_iter().filter(|r| r.fate == Fate::Parked).max_by_key(|r| r.seq);
                waiting.extend(newest.map(|receipt| Waiting { parked, receipt }));
            }
            Ok(waiting)
        })?)
    }

    /// Decides a parked change; answers its newest receipt.
    pub fn settle(&self, change: Id, settlement: &Settlement) -> Outcome<Receipt> {
        let Some(waiting) = self.parked()?.into_iter().find(|waiting| waiting.parked.change == change) else {
            return Err(Complaint::new(
                "not_parked",
                format!("Thay đổi {change} không nằm trong danh sách chờ. Xem `parked list`."),
                format!("The change {change} is not parked. See `parked list`."),
            ));
        };
        let root = Change::from_text(&waiting.parked.text).map_or(self.commune.root(), |change| change.root);
        let data = fields([("change", json_id(change)), ("decision", settlement.as_str().into())]);
        self.submit(self.change("parked.settle", root, data)?)?;
        let receipts = self.hub.look(&self.commune, |snapshot| snapshot.receipts_of(change))?;
        Ok(receipts.into_iter().max_by_key(|receipt| receipt.seq).unwrap_or(waiting.receipt))
    }

    /// Ends the recovery of a restored hub: commands count again.
    pub fn end_recovery(&self) -> Outcome<Receipt> {
        self.submit(self.change("recovery.end", self.commune.root(), fields([]))?)
    }
}
