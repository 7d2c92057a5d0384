//! Records, the roots held, and the links that lead to records.

use doorstep_sqlcipher::rusqlite::{self, Connection, OptionalExtension, Row, params};

use super::{StoreError, StoreResult, door};
use crate::{
    id::{Id, Seq},
    json::{self, Fields},
    record::{Grant, Key, Kind, Record, Scope, Span},
    rules::{
        links::{self, Link, Looks},
        working_set::{Reads, Slot, WorkingSet},
    },
};

/// An identifier from its stored bytes.
pub(crate) fn id_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Id> {
    Ok(Id::from_bytes(row.get(column)?))
}

fn body_of(text: &str) -> StoreResult<Fields> {
    // Bodies are canonical when they are written; reading them needs no second check.
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt { what: "body" })
}

/// A record, if the phone holds it.
pub fn get(conn: &Connection, key: &Key) -> StoreResult<Option<Record>> {
    let row = conn
        .prepare_cached("SELECT root, seq, body FROM record WHERE kind = ?1 AND id = ?2")?
        .query_row(params![key.kind.as_str(), key.id.as_bytes()], |row| {
            Ok((id_at(row, 0)?, row.get::<_, Seq>(1)?, row.get::<_, String>(2)?))
        })
        .optional()?;
    row.map(|(root, seq, body)| Ok(Record { key: key.clone(), root, seq, body: body_of(&body)? })).transpose()
}

fn collect(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> StoreResult<Vec<Record>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(params, |row| {
        Ok((row.get::<_, String>(0)?, id_at(row, 1)?, id_at(row, 2)?, row.get::<_, Seq>(3)?, row.get::<_, String>(4)?))
    })?;
    let mut records = Vec::new();
    for row in rows {
        let (kind, id, root, seq, body) = row?;
        records.push(Record { key: Key::new(Kind::from(kind), id), root, seq, body: body_of(&body)? });
    }
    Ok(records)
}

/// Every record, in order of key.
pub fn all(conn: &Connection) -> StoreResult<Vec<Record>> {
    collect(conn, "SELECT kind, id, root, seq, body FROM record ORDER BY kind, id", [])
}

/// Refills the projections of every record.
pub(super) fn project_all(conn: &Connection) -> StoreResult<()> {
    let mut statement = conn.prepare("SELECT kind, id, root, seq, body FROM record ORDER BY kind, id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = Key::new(Kind::from(row.get::<_, String>(0)?), id_at(row, 1)?);
        let body = row.get_ref(4)?.as_str().map_err(|_| StoreError::Corrupt { what: "body" })?;
        project(conn, &key, id_at(row, 2)?, row.get(3)?, body)?;
    }
    Ok(())
}

/// Records that follow a root, in order of kind and id.
pub fn of_root(conn: &Connection, root: Id) -> StoreResult<Vec<Record>> {
    collect(conn, "SELECT kind, id, root, seq, body FROM record WHERE root = ?1 ORDER BY kind, id", [root.as_bytes()])
}

/// Records of a kind, in order of id.
pub fn of_kind(conn: &Connection, kind: &Kind) -> StoreResult<Vec<Record>> {
    collect(conn, "SELECT kind, id, root, seq, body FROM record WHERE kind = ?1 ORDER BY id", [kind.as_str()])
}

/// Writes a body as it stands, with its projections.
pub(super) fn put_text(conn: &Connection, key: &Key, root: Id, seq: Seq, body: &str) -> StoreResult<()> {
    let row = params![key.kind.as_str(), key.id.as_bytes(), root.as_bytes(), seq, body];
    let new = conn
        .prepare_cached(
            "INSERT INTO record (kind, id, root, seq, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
        )?
        .execute(row)?;
    // A record that was not there has no projections to clear: most rows of a first sync.
    if new == 0 {
        conn.prepare_cached("UPDATE record SET root = ?3, seq = ?4, body = ?5 WHERE kind = ?1 AND id = ?2")?
            .execute(row)?;
        unproject(conn, key)?;
    }
    project(conn, key, root, seq, body)
}

/// Removes a record and its projections.
pub(super) fn remove(conn: &Connection, key: &Key) -> StoreResult<()> {
    conn.prepare_cached("DELETE FROM record WHERE kind = ?1 AND id = ?2")?
        .execute(params![key.kind.as_str(), key.id.as_bytes()])?;
    unproject(conn, key)
}

fn unproject(conn: &Connection, key: &Key) -> StoreResult<()> {
    let params = params![key.kind.as_str(), key.id.as_bytes()];
    conn.prepare_cached("DELETE FROM link WHERE kind = ?1 AND id = ?2")?.execute(params)?;
    door::remove(conn, key)
}

/// Fills the projections of a record from its stored body, of which only what they look at is read.
pub(super) fn project(conn: &Connection, key: &Key, root: Id, seq: Seq, body: &str) -> StoreResult<()> {
    let corrupt = |_| StoreError::Corrupt { what: "body" };
    let looked_at = match links::looks_at(&key.kind) {
        Looks::Nowhere if body.starts_with('{') => return Ok(()),
        Looks::Nowhere => return Err(StoreError::Corrupt { what: "body" }),
        Looks::At(members) => json::pick(body, members).map_err(corrupt)?,
        Looks::Everywhere => body_of(body)?,
    };
    let record = Record { key: key.clone(), root, seq, body: looked_at };
    let mut insert =
        conn.prepare_cached("INSERT OR IGNORE INTO link (name, value, kind, id) VALUES (?1, ?2, ?3, ?4)")?;
    // The index of records by root serves links by root.
    for link in links::of(&record).into_iter().filter(|link| link.name != "root") {
        insert.execute(params![link.name, link.value, key.kind.as_str(), key.id.as_bytes()])?;
    }
    door::put(conn, key, body)
}

/// Since when a root is held; 0 for one made here.
pub fn held_since(conn: &Connection, root: Id) -> StoreResult<Option<Seq>> {
    let since = conn.prepare_cached("SELECT since FROM held WHERE root = ?1")?;
    let mut since = since;
    Ok(since.query_row([root.as_bytes()], |row| row.get(0)).optional()?)
}

/// Notes that a root is held.
pub(super) fn hold(conn: &Connection, root: Id, since: Seq) -> StoreResult<()> {
    conn.prepare_cached(
        "INSERT INTO held (root, since) VALUES (?1, ?2) ON CONFLICT (root) DO UPDATE SET since = excluded.since",
    )?
    .execute(params![root.as_bytes(), since])?;
    Ok(())
}

/// Keys of the records that a link leads to.
pub(super) fn linked(conn: &Connection, link: &Link) -> StoreResult<Vec<Key>> {
    let key = |row: &Row<'_>| Ok(Key::new(Kind::from(row.get::<_, String>(0)?), id_at(row, 1)?));
    let keys = if link.name == "root" {
        let root: Id = link.value.parse().map_err(|_| StoreError::Corrupt { what: "link" })?;
        conn.prepare_cached("SELECT kind, id FROM record WHERE root = ?1")?
            .query_map([root.as_bytes()], key)?
            .collect::<Result<_, _>>()?
    } else {
        conn.prepare_cached("SELECT kind, id FROM link WHERE name = ?1 AND value = ?2")?
            .query_map(params![link.name, link.value], key)?
            .collect::<Result<_, _>>()?
    };
    Ok(keys)
}

/// Loads what rules ask for. What is not here is not held: it may exist.
pub(super) fn load(conn: &Connection, member: Id, reads: &Reads, into: &mut WorkingSet) -> StoreResult<()> {
    for key in &reads.records {
        let slot = get(conn, key)?.map_or(Slot::NotHeld, Slot::Held);
        into.load_record(key.clone(), slot, Default::default());
    }
    for root in &reads.grants {
        let grants = held_since(conn, *root)?.map(|since| Grant {
            scope: Scope::Member(member),
            root: *root,
            span: Span { since, until: None },
        });
        into.load_grants(*root, grants.into_iter().collect());
    }
    for member in &reads.memberships {
        into.load_memberships(*member, Vec::new());
    }
    for link in &reads.links {
        into.load_link(link.clone(), linked(conn, link)?);
    }
    into.load_erased(&reads.erased, []);
    Ok(())
}

/// The canonical text of a body that a rule wrote.
pub(super) fn text_of(body: &Fields) -> String {
    json::fields_to_canonical(body)
}
