//! Pages that arrived and are not applied yet, each appended in a commit of its own.

use doorstep_sqlcipher::rusqlite::{Connection, params};

use super::{StoreError, StoreResult, meta};
use crate::sync::wire::SpoolPlace;

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

/// Appends a page.
pub(crate) fn append(conn: &Connection, page: u32, text: &str, place: &SpoolPlace) -> StoreResult<()> {
    conn.prepare_cached("INSERT INTO spool (page, text) VALUES (?1, ?2)")?.execute(params![page, text])?;
    keep_place(conn, place)
}

/// The pages, in order.
pub(super) fn pages(conn: &Connection) -> StoreResult<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT text FROM spool ORDER BY page")?;
    let pages = statement.query_map([], |row| row.get(0))?;
    Ok(pages.collect::<Result<_, _>>()?)
}
