//! What stores rely on in every connection.

use std::io::Cursor;

use doorstep_sqlcipher::rusqlite::backup::Backup;
use doorstep_sqlcipher::rusqlite::limits::Limit;
use doorstep_sqlcipher::rusqlite::types::Value;
use doorstep_sqlcipher::rusqlite::{Connection, MAIN_DB};
use doorstep_sqlcipher::{check, open, open_in_memory};

use crate::fixture::{Fixture, OPTIONS, fill, key, rows};

fn setting(connection: &Connection, name: &str) -> String {
    let value = connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, Value>(0)).unwrap();
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn every_connection_has_them() {
    let fixtures = [Fixture::empty(), Fixture::empty()];
    let connections = [
        open_in_memory().unwrap(),
        open(&fixtures[0].path, None, &OPTIONS).unwrap(),
        open(&fixtures[1].path, Some(&key()), &OPTIONS).unwrap(),
    ];
    for connection in &connections {
        for (name, value) in [
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("temp_store", "2"),
            ("secure_delete", "1"),
            ("page_size", "4096"),
            ("wal_autocheckpoint", "1000"),
            ("journal_size_limit", "8388608"),
            ("busy_timeout", "5000"),
        ] {
            assert_eq!(setting(connection, name), value, "{name}");
        }
        assert!(connection.limit(Limit::SQLITE_LIMIT_VARIABLE_NUMBER).unwrap() > 999);
    }
    assert_eq!(connections.each_ref().map(|connection| setting(connection, "journal_mode")), ["memory", "wal", "wal"]);
}

#[test]
fn full_text_search_is_compiled_in_and_encrypted() {
    let fixture = Fixture::empty();
    let connection = open(&fixture.path, Some(&key()), &OPTIONS).unwrap();
    connection
        .execute_batch(
            "CREATE VIRTUAL TABLE found USING fts5(name, tokenize = 'unicode61 remove_diacritics 2');
             INSERT INTO found VALUES ('Nguyễn Văn Mẫu'), ('Trần Thị Ví Dụ')",
        )
        .unwrap();
    let name: String =
        connection.query_row("SELECT name FROM found WHERE found MATCH 'nguyen'", [], |row| row.get(0)).unwrap();
    assert_eq!(name, "Nguyễn Văn Mẫu");
    let broken = connection.execute("DELETE FROM found_data", []);
    assert!(broken.is_err(), "tables behind an index are not written directly");
}

#[test]
fn a_plain_database_travels_as_bytes() {
    let mut here = open_in_memory().unwrap();
    fill(&here);
    let bytes = here.serialize(MAIN_DB).unwrap().to_vec();
    let mut there = open_in_memory().unwrap();
    there.deserialize_read_exact(MAIN_DB, Cursor::new(&bytes), bytes.len(), false).unwrap();
    assert_eq!(rows(&there), 1000);
    assert_eq!(check(&there).unwrap(), Vec::<String>::new());
}

#[test]
fn an_encrypted_database_is_copied_while_in_use() {
    let (from, to) = (Fixture::new(Some(&key())), Fixture::empty());
    let source = open(&from.path, Some(&key()), &OPTIONS).unwrap();
    let mut target = open(&to.path, Some(&key()), &OPTIONS).unwrap();
    Backup::new(&source, &mut target).unwrap().step(-1).unwrap();
    drop(target);
    let copy = open(&to.path, Some(&key()), &OPTIONS).unwrap();
    assert_eq!(rows(&copy), 1000);
    assert_eq!(check(&copy).unwrap(), Vec::<String>::new());
}
