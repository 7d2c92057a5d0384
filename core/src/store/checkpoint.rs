//! A checkpoint: what the hub sent goes under what is still pending, in one transaction.
//!
//! Base images are put back, the spool is applied, roots that left are forgotten, the cursor moves, receipts cover their
//! changes, and what is still pending is replayed on top. So a saved visit never flickers, acts once, and survives a hub
//! that forgot it.

use std::collections::BTreeSet;

use doorstep_sqlcipher::rusqlite::{Connection, params};

use super::{
    Enrolment, PhoneStore, Random, StoreError, StoreResult, draft, meta,
    outbox::{self, Content},
    receipts,
    records::{self, id_at},
    replay, spool,
};
use crate::{
    change::Change,
    id::{Id, Seq},
    planted::{Bug, planted},
    receipt::{Reason, Receipt},
    record::{Key, Kind},
    sealed::{self, SealingSeed},
    sync::{
        digest::Digest,
        wire::{Checkpoint, Line, SpoolPlace},
    },
};

/// What a checkpoint came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Whether the phone's rows equal what the hub says that it holds. If not, a resync is due and was begun.
    pub equal: bool,
    /// Roots that left the phone.
    pub gone: usize,
}

impl PhoneStore {
    /// Applies the spool and a checkpoint that belongs to it. `now` is the hub's time.
    pub(crate) fn apply_checkpoint(
        &mut self,
        checkpoint: &Checkpoint,
        last_page: &[Line],
        next_spool: &SpoolPlace,
        now: i64,
        random: Random<'_>,
    ) -> StoreResult<Applied> {
        let who = self.enrolment()?.clone();
        if planted(Bug::CursorBeforeApply) {
            meta::set(&self.conn, meta::CURSOR, &checkpoint.cursor.to_text())?;
        }
        let tx = self.begin()?;
        restore_images(&tx)?;
        if checkpoint.full {
            tx.execute_batch("DELETE FROM record; DELETE FROM link; DELETE FROM door; DELETE FROM held;")?;
        }
        receipts::drop_provisional(&tx)?;
        let mut taken = Taken::default();
        spool::each(&tx, |line| take(&tx, line, &mut taken))?;
        last_page.iter().try_for_each(|line| take(&tx, line, &mut taken))?;
        for root in checkpoint.gone.iter().filter(|_| !planted(Bug::GoneNotForgotten)) {
            forget(&tx, *root)?;
        }
        let equal = checkpoint.digest.is_empty() || digest(&tx)?.to_text() == checkpoint.digest;
        if equal {
            meta::set(&tx, meta::CURSOR, &checkpoint.cursor.to_text())?;
        } else {
            // Reported, and resynced from nothing: the phone never argues with the hub about rows.
            let divergences = meta::number(&tx, meta::DIVERGENCES)? + 1;
            meta::set(&tx, meta::DIVERGENCES, &divergences.to_string())?;
            meta::remove(&tx, meta::CURSOR)?;
        }
        spool::begin(&tx, next_spool)?;
        meta::set(&tx, meta::CHECKPOINT_AT, &now.to_string())?;
        meta::remove(&tx, meta::UPDATE_NEEDED)?;
        cover(&tx, &taken, checkpoint.full, now)?;
        seal_what_left(&tx, checkpoint, &taken, random)?;
        outbox::prune(&tx, now)?;
        replay_pending(&tx, &who)?;
        // After the replay: a home added here and not sent yet is held by it.
        draft::prune(&tx, now)?;
        tx.commit()?;
        Ok(Applied { equal, gone: checkpoint.gone.len() })
    }

    /// Forgets everything but the outbox and the receipts: the device was revoked.
    pub(crate) fn forget_everything(&mut self) -> StoreResult<()> {
        let tx = self.begin()?;
        tx.execute_batch(
            "DELETE FROM record; DELETE FROM base; DELETE FROM held;
             DELETE FROM link; DELETE FROM door; DELETE FROM spool; DELETE FROM provisional;
             DELETE FROM draft;",
        )?;
        // Everything retained is sent once more: a hub restored since may lack it, and no snapshot will say so.
        outbox::reopen_all(&tx)?;
        meta::set(&tx, meta::REVOKED, "1")?;
        meta::remove(&tx, meta::CURSOR)?;
        meta::remove(&tx, meta::SPOOL)?;
        tx.commit()?;
        Ok(())
    }
}

/// What the pages brought besides rows.
#[derive(Default)]
struct Taken {
    receipts: BTreeSet<Id>,
    redacted: BTreeSet<Id>,
    tombstones: BTreeSet<Id>,
}

fn take(conn: &Connection, line: &Line, taken: &mut Taken) -> StoreResult<()> {
    match line {
        Line::Record(row) => {
            let key = Key::new(row.k.clone(), row.i);
            match &row.b {
                // Stored as the bytes received: phone and hub can be compared byte for byte.
                Some(body) => records::put_text(conn, &key, row.o, row.s, body.get())?,
                None => {
                    records::remove(conn, &key)?;
                    taken.tombstones.insert(key.id);
                }
            }
        }
        Line::Root(root, since) => records::hold(conn, *root, *since)?,
        Line::Receipt(text) => {
            let receipt = Receipt::from_text(text.get()).ok_or(StoreError::Corrupt { what: "receipt" })?;
            if outbox::hash_of(conn, receipt.change)?.is_some_and(|own| own != receipt.hash) {
                // Somebody else's content under this identity: what became of that says nothing about ours.
                return Ok(());
            }
            receipts::put(conn, &receipt)?;
            if receipt.reason == Some(Reason::Redacted) {
                taken.redacted.insert(receipt.change);
            }
            taken.receipts.insert(receipt.change);
        }
        Line::Pushed(..) | Line::Page(_) | Line::More(_) | Line::Checkpoint(_) | Line::End(_) => {}
    }
    Ok(())
}

/// Puts back the images from before pending changes, and with them everything that only those changes made.
fn restore_images(conn: &Connection) -> StoreResult<()> {
    let mut made_here = outbox::take_wrote(conn)?;
    let mut statement = conn.prepare_cached("SELECT kind, id, root, seq, body FROM base")?;
    let rows = statement.query_map([], |row| {
        let key = Key::new(Kind::from(row.get::<_, String>(0)?), id_at(row, 1)?);
        Ok((key, id_at(row, 2)?, row.get::<_, Seq>(3)?, row.get::<_, String>(4)?))
    })?;
    for (key, root, seq, body) in rows.collect::<Result<Vec<_>, _>>()? {
        records::put_text(conn, &key, root, seq, &body)?;
        made_here.remove(&key);
    }
    for key in made_here {
        records::remove(conn, &key)?;
    }
    conn.execute_batch("DELETE FROM base; DELETE FROM held WHERE since = 0;")?;
    Ok(())
}

/// A root has left and its changes have fates: its records go, own visits included. Receipts stay.
fn forget(conn: &Connection, root: Id) -> StoreResult<()> {
    for record in records::of_root(conn, root)? {
        records::remove(conn, &record.key)?;
    }
    conn.prepare_cached("DELETE FROM held WHERE root = ?1")?.execute([root.as_bytes()])?;
    Ok(())
}

fn digest(conn: &Connection) -> StoreResult<Digest> {
    let mut digest = Digest::default();
    // Every row as it stands, not a sum kept along the way: a row that a replay left behind must show. The index has it all.
    let mut statement = conn.prepare_cached("SELECT kind, id, seq FROM record INDEXED BY record_root")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let kind = row.get_ref(0)?.as_str().map_err(|_| StoreError::Corrupt { what: "kind" })?;
        digest.add_named(kind, id_at(row, 1)?, row.get(2)?);
    }
    Ok(digest)
}

/// Changes whose receipt the checkpoint carried are covered. After a full snapshot, retained changes without a receipt in
/// it become pending again: the hub was restored from a backup and lacks them.
fn cover(conn: &Connection, taken: &Taken, full: bool, now: i64) -> StoreResult<()> {
    for change in &taken.receipts {
        outbox::cover(conn, *change, now)?;
    }
    if full {
        for change in outbox::retained(conn)? {
            if !taken.receipts.contains(&change.id) && planted(Bug::RetainedNotReplayed) {
                outbox::send_again(conn, change.id)?;
            } else if !taken.receipts.contains(&change.id) {
                outbox::reopen(conn, change.id)?;
            }
        }
    }
    Ok(())
}

/// Retained changes of roots that left, and of erased content, stay readable to the hub only.
fn seal_what_left(conn: &Connection, checkpoint: &Checkpoint, taken: &Taken, random: Random<'_>) -> StoreResult<()> {
    if checkpoint.gone.is_empty() && taken.tombstones.is_empty() && taken.redacted.is_empty() {
        return Ok(());
    }
    let Some(hub) = meta::sealing_key(conn)? else { return Ok(()) };
    let gone: BTreeSet<&Id> = checkpoint.gone.iter().collect();
    let erased: Vec<String> = taken.tombstones.iter().map(Id::to_string).collect();
    for (id, root, text) in outbox::readable(conn)? {
        let names_erased = || erased.iter().any(|id| text.contains(id));
        if !gone.contains(&root) && !taken.redacted.contains(&id) && !names_erased() {
            continue;
        }
        let mut seed = [0; 32];
        random(&mut seed);
        let sealed = sealed::seal(&hub, b"", text.as_bytes(), SealingSeed::from_random_bytes(seed))
            .map_err(|_| StoreError::Corrupt { what: "sealing key" })?;
        outbox::seal(conn, id, &sealed)?;
    }
    Ok(())
}

/// Replays what is still pending, in order of saving. A replay that parks leaves the change in the outbox.
fn replay_pending(conn: &Connection, who: &Enrolment) -> StoreResult<()> {
    for queued in outbox::pending(conn)? {
        let Content::Text(text) = &queued.content else { continue };
        let Ok(change) = Change::from_text(text) else { continue };
        let (outcome, set) = replay::decide(conn, who, &change)?;
        let wrote = replay::carry_out(conn, who, &change, outcome, set)?;
        outbox::set_wrote(conn, change.id, &wrote)?;
    }
    Ok(())
}

/// How many rows differ between the phone and a list of the hub's, for demonstrations and tests.
pub fn revisions(conn: &Connection) -> StoreResult<Vec<(Key, Id, Seq, String)>> {
    let mut statement = conn.prepare("SELECT kind, id, root, seq, body FROM record ORDER BY kind, id")?;
    let rows = statement.query_map(params![], |row| {
        let key = Key::new(Kind::from(row.get::<_, String>(0)?), id_at(row, 1)?);
        Ok((key, id_at(row, 2)?, row.get(3)?, row.get(4)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
