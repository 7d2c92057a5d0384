//! What lies on disk, before SQLite makes anything of it.
//!
//! The bytes are read through SQLite. Opened and closed any other way, the file would lose the locks that other
//! connections of this process hold on it (sqlite.org/howtocorrupt.html §2.2).

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::error::OpenError;
use crate::format::PAGE_BYTES;
use crate::{raw, witness};

/// The first bytes of every plain SQLite file.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// A file by its name and size.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// Bytes; 0 for no file at all, too: a database may begin there.
    pub(crate) length: u64,
    /// Whether a log lies next to it, which may complete a page that a power cut left half written.
    pub(crate) log: bool,
}

impl Entry {
    /// Looks in the folder.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] for a file that lost everything but its log; otherwise what kept it from being looked at.
    pub(crate) fn of(path: &Path) -> Result<Self, OpenError> {
        let length = match std::fs::metadata(path) {
            Ok(entry) if entry.is_dir() => return Err(OpenError::NotADatabase),
            Ok(entry) => entry.len(),
            Err(error) if error.kind() == ErrorKind::NotFound => 0,
            Err(error) => return Err(OpenError::of_io(&error)),
        };
        let log = std::fs::metadata(companion(path, "-wal")).is_ok_and(|log| log.len() > 0);
        // SQLite would delete the log of a database that it takes for new, and with it the last work that is left.
        if length == 0 && log { Err(OpenError::Damaged) } else { Ok(Self { length, log }) }
    }

    /// Whether the file ends where a page does, or will once the log is applied.
    fn is_complete(self, page: u64) -> bool {
        self.length >= page && (self.length.is_multiple_of(page) || self.log)
    }
}

/// A file by its first page.
pub(crate) enum Content {
    /// No file, or an empty one.
    Nothing,
    /// A plain SQLite file.
    Plain,
    /// Neither: encrypted, or something else.
    Opaque(Opaque),
}

/// A file that shows nothing of itself.
pub(crate) struct Opaque {
    /// The first page, or the whole file when that is shorter.
    pub(crate) head: Vec<u8>,
    /// Whether it is made of whole pages.
    pub(crate) whole: bool,
    /// Whether it is long enough, and whole or to be made so by its log.
    pub(crate) complete: bool,
}

impl Content {
    /// Reads the first page of the file that `connection` was opened on and has not used.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] for a plain file that is cut or has a broken beginning; otherwise what kept it from
    /// being read.
    pub(crate) fn of(connection: &Connection, entry: Entry) -> Result<Self, OpenError> {
        if entry.length == 0 {
            return Ok(Self::Nothing);
        }
        let mut head = vec![0; usize::try_from(entry.length).map_or(PAGE_BYTES, |length| length.min(PAGE_BYTES))];
        raw::read_start(connection, &mut head).map_err(|error| OpenError::of_sqlite(&error))?;
        let page = head.get(MAGIC.len()..).and_then(witness::page_bytes);
        match (head.starts_with(MAGIC), page) {
            // SQLite itself would not miss the rest of the last page before somebody reads it.
            (true, Some(page)) if entry.is_complete(page) => Ok(Self::Plain),
            // Half a plain beginning. An encrypted page looks like that by chance once in more than 2²⁴ files.
            (true, _) | (false, Some(_)) => Err(OpenError::Damaged),
            (false, None) => Ok(Self::Opaque(Opaque {
                whole: entry.length.is_multiple_of(PAGE_BYTES as u64),
                complete: entry.is_complete(PAGE_BYTES as u64),
                head,
            })),
        }
    }
}

/// The file that SQLite keeps next to `path` under that ending.
pub(crate) fn companion(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
