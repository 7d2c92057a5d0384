//! Push: each change gets a fate, in the order in which the phone made them, in one transaction.
//!
//! The commune's head is locked first, and everything that rules read is loaded under that lock. A change is looked up by
//! its *identity* before its place in the queue means anything: same hash, its receipt; other hash, parked. Another
//! identity at a known place is a clone. A gap is answered with the number expected.

use super::{
    ExchangeError, Keys,
    batch::{Batch, Sent},
    store::{DeviceRow, HubStore, StoreError, StoreResult},
};
use crate::{
    change::{Change, Hash},
    id::{CommuneCode, Id},
    model::device::DeviceState,
    planted::{Bug, planted},
    receipt::{Reason, Receipt, unhex},
    rules::outcome::Stop,
    sync::wire::{Expected, Line, PushLine, Request},
};

/// What a push came to.
#[derive(Debug, Default)]
pub struct Pushed {
    /// A receipt for each change that has a fate, known ones included.
    pub receipts: Vec<Receipt>,
    /// Where the queue has a gap.
    pub expected: Option<Expected>,
    /// Whether another phone has used this phone's numbers.
    pub cloned: bool,
}

impl Pushed {
    /// What an answer says at once: these have a fate, which a checkpoint will tell.
    pub(super) fn lines(&self) -> Vec<Line> {
        self.receipts.iter().map(|receipt| Line::Pushed(receipt.change)).collect()
    }
}

/// A change of a request, read.
struct Incoming {
    change: Change,
    text: String,
    hash: Hash,
    inc: Id,
    n: i64,
    was: Option<Receipt>,
}

/// Takes a request's changes. Either all that could be taken have fates and are durable, or nothing happened.
pub fn push(
    store: &mut dyn HubStore,
    keys: &dyn Keys,
    commune: &CommuneCode,
    device: &DeviceRow,
    request: &Request,
    received: i64,
) -> Result<Pushed, ExchangeError> {
    let incoming: Vec<Incoming> = request
        .changes
        .iter()
        .enumerate()
        .map(|(i, line)| {
            read(line, request.head.inc, keys)
                .map_err(|problem| ExchangeError::BadChange { line: i + 2, problem: problem.to_owned() })
        })
        .collect::<Result<_, _>>()?;
    let mut pushed = Pushed::default();
    take(store, keys, commune, device, &incoming, received, false, &mut pushed)?;
    Ok(pushed)
}

fn read(line: &PushLine, inc: Id, keys: &dyn Keys) -> Result<Incoming, &'static str> {
    let text = match (&line.change, &line.sealed) {
        (Some(change), None) => change.get().to_owned(),
        (None, Some(sealed)) => {
            let bytes = unhex_any(sealed).ok_or("sealed change is not hexadecimal")?;
            let plain = keys.open(&bytes).ok_or("sealed to another hub")?;
            String::from_utf8(plain).map_err(|_| "sealed change is not UTF-8")?
        }
        _ => return Err("expected either a change or a sealed change"),
    };
    let change = Change::from_text(&text).map_err(|_| "not a change in canonical form")?;
    let inc = line.inc.unwrap_or(inc);
    let hash = match planted(Bug::HashOverPlace) {
        true => Change::hash_of(&format!("{text}{inc}{}", line.n)),
        false => Change::hash_of(&text),
    };
    let was = line.was.as_ref().and_then(|was| Receipt::from_text(was.get()));
    // A receipt that this hub did not give for this very change says nothing.
    let was = was.filter(|was| was.change == change.id && was.hash == hash && was.verify(keys.receipt_key()));
    Ok(Incoming { change, text, hash, inc, n: line.n, was })
}

fn unhex_any(text: &str) -> Option<Vec<u8>> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(unhex::<1>).map(|[byte]| byte))
        .collect()
}

/// Takes a range of changes in one transaction. If the commit fails for a deterministic reason the range is halved until
/// the culprit stands alone; it is parked, the others proceed. A time-out or a full disk is *unknown* and never halved.
#[allow(clippy::too_many_arguments, reason = "private recursion over one request")]
fn take(
    store: &mut dyn HubStore,
    keys: &dyn Keys,
    commune: &CommuneCode,
    device: &DeviceRow,
    incoming: &[Incoming],
    received: i64,
    culprit: bool,
    pushed: &mut Pushed,
) -> Result<(), ExchangeError> {
    let mut batch = Batch::begin(store.begin(commune)?, keys, *commune, received)?;
    // Under the lock: a revocation that committed before us counts.
    let now = batch.tx.device(device.id)?.ok_or(ExchangeError::UnknownDevice)?;
    batch.prefetch(incoming.iter().map(|i| &i.change))?;
    let mut taken = Pushed::default();
    for one in incoming {
        if !batch.take(&now, one, culprit, &mut taken)? {
            break;
        }
    }
    let committed = match batch.commit() {
        Err(StoreError::Unavailable(_)) if planted(Bug::AckBeforeCommit) => Ok(()),
        committed => committed,
    };
    match committed {
        Ok(()) => {
            let stopped = taken.cloned || taken.expected.is_some();
            pushed.receipts.append(&mut taken.receipts);
            pushed.cloned |= taken.cloned;
            pushed.expected = pushed.expected.or(taken.expected);
            if stopped {
                return Ok(());
            }
        }
        Err(StoreError::Deterministic(problem)) if culprit => return Err(StoreError::Deterministic(problem).into()),
        Err(StoreError::Deterministic(_)) => {
            let (first, second) = incoming.split_at(incoming.len() / 2);
            if first.is_empty() {
                return take(store, keys, commune, device, second, received, true, pushed);
            }
            take(store, keys, commune, device, first, received, false, pushed)?;
            if !pushed.cloned && pushed.expected.is_none() {
                take(store, keys, commune, device, second, received, false, pushed)?;
            }
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Changes of the hub itself, or of a member at the console: no device, no queue. All in one transaction.
pub fn submit(
    store: &mut dyn HubStore,
    keys: &dyn Keys,
    commune: &CommuneCode,
    changes: &[Change],
    received: i64,
) -> Result<Vec<Receipt>, ExchangeError> {
    let mut batch = Batch::begin(store.begin(commune)?, keys, *commune, received)?;
    batch.prefetch(changes.iter())?;
    let mut receipts = Vec::with_capacity(changes.len());
    for change in changes {
        let text = change.to_text();
        let hash = Change::hash_of(&text);
        let known = batch.known(change.id)?;
        let sent = Sent { change, text: &text, hash, by: change.member, device: None, n: 0 };
        receipts.push(match known.into_iter().find(|receipt| receipt.hash == hash) {
            Some(receipt) => receipt,
            None => batch.decide(sent, batch.context(false, None))?,
        });
    }
    batch.commit()?;
    Ok(receipts)
}

/// Takes changes out of a sealed file that somebody handed in: by identity, outside any queue. One that can never be
/// committed is parked, the others proceed.
pub fn receive(
    store: &mut dyn HubStore,
    keys: &dyn Keys,
    commune: &CommuneCode,
    device: Id,
    texts: &[String],
    received: i64,
) -> Result<Vec<Receipt>, ExchangeError> {
    let changes: Vec<(Change, &String)> = texts
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let problem = "not a change in canonical form".to_owned();
            let change = Change::from_text(text).map_err(|_| ExchangeError::BadChange { line: i + 1, problem })?;
            Ok((change, text))
        })
        .collect::<Result<_, ExchangeError>>()?;
    receive_some(store, keys, commune, device, &changes, received, false)
}

fn receive_some(
    store: &mut dyn HubStore,
    keys: &dyn Keys,
    commune: &CommuneCode,
    device: Id,
    changes: &[(Change, &String)],
    received: i64,
    culprit: bool,
) -> Result<Vec<Receipt>, ExchangeError> {
    let mut batch = Batch::begin(store.begin(commune)?, keys, *commune, received)?;
    let row = batch.tx.device(device)?.ok_or(ExchangeError::UnknownDevice)?;
    batch.prefetch(changes.iter().map(|(change, _)| change))?;
    let mut receipts = Vec::with_capacity(changes.len());
    for (change, text) in changes {
        let hash = Change::hash_of(text);
        let known = batch.known(change.id)?;
        let stop = match known.iter().find(|receipt| receipt.hash == hash) {
            Some(receipt) => {
                receipts.push(receipt.clone());
                continue;
            }
            None if !known.is_empty() => Some(Stop::parked(Reason::Altered)),
            None if change.member != row.member => Some(Stop::parked(Reason::NotAllowed)),
            None if culprit => Some(Stop::parked(Reason::Internal)),
            None => None,
        };
        let sent = Sent { change, text, hash, by: row.member, device: Some(device), n: 0 };
        receipts.push(match stop {
            Some(stop) => {
                batch.load(change)?;
                batch.record(sent, stop.into())
            }
            None => batch.decide(sent, batch.context(row.state != DeviceState::Active, None))?,
        });
    }
    match batch.commit() {
        Ok(()) => Ok(receipts),
        Err(StoreError::Deterministic(_)) if !culprit => {
            let (first, second) = changes.split_at(changes.len() / 2);
            if first.is_empty() {
                return receive_some(store, keys, commune, device, second, received, true);
            }
            let mut receipts = receive_some(store, keys, commune, device, first, received, false)?;
            receipts.extend(receive_some(store, keys, commune, device, second, received, false)?);
            Ok(receipts)
        }
        Err(error) => Err(error.into()),
    }
}

impl Batch<'_> {
    /// Takes one change of a device. Answers whether the next one may be taken.
    fn take(&mut self, device: &DeviceRow, one: &Incoming, culprit: bool, taken: &mut Pushed) -> StoreResult<bool> {
        let queue = (device.id, one.inc);
        let high = match self.high.get(&queue) {
            Some(high) => *high,
            None => self.tx.high_water(queue.0, queue.1)?,
        };
        self.high.insert(queue, high);
        let by_number =
            planted(Bug::DedupeByNumber) || planted(Bug::RevokedTrustsNumbers) && device.state != DeviceState::Active;
        if one.n <= high && by_number {
            let there = self.tx.at_place(queue.0, queue.1, one.n)?.map(|there| self.known(there)).transpose()?;
            let said = there.into_iter().flatten().next();
            taken.receipts.extend(said.map(|receipt| Receipt { change: one.change.id, ..receipt }));
            return Ok(true);
        }
        let known = self.known(one.change.id)?;
        if let Some(receipt) = known.iter().find(|receipt| receipt.hash == one.hash) {
            taken.receipts.push(receipt.clone());
            self.advance(queue, one, high);
            return Ok(true);
        }
        if one.n <= high {
            taken.cloned = true;
            return Ok(false);
        }
        if one.n > high + 1 {
            taken.expected = Some(Expected { inc: one.inc, n: high + 1 });
            return Ok(false);
        }
        let stop = if !known.is_empty() {
            Some(Stop::parked(Reason::Altered))
        } else if one.change.member != device.member {
            Some(Stop::parked(Reason::NotAllowed))
        } else if culprit {
            Some(Stop::parked(Reason::Internal))
        } else {
            None
        };
        let sent = Sent {
            change: &one.change,
            text: &one.text,
            hash: one.hash,
            by: device.member,
            device: Some(device.id),
            n: one.n,
        };
        let receipt = match stop {
            Some(stop) => {
                self.load(&one.change)?;
                self.record(sent, stop.into())
            }
            None => {
                let ctx = self.context(device.state != DeviceState::Active, one.was.clone());
                self.decide(sent, ctx)?
            }
        };
        taken.receipts.push(receipt);
        self.advance(queue, one, high);
        Ok(true)
    }

    fn advance(&mut self, queue: (Id, Id), one: &Incoming, high: i64) {
        if one.n == high + 1 {
            self.high.insert(queue, one.n);
            self.places.push((queue.0, queue.1, one.n, one.change.id));
        }
    }
}
