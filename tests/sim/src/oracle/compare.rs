//! The oracle's tables against the hub's, whole.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_core::id::Id;
use serde_json::Value;

use super::{
    Counters, Oracle,
    change::{id_in, text_in},
    state::{Time, Who},
};
use crate::{
    mirror::{Mirror, ScopeBytes, Stretch},
    violation::{Check, Violation},
};

/// What a receipt says.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// What became of the change.
    pub outcome: String,
    /// Why.
    pub reason: Option<String>,
    /// What it adds to the reports.
    pub counters: Counters,
}

impl Said {
    /// Fate and reason in one.
    pub fn fate(&self) -> String {
        match &self.reason {
            Some(reason) => format!("{} {reason}", self.outcome),
            None => self.outcome.clone(),
        }
    }
}

/// Reads a receipt's text.
pub fn said(text: &str) -> Said {
    let Ok(Value::Object(all)) = serde_json::from_str(text) else { return Said::default() };
    let mut counters = Counters::new();
    for line in all.get("counters").and_then(Value::as_array).into_iter().flatten() {
        let Value::Object(line) = line else { continue };
        let key = (text_in(line, "metric"), text_in(line, "day"), id_in(line, "member"));
        if let (Some(metric), Some(day), Some(member)) = key {
            let n = line.get("n").and_then(Value::as_i64).unwrap_or(0);
            *counters.entry((metric.to_owned(), day.to_owned(), member)).or_default() += n;
        }
    }
    counters.retain(|_, n| *n != 0);
    let outcome = text_in(&all, "fate").unwrap_or("").to_owned();
    Said { outcome, reason: text_in(&all, "reason").map(str::to_owned), counters }
}

/// The change that a receipt is about.
pub fn receipt_id(text: &str) -> Option<Id> {
    let Ok(Value::Object(all)) = serde_json::from_str(text) else { return None };
    id_in(&all, "id")
}

/// Bytes from hexadecimal; what is not is left out.
pub fn unhex(text: &str) -> Vec<u8> {
    let digit = |c: u8| (c as char).to_digit(16).map(|d| d as u8);
    text.as_bytes().chunks_exact(2).filter_map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

fn bytes(who: Who) -> ScopeBytes {
    match who {
        Who::Member(id) => [&b"m"[..], id.as_bytes()].concat(),
        Who::Squad(id) => [&b"s"[..], id.as_bytes()].concat(),
        Who::Commune => b"c".to_vec(),
    }
}

/// What is open of each pair.
fn open_here(of: &BTreeMap<(Id, Who), Vec<Time>>) -> BTreeSet<(Id, ScopeBytes)> {
    let open = of.iter().filter(|(_, times)| times.iter().any(|time| time.until.is_none()));
    open.map(|((id, who), _)| (*id, bytes(*who))).collect()
}

fn open_there(of: &BTreeMap<(Id, ScopeBytes), Vec<Stretch>>) -> BTreeSet<(Id, ScopeBytes)> {
    let open = of.iter().filter(|(_, stretches)| stretches.iter().any(|stretch| stretch.until.is_none()));
    open.map(|(key, _)| key.clone()).collect()
}

impl Oracle {
    /// Compares what changed since the last time, and who holds what.
    pub fn compare(&self, hub: &Mirror) -> Check {
        const ROWS: &str = "the hub's rows are those that the oracle predicts";
        for key in hub.changed.iter().chain(&self.changed) {
            let here = self.tables.rows.get(key);
            let there = hub.rows.get(key);
            let body = here.and_then(|row| row.body.as_ref()).map(|body| Value::Object(body.clone()).to_string());
            let equal = match (here, there) {
                (Some(here), Some(there)) => here.root == there.root && body.as_deref() == there.body.as_deref(),
                (None, None) => true,
                _ => false,
            };
            if !equal {
                return Err(Violation::of(ROWS, format!("{key:?}: hub {there:?}, oracle {body:?}")));
            }
        }
        let pairs = [
            ("grants", open_here(&self.tables.grants), open_there(&hub.grants)),
            ("memberships", open_here(&self.tables.memberships), open_there(&hub.memberships)),
        ];
        for (what, here, there) in pairs {
            if here != there {
                let more: Vec<_> = there.difference(&here).collect();
                let less: Vec<_> = here.difference(&there).collect();
                return Err(Violation::of(
                    "roots are held by whom the oracle predicts",
                    format!("{what}: more {more:?}, less {less:?}"),
                ));
            }
        }
        if self.tables.erased != hub.erased {
            return Err(Violation::of("what is erased is listed for ever", "the erasure lists differ"));
        }
        if !self.parked.keys().eq(hub.parked.keys()) || self.recovering != hub.recovering {
            return Err(Violation::of("what is parked waits, and nothing else", "parked changes differ"));
        }
        for (change, text) in &hub.parked {
            if let Some(erased) = hub.erased.iter().find(|id| text.contains(&id.to_string()))
                && !text.contains("\"erased\":")
            {
                let detail = format!("{change} names {erased}, which was erased: {text}");
                return Err(Violation::of("erasure removes text wherever it is kept", detail));
            }
        }
        Ok(())
    }

    /// Notes that everything changed so far has been compared.
    pub fn forget_changes(&mut self) {
        self.changed.clear();
    }
}
