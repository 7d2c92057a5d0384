//! Files travel both ways between this crate and SQLCipher over OpenSSL, as its authors build it.
//!
//! That one comes from PyPI (`sqlcipher3-binary`) into a virtual environment in the target folder, made at the first
//! run. Where Python or PyPI cannot be had, the test says so and passes; with `CI` in the environment it fails.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests are tests too")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use doorstep_sqlcipher::{Key, OpenError, OpenOptions, check, open};

const PACKAGE: &str = "sqlcipher3-binary==0.6.0";
const SCRIPT: &str = include_str!("interchange.py");
const OPTIONS: OpenOptions = OpenOptions::new(1);

fn key_bytes() -> [u8; 32] {
    std::array::from_fn(|at| 255 - at as u8)
}

fn run(command: &mut Command) -> Result<Output, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// A Python that has the package.
fn python() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sqlcipher-over-openssl");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let installed = || run(Command::new(&python).args(["-c", "import sqlcipher3"]));
    if installed().is_err() {
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE]))?;
        installed()?;
    }
    Ok(python)
}

/// Has the other SQLCipher do something to a file, and gives what it printed.
fn other(python: &Path, what: &str, file: &Path) -> String {
    let key: String = key_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let output = run(Command::new(python).args(["-c", SCRIPT, what]).arg(file).arg(key)).unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn with_sqlcipher_over_openssl() {
    let python = match python() {
        Ok(python) => python,
        Err(reason) if std::env::var_os("CI").is_none() => {
            eprintln!("SKIPPED: SQLCipher over OpenSSL is not to be had: {reason}");
            return;
        }
        Err(reason) => panic!("{reason}"),
    };
    let folder = tempfile::tempdir().unwrap();
    let key = Key::new(key_bytes());
    ours_to_theirs_and_back(&python, &folder.path().join("ours.db"), &key);
    theirs_to_ours(&python, &folder.path().join("theirs.db"), &key);
}

fn ours_to_theirs_and_back(python: &Path, file: &Path, key: &Key) {
    let connection = open(file, Some(key), &OPTIONS).unwrap();
    connection.execute_batch("CREATE TABLE visit(id INTEGER PRIMARY KEY, note TEXT); PRAGMA user_version = 1").unwrap();
    for id in 0..500 {
        connection.execute("INSERT INTO visit VALUES (?1, ?2)", (id, format!("Ghi chú số {id}"))).unwrap();
    }
    drop(connection);
    assert_eq!(other(python, "provider", file), "openssl", "it is another implementation");
    assert_eq!(other(python, "check", file), "[] ok 500 Ghi chú số 499");
    other(python, "append", file);

    let connection = open(file, Some(key), &OPTIONS).unwrap();
    assert_eq!(check(&connection).unwrap(), Vec::<String>::new());
    let (count, last): (i64, String) = connection
        .query_row("SELECT count(*), max(note) FILTER (WHERE id = 1000) FROM visit", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!((count, last.as_str()), (501, "Thêm từ bên kia"));
}

fn theirs_to_ours(python: &Path, file: &Path, key: &Key) {
    other(python, "create", file);
    let connection = open(file, Some(key), &OPTIONS.existing()).unwrap();
    assert_eq!(check(&connection).unwrap(), Vec::<String>::new());
    let count: i64 = connection.query_row("SELECT count(*) FROM visit", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 500);
    drop(connection);

    // Its salt knows nothing of the key: the first block alone bears witness.
    let refusal = |key: &Key| open(file, Some(key), &OPTIONS).map(drop).unwrap_err();
    assert_eq!(refusal(&Key::new([3; 32])), OpenError::WrongKey);
    let mut bytes = std::fs::read(file).unwrap();
    bytes[2000] ^= 1;
    std::fs::write(file, bytes).unwrap();
    assert_eq!(refusal(key), OpenError::Damaged);
}
