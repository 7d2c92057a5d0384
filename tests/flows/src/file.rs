//! The database of the phone of the script, while its app does not run.

use std::path::Path;

use anyhow::Context;
use doorstep_sqlcipher::{Key, OpenOptions};

/// Moves the version of a database's schema. `key` is in hexadecimal digits.
pub(crate) fn change_version(path: &str, key: &str, by: i32) -> anyhow::Result<()> {
    let digit = |at: usize| key.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    let bytes: Option<Vec<u8>> = (0..key.len()).step_by(2).map(digit).collect();
    let key = bytes.as_deref().and_then(Key::from_slice).context("a key is 64 hexadecimal digits")?;
    let options = OpenOptions::new(i32::MAX).existing();
    let connection = doorstep_sqlcipher::open(Path::new(path), Some(&key), &options)?;
    let now: i32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    connection.pragma_update(None, "user_version", now + by)?;
    Ok(())
}
