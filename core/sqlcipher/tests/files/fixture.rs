//! Databases to open, damage and compare. Content is invented.

use std::path::{Path, PathBuf};

use doorstep_sqlcipher::rusqlite::{Connection, params};
use doorstep_sqlcipher::{Key, OpenOptions, open};
use tempfile::TempDir;

pub(crate) const NEWEST: i32 = 8;
pub(crate) const OPTIONS: OpenOptions = OpenOptions::new(NEWEST);
/// A text that is in every row, and so must be in no encrypted byte.
pub(crate) const MARKER: &str = "Bà Nguyễn Thị Mẫu, số 12 ngõ Ví Dụ";

pub(crate) fn key() -> Key {
    Key::new(std::array::from_fn(|at| at as u8 * 7 + 1))
}

pub(crate) fn other_key() -> Key {
    Key::new([0xa5; 32])
}

/// A folder of its own, and in it a database of some 40 pages, closed.
pub(crate) struct Fixture {
    folder: TempDir,
    pub(crate) path: PathBuf,
}

impl Fixture {
    pub(crate) fn new(key: Option<&Key>) -> Self {
        let fixture = Self::empty();
        fill(&open(&fixture.path, key, &OPTIONS).unwrap());
        fixture
    }

    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("visits.db");
        Self { folder, path }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn part(&self, ending: &str) -> PathBuf {
        self.folder().join(format!("visits.db{ending}"))
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap()
    }

    pub(crate) fn write(&self, bytes: &[u8]) {
        std::fs::write(&self.path, bytes).unwrap();
    }

    pub(crate) fn flip(&self, at: usize) {
        let mut bytes = self.bytes();
        bytes[at] ^= 0x10;
        self.write(&bytes);
    }
}

pub(crate) fn fill(connection: &Connection) {
    connection.execute_batch("BEGIN; CREATE TABLE visit(id INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT").unwrap();
    for id in 0..1000 {
        connection
            .execute("INSERT INTO visit VALUES (?1, ?2)", params![id, format!("{MARKER} {id} {MARKER}")])
            .unwrap();
    }
    connection.execute_batch("PRAGMA user_version = 8; COMMIT").unwrap();
}

pub(crate) fn rows(connection: &Connection) -> i64 {
    connection.query_row("SELECT count(*) FROM visit WHERE note LIKE '%Ví Dụ%'", [], |row| row.get(0)).unwrap()
}
