//! Sets a damaged file aside: a person decides what becomes of it, not a program.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Utc};

use crate::file::companion;

/// What belongs to a database: itself first, then its log and the log's index.
const PARTS: [&str; 3] = ["", "-wal", "-shm"];

/// Renames a database and its companions to `NAME.damaged-20260317T091500Z` (UTC), in the same folder, and says what
/// the database is called now. Nothing is deleted or overwritten; close every connection first.
///
/// Under its new name the file still goes with its log, so whatever can be saved can be saved later. Interrupted
/// half-way, it is called again: [`crate::open`] refuses a log without its database.
///
/// # Errors
/// Those of renaming; [`io::ErrorKind::NotFound`] when there is nothing to set aside.
pub fn set_aside(path: &Path, now: SystemTime) -> io::Result<PathBuf> {
    let stamp = DateTime::<Utc>::from(now).format("%Y%m%dT%H%M%SZ");
    let target = (0..u32::MAX)
        .map(|again| {
            companion(path, &if again == 0 { format!(".damaged-{stamp}") } else { format!(".damaged-{stamp}-{again}") })
        })
        .find(|target| PARTS.iter().all(|part| !taken(&companion(target, part))))
        .ok_or(io::ErrorKind::AlreadyExists)?;
    let mut moved = false;
    for part in PARTS {
        match std::fs::rename(companion(path, part), companion(&target, part)) {
            Ok(()) => moved = true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    if moved { Ok(target) } else { Err(io::ErrorKind::NotFound.into()) }
}

/// Whether anything has that name, a link into nowhere too.
fn taken(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}
