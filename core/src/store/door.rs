//! The projection behind lists and search: one row a household, with what is looked for folded. No index: a search reads
//! it all in a few milliseconds, and keys in random order would cost a first sync more than every search together.

use doorstep_sqlcipher::rusqlite::{Connection, params};

use super::StoreResult;
use crate::{
    model::{self, household::Household},
    record::Key,
    text,
};

/// Raised whenever a row would be filled otherwise.
pub const VERSION: i64 = 3;

pub(super) const TABLE: &str = "
    CREATE TABLE door (
        household     BLOB PRIMARY KEY,
        neighbourhood BLOB,
        sort          BLOB NOT NULL,   -- collation key: given name first
        folded        TEXT NOT NULL,   -- name and address without accents and case
        phones        TEXT NOT NULL,   -- digits, for tails
        exact         TEXT NOT NULL,   -- the same as folded with its accents, and without regard to where tones sit:
        whole         TEXT NOT NULL    -- made once, since making them for each hit costs most of a search
    ) STRICT, WITHOUT ROWID;";

pub(super) fn remove(conn: &Connection, key: &Key) -> StoreResult<()> {
    if key.kind == model::HOUSEHOLD {
        conn.prepare_cached("DELETE FROM door WHERE household = ?1")?.execute([key.id.as_bytes()])?;
    }
    Ok(())
}

pub(super) fn put(conn: &Connection, key: &Key, body: &str) -> StoreResult<()> {
    if key.kind != model::HOUSEHOLD {
        return Ok(());
    }
    // A body that a newer release wrote otherwise stands in no list; its screen shows what can be read.
    let Ok(home) = serde_json::from_str::<Household>(body) else { return Ok(()) };
    if home.alias_of.is_some() {
        return Ok(());
    }
    let address = &home.address;
    let words =
        [&home.head, &address.house_no, &address.lane, &address.street, &address.text, &home.landmark, &home.code]
            .into_iter()
            .filter(|word| !word.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" · ");
    let phones: Vec<&str> = home.phones.iter().map(|phone| phone.number.trim_start_matches('+')).collect();
    conn.prepare_cached(
        "INSERT OR REPLACE INTO door (household, neighbourhood, sort, folded, phones, exact, whole)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        key.id.as_bytes(),
        home.neighbourhood.as_ref().map(|id| id.as_bytes()),
        text::name::sort_key(&home.head),
        text::fold(&words),
        phones.join(" "),
        text::rank::exact(&words),
        text::same_key(&words)
    ])?;
    Ok(())
}
