//! Bodies, links and marks of records.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_core::{
    id::Id,
    json,
    sync::{digest::Digest, hub::store::StoreResult},
};
use doorstep_sqlcipher::rusqlite::params;

use super::{
    super::{error::OrStoreError, row, schema, write},
    Check,
};

impl Check<'_> {
    /// Bodies are canonical; links and digests are those that their bodies give, and no others; marks belong to live records.
    pub(super) fn records(&mut self) -> StoreResult<()> {
        let mut digests: BTreeMap<Id, Digest> = BTreeMap::new();
        let mut links = self
            .connection
            .prepare("SELECT name, value FROM link WHERE commune = ?1 AND kind = ?2 AND id = ?3")
            .or_store()?;
        let sql =
            "SELECT rowid, commune, kind, id, root, seq, body FROM record WHERE commune = ?1 AND body IS NOT NULL";
        self.each(sql, [self.commune], |check, found| {
            let body: String = found.get(6).or_store()?;
            let name = format!("{} {}", found.get::<_, String>(2).or_store()?, row::id(found, 3).or_store()?);
            if json::parse_canonical(&body).is_err() {
                check.report("record", name, "its body is not canonical JSON");
                return Ok(());
            }
            let record = schema::record_of(found)?;
            digests.entry(record.root).or_default().add(&record.key, record.seq);
            let expected: BTreeSet<(String, String)> =
                write::kept_links(&record).map(|link| (link.name.to_owned(), link.value)).collect();
            let kept: BTreeSet<(String, String)> = links
                .query_map(params![check.commune, record.key.kind.as_str(), record.key.id.as_bytes()], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .or_store()?
                .collect::<Result<_, _>>()
                .or_store()?;
            for (link, _) in expected.difference(&kept) {
                check.report("link", &name, format!("{link} is missing"));
            }
            for (link, _) in kept.difference(&expected) {
                check.report("link", &name, format!("{link} does not follow from the body"));
            }
            Ok(())
        })?;
        self.each("SELECT root, digest FROM root_digest WHERE commune = ?1", [self.commune], |check, found| {
            let root = row::id(found, 0).or_store()?;
            if digests.remove(&root).unwrap_or_default().to_bytes() != found.get::<_, [u8; 16]>(1).or_store()? {
                check.report("root_digest", root, "is not that of the root's records");
            }
            Ok(())
        })?;
        for root in digests.into_keys() {
            self.report("root_digest", root, "is missing");
        }
        self.orphans("link", "SELECT DISTINCT kind, id FROM link")?;
        self.orphans("field_mark", "SELECT DISTINCT kind, id FROM field_mark")
    }

    /// Rows about records that are not live.
    fn orphans(&mut self, table: &'static str, select: &str) -> StoreResult<()> {
        let sql = format!(
            "{select} AS t WHERE commune = ?1 AND NOT EXISTS (SELECT 1 FROM record WHERE commune = t.commune
             AND kind = t.kind AND id = t.id AND body IS NOT NULL)"
        );
        self.each(&sql, [self.commune], |check, found| {
            let kind: String = found.get(0).or_store()?;
            check.report(table, format!("{kind} {}", row::id(found, 1).or_store()?), "the record is not there");
            Ok(())
        })
    }
}
