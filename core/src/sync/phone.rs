//! The phone's end of an exchange: `request` says what to send, `receive` takes what came back. No sockets, no clock, no
//! thread: whoever calls these owns them.

use serde_json::value::RawValue;

use super::wire::{
    Answer, AnswerHead, Line, MAX_CHANGES, PushLine, Request, RequestHead, SpoolPlace, Standing, VERSION, WireError,
};
use crate::{
    clock::{HubTime, Moment},
    id::Id,
    planted::{Bug, planted},
    receipt::hex,
    store::{
        PhoneStore, Random, StoreError, StoreResult, fresh_id, meta,
        outbox::{self, Content},
        receipts, spool,
    },
};

/// Why an answer was not taken. Nothing is lost: the next exchange repeats it.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The answer does not read.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// The phone's file failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The answer comes from a hub that was replaced by a restored one: it may still run somewhere.
    #[error("the hub that answered was replaced by a restored one")]
    OldHub,
    /// A newer hub speaks a version of the wire that this release cannot read.
    #[error("the hub speaks version {0} of the wire")]
    NewerWire(u32),
}

/// What is to happen after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// More to send or to fetch: exchange again at once.
    Again,
    /// Nothing unsent, and the phone stands at a checkpoint of its hub.
    Done,
    /// What could be sent is sent; to pull, the app must be updated.
    UpdateNeeded,
    /// The device was revoked, and there is more to deliver: exchange again at once.
    Revoked,
    /// The device was revoked and everything unsent is durable at the hub: the key may be destroyed.
    KeyMayGo,
}

/// The next request.
pub fn request(store: &mut PhoneStore, reading: Moment, random: Random<'_>) -> StoreResult<Request> {
    store.enrolment()?;
    let now = store.stamp(reading)?.at_ms;
    let tx = store.begin()?;
    let inc = meta::id(&tx, meta::INC)?.ok_or(StoreError::NotEnrolled)?;
    let place = match spool::place(&tx)? {
        Some(place) => place,
        None => {
            let place = fresh_spool(now, random);
            spool::begin(&tx, &place)?;
            place
        }
    };
    let mut changes = Vec::new();
    #[cfg(planted)]
    let mut ids = Vec::new();
    for queued in outbox::to_send(&tx, MAX_CHANGES)? {
        #[cfg(planted)]
        ids.push(queued.id);
        let was = receipts::get(&tx, queued.id)?.map(|receipt| receipt.to_text());
        let (change, sealed) = match queued.content {
            Content::Text(text) => (RawValue::from_string(text).ok(), None),
            Content::Sealed(bytes) => (None, Some(hex(&bytes))),
        };
        changes.push(PushLine {
            n: queued.n,
            inc: (queued.inc != inc).then_some(queued.inc),
            change,
            sealed,
            was: was.and_then(|was| RawValue::from_string(was).ok()),
        });
    }
    #[cfg(planted)]
    if planted(Bug::PurgeBeforeFate) {
        outbox::purge(&tx, &ids)?;
    }
    let head = RequestHead {
        v: VERSION,
        inc,
        cursor: meta::cursor(&tx)?,
        spool: place,
        generation: meta::number(&tx, meta::GENERATION)? as u32,
        now,
        push_only: meta::get(&tx, meta::REVOKED)?.is_some(),
        gaps: meta::number(&tx, meta::GAPS)? as u32,
    };
    tx.commit()?;
    Ok(Request { head, changes })
}

fn fresh_spool(now: i64, random: Random<'_>) -> SpoolPlace {
    SpoolPlace { id: fresh_id(now, random), pages: 0, head: None, leg: None }
}

/// Takes the bytes of an answer.
pub fn receive(
    store: &mut PhoneStore,
    bytes: &[u8],
    reading: Moment,
    random: Random<'_>,
) -> Result<Progress, SyncError> {
    take(store, bytes, Answer::decode(bytes)?, reading, random)
}

/// Takes an answer that was read from these bytes.
pub fn take(
    store: &mut PhoneStore,
    bytes: &[u8],
    answer: Answer,
    reading: Moment,
    random: Random<'_>,
) -> Result<Progress, SyncError> {
    let Answer { head, lines } = answer;
    if head.v > VERSION {
        return Err(SyncError::NewerWire(head.v));
    }
    let pushed = take_head(store, &head, &lines, reading, random)?;
    match head.standing {
        Standing::Revoked => {
            if meta::get(store.connection(), meta::REVOKED)?.is_none() {
                store.forget_everything()?;
            }
            let nothing_left = outbox::mark_durable(store.connection(), &head.durable)?;
            return Ok(if nothing_left { Progress::KeyMayGo } else { Progress::Revoked });
        }
        Standing::Resync => {
            let tx = store.begin()?;
            meta::remove(&tx, meta::CURSOR)?;
            spool::begin(&tx, &fresh_spool(head.now, random))?;
            tx.commit().map_err(StoreError::from)?;
            return Ok(Progress::Again);
        }
        Standing::UpdateNeeded => {
            meta::set(store.connection(), meta::UPDATE_NEEDED, "1")?;
            let more = outbox::count_to_send(store.connection())? > 0;
            return Ok(if more && pushed { Progress::Again } else { Progress::UpdateNeeded });
        }
        Standing::Ok => {}
    }
    let at_checkpoint = take_page(store, bytes, &lines, head.now, random)?;
    let more_to_send = outbox::count_to_send(store.connection())? > 0;
    Ok(if at_checkpoint && !more_to_send { Progress::Done } else { Progress::Again })
}

/// Time, generation, the queue's standing, and which changes have a fate. Answers whether any change got further.
fn take_head(
    store: &mut PhoneStore,
    head: &AnswerHead,
    lines: &[Line],
    reading: Moment,
    random: Random<'_>,
) -> Result<bool, SyncError> {
    let tx = store.begin()?;
    let generation = meta::number(&tx, meta::GENERATION)?;
    if i64::from(head.generation) < generation {
        return Err(SyncError::OldHub);
    }
    let revoked = meta::get(&tx, meta::REVOKED)?.is_some();
    if revoked && i64::from(head.generation) > generation {
        // What the hub before its restore called durable may be gone.
        outbox::reopen_all(&tx)?;
    }
    meta::set(&tx, meta::GENERATION, &head.generation.to_string())?;
    meta::set_hub_time(&tx, &HubTime::synced(head.now, reading))?;
    meta::remove(&tx, meta::GAPS)?;
    let mut moved = false;
    // To a revoked device the hub says what is durable; a late answer from before must not keep a change from being sent.
    for line in lines.iter().filter(|_| !revoked) {
        if let Line::Pushed(change) = line
            && outbox::hash_of(&tx, *change)?.is_some()
        {
            receipts::put_provisional(&tx, *change)?;
            outbox::answered(&tx, *change)?;
            if planted(Bug::ProvisionalIsFinal) {
                outbox::cover(&tx, *change, head.now)?;
            }
            moved = true;
        }
    }
    if head.standing == Standing::Revoked {
        // Before anything is numbered anew: what is durable is not sent again.
        outbox::mark_durable(&tx, &head.durable)?;
    }
    if head.cloned {
        #[cfg(planted)]
        if planted(Bug::CloneUnderNewIdentities) {
            for queued in outbox::to_send(&tx, MAX_CHANGES)? {
                outbox::reissue(&tx, &queued, fresh_id(head.now, random))?;
            }
        }
        outbox::renumber(&tx, fresh_id(head.now, random))?;
        moved = true;
    } else if let Some(expected) = head.expected {
        if !outbox::send_again_from(&tx, expected.inc, expected.n)? {
            // The gap cannot be filled: a new incarnation, and the leader hears of it.
            outbox::renumber(&tx, fresh_id(head.now, random))?;
            let gaps = meta::number(&tx, meta::GAPS)? + 1;
            meta::set(&tx, meta::GAPS, &gaps.to_string())?;
        }
        moved = true;
    }
    tx.commit().map_err(StoreError::from)?;
    Ok(moved)
}

/// Stores the page, or applies it with its checkpoint. A page is taken only if cursor, spool and number are those of the
/// phone now: two exchanges of one phone may cross. Answers whether the phone stands at a checkpoint.
fn take_page(
    store: &mut PhoneStore,
    bytes: &[u8],
    lines: &[Line],
    now: i64,
    random: Random<'_>,
) -> Result<bool, SyncError> {
    let Some(page) = lines.iter().find_map(|line| match line {
        Line::Page(page) => Some(page),
        _ => None,
    }) else {
        return Ok(false);
    };
    let conn = store.connection();
    let Some(place) = spool::place(conn)? else { return Ok(false) };
    let same_spool = page.spool == place.id || planted(Bug::PageWithoutSpoolCheck);
    if page.cursor != meta::cursor(conn)? || !same_spool || page.page != place.pages {
        return Ok(false);
    }
    for line in lines {
        match line {
            Line::More(leg) => {
                let next = SpoolPlace {
                    pages: place.pages + 1,
                    head: Some(page.head),
                    leg: Some(leg.clone()),
                    ..place.clone()
                };
                let tx = store.begin()?;
                spool::append(&tx, page.page, bytes, &next)?;
                tx.commit().map_err(StoreError::from)?;
                return Ok(false);
            }
            Line::Checkpoint(checkpoint) => {
                let next = fresh_spool(now, random);
                let applied = store.apply_checkpoint(checkpoint, lines, &next, now, random)?;
                return Ok(applied.equal);
            }
            _ => {}
        }
    }
    Ok(false)
}

/// Whether the device that this phone enrolled as was revoked.
pub fn is_revoked(store: &PhoneStore) -> StoreResult<bool> {
    Ok(meta::get(store.connection(), meta::REVOKED)?.is_some())
}

/// The device's identity, for the transport.
pub fn device(store: &PhoneStore) -> StoreResult<Id> {
    Ok(store.enrolment()?.device)
}
