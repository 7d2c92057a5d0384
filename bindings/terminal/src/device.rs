//! What this terminal has of a phone: clocks, a folder, and a key.
//!
//! The key lies in a file that only its owner may read, beside the database: fit for trying Doorstep, not for residents'
//! data. A real phone keeps it in its secure hardware.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use doorstep_bindings::{Doorstep, DoorstepError, platform::Platform};
use doorstep_core::clock::Moment;

/// A phone's folder.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// The numbers of the rows shown last.
    pub(crate) fn rows(&self) -> PathBuf {
        self.0.join("rows")
    }

    fn key(&self) -> PathBuf {
        self.0.join("key")
    }

    /// Opens the phone in the folder, made on first use.
    pub(crate) fn open(&self) -> anyhow::Result<Arc<Doorstep>> {
        fs::create_dir_all(&self.0)?;
        let key = read_or_make_key(&self.key())?;
        let database = self.0.join("phone.db").to_string_lossy().into_owned();
        Ok(Doorstep::open(database, key, Arc::new(Terminal { key: self.key() }))?)
    }
}

fn read_or_make_key(path: &Path) -> io::Result<Vec<u8>> {
    match fs::read(path) {
        Ok(key) => return Ok(key),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut key = vec![0; 32];
    getrandom::fill(&mut key).map_err(|_| io::Error::other("no random bytes"))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(&key)?;
    file.sync_all()?;
    Ok(key)
}

struct Terminal {
    key: PathBuf,
}

impl Platform for Terminal {
    fn moment(&self) -> Result<Moment, DoorstepError> {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis());
        let wall_ms = i64::try_from(wall).unwrap_or(i64::MAX);
        // Without Linux's files the wall clock stands in: a terminal is for trying.
        let uptime_ms = uptime().unwrap_or(wall_ms.unsigned_abs());
        Ok(Moment { wall_ms, uptime_ms, boot: boot().unwrap_or(0) })
    }

    fn destroy_key(&self) -> Result<(), DoorstepError> {
        fs::remove_file(&self.key).map_err(|error| DoorstepError::Internal { code: error.kind().to_string() })
    }
}

fn uptime() -> Option<u64> {
    let text = fs::read_to_string("/proc/uptime").ok()?;
    let (seconds, rest) = text.split_whitespace().next()?.split_once('.')?;
    Some(seconds.parse::<u64>().ok()? * 1000 + rest.get(..2)?.parse::<u64>().ok()? * 10)
}

fn boot() -> Option<u64> {
    let name = fs::read("/proc/sys/kernel/random/boot_id").ok()?;
    blake3::hash(&name).as_bytes().first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}
