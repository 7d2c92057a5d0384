//! A damaged file makes room and stays.

use std::io::ErrorKind;
use std::time::{Duration, SystemTime};

use doorstep_sqlcipher::{OpenError, open, set_aside};

use crate::fixture::{Fixture, OPTIONS, fill, key, rows};

/// 2026-03-17 09:15:00 UTC.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_773_738_900)
}

#[test]
fn a_damaged_file_makes_room_and_nothing_is_lost() {
    let fixture = Fixture::new(Some(&key()));
    std::fs::write(fixture.part("-wal"), b"a log").unwrap();
    fixture.flip(2000);
    let damaged = fixture.bytes();
    assert_eq!(open(&fixture.path, Some(&key()), &OPTIONS).map(drop).unwrap_err(), OpenError::Damaged);
    let log = std::fs::read(fixture.part("-wal")).unwrap();

    let aside = set_aside(&fixture.path, now()).unwrap();
    assert_eq!(aside, fixture.part(".damaged-20260317T091500Z"));
    assert!(std::fs::read(&aside).unwrap() == damaged);
    assert!(std::fs::read(fixture.part(".damaged-20260317T091500Z-wal")).unwrap() == log);

    fill(&open(&fixture.path, Some(&key()), &OPTIONS).unwrap());
    assert_eq!(rows(&open(&fixture.path, Some(&key()), &OPTIONS).unwrap()), 1000);
}

#[test]
fn a_second_one_in_the_same_second_overwrites_nothing() {
    let fixture = Fixture::empty();
    let mut names = Vec::new();
    for content in [b"1", b"2", b"3"] {
        fixture.write(content);
        names.push(set_aside(&fixture.path, now()).unwrap());
    }
    for (name, content) in names.iter().zip([b"1", b"2", b"3"]) {
        assert_eq!(std::fs::read(name).unwrap(), content);
    }
}

#[test]
fn finishes_what_was_interrupted() {
    let fixture = Fixture::empty();
    std::fs::write(fixture.part("-wal"), b"left over").unwrap();
    assert_eq!(open(&fixture.path, None, &OPTIONS).map(drop).unwrap_err(), OpenError::Damaged);
    let aside = set_aside(&fixture.path, now()).unwrap();
    assert!(!aside.exists() && !fixture.part("-wal").exists());
    open(&fixture.path, None, &OPTIONS).unwrap();
}

#[test]
fn nothing_to_set_aside_is_said() {
    assert_eq!(set_aside(&Fixture::empty().path, now()).unwrap_err().kind(), ErrorKind::NotFound);
}
