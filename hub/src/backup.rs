//! Backups: a folder that brings a hub back, together with its 24 words.
//!
//! ```text
//! identity.json   whose it is: the pin of the hub, when it was made
//! hub.db          the database as of one commit, encrypted like the hub's own
//! list.jsonl      revocations, erasures, highest positions
//! office/         changes made at the hub's machine, sealed
//! ```
//! It holds no secret: the words are the secret (`docs/decisions/0004-hub-identity.md`).

mod restore;

use std::{
    fs,
    path::{Path, PathBuf},
};

use doorstep_core::receipt::{hex, unhex};
use serde::{Deserialize, Serialize};

pub use restore::{Restored, restore};

use crate::{
    complaint::{Complaint, Outcome},
    hub::Hub,
    journal,
};

/// Whose a backup is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    /// Version of the backup's form.
    version: u32,
    /// SHA-256 of the hub's public key.
    pin: String,
    /// When it was made, milliseconds since 1970.
    at: i64,
}

const VERSION: u32 = 1;

/// The files of a backup.
struct BackupFolder(PathBuf);

impl BackupFolder {
    fn identity(&self) -> PathBuf {
        self.0.join("identity.json")
    }

    fn database(&self) -> PathBuf {
        self.0.join("hub.db")
    }

    fn list(&self) -> PathBuf {
        self.0.join("list.jsonl")
    }

    fn office(&self) -> PathBuf {
        self.0.join("office")
    }

    /// The pin of the hub that made it.
    fn pin(&self) -> Outcome<[u8; 32]> {
        let path = self.identity();
        let text = fs::read_to_string(&path).map_err(|error| Complaint::of_file(&path, &error))?;
        let identity: Option<Identity> = serde_json::from_str(&text).ok();
        match identity {
            Some(Identity { version: VERSION, pin, .. }) => unhex(&pin),
            _ => None,
        }
        .ok_or_else(|| {
            let shown = self.0.display();
            Complaint::new(
                "not_a_backup",
                format!("{shown} không phải bản sao lưu, hoặc do phiên bản mới hơn tạo ra."),
                format!("{shown} is not a backup, or was made by a newer release."),
            )
        })
    }
}

/// Makes a backup while the hub goes on. The folder must not exist yet: a backup never replaces another.
///
/// # Errors
/// The folder exists, or cannot be written; what was begun is removed, the hub is untouched.
pub fn back_up(hub: &Hub, target: &Path, now: i64) -> Outcome<()> {
    if target.exists() {
        let shown = target.display();
        return Err(Complaint::new(
            "backup_exists",
            format!("{shown} đã có. Bản sao lưu không ghi đè; hãy chọn tên khác, ví dụ kèm ngày."),
            format!(
                "{shown} exists already. A backup replaces nothing; choose another name, with the date for instance."
            ),
        ));
    }
    // Under another name until it is whole.
    let partial = target.with_extension("partial");
    let made = write(hub, &BackupFolder(partial.clone()), now)
        .and_then(|()| fs::rename(&partial, target).map_err(|error| Complaint::of_file(target, &error)));
    if made.is_err() {
        // The error that counts is the first; a rest is named `.partial` and is no backup.
        let _ = fs::remove_dir_all(&partial);
    }
    made
}

fn write(hub: &Hub, folder: &BackupFolder, now: i64) -> Outcome<()> {
    fs::create_dir_all(folder.office()).map_err(|error| Complaint::of_file(&folder.0, &error))?;
    hub.store().backup_to(&folder.database())?;
    // After the database: the list then knows all that the database knows.
    copy(hub.ledger().path(), &folder.list())?;
    for path in journal::files(hub.journal().folder())? {
        copy(&path, &folder.office().join(path.file_name().unwrap_or_default()))?;
    }
    let identity = Identity { version: VERSION, pin: hex(hub.keys().pin()), at: now };
    let text = serde_json::to_string(&identity).unwrap_or_default();
    fs::write(folder.identity(), text).map_err(|error| Complaint::of_file(&folder.identity(), &error))
}

/// Copies a file; durable when this returns.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::copy(from, to).map_err(|error| Complaint::of_file(to, &error))?;
    let synced = fs::File::open(to).and_then(|file| file.sync_all());
    synced.map_err(|error| Complaint::of_file(to, &error))
}
