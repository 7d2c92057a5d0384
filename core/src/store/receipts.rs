//! What became of what this member did. A checkpoint's receipts count until a newer one arrives; that a push answer named
//! a change only pauses resending it.

use doorstep_sqlcipher::rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, StoreResult, outbox};
use crate::{
    id::Id,
    receipt::{Reason, Receipt},
};

fn read(text: &str) -> StoreResult<Receipt> {
    Receipt::from_text(text).ok_or(StoreError::Corrupt { what: "receipt" })
}

/// Keeps a checkpoint's receipt over an older one: checkpoints arrive in order, and no receipt comes another way. Another
/// content under the same identity, parked as altered, replaces nothing.
pub(super) fn put(conn: &Connection, receipt: &Receipt) -> StoreResult<()> {
    let another = get(conn, receipt.change)?.is_some_and(|kept| kept.hash != receipt.hash);
    let own = outbox::hash_of(conn, receipt.change)? == Some(receipt.hash);
    if receipt.reason == Some(Reason::Altered) && another && !own {
        return Ok(());
    }
    conn.prepare_cached(
        "INSERT INTO receipt (change, root, fate, seq, at, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (change) DO UPDATE SET
            root = excluded.root, fate = excluded.fate, seq = excluded.seq, at = excluded.at, text = excluded.text",
    )?
    .execute(params![
        receipt.change.as_bytes(),
        receipt.root.as_bytes(),
        receipt.fate.as_str(),
        receipt.seq,
        receipt.at,
        receipt.to_text()
    ])?;
    Ok(())
}

/// Notes that a push answer said: this change has a fate.
pub(crate) fn put_provisional(conn: &Connection, change: Id) -> StoreResult<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO provisional (change) VALUES (?1)")?.execute([change.as_bytes()])?;
    Ok(())
}

/// Whether the hub has a change, as a push answer said; no checkpoint has told its fate yet.
pub fn is_provisional(conn: &Connection, change: Id) -> StoreResult<bool> {
    let mut statement = conn.prepare_cached("SELECT 1 FROM provisional WHERE change = ?1")?;
    Ok(statement.exists([change.as_bytes()])?)
}

/// The receipt of a change.
pub fn get(conn: &Connection, change: Id) -> StoreResult<Option<Receipt>> {
    let text: Option<String> = conn
        .prepare_cached("SELECT text FROM receipt WHERE change = ?1")?
        .query_row([change.as_bytes()], |row| row.get(0))
        .optional()?;
    text.map(|text| read(&text)).transpose()
}

/// All receipts, newest deed first.
pub fn all(conn: &Connection) -> StoreResult<Vec<Receipt>> {
    let mut statement = conn.prepare_cached("SELECT text FROM receipt ORDER BY at DESC, change")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|text| read(&text?)).collect()
}

/// Forgets what push answers said, once a checkpoint has told the fates: changes without a receipt are sent again.
pub(super) fn drop_provisional(conn: &Connection) -> StoreResult<()> {
    conn.prepare_cached("DELETE FROM provisional")?.execute([])?;
    Ok(())
}
