//! Applying one change to what the phone holds, by the rulebook, with the images from before kept beside it.

use doorstep_sqlcipher::rusqlite::{Connection, params};

use super::{Enrolment, StoreResult, outbox, records};
use crate::{
    change::Change,
    receipt::Fate,
    record::{Key, Scope},
    rules::{
        self,
        context::Context,
        outcome::Outcome,
        working_set::{Slot, WorkingSet},
    },
};

/// What the rulebook makes of a change on this phone, without writing anything.
pub(super) fn decide(conn: &Connection, who: &Enrolment, change: &Change) -> StoreResult<(Outcome, WorkingSet)> {
    let mut ws = WorkingSet::default();
    loop {
        let missing = ws.missing(rules::reads(change, &ws));
        if missing.is_empty() {
            break;
        }
        records::load(conn, who.member, &missing, &mut ws)?;
    }
    let ctx = Context::phone(who.commune, change.at);
    let outcome = rules::apply(change, &ctx, &ws);
    Ok((outcome, ws))
}

/// Writes what a change makes of the records held. A change that parks here, or that this release does not know, writes
/// nothing and stays in the outbox. Answers which records it wrote, in the outbox's lines.
pub(super) fn carry_out(
    conn: &Connection,
    who: &Enrolment,
    change: &Change,
    outcome: Outcome,
    mut ws: WorkingSet,
) -> StoreResult<String> {
    let mut wrote = String::new();
    if outcome.fate != Fate::Applied {
        return Ok(wrote);
    }
    ws.write(outcome.writes, change.rank(change.at), change.member, &mut || 0);
    let changes = ws.changes();
    for (key, slot) in &changes.records {
        keep_image(conn, key)?;
        match slot {
            Slot::Held(record) => {
                let seq = records::seq_of(conn, key)?.unwrap_or(0);
                records::put_text(conn, key, record.root, seq, &records::text_of(&record.body))?;
            }
            _ => records::remove(conn, key)?,
        }
        wrote.push_str(&outbox::line_of(key));
    }
    // A root made here is held until the hub says who holds it. What a handover takes away stays until the hub says so.
    for grant in changes.granted {
        let made_here = changes.records.iter().any(|(key, _)| key.id == grant.root);
        let own = grant.scope == Scope::Member(who.member);
        if (own || made_here) && records::held_since(conn, grant.root)?.is_none() {
            records::hold(conn, grant.root, 0)?;
        }
    }
    Ok(wrote)
}

/// Keeps the image of a record from before the first pending change that writes it. One made here has none.
fn keep_image(conn: &Connection, key: &Key) -> StoreResult<()> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO base (kind, id, root, seq, body)
         SELECT kind, id, root, seq, body FROM record WHERE kind = ?1 AND id = ?2 AND seq > 0",
    )?
    .execute(params![key.kind.as_str(), key.id.as_bytes()])?;
    Ok(())
}
