//! The hub's tables, read whole beside the engine: nothing here goes through feed, cursor or receipts of a pull.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use doorstep_core::id::Id;
use doorstep_sqlcipher::rusqlite::{self, Connection, Row, params};

use crate::violation::{Check, OrBroken};

const READS: &str = "the hub's tables read";

/// A record, by kind and identity.
pub type RowKey = (Arc<str>, Id);

/// A record as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubRow {
    /// The root that it follows.
    pub root: Id,
    /// Its revision.
    pub seq: i64,
    /// Its body; none for a tombstone.
    pub body: Option<Arc<str>>,
}

/// A span of positions; `until` excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it began.
    pub since: i64,
    /// Where it ended.
    pub until: Option<i64>,
}

/// A receipt as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubReceipt {
    /// Hash of the change's text.
    pub hash: [u8; 32],
    /// The author.
    pub member: Id,
    /// When it was given.
    pub seq: i64,
    /// As sent.
    pub text: Arc<str>,
}

/// Whoever can hold roots, as the store's bytes: `m` or `s` and an identifier, or `c`.
pub type ScopeBytes = Vec<u8>;

/// The hub's tables.
#[derive(Clone, Default)]
pub struct Mirror {
    /// Records and tombstones.
    pub rows: BTreeMap<RowKey, HubRow>,
    /// Grants by root and scope, oldest first.
    pub grants: BTreeMap<(Id, ScopeBytes), Vec<Stretch>>,
    /// Memberships by member and scope, oldest first.
    pub memberships: BTreeMap<(Id, ScopeBytes), Vec<Stretch>>,
    /// Receipts by change.
    pub receipts: BTreeMap<Id, Vec<HubReceipt>>,
    /// Texts of parked changes.
    pub parked: BTreeMap<Id, String>,
    /// The erasure list.
    pub erased: BTreeSet<Id>,
    /// The newest commit; 0 while nothing was seen: a hub's first is higher.
    pub head: i64,
    /// Raised by each restore.
    pub generation: i64,
    /// Whether a recovery is under way.
    pub recovering: bool,
    /// Records that changed since [`Mirror::forget_changes`].
    pub changed: BTreeSet<RowKey>,
}

fn id(row: &Row<'_>, column: usize) -> rusqlite::Result<Id> {
    row.get::<_, [u8; 16]>(column).map(Id::from_bytes)
}

impl Mirror {
    /// Reads what a database has beyond what the mirror shows.
    pub fn follow(&mut self, hub: &Connection) -> Check {
        let last = self.head;
        let (head, generation, recovering) = hub
            .prepare_cached("SELECT seq, generation, recovering FROM head")
            .and_then(|mut select| select.query_row([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))))
            .or_broken(READS)?;
        (self.generation, self.recovering) = (generation, recovering);
        if head == last {
            return Ok(());
        }
        self.head = head;
        self.read(hub, last).or_broken(READS)
    }

    fn read(&mut self, conn: &Connection, last: i64) -> rusqlite::Result<()> {
        let mut select = conn.prepare_cached("SELECT kind, id, root, seq, body FROM record WHERE seq > ?1")?;
        let mut rows = select.query([last])?;
        while let Some(r) = rows.next()? {
            let key = (Arc::from(r.get_ref(0)?.as_str()?), id(r, 1)?);
            let body = r.get_ref(4)?.as_str_or_null()?.map(Arc::from);
            self.changed.insert(key.clone());
            self.rows.insert(key, HubRow { root: id(r, 2)?, seq: r.get(3)?, body });
        }
        for (table, column, into) in
            [("root_grant", "root", &mut self.grants), ("membership", "member", &mut self.memberships)]
        {
            let sql = format!(
                "SELECT {column}, scope, since, until FROM {table} WHERE since > ?1 OR until > ?1 ORDER BY since"
            );
            let mut select = conn.prepare_cached(&sql)?;
            let mut rows = select.query([last])?;
            while let Some(r) = rows.next()? {
                let list: &mut Vec<Stretch> = into.entry((id(r, 0)?, r.get(1)?)).or_default();
                let stretch = Stretch { since: r.get(2)?, until: r.get(3)? };
                match list.iter_mut().find(|other| other.since == stretch.since) {
                    Some(other) => *other = stretch,
                    None => list.push(stretch),
                }
            }
        }
        let mut select = conn.prepare_cached("SELECT change, hash, member, seq, text FROM receipt WHERE seq > ?1")?;
        let mut rows = select.query([last])?;
        while let Some(r) = rows.next()? {
            let receipt = HubReceipt {
                hash: r.get(1)?,
                member: id(r, 2)?,
                seq: r.get(3)?,
                text: Arc::from(r.get_ref(4)?.as_str()?),
            };
            let list = self.receipts.entry(id(r, 0)?).or_default();
            list.retain(|other| other.hash != receipt.hash);
            list.push(receipt);
        }
        let mut select = conn.prepare_cached("SELECT change, text FROM parked")?;
        let parked = select.query_map(params![], |r| Ok((id(r, 0)?, r.get(1)?)))?;
        self.parked = parked.collect::<Result<_, _>>()?;
        let mut select = conn.prepare_cached("SELECT id FROM erased")?;
        let erased = select.query_map(params![], |r| id(r, 0))?;
        self.erased = erased.collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Notes that everything changed so far has been looked at.
    pub fn forget_changes(&mut self) {
        self.changed.clear();
    }

    /// Roots that a member holds now: by a scope that they belong to.
    pub fn held(&self, member: Id) -> BTreeSet<Id> {
        let open = |stretches: &Vec<Stretch>| stretches.iter().any(|stretch| stretch.until.is_none());
        let scopes: BTreeSet<&ScopeBytes> = self
            .memberships
            .range((member, Vec::new())..)
            .take_while(|((of, _), _)| *of == member)
            .filter(|(_, stretches)| open(stretches))
            .map(|((_, scope), _)| scope)
            .collect();
        self.grants
            .iter()
            .filter(|((_, scope), stretches)| scopes.contains(scope) && open(stretches))
            .map(|((root, _), _)| *root)
            .collect()
    }

    /// The live records of these roots.
    pub fn rows_of(&self, roots: &BTreeSet<Id>) -> BTreeMap<RowKey, HubRow> {
        let live = self.rows.iter().filter(|(_, row)| row.body.is_some() && roots.contains(&row.root));
        live.map(|(key, row)| (key.clone(), row.clone())).collect()
    }

    /// All receipts of a member's changes.
    pub fn receipts_of(&self, member: Id) -> Vec<(Id, HubReceipt)> {
        let all = self.receipts.iter().flat_map(|(change, list)| list.iter().map(|receipt| (*change, receipt)));
        all.filter(|(_, receipt)| receipt.member == member).map(|(change, receipt)| (change, receipt.clone())).collect()
    }

    /// A device's member and whether it was revoked.
    pub fn device(&self, device: Id) -> Option<(Id, bool)> {
        let row = self.rows.get(&(Arc::from("device"), device))?;
        Some((row.root, row.body.as_deref()?.contains("\"state\":\"revoked\"")))
    }
}
