//! Parked is not final: a person decides, a newer release knows more, a recovery ends. A device's parked changes replay
//! in the order of its queue, and those that waited for them follow.

use super::{
    ExchangeError, Keys,
    batch::{Batch, Sent},
    store::{HubStore, Parked, StoreResult},
};
use crate::{
    change::Change,
    id::{CommuneCode, Id},
    planted::{Bug, planted},
    receipt::{Fate, Reason, Receipt},
    rules::{
        self,
        context::Context,
        outcome::{Outcome, Stop},
        parked::Settlement,
        working_set::WorkingSet,
    },
};

/// Carries out a person's decision about a parked change.
pub(super) fn settle(batch: &mut Batch<'_>, id: Id, settlement: &Settlement, by: Id) -> StoreResult<()> {
    let Some(parked) = batch.parked()?.into_iter().find(|parked| parked.change == id) else { return Ok(()) };
    let Ok(change) = Change::from_text(&parked.text) else { return Ok(()) };
    match settlement {
        Settlement::Accept => {
            let ctx = Context { accepted_by: Some(by), recovering: false, ..batch.context(false, None) };
            again(batch, &parked, &change, ctx, true)?;
            replay(batch, |receipt| receipt.reason == Some(Reason::NotFound))
        }
        _ => {
            let refused: Outcome = Stop::refused(Reason::Settled).arg("by", by).into();
            give(batch, &parked, &change, refused)
        }
    }
}

/// Applies parked changes again whose newest receipt passes the test, in the order of their queues, until nothing moves.
pub(super) fn replay(batch: &mut Batch<'_>, wanted: impl Fn(&Receipt) -> bool) -> StoreResult<()> {
    loop {
        let mut moved = false;
        for parked in batch.parked()? {
            let Ok(change) = Change::from_text(&parked.text) else { continue };
            let receipts = batch.known(parked.change)?;
            if receipts.iter().any(&wanted) {
                let ctx = batch.context(false, None);
                moved |= again(batch, &parked, &change, ctx, false)?;
            }
        }
        if !moved {
            return Ok(());
        }
    }
}

/// Applies a parked change again; answers whether its fate has changed.
fn again(batch: &mut Batch<'_>, parked: &Parked, change: &Change, ctx: Context, settled: bool) -> StoreResult<bool> {
    batch.load(change)?;
    let mut outcome = rules::apply(change, &ctx, batch.working_set());
    if outcome.fate == Fate::Parked {
        return Ok(false);
    }
    if settled && outcome.reason.is_none() {
        outcome.reason = Some(Reason::Settled);
    }
    let applied = outcome.fate == Fate::Applied;
    give(batch, parked, change, outcome)?;
    if applied {
        batch.follow(change)?;
    }
    Ok(true)
}

/// Gives a newer receipt to whoever sent the change, under the hash that their phone knows.
fn give(batch: &mut Batch<'_>, parked: &Parked, change: &Change, outcome: Outcome) -> StoreResult<()> {
    let own = Change::hash_of(&parked.text);
    let known = batch.known(parked.change)?;
    // Bytes that an erasure stripped have another hash; then it is the one that waits, not a forged one beside it.
    let mut waiting = known.iter().filter(|r| r.fate == Fate::Parked);
    let exact = known.iter().find(|r| r.hash == own);
    let first = waiting.clone().find(|r| r.reason != Some(Reason::Altered));
    let older = exact.or(first).or_else(|| waiting.next());
    let (hash, by) = older.map_or((own, change.member), |receipt| (receipt.hash, receipt.member));
    let sent = Sent { change, text: &parked.text, hash, by, device: parked.device, n: parked.n };
    batch.record(sent, outcome);
    Ok(())
}

/// Erasure reaches parked bytes: every parked change that names something erased keeps only what holds neither text nor
/// people. Decided later, it applies redacted.
pub(super) fn strip(batch: &mut Batch<'_>) -> StoreResult<()> {
    for parked in batch.parked()? {
        let Ok(change) = Change::from_text(&parked.text) else { continue };
        if let Some(bare) = bare(&change, batch.working_set()) {
            batch.repark(Parked { text: bare.to_text(), ..parked });
        }
    }
    Ok(())
}

/// What may be kept of a change that names something erased; none where it names nothing of the kind.
pub(super) fn bare(change: &Change, ws: &WorkingSet) -> Option<Change> {
    if planted(Bug::ParkedTextSurvivesErasure) {
        return None;
    }
    let erased = change.names().into_iter().find(|id| ws.is_erased(*id))?;
    let keeps = rules::rule(&change.kind).map_or(&[][..], |rule| rule.keeps);
    let mut data = rules::keep(&change.data, keeps);
    // What the decision needs to recognise the content as erased.
    data.insert("erased".into(), erased.to_string().into());
    Some(Change { data, ..change.clone() })
}

/// After an update of the hub: applies what an older release parked because it did not know the kind.
pub fn replay_known(
    store: &mut dyn HubStore,
    keys: &dyn Keys,
    commune: &CommuneCode,
    received: i64,
) -> Result<(), ExchangeError> {
    let mut batch = Batch::begin(store.begin(commune)?, keys, *commune, received)?;
    replay(&mut batch, |receipt| {
        matches!(receipt.reason, Some(Reason::UnknownKind | Reason::Internal)) && rules::rule(&receipt.kind).is_some()
    })?;
    batch.commit()?;
    Ok(())
}
