//! A phone: the real store over SQLite in memory, clocks that can be wrong, and a fuse that makes commits fail.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use doorstep_core::{
    clock::Moment,
    id::Id,
    store::{PhoneStore, StoreError, spool},
};
use doorstep_sqlcipher::rusqlite::{self, Connection, MAIN_DB, Row, backup::Backup, types::Value};

use crate::{
    asleep::{Asleep, File},
    violation::{Check, OrBroken, Violation},
    world::{Rows, read_rows, rows_of},
};

const READS: &str = "a phone's tables read";
const OPENS: &str = "a database opens again as it was";

/// What a phone's clocks show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clocks {
    /// The wall clock minus the true time, milliseconds.
    pub skew: i64,
    /// The true time of the last start.
    pub started: i64,
    /// Counts the starts.
    pub boot: u64,
}

/// How many commits still succeed; below zero: all.
#[derive(Clone, Debug)]
struct Fuse(Arc<AtomicI64>);

impl Fuse {
    fn new() -> Fuse {
        Fuse(Arc::new(AtomicI64::new(-1)))
    }

    /// Whether the next commit is to fail.
    fn burnt(&self) -> bool {
        match self.0.load(Ordering::Relaxed) {
            0 => true,
            n => {
                self.0.store(n - i64::from(n > 0), Ordering::Relaxed);
                false
            }
        }
    }
}

/// A phone of the simulation.
pub struct Phone {
    /// What the log calls it.
    pub name: String,
    /// The member who carries it.
    pub member: Id,
    /// Its enrolment.
    pub device: Id,
    /// Its file and engine.
    pub store: Asleep<PhoneStore>,
    /// Its clocks.
    pub clocks: Clocks,
    /// Nothing reaches it, and nothing that it sends arrives.
    pub cut_off: bool,
    /// What it sends arrives; no answer comes back.
    pub deaf: bool,
    /// Faults since its last sync that came to an end.
    pub struck: BTreeSet<&'static str>,
    /// Its key was destroyed: what it had is gone.
    pub gone: bool,
    /// Until when it stays locked, if ever: an enrolment that expired.
    pub locked: bool,
    /// An older copy of its file.
    pub backup: Option<Arc<[u8]>>,
    fuse: Fuse,
}

/// A copy of a database in memory, as its last commit left it.
fn copy(from: &Connection) -> Check<Connection> {
    let mut to = doorstep_sqlcipher::open_in_memory().or_broken(OPENS)?;
    Backup::new(from, &mut to).and_then(|backup| backup.step(-1)).or_broken(OPENS)?;
    Ok(to)
}

/// The bytes of a database in memory.
pub fn bytes_of(from: &Connection) -> Check<Arc<[u8]>> {
    let mut copy = copy(from)?;
    let bytes = copy.serialize(MAIN_DB).or_broken(OPENS)?;
    Ok(Arc::from(&*bytes))
}

/// A database in memory out of bytes.
pub fn open_bytes(bytes: &[u8]) -> Check<Connection> {
    let mut connection = doorstep_sqlcipher::open_in_memory().or_broken(OPENS)?;
    connection.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), false).or_broken(OPENS)?;
    Ok(connection)
}

fn armed(mut connection: Connection, fuse: &Fuse) -> Check<PhoneStore> {
    let watched = fuse.clone();
    connection.commit_hook(Some(move || watched.burnt())).or_broken(OPENS)?;
    PhoneStore::new(connection).or_broken(OPENS)
}

/// A phone put aside.
#[derive(Clone)]
pub struct FrozenPhone {
    name: String,
    member: Id,
    device: Id,
    file: File,
    clocks: Clocks,
    cut_off: bool,
    deaf: bool,
    gone: bool,
    locked: bool,
    backup: Option<(Arc<[u8]>, Rows)>,
    spool: Option<Id>,
    digest: [u8; 32],
}

impl FrozenPhone {
    /// What it is known by.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// What its tables are known by without the name that it drew for its spool.
    pub fn unnamed(&self) -> &[u8; 32] {
        &self.file.rows.unnamed
    }

    /// The name that it drew for its spool.
    pub fn spool(&self) -> Option<Id> {
        self.spool
    }

    /// Whether its key was destroyed.
    pub fn is_gone(&self) -> bool {
        self.gone
    }

    pub(crate) fn thaw(&self) -> Phone {
        let fuse = Fuse::new();
        let watched = fuse.clone();
        let store = Asleep::until_looked_at(self.file.clone(), move |bytes| armed(open_bytes(bytes)?, &watched));
        let mut phone = Phone::over(self.name.clone(), self.member, self.device, store, fuse, self.clocks);
        (phone.cut_off, phone.deaf, phone.gone, phone.locked) = (self.cut_off, self.deaf, self.gone, self.locked);
        phone.backup = self.backup.as_ref().map(|(bytes, _)| bytes.clone());
        phone
    }
}

impl Phone {
    pub(crate) fn freeze(&self, before: Option<&FrozenPhone>) -> Check<FrozenPhone> {
        let (file, spool) = match (self.store.untouched(), before) {
            (Some(file), Some(before)) => (file.clone(), before.spool),
            _ => {
                let (bytes, connection) = (self.bytes()?, self.store.connection());
                let rows = read_rows(connection).or_broken(READS)?;
                (File { bytes, rows }, spool::place(connection).or_broken(READS)?.map(|place| place.id))
            }
        };
        let backup = match &self.backup {
            Some(bytes) => {
                let before = before.and_then(|before| before.backup.as_ref());
                Some((bytes.clone(), rows_of(bytes, before.map(|(bytes, rows)| (bytes, rows)))?))
            }
            None => None,
        };
        let clocks = self.clocks;
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.name.as_bytes());
        hasher.update(&file.rows.all);
        for number in [clocks.skew, clocks.started, i64::try_from(clocks.boot).unwrap_or(i64::MAX)] {
            hasher.update(&number.to_le_bytes());
        }
        hasher.update(&[self.cut_off, self.deaf, self.gone, self.locked].map(u8::from));
        if let Some((_, rows)) = &backup {
            hasher.update(&rows.all);
        }
        Ok(FrozenPhone {
            name: self.name.clone(),
            member: self.member,
            device: self.device,
            file,
            clocks,
            cut_off: self.cut_off,
            deaf: self.deaf,
            gone: self.gone,
            locked: self.locked,
            backup,
            spool,
            digest: *hasher.finalize().as_bytes(),
        })
    }

    /// A phone over the bytes of a file.
    pub fn new(name: String, member: Id, device: Id, bytes: &[u8], clocks: Clocks) -> Check<Phone> {
        let fuse = Fuse::new();
        let store = Asleep::awake(armed(open_bytes(bytes)?, &fuse)?);
        Ok(Phone::over(name, member, device, store, fuse, clocks))
    }

    fn over(name: String, member: Id, device: Id, store: Asleep<PhoneStore>, fuse: Fuse, clocks: Clocks) -> Phone {
        Phone {
            name,
            member,
            device,
            store,
            clocks,
            cut_off: false,
            deaf: false,
            struck: BTreeSet::new(),
            gone: false,
            locked: false,
            backup: None,
            fuse,
        }
    }

    /// What the platform's clocks show at a true time.
    pub fn moment(&self, now: i64) -> Moment {
        Moment {
            wall_ms: now + self.clocks.skew,
            uptime_ms: u64::try_from(now - self.clocks.started).unwrap_or(0),
            boot: self.clocks.boot,
        }
    }

    /// The process ends and starts again: what was not committed is gone.
    pub fn restart(&mut self) -> Check {
        self.fuse.0.store(-1, Ordering::Relaxed);
        self.store = Asleep::awake(armed(copy(self.store.connection())?, &self.fuse)?);
        Ok(())
    }

    /// The file is replaced by the bytes of another one.
    pub fn replace(&mut self, bytes: &[u8]) -> Check {
        self.fuse.0.store(-1, Ordering::Relaxed);
        self.store = Asleep::awake(armed(open_bytes(bytes)?, &self.fuse)?);
        Ok(())
    }

    /// The bytes of its file.
    pub fn bytes(&self) -> Check<Arc<[u8]>> {
        if let Some(file) = self.store.untouched() {
            return Ok(file.bytes.clone());
        }
        bytes_of(self.store.connection())
    }

    /// After so many commits the process dies in the middle of the next.
    pub fn dies_after(&mut self, commits: i64) {
        self.fuse.0.store(commits, Ordering::Relaxed);
    }

    /// Makes of the file what an older app would have left: projections of another form and version.
    pub fn age(&mut self) -> Check {
        let older = "
            DROP TABLE door; CREATE TABLE door (older TEXT);
            DELETE FROM link;
            UPDATE meta SET value = '0' WHERE name LIKE 'projection.%';";
        self.fuse.0.store(-1, Ordering::Relaxed);
        self.store.connection().execute_batch(older).or_broken(OPENS)
    }

    /// What its projections hold, in a fixed order.
    pub fn projections(&self) -> Check<Vec<String>> {
        let connection = self.store.connection();
        let read = |table: &str| {
            let mut select = connection.prepare_cached(&format!("SELECT * FROM {table}"))?;
            let columns = select.column_count();
            let row = |row: &Row<'_>| (0..columns).map(|n| row.get(n)).collect::<rusqlite::Result<Vec<Value>>>();
            select
                .query_map([], row)?
                .map(|row| Ok(format!("{table} {:?}", row?)))
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        let mut rows = [read("door").or_broken(OPENS)?, read("link").or_broken(OPENS)?].concat();
        rows.sort_unstable();
        Ok(rows)
    }

    /// Leaves the file no room to grow, or gives it back.
    pub fn fill_disk(&mut self, full: bool) -> Check {
        let pages: i64 = if full {
            self.store.connection().query_row("PRAGMA page_count", [], |row| row.get(0)).or_broken(OPENS)?
        } else {
            1 << 30
        };
        let set = format!("PRAGMA max_page_count = {pages}");
        self.store.connection().query_row(&set, [], |_| Ok(())).or_broken(OPENS)
    }
}

/// Whether a store failed because of a fault that was injected: a commit cut off, a disk full.
pub fn is_injected(error: &StoreError) -> bool {
    use doorstep_sqlcipher::rusqlite::{Error, ErrorCode};
    let StoreError::Sqlite(Error::SqliteFailure(failure, _)) = error else { return false };
    // 531: SQLITE_CONSTRAINT_COMMITHOOK.
    failure.code == ErrorCode::DiskFull || failure.extended_code == 531
}

/// An error of the store that only an injected fault excuses.
pub fn only_injected(error: &StoreError) -> Check {
    if is_injected(error) { Ok(()) } else { Err(Violation::of("the phone's store works", error)) }
}
