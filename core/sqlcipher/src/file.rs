//! What lies on disk before SQLite is let near it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::error::OpenError;
use crate::format::PAGE_BYTES;
use crate::witness;

/// The first bytes of every plain SQLite file.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// A file by its first page.
pub(crate) enum Found {
    /// No file, or an empty one: a database may begin here.
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
    /// Whether a log lies next to it, which may complete a page that a power cut left half written.
    pub(crate) log: bool,
}

/// Looks at the file and changes nothing.
///
/// # Errors
/// [`OpenError::Damaged`] for a file that lost everything but its log, or a plain one that is cut or has a broken
/// beginning; otherwise what kept it from being read.
pub(crate) fn look(path: &Path) -> Result<Found, OpenError> {
    let (head, length) = match read_head(path) {
        Ok(read) => read,
        Err(error) if error.kind() == ErrorKind::NotFound => (Vec::new(), 0),
        Err(error) => return Err(OpenError::of_io(&error)),
    };
    let log = std::fs::metadata(companion(path, "-wal")).is_ok_and(|log| log.len() > 0);
    if length == 0 {
        // SQLite would delete the log of a database that it takes for new, and with it the last work that is left.
        return if log { Err(OpenError::Damaged) } else { Ok(Found::Nothing) };
    }
    if head.starts_with(MAGIC) {
        let page = head.get(MAGIC.len()..).and_then(witness::page_bytes).ok_or(OpenError::Damaged)?;
        // SQLite itself would not miss the rest of the last page before somebody reads it.
        return if length >= page && (length.is_multiple_of(page) || log) {
            Ok(Found::Plain)
        } else {
            Err(OpenError::Damaged)
        };
    }
    // An encrypted page looks like this by chance once in more than 2²⁴ files.
    if head.get(MAGIC.len()..).is_some_and(|fields| witness::page_bytes(fields).is_some()) {
        return Err(OpenError::Damaged);
    }
    Ok(Found::Opaque(Opaque { whole: length.is_multiple_of(PAGE_BYTES as u64), head, log }))
}

fn read_head(path: &Path) -> std::io::Result<(Vec<u8>, u64)> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut head = Vec::with_capacity(PAGE_BYTES);
    file.take(PAGE_BYTES as u64).read_to_end(&mut head)?;
    Ok((head, length))
}

/// The file that SQLite keeps next to `path` under that ending.
pub(crate) fn companion(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
