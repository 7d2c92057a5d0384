//! Changes made at this machine, sealed, beside the database: commands, imports, timers have no phone that would bring
//! them again to a hub restored from a backup.
//!
//! One file a day and commune in the format of the phones' sealed outbox. Files older than the 30 days for which phones retain their
//! own changes are removed.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use doorstep_core::{
    calendar::vietnam_date,
    change::Change,
    id::{CommuneCode, Id},
    sealed::{
        HubSealingKey, SealingSeed,
        outbox_file::{self, Frame, MAX_FILE},
    },
};

use crate::{
    complaint::{Complaint, Outcome},
    identity::HubKeys,
};

/// As long as phones retain changes that a checkpoint has covered.
const KEPT_DAYS: u64 = 30;
/// A day's file is continued in another before it reaches what a reader takes.
const FULL: u64 = (MAX_FILE as u64) / 2;

/// The sealed changes of one hub.
#[derive(Debug, Clone)]
pub struct Journal {
    folder: PathBuf,
    key: HubSealingKey,
}

impl Journal {
    /// The journal in a folder, which need not exist.
    pub fn at(folder: PathBuf, key: HubSealingKey) -> Journal {
        Journal { folder, key }
    }

    /// Where the files lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps changes; durable when this returns.
    pub fn keep(&self, commune: &CommuneCode, changes: &[Change], now: i64) -> io::Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        let path = self.file_for(commune, now);
        let mut bytes = if path.exists() { Vec::new() } else { outbox_file::encode(uuid(Id::HUB), []) };
        for change in changes {
            let mut seed = [0; 32];
            getrandom::fill(&mut seed).map_err(|_| io::Error::other("no randomness"))?;
            let seed = SealingSeed::from_random_bytes(seed);
            let frame = Frame::seal(&self.key, uuid(change.id), change.to_text().as_bytes(), seed);
            frame.map_err(io::Error::other)?.append_to(&mut bytes);
        }
        let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
        file.write_all(&bytes)?;
        file.sync_data()
    }

    fn file_for(&self, commune: &CommuneCode, now: i64) -> PathBuf {
        let day = vietnam_date(now);
        let mut part = 0;
        loop {
            let path = self.folder.join(format!("{day}.{commune}.{part:03}.sealed"));
            match fs::metadata(&path) {
                Ok(found) if found.len() >= FULL => part += 1,
                _ => return path,
            }
        }
    }

    /// Every change kept and its commune, in the order in which it was made within each.
    pub fn read(&self, keys: &HubKeys) -> Outcome<Vec<(CommuneCode, Change)>> {
        let mut changes = Vec::new();
        for path in files(&self.folder)? {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let Some(Ok(commune)) = name.split('.').nth(1).map(str::parse::<CommuneCode>) else { continue };
            let bytes = fs::read(&path).map_err(|error| Complaint::of_file(&path, &error))?;
            let shown = path.display();
            let file = outbox_file::decode(&bytes).map_err(|error| {
                Complaint::new(
                    "sealed_file",
                    format!("Không đọc được {shown} ({error})."),
                    format!("Cannot read {shown} ({error})."),
                )
            })?;
            for frame in file.frames {
                let plain = keys.open_frame(&frame).map_err(|error| {
                    Complaint::new(
                        "sealed_file",
                        format!("Không mở được {shown} ({error})."),
                        format!("Cannot open {shown} ({error})."),
                    )
                })?;
                let change = String::from_utf8(plain).ok().and_then(|text| Change::from_text(&text).ok());
                changes.extend(change.map(|change| (commune, change)));
            }
        }
        Ok(changes)
    }

    /// Removes files older than 30 days.
    pub fn prune(&self, now: i64) -> Outcome<()> {
        let Some(oldest) = vietnam_date(now).checked_sub_days(chrono::Days::new(KEPT_DAYS)) else { return Ok(()) };
        let oldest = oldest.to_string();
        for path in files(&self.folder)? {
            let day =
                path.file_name().and_then(|name| name.to_str()).and_then(|name| name.get(..10)).unwrap_or_default();
            if day < oldest.as_str() {
                fs::remove_file(&path).map_err(|error| Complaint::of_file(&path, &error))?;
            }
        }
        Ok(())
    }
}

/// The files of a journal, oldest first.
pub fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Complaint::of_file(folder, &error)),
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "sealed"))
        .collect();
    paths.sort();
    Ok(paths)
}

fn uuid(id: Id) -> uuid::Uuid {
    uuid::Uuid::from_bytes(*id.as_bytes())
}
