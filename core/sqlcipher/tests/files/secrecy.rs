//! What somebody without the key finds in a file, and in the program.

use doorstep_sqlcipher::rusqlite::{Connection, MAIN_DB};
use doorstep_sqlcipher::{Key, open};

use crate::fixture::{Fixture, MARKER, OPTIONS, fill, key};

/// The parts of a database in use in which the text stands, in the clear.
fn parts_with_marker(key: Option<&Key>) -> Vec<&'static str> {
    let fixture = Fixture::new(key);
    let connection = open(&fixture.path, key, &OPTIONS).unwrap();
    connection.execute_batch("CREATE TABLE again AS SELECT * FROM visit").unwrap();
    let parts = ["", "-wal", "-shm"];
    assert!(parts.iter().all(|part| fixture.part(part).exists()), "in use, all three are there");
    let found = parts.into_iter().filter(|part| {
        let bytes = std::fs::read(fixture.part(part)).unwrap();
        bytes.windows(MARKER.len()).any(|window| window == MARKER.as_bytes())
    });
    found.collect()
}

#[test]
fn encrypted_files_and_logs_hold_no_clear_text() {
    assert_eq!(parts_with_marker(Some(&key())), Vec::<&str>::new());
    assert_eq!(parts_with_marker(None), ["", "-wal"], "the search finds it where it is");
}

#[test]
fn two_files_with_one_key_have_nothing_in_common() {
    let (one, two) = (Fixture::new(Some(&key())).bytes(), Fixture::new(Some(&key())).bytes());
    assert_eq!(one.len(), two.len());
    assert!(one.chunks_exact(16).zip(two.chunks_exact(16)).all(|(one, two)| one != two));
}

/// Why `serialize` is for plain databases: it gives the pages as SQLite sees them.
#[test]
fn serializing_decrypts() {
    let fixture = Fixture::new(Some(&key()));
    let mut connection = open(&fixture.path, Some(&key()), &OPTIONS).unwrap();
    let bytes = connection.serialize(MAIN_DB).unwrap().to_vec();
    assert!(bytes.windows(MARKER.len()).any(|window| window == MARKER.as_bytes()));
}

#[cfg(not(target_vendor = "apple"))]
#[test]
fn the_cryptography_is_ours() {
    let fixture = Fixture::empty();
    let connection = open(&fixture.path, Some(&key()), &OPTIONS).unwrap();
    fill(&connection);
    let ask =
        |connection: &Connection, pragma| -> String { connection.query_row(pragma, [], |row| row.get(0)).unwrap() };
    assert_eq!(ask(&connection, "PRAGMA cipher_provider"), "rustcrypto");
    assert_eq!(ask(&connection, "PRAGMA cipher"), "aes-256-cbc");
    assert_eq!(ask(&connection, "PRAGMA cipher_memory_security"), "0");
    assert_eq!(ask(&connection, "PRAGMA cipher_page_size"), "4096");
    assert_eq!(ask(&connection, "PRAGMA cipher_hmac_algorithm"), "HMAC_SHA256");
}

/// The libraries that this very program runs with, by the kernel's account, while SQLCipher is at work in it.
#[cfg(target_os = "linux")]
#[test]
fn no_libcrypto_is_loaded() {
    let fixture = Fixture::new(Some(&key()));
    let _connection = open(&fixture.path, Some(&key()), &OPTIONS).unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    assert!(maps.contains("libc.so") || maps.contains("ld-musl") || !maps.contains(".so"), "libraries are listed");
    assert!(!maps.contains("libcrypto") && !maps.contains("libssl"));
}
