//! Counts, from receipts alone, so that phone and leader never disagree about who did what.
//!
//! A receipt carries counter lines: what its change adds to a counter of `data/report_metrics.csv`, on a day, for a
//! member; an amendment carries negative ones. Whoever holds the receipts can add them up: the hub for the commune, a
//! phone for its member. Turns (lượt) are counted here; distinct people and homes are not, and never mixed in.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    id::Id,
    receipt::{Fate, Receipt},
};

/// Sums of counter lines over a span of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// By counter.
    pub totals: BTreeMap<String, i64>,
    /// By member, then by counter.
    pub members: BTreeMap<Id, BTreeMap<String, i64>>,
    /// By day, then by counter.
    pub days: BTreeMap<NaiveDate, BTreeMap<String, i64>>,
}

impl Report {
    /// Adds up the receipts' lines from the first day to the last, both included. Only what is applied counts.
    pub fn of<'a>(receipts: impl IntoIterator<Item = &'a Receipt>, first: NaiveDate, last: NaiveDate) -> Report {
        let mut report = Report::default();
        for receipt in receipts.into_iter().filter(|receipt| receipt.fate == Fate::Applied) {
            for line in &receipt.counters {
                let Ok(day) = line.day.parse::<NaiveDate>() else { continue };
                if first <= day && day <= last {
                    *report.totals.entry(line.metric.clone()).or_default() += line.n;
                    let own = report.members.entry(line.member).or_default();
                    *own.entry(line.metric.clone()).or_default() += line.n;
                    let daily = report.days.entry(day).or_default();
                    *daily.entry(line.metric.clone()).or_default() += line.n;
                }
            }
        }
        report
    }

    /// A counter; 0 where nothing was counted.
    pub fn total(&self, metric: &str) -> i64 {
        self.totals.get(metric).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{json::Fields, receipt::CounterLine};

    fn receipt(fate: Fate, day: &str, n: i64) -> Receipt {
        let id = Id::v7(1, [1; 10]);
        Receipt {
            change: id,
            hash: [0; 32],
            kind: "visit.record".into(),
            member: id,
            root: id,
            fate,
            reason: None,
            args: Fields::new(),
            seq: 1,
            at: 1,
            received: 1,
            counters: vec![CounterLine { metric: "visits".into(), day: day.into(), member: id, n }],
            mac: [0; 16],
        }
    }

    #[test]
    fn only_applied_lines_within_the_days_count() {
        let receipts = [
            receipt(Fate::Applied, "2026-11-24", 1),
            receipt(Fate::Applied, "2026-11-24", 1),
            receipt(Fate::Applied, "2026-11-24", -1),
            receipt(Fate::Applied, "2026-11-23", 5),
            receipt(Fate::Superseded, "2026-11-24", 7),
            receipt(Fate::Applied, "not a day", 9),
        ];
        let day: NaiveDate = "2026-11-24".parse().unwrap();
        let report = Report::of(&receipts, day, day);
        assert_eq!(report.total("visits"), 1);
        assert_eq!(report.members.len(), 1);
        assert_eq!(report.total("people_helped_visits"), 0);
    }
}
