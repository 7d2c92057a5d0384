//! A wrong key, damage, a newer file and no database at all are told apart, and a refused file stays as it is.

use std::sync::Barrier;

use doorstep_sqlcipher::{Key, OpenError, check, open};

use crate::fixture::{Fixture, NEWEST, OPTIONS, fill, key, other_key, rows};

fn refusal(fixture: &Fixture, key: Option<&Key>) -> OpenError {
    let before = fixture.bytes();
    let error = open(&fixture.path, key, &OPTIONS).map(drop).expect_err(&format!("of {} bytes", before.len()));
    assert!(fixture.bytes() == before, "a refused file was changed");
    error
}

#[test]
fn opens_again_what_it_made() {
    for key in [None, Some(key())] {
        let fixture = Fixture::new(key.as_ref());
        let connection = open(&fixture.path, key.as_ref(), &OPTIONS).unwrap();
        assert_eq!(rows(&connection), 1000);
        assert_eq!(check(&connection).unwrap(), Vec::<String>::new());
        let second = open(&fixture.path, key.as_ref(), &OPTIONS.existing()).unwrap();
        assert_eq!(rows(&second), 1000, "two connections at a time");
    }
}

#[test]
fn another_key_is_a_wrong_key() {
    assert_eq!(refusal(&Fixture::new(Some(&key())), Some(&other_key())), OpenError::WrongKey);
}

#[test]
fn a_key_too_many_or_too_few() {
    assert_eq!(refusal(&Fixture::new(Some(&key())), None), OpenError::KeyMissing);
    assert_eq!(refusal(&Fixture::new(None), Some(&key())), OpenError::NotEncrypted);
}

#[test]
fn any_flipped_byte_of_the_first_page_is_damage_under_the_right_key() {
    let fixture = Fixture::new(Some(&key()));
    let whole = fixture.bytes();
    // Each region: nonce, tag, first block, the rest, vector, code; each by its first and last byte.
    for at in [0, 7, 8, 15, 16, 31, 32, 2000, 4047, 4048, 4063, 4064, 4095] {
        fixture.flip(at);
        assert_eq!(refusal(&fixture, Some(&key())), OpenError::Damaged, "byte {at}");
        fixture.write(&whole);
    }
    assert_eq!(rows(&open(&fixture.path, Some(&key()), &OPTIONS).unwrap()), 1000);
}

#[test]
fn a_wrong_key_stays_one_when_the_file_is_damaged_too() {
    let fixture = Fixture::new(Some(&key()));
    fixture.flip(2000);
    assert_eq!(refusal(&fixture, Some(&other_key())), OpenError::WrongKey);
}

#[test]
fn a_first_page_of_garbage_cannot_be_told_from_a_wrong_key() {
    // Both witnesses are gone. Said here so that nobody relies on more.
    let fixture = Fixture::new(Some(&key()));
    let mut bytes = fixture.bytes();
    bytes[..4096].fill(0x5a);
    fixture.write(&bytes);
    assert_eq!(refusal(&fixture, Some(&key())), OpenError::WrongKey);
}

#[test]
fn a_flipped_byte_further_on_is_found_by_reading_and_by_checking() {
    for key in [None, Some(key())] {
        let fixture = Fixture::new(key.as_ref());
        // In the plain file, into a page's header, which SQLite checks; its content has no authentication code.
        let at = if key.is_some() { 10 * 4096 + 1234 } else { 10 * 4096 };
        fixture.flip(at);
        let connection = open(&fixture.path, key.as_ref(), &OPTIONS).unwrap();
        let found = check(&connection).unwrap();
        assert!(!found.is_empty());
        if key.is_some() {
            assert!(found[0].contains("page 11"), "{found:?}");
        }
        drop(connection);
        let connection = open(&fixture.path, key.as_ref(), &OPTIONS).unwrap();
        let read = connection.query_row("SELECT sum(length(note)) FROM visit", [], |row| row.get::<_, i64>(0));
        assert_eq!(OpenError::of_sqlite(&read.unwrap_err()), OpenError::Damaged);
    }
}

#[test]
fn a_cut_file_is_damaged() {
    for key in [None, Some(key())] {
        let fixture = Fixture::new(key.as_ref());
        let whole = fixture.bytes();
        for length in [16, 100, 511, 512, 4095, 4096, 8192, whole.len() - 4096, whole.len() - 10] {
            fixture.write(&whole[..length]);
            assert_eq!(refusal(&fixture, key.as_ref()), OpenError::Damaged, "{length} bytes");
        }
    }
}

#[test]
fn a_log_without_its_database_is_damage_and_is_kept() {
    for key in [None, Some(key())] {
        let live = Fixture::empty();
        let connection = open(&live.path, key.as_ref(), &OPTIONS).unwrap();
        fill(&connection);
        let copy = Fixture::empty();
        std::fs::copy(live.part("-wal"), copy.part("-wal")).unwrap();
        for main_file in [false, true] {
            if main_file {
                copy.write(b"");
            }
            let error = open(&copy.path, key.as_ref(), &OPTIONS).map(drop).unwrap_err();
            assert_eq!(error, OpenError::Damaged);
            assert!(std::fs::metadata(copy.part("-wal")).unwrap().len() > 100_000);
        }
    }
}

#[test]
fn a_newer_file_is_refused_with_its_log_untouched() {
    for key in [None, Some(key())] {
        let live = Fixture::empty();
        let connection = open(&live.path, key.as_ref(), &OPTIONS).unwrap();
        fill(&connection);
        connection.pragma_update(None, "user_version", NEWEST + 1).unwrap();
        // As after a power cut: the version is in the log alone.
        let cut = Fixture::empty();
        for part in ["", "-wal"] {
            std::fs::copy(live.part(part), cut.part(part)).unwrap();
        }
        let log = std::fs::read(cut.part("-wal")).unwrap();
        assert_eq!(refusal(&cut, key.as_ref()), OpenError::Newer { found: NEWEST + 1, newest: NEWEST });
        assert!(std::fs::read(cut.part("-wal")).unwrap() == log);

        let newer = doorstep_sqlcipher::OpenOptions::new(NEWEST + 1);
        assert_eq!(rows(&open(&cut.path, key.as_ref(), &newer).unwrap()), 1000, "and the newer release reads it");
    }
}

#[test]
fn what_was_never_a_database() {
    let fixture = Fixture::empty();
    fixture.write(&b"%PDF-1.7 and so on ".repeat(500));
    assert_eq!(refusal(&fixture, Some(&key())), OpenError::NotADatabase);
    assert_eq!(refusal(&fixture, None), OpenError::KeyMissing, "could be encrypted");
    fixture.write(b"short");
    assert_eq!(refusal(&fixture, Some(&key())), OpenError::NotADatabase);
    let folder = open(fixture.folder(), None, &OPTIONS).map(drop).unwrap_err();
    assert_eq!(folder, OpenError::NotADatabase);
}

#[test]
fn a_plain_file_that_lost_its_first_bytes_is_damaged() {
    let fixture = Fixture::new(None);
    fixture.flip(3);
    assert_eq!(refusal(&fixture, None), OpenError::Damaged);
}

#[test]
fn an_empty_file_becomes_a_database() {
    let fixture = Fixture::empty();
    fixture.write(b"");
    fill(&open(&fixture.path, Some(&key()), &OPTIONS).unwrap());
    assert_eq!(rows(&open(&fixture.path, Some(&key()), &OPTIONS).unwrap()), 1000);
}

#[test]
fn a_file_keyed_anew_by_sqlcipher_still_opens() {
    let fixture = Fixture::new(Some(&key()));
    let connection = open(&fixture.path, Some(&key()), &OPTIONS).unwrap();
    connection.execute_batch(&format!("PRAGMA rekey = \"x'{}'\"", "a5".repeat(32))).unwrap();
    drop(connection);
    assert_eq!(rows(&open(&fixture.path, Some(&other_key()), &OPTIONS).unwrap()), 1000);
    assert_eq!(refusal(&fixture, Some(&Key::new([3; 32]))), OpenError::WrongKey);
    fixture.flip(2000);
    assert_eq!(refusal(&fixture, Some(&other_key())), OpenError::Damaged, "the first block bears witness");
}

#[test]
fn many_may_make_one_file_at_the_same_time() {
    for key in [None, Some(key())] {
        let fixture = Fixture::empty();
        let start = Barrier::new(6);
        let open_and_write = |n: i64| {
            start.wait();
            let connection = open(&fixture.path, key.as_ref(), &OPTIONS).unwrap();
            connection.execute_batch("CREATE TABLE IF NOT EXISTS made(by INTEGER)").unwrap();
            connection.execute("INSERT INTO made VALUES (?1)", [n]).unwrap();
        };
        std::thread::scope(|scope| {
            for n in 0..6 {
                scope.spawn({
                    let open_and_write = &open_and_write;
                    move || open_and_write(n)
                });
            }
        });
        let connection = open(&fixture.path, key.as_ref(), &OPTIONS).unwrap();
        let made: i64 = connection.query_row("SELECT count(DISTINCT by) FROM made", [], |row| row.get(0)).unwrap();
        assert_eq!(made, 6);
    }
}
