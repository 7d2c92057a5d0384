//! The world around a file: missing, full, read-only, locked.

use std::path::Path;
use std::time::Duration;

use doorstep_sqlcipher::{OpenError, open, rusqlite};

use crate::fixture::{Fixture, OPTIONS, key, other_key};

#[test]
fn no_file_and_no_folder() {
    let fixture = Fixture::empty();
    let refused = |path: &Path| open(path, Some(&key()), &OPTIONS).map(drop).unwrap_err();
    assert_eq!(open(&fixture.path, None, &OPTIONS.existing()).map(drop).unwrap_err(), OpenError::Missing);
    assert!(!fixture.path.exists());
    let nowhere = fixture.folder().join("nowhere").join("visits.db");
    assert_eq!(refused(&nowhere), OpenError::Folder);
    assert_eq!(refused(&fixture.part("/visits.db")), OpenError::Folder);
    fixture.write(b"");
    assert_eq!(refused(&fixture.path.join("visits.db")), OpenError::Folder, "a file is no folder");
}

#[test]
fn a_file_that_another_holds_is_locked_not_damaged() {
    for key in [None, Some(key())] {
        let fixture = Fixture::new(key.as_ref());
        let holder = open(&fixture.path, key.as_ref(), &OPTIONS).unwrap();
        holder.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; DELETE FROM visit").unwrap();
        let options = OPTIONS.busy_timeout(Duration::from_millis(20));
        // A reader passes, in a log; a writer does not.
        let second = open(&fixture.path, key.as_ref(), &options);
        let error = match second {
            Ok(second) => OpenError::of_sqlite(&second.execute("DELETE FROM visit", []).unwrap_err()),
            Err(error) => error,
        };
        assert_eq!(error, OpenError::Locked);
        holder.execute_batch("ROLLBACK").unwrap();
    }
}

#[test]
fn a_file_that_another_process_holds_alone_is_locked() {
    let fixture = Fixture::new(None);
    // Not through `open`, so that no log was begun: this connection holds the file itself.
    let holder = rusqlite::Connection::open(&fixture.path).unwrap();
    holder.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let options = OPTIONS.busy_timeout(Duration::from_millis(20));
    assert_eq!(open(&fixture.path, None, &options).map(drop).unwrap_err(), OpenError::Locked);
}

#[test]
fn no_space_left_is_a_full_disk() {
    let fixture = Fixture::empty();
    let connection = open(&fixture.path, None, &OPTIONS).unwrap();
    connection.execute_batch("PRAGMA max_page_count = 3; CREATE TABLE filled(x)").unwrap();
    let error = connection.execute("INSERT INTO filled VALUES (zeroblob(100000))", []).unwrap_err();
    assert_eq!(OpenError::of_sqlite(&error), OpenError::DiskFull);
    let index = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR_SHMSIZE), None);
    assert_eq!(OpenError::of_sqlite(&index), OpenError::DiskFull, "no room for the log's index");
}

#[cfg(unix)]
mod read_only {
    use std::os::unix::fs::{PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::*;

    const CHILD: &str = "DOORSTEP_TEST_AS_NOBODY";
    const NOBODY: u32 = 65_534;

    /// Permissions bind nobody but ordinary users: as root, the test runs itself again as one.
    #[test]
    fn a_file_or_folder_that_must_not_be_written() {
        let fixture = Fixture::empty();
        let probe = fixture.folder().join("probe");
        std::fs::write(&probe, b"").unwrap();
        mode(&probe, 0o400);
        if std::fs::OpenOptions::new().append(true).open(&probe).is_err() || std::env::var_os(CHILD).is_some() {
            return refuses();
        }
        let folder = tempfile::tempdir().unwrap();
        chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        let program = folder.path().join("test");
        std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        mode(&program, 0o755);
        let status = Command::new(&program)
            .args(["--exact", "trouble::read_only::a_file_or_folder_that_must_not_be_written"])
            .env(CHILD, "1")
            .env("TMPDIR", folder.path())
            .current_dir(folder.path())
            .uid(NOBODY)
            .gid(NOBODY)
            .status()
            .unwrap();
        assert!(status.success());
    }

    fn mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    fn refuses() {
        for key in [None, Some(key())] {
            let refused = |fixture: &Fixture| open(&fixture.path, key.as_ref(), &OPTIONS).map(drop).unwrap_err();
            let file = Fixture::new(key.as_ref());
            mode(&file.path, 0o400);
            assert_eq!(refused(&file), OpenError::ReadOnly, "a read-only file");
            mode(&file.path, 0o000);
            assert_eq!(refused(&file), OpenError::ReadOnly, "a file that may not even be read");

            let folder = Fixture::new(key.as_ref());
            mode(folder.folder(), 0o500);
            assert_eq!(refused(&folder), OpenError::ReadOnly, "a read-only folder");
            mode(folder.folder(), 0o700);
            let empty = Fixture::empty();
            mode(empty.folder(), 0o500);
            assert_eq!(refused(&empty), OpenError::ReadOnly, "a new file in a read-only folder");
            mode(empty.folder(), 0o700);
        }
    }
}

#[test]
fn errors_speak_both_languages_and_name_numbers() {
    let newer = OpenError::Newer { found: 9, newest: 8 };
    for text in [newer.to_string(), newer.vietnamese()] {
        assert!(text.contains('9') && text.contains('8'), "{text}");
    }
}

/// A file that is opened and closed by its name, past SQLite, loses every lock that the process has on it, and other
/// processes then take the database for unused (sqlite.org/howtocorrupt.html §2.2). The kernel lists its locks.
#[cfg(target_os = "linux")]
#[test]
fn opening_again_takes_no_lock_from_an_open_connection() {
    use std::{collections::BTreeSet, os::unix::fs::MetadataExt};

    for key in [None, Some(key())] {
        let fixture = Fixture::new(key.as_ref());
        let first = open(&fixture.path, key.as_ref(), &OPTIONS).unwrap();
        first.query_row("SELECT count(*) FROM visit", [], |_| Ok(())).unwrap();
        let inode = format!(":{} ", std::fs::metadata(&fixture.path).unwrap().ino());
        let own = format!(" {} ", std::process::id());
        // By what is locked: the kernel lists a lock twice where others come and go while it is read.
        let locks = || {
            let listed = std::fs::read_to_string("/proc/locks").unwrap();
            let ours = listed.lines().filter(|line| line.contains(&inode) && line.contains(&own));
            ours.filter_map(|line| line.split_once(": "))
                .map(|(_, lock)| lock.to_owned())
                .collect::<BTreeSet<_>>()
                .len()
        };
        assert_eq!(locks(), 1, "a connection with a log holds a lock on the database");
        drop(open(&fixture.path, key.as_ref(), &OPTIONS).unwrap());
        assert!(open(&fixture.path, Some(&other_key()), &OPTIONS).is_err());
        assert_eq!(locks(), 1);
    }
}
