//! Opens a file.

use std::path::Path;

use rusqlite::Connection;

use crate::key::Key;
use crate::{keying, provider};

/// Opens or creates the file, encrypted when a key is given.
///
/// # Errors
/// Whatever SQLite says.
pub fn open(path: &Path, key: Option<&Key>) -> Result<Connection, rusqlite::Error> {
    provider::keep();
    let connection = Connection::open(path)?;
    if let Some(key) = key {
        keying::apply(&connection, key)?;
    }
    connection.pragma_update(None, "journal_mode", "wal")?;
    Ok(connection)
}
#[cfg(test)]
mod t {
    use super::*;
    #[test]
    fn opens() {
        let d = tempfile::tempdir().unwrap();
        let c = open(&d.path().join("a"), Some(&Key::new([7; 32]))).unwrap();
        c.execute_batch("create table t(x); insert into t values(1); create virtual table f using fts5(a)").unwrap();
        for p in ["compile_options", "cipher_provider", "cipher_version", "cipher_provider_version", "cipher_settings"]
        {
            let mut s = c.prepare(&format!("pragma {p}")).unwrap();
            let v: Vec<String> = s.query_map([], |r| r.get(0)).unwrap().map(|x| x.unwrap()).collect();
            println!("{p}: {v:?}");
        }
        drop(c);
        assert!(open(&d.path().join("a"), Some(&Key::new([8; 32]))).is_err());
        println!("{:x?}", &std::fs::read(d.path().join("a")).unwrap()[..32]);
    }
}
