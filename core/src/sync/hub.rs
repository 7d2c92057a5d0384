//! The hub's end of an exchange.
//!
//! * [`push`]: changes in, under the commune's lock; a fate for each.
//! * [`pull`]: one page out, from one snapshot.
//! * [`settle`]: parked changes decided by a person, a newer release, or the end of a recovery.
//! * [`store`]: what a store must offer.

mod batch;
pub mod pull;
pub mod push;
pub mod settle;
pub mod store;

use serde_json::value::RawValue;

use self::store::{DeviceRow, HubStore, StoreError};
use super::{
    cursor::Cursor,
    wire::{Answer, AnswerHead, Line, Request, Standing, VERSION},
};
use crate::{
    id::{CommuneCode, Id},
    model::device::DeviceState,
};

/// The oldest version of the wire whose phones may pull. Pushes are taken from every version ever released.
pub const OLDEST_PULL: u32 = 1;

/// What the hub needs to give receipts and to read what was sealed to it.
pub trait Keys {
    /// The key that authenticates receipts.
    fn receipt_key(&self) -> &[u8; 32];

    /// Opens what a phone sealed to the hub; none where it was not.
    fn open(&self, sealed: &[u8]) -> Option<Vec<u8>>;
}

/// Why an exchange did not happen. The phone keeps everything and tries again.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The device is unknown: its token belongs to no enrolment of this hub.
    #[error("unknown device")]
    UnknownDevice,
    /// A line of the request cannot be read as a change.
    #[error("line {line}: {problem}")]
    BadChange {
        /// Line of the request, from 1.
        line: usize,
        /// What is wrong, without content.
        problem: String,
    },
    /// The store failed; nothing is known about the transaction.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One exchange: the phone's changes get their fates in one transaction; then one page of what it holds, from one
/// snapshot.
pub fn exchange(
    store: &mut dyn HubStore,
    keys: &dyn Keys,
    commune: &CommuneCode,
    device: Id,
    request: &Request,
    received: i64,
) -> Result<Answer, ExchangeError> {
    let row = {
        let mut snapshot = store.snapshot(commune)?;
        #[cfg(planted)]
        crate::planted::EARLIER.set(snapshot.condition()?.head.seq);
        snapshot.device(device)?.ok_or(ExchangeError::UnknownDevice)?
    };
    let pushed = if request.changes.is_empty() {
        push::Pushed::default()
    } else {
        push::push(store, keys, commune, &row, request, received)?
    };
    let mut snapshot = store.snapshot(commune)?;
    // Asked again: a revocation may have come between the push and this snapshot.
    let row: DeviceRow = snapshot.device(device)?.ok_or(ExchangeError::UnknownDevice)?;
    let condition = snapshot.condition()?;
    let mut head = AnswerHead {
        v: VERSION,
        now: received,
        generation: condition.generation,
        standing: Standing::Ok,
        expected: pushed.expected,
        cloned: pushed.cloned,
        durable: Vec::new(),
    };
    if row.state != DeviceState::Active {
        // It gets nothing back but that its work is safe.
        head.standing = Standing::Revoked;
        head.durable = pushed.receipts.iter().map(|receipt| receipt.change).collect();
        return Ok(Answer { head, lines: Vec::new() });
    }
    let mut lines = pushed.lines();
    if request.head.v < OLDEST_PULL {
        head.standing = Standing::UpdateNeeded;
    } else if !request.head.push_only {
        match pull::pull(snapshot.as_mut(), row.member, &request.head, &condition)? {
            Some(page) => {
                let mut page = page.into_iter();
                lines.extend(page.next());
                lines.extend(told_before(&pushed, row.member, request.head.cursor));
                lines.extend(page);
            }
            None => head.standing = Standing::Resync,
        }
    }
    Ok(Answer { head, lines })
}

/// Receipts that no leg of a pull carries: they lie below the phone's cursor, or belong to another member. A phone that still
/// sends such a change has no use of its fate otherwise, and would send for ever.
fn told_before(pushed: &push::Pushed, member: Id, cursor: Option<Cursor>) -> Vec<Line> {
    let below = cursor.map_or(0, |cursor| cursor.seq);
    let untold = pushed.receipts.iter().filter(|receipt| receipt.seq <= below || receipt.member != member);
    untold.filter_map(|receipt| RawValue::from_string(receipt.to_text()).ok().map(Line::Receipt)).collect()
}
