//! The oracle: a model of its own of what the hub must do. It shares no code with the rulebook, the merge or the engine; it
//! reads the texts of changes in the order in which the hub took them, and predicts every fate, reason and counter line, who
//! holds what, and the body of every record.
//!
//! It knows nothing of positions. Where a change says what its author had seen, the oracle asks in which commit that was.

mod change;
mod compare;
mod decide;
mod merge;
mod rules;
mod state;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use doorstep_core::id::Id;
use serde_json::{Map, Value};

pub use self::compare::{Said, receipt_id, said, unhex};
use self::{change::Told, state::Tables};

/// A JSON object.
type Body = Map<String, Value>;
/// A record's kind and identity.
type Key = (Arc<str>, Id);
/// What changes add to the reports: metric, day, member.
pub type Counters = BTreeMap<(String, String, Id), i64>;

/// A change on its way to the hub.
#[derive(Clone, Debug)]
pub struct Push {
    /// The device that sends it.
    pub device: Id,
    /// Its queue.
    pub inc: Id,
    /// Its number there.
    pub n: i64,
    /// The text.
    pub text: String,
    /// The hub's own earlier receipt.
    pub was: Option<String>,
}

/// A predicted fate.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The change.
    pub change: Id,
    /// Hash of its text.
    pub hash: [u8; 32],
    /// Its kind.
    pub kind: String,
    /// What it adds to the reports.
    pub counters: Counters,
    /// The text.
    pub text: Arc<str>,
    outcome: &'static str,
    reason: Option<String>,
}

impl Decided {
    /// The fate alone.
    pub fn outcome(&self) -> &str {
        self.outcome
    }

    /// Fate and reason in one.
    pub fn fate(&self) -> String {
        match &self.reason {
            Some(reason) => format!("{} {reason}", self.outcome),
            None => self.outcome.to_owned(),
        }
    }
}

/// What a push must come to.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Changes that the answer has receipts for, in order.
    pub answered: Vec<Id>,
    /// Fates given in this push: its own changes' and those that followed.
    pub fates: Vec<Decided>,
    /// Another phone has used this phone's numbers.
    pub cloned: bool,
    /// Where the queue has a gap.
    pub expected: Option<(Id, i64)>,
}

/// The oracle.
#[derive(Clone, Debug)]
pub struct Oracle {
    commune: Id,
    tables: Tables,
    given: BTreeMap<Id, BTreeMap<[u8; 32], Decided>>,
    high: BTreeMap<(Id, Id), i64>,
    parked: BTreeMap<Id, Waiting>,
    recovering: bool,
    /// Names that [`Oracle::compare`] has not looked at yet.
    changed: BTreeSet<Key>,
}

/// A parked change.
#[derive(Clone, Debug)]
struct Waiting {
    device: Option<Id>,
    n: i64,
    received: i64,
    hash: [u8; 32],
    text: String,
}

impl Oracle {
    /// An oracle that has heard nothing.
    pub fn new(commune: Id) -> Oracle {
        Oracle {
            commune,
            tables: Tables::default(),
            given: BTreeMap::new(),
            high: BTreeMap::new(),
            parked: BTreeMap::new(),
            recovering: false,
            changed: BTreeSet::new(),
        }
    }

    /// The hub's head after a commit.
    pub fn committed(&mut self, head: i64) {
        self.tables.committed(head);
    }

    /// The hub came back from a backup: positions up to its new head were never used.
    pub fn restored(&mut self, _highest: i64, head: i64) {
        self.tables.skip_to(head);
        self.recovering = true;
        self.changed.clear();
    }

    /// Whether a device was revoked.
    pub fn is_revoked(&self, device: Id) -> bool {
        self.tables.text("device", device, "state").is_some_and(|state| state == "revoked")
    }

    /// Changes of the console, in one transaction.
    pub fn submit(&mut self, texts: &[String], now: i64) -> Vec<Decided> {
        let mut fates = Vec::new();
        for text in texts {
            let Some(told) = Told::read(text) else { continue };
            if !self.is_known(&told) {
                let circumstances = decide::Circumstances { received: now, ..Default::default() };
                self.take(&told, None, 0, &circumstances, &mut fates);
            }
        }
        newest(fates)
    }

    /// Changes out of a sealed file.
    pub fn receive(&mut self, device: Id, texts: &[String], now: i64) -> Vec<Decided> {
        let mut fates = Vec::new();
        let owner = self.tables.root("device", device);
        for text in texts {
            let Some(told) = Told::read(text) else { continue };
            if self.is_known(&told) {
                continue;
            }
            if self.given.contains_key(&told.id) {
                self.park(&told, Some(device), 0, now, "altered", &mut fates);
                continue;
            }
            if Some(told.member) != owner {
                self.park(&told, Some(device), 0, now, "not_allowed", &mut fates);
                continue;
            }
            let revoked = self.is_revoked(device);
            let circumstances = decide::Circumstances { received: now, revoked, ..Default::default() };
            self.take(&told, Some(device), 0, &circumstances, &mut fates);
        }
        newest(fates)
    }

    /// A device's changes. `poison` can only be committed parked.
    pub fn push(&mut self, device: Id, push: &[Push], now: i64, poison: Option<Id>) -> Taken {
        let mut taken = Taken::default();
        let owner = self.tables.root("device", device);
        let revoked = self.is_revoked(device);
        for one in push {
            let Some(told) = Told::read(&one.text) else { break };
            let queue = (one.device, one.inc);
            let high = self.high.get(&queue).copied().unwrap_or(0);
            let advances = one.n == high + 1;
            if self.is_known(&told) {
                taken.answered.push(told.id);
                if advances {
                    self.high.insert(queue, one.n);
                }
                continue;
            }
            if one.n <= high {
                taken.cloned = true;
                break;
            }
            if !advances {
                taken.expected = Some((one.inc, high + 1));
                break;
            }
            let n = one.n;
            if self.given.contains_key(&told.id) {
                self.park(&told, Some(device), n, now, "altered", &mut taken.fates);
            } else if Some(told.member) != owner {
                self.park(&told, Some(device), n, now, "not_allowed", &mut taken.fates);
            } else {
                let honour = one.was.as_deref().map(said);
                let circumstances = decide::Circumstances { received: now, revoked, honour, ..Default::default() };
                let mut tried = self.clone_for_trial(poison == Some(told.id));
                match &mut tried {
                    Some(trial) => {
                        let mut fates = Vec::new();
                        trial.take(&told, Some(device), n, &circumstances, &mut fates);
                        if fates.first().is_some_and(|decided| decided.outcome == "parked") {
                            self.take(&told, Some(device), n, &circumstances, &mut taken.fates);
                        } else {
                            self.park(&told, Some(device), n, now, "internal", &mut taken.fates);
                        }
                    }
                    None => self.take(&told, Some(device), n, &circumstances, &mut taken.fates),
                }
            }
            taken.answered.push(told.id);
            self.high.insert(queue, n);
        }
        taken.fates = newest(std::mem::take(&mut taken.fates));
        taken
    }

    fn clone_for_trial(&self, poisoned: bool) -> Option<Oracle> {
        poisoned.then(|| self.clone())
    }

    /// The hub was updated: what it parked because it failed on it is decided again.
    pub fn upgrade(&mut self, now: i64) -> Vec<Decided> {
        let mut fates = Vec::new();
        self.replay(now, &mut fates, |oracle, decided| {
            decided.reason.as_deref() == Some("internal") && oracle.knows(&decided.kind)
        });
        newest(fates)
    }

    fn is_known(&self, told: &Told) -> bool {
        self.given.get(&told.id).is_some_and(|by_hash| by_hash.contains_key(&told.hash))
    }

    /// What each of a member's own changes adds to the reports.
    pub fn credited(&self, member: Id) -> Vec<(Id, Counters)> {
        let all = self.given.values().flat_map(|by_hash| by_hash.values());
        let own = all.filter(|decided| !decided.counters.is_empty());
        own.filter(|decided| Told::read(&decided.text).is_some_and(|told| told.member == member))
            .map(|decided| (decided.change, decided.counters.clone()))
            .collect()
    }

    /// Whether any of a member's changes came with two contents.
    pub fn disputed(&self, member: Id) -> bool {
        let twice = self.given.values().filter(|by_hash| by_hash.len() > 1);
        twice
            .flat_map(|by_hash| by_hash.values())
            .any(|decided| Told::read(&decided.text).is_some_and(|told| told.member == member))
    }

    /// Sums of what a member's own changes add to the reports.
    pub fn counts(&self, member: Id) -> Counters {
        let mut sums = Counters::new();
        for (key, n) in self.credited(member).into_iter().flat_map(|(_, counters)| counters) {
            *sums.entry(key).or_default() += n;
        }
        sums.retain(|_, n| *n != 0);
        sums
    }
}

/// Only the last word on each change is left at the hub.
fn newest(fates: Vec<Decided>) -> Vec<Decided> {
    let mut last: Vec<Decided> = Vec::new();
    for decided in fates {
        last.retain(|other| (other.change, other.hash) != (decided.change, decided.hash));
        last.push(decided);
    }
    last
}
