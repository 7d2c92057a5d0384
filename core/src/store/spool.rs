//! Pages that arrived and are not applied yet, each appended in a commit of its own.

use doorstep_sqlcipher::rusqlite::{Connection, params};

use super::{StoreError, StoreResult, meta};
use crate::sync::wire::{Answer, Line, SpoolPlace};

/// Where the spool under way stands.
pub fn place(conn: &Connection) -> StoreResult<Option<SpoolPlace>> {
    meta::get(conn, meta::SPOOL)?
        .map(|text| serde_json::from_str(&text).map_err(|_| StoreError::Corrupt { what: "spool" }))
        .transpose()
}

/// Drops what was spooled and begins anew under a fresh identity.
pub(crate) fn begin(conn: &Connection, place: &SpoolPlace) -> StoreResult<()> {
    conn.prepare_cached("DELETE FROM spool")?.execute([])?;
    keep_place(conn, place)
}

fn keep_place(conn: &Connection, place: &SpoolPlace) -> StoreResult<()> {
    meta::set(conn, meta::SPOOL, &serde_json::to_string(place).unwrap_or_default())
}

/// Appends the answer that brought a page, as it came.
pub(crate) fn append(conn: &Connection, page: u32, answer: &[u8], place: &SpoolPlace) -> StoreResult<()> {
    conn.prepare_cached("INSERT INTO spool (page, answer) VALUES (?1, ?2)")?.execute(params![page, answer])?;
    keep_place(conn, place)
}

/// Hands over the lines of all pages, in order, one page in memory at a time.
pub(super) fn each(conn: &Connection, mut take: impl FnMut(&Line) -> StoreResult<()>) -> StoreResult<()> {
    let mut statement = conn.prepare_cached("SELECT answer FROM spool ORDER BY page")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let corrupt = || StoreError::Corrupt { what: "page" };
        let bytes = row.get_ref(0)?.as_blob().map_err(|_| corrupt())?;
        Answer::decode(bytes).map_err(|_| corrupt())?.lines.iter().try_for_each(&mut take)?;
    }
    Ok(())
}
