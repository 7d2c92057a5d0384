//! Records, the roots held, and the links that lead to records.

use doorstep_sqlcipher::rusqlite::{self, Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

use super::{StoreError, StoreResult, door};
use crate::{
    id::{Id, Seq},
    json::{self, Fields},
    model,
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

/// The hub's revision beneath a record; 0 for one made here.
pub(super) fn seq_of(conn: &Connection, key: &Key) -> StoreResult<Option<Seq>> {
    let mut statement = conn.prepare_cached("SELECT seq FROM record WHERE kind = ?1 AND id = ?2")?;
    Ok(statement.query_row(params![key.kind.as_str(), key.id.as_bytes()], |row| row.get(0)).optional()?)
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
    let mut statement = conn.prepare("SELECT kind, id, root, body FROM record ORDER BY kind, id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = Key::new(Kind::from(row.get::<_, String>(0)?), id_at(row, 1)?);
        let body = row.get_ref(3)?.as_str().map_err(|_| StoreError::Corrupt { what: "body" })?;
        project(conn, &key, id_at(row, 2)?, body)?;
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

/// A record read as its model.
pub(super) struct View<T> {
    pub(super) id: Id,
    pub(super) root: Id,
    pub(super) body: T,
}

/// The records of a kind as their model, in order of id, read straight from what is stored. A body that does not fit its
/// model is left out: a newer release wrote it.
pub(super) fn views<T: DeserializeOwned>(conn: &Connection, kind: &Kind) -> StoreResult<Vec<View<T>>> {
    let mut statement = conn.prepare_cached("SELECT id, root, body FROM record WHERE kind = ?1 ORDER BY id")?;
    let mut rows = statement.query([kind.as_str()])?;
    let mut views = Vec::new();
    while let Some(row) = rows.next()? {
        if let Ok(body) = serde_json::from_str(stored(row, 2)?) {
            views.push(View { id: id_at(row, 0)?, root: id_at(row, 1)?, body });
        }
    }
    Ok(views)
}

/// Shows every record that follows a root: kind, identity and stored body, in order of kind and id.
pub(super) fn each_of_root(conn: &Connection, root: Id, mut show: impl FnMut(&str, Id, &str)) -> StoreResult<()> {
    let mut statement = conn.prepare_cached("SELECT kind, id, body FROM record WHERE root = ?1 ORDER BY kind, id")?;
    let mut rows = statement.query([root.as_bytes()])?;
    while let Some(row) = rows.next()? {
        show(stored(row, 0)?, id_at(row, 1)?, stored(row, 2)?);
    }
    Ok(())
}

fn stored<'a>(row: &'a Row<'_>, column: usize) -> StoreResult<&'a str> {
    row.get_ref(column)?.as_str().map_err(|_| StoreError::Corrupt { what: "body" })
}

/// A record as its model; none where it is not held, or does not fit.
pub(super) fn view<T: DeserializeOwned>(conn: &Connection, key: &Key) -> StoreResult<Option<T>> {
    let mut statement = conn.prepare_cached("SELECT body FROM record WHERE kind = ?1 AND id = ?2")?;
    let mut rows = statement.query(params![key.kind.as_str(), key.id.as_bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(serde_json::from_str(stored(row, 0)?).ok())
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
        unproject(conn, key)?;
        conn.prepare_cached("UPDATE record SET root = ?3, seq = ?4, body = ?5 WHERE kind = ?1 AND id = ?2")?
            .execute(row)?;
    }
    project(conn, key, root, body)
}

/// Removes a record and its projections.
pub(super) fn remove(conn: &Connection, key: &Key) -> StoreResult<()> {
    unproject(conn, key)?;
    conn.prepare_cached("DELETE FROM record WHERE kind = ?1 AND id = ?2")?
        .execute(params![key.kind.as_str(), key.id.as_bytes()])?;
    Ok(())
}

/// Clears the projections of a record: what its stored body led to, so that no index has to say which those were.
fn unproject(conn: &Connection, key: &Key) -> StoreResult<()> {
    if key.kind == model::VISIT || links::looks_at(&key.kind) == Looks::Nowhere {
        return Ok(());
    }
    let stored = conn
        .prepare_cached("SELECT root, body FROM record WHERE kind = ?1 AND id = ?2")?
        .query_row(params![key.kind.as_str(), key.id.as_bytes()], |row| Ok((id_at(row, 0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let Some((root, body)) = stored else { return Ok(()) };
    let mut delete =
        conn.prepare_cached("DELETE FROM link WHERE name = ?1 AND value = ?2 AND kind = ?3 AND id = ?4")?;
    for link in links_of(key, root, &body)? {
        delete.execute(params![link.name, link.value, key.kind.as_str(), key.id.as_bytes()])?;
    }
    door::remove(conn, key)
}

/// Fills the projections of a record from its stored body, of which only what they look at is read.
pub(super) fn project(conn: &Connection, key: &Key, root: Id, body: &str) -> StoreResult<()> {
    let mut insert =
        conn.prepare_cached("INSERT OR IGNORE INTO link (name, value, kind, id) VALUES (?1, ?2, ?3, ?4)")?;
    for link in links_of(key, root, body)? {
        insert.execute(params![link.name, link.value, key.kind.as_str(), key.id.as_bytes()])?;
    }
    door::put(conn, key, body)
}

/// Links that a stored body leads to. Links by root are not among them, nor visits of a home: the index of records by root
/// serves those, and a tap touches one tree less.
fn links_of(key: &Key, root: Id, body: &str) -> StoreResult<Vec<Link>> {
    let corrupt = |_| StoreError::Corrupt { what: "body" };
    let looks = if key.kind == model::VISIT { Looks::Nowhere } else { links::looks_at(&key.kind) };
    let looked_at = match looks {
        Looks::Nowhere if body.starts_with('{') => return Ok(Vec::new()),
        Looks::Nowhere => return Err(StoreError::Corrupt { what: "body" }),
        Looks::At(members) => json::pick(body, members).map_err(corrupt)?,
        Looks::Everywhere => body_of(body)?,
    };
    let mut links = links::of(&Record { key: key.clone(), root, seq: 0, body: looked_at });
    links.retain(|link| link.name != "root");
    Ok(links)
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
    let root = |text: &str| text.parse::<Id>().map_err(|_| StoreError::Corrupt { what: "link" });
    let keys = match (link.name, link.value.split_once(' ')) {
        ("root", _) => conn
            .prepare_cached("SELECT kind, id FROM record WHERE root = ?1")?
            .query_map([root(&link.value)?.as_bytes()], key)?
            .collect::<Result<_, _>>()?,
        ("visit.household_day", Some((household, day))) => conn
            .prepare_cached(
                "SELECT kind, id FROM record WHERE root = ?1 AND kind = 'visit' AND json_extract(body, '$.day') = ?2",
            )?
            .query_map(params![root(household)?.as_bytes(), day], key)?
            .collect::<Result<_, _>>()?,
        _ => conn
            .prepare_cached("SELECT kind, id FROM link WHERE name = ?1 AND value = ?2")?
            .query_map(params![link.name, link.value], key)?
            .collect::<Result<_, _>>()?,
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
