//! Measures what encryption costs, for each choice of page size and authentication code:
//!
//! ```text
//! cargo run -p doorstep-sqlcipher --release --example measure [ROUNDS] [FOLDER]
//! ```
//!
//! Each round does the same work once per choice, plain first, so that a busy machine slows all of them alike. The
//! table shows the median plain time and, for every other choice, the median over the rounds of its time divided by
//! the plain time of the same round. Content and order are made up by a fixed rule and the same in every run.

#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use doorstep_sqlcipher::rusqlite::{self, Connection, params};

const ROWS: u64 = 20_000;
const SMALL_TRANSACTIONS: u64 = 200;
const LOOKUPS: u64 = 2_000;
const WORK: [&str; 5] = ["open", "import 20,000 rows", "200 transactions", "scan, cold", "2,000 look-ups, cold"];

/// One choice of file format.
struct Choice {
    name: &'static str,
    page_bytes: u32,
    hmac: Option<&'static str>,
}

const CHOICES: [Choice; 7] = [
    Choice { name: "plain 4 KiB", page_bytes: 4096, hmac: None },
    Choice { name: "SHA-256 4 KiB", page_bytes: 4096, hmac: Some("HMAC_SHA256") },
    Choice { name: "SHA-512 4 KiB", page_bytes: 4096, hmac: Some("HMAC_SHA512") },
    Choice { name: "SHA-256 8 KiB", page_bytes: 8192, hmac: Some("HMAC_SHA256") },
    Choice { name: "SHA-512 8 KiB", page_bytes: 8192, hmac: Some("HMAC_SHA512") },
    Choice { name: "SHA-256 16 KiB", page_bytes: 16384, hmac: Some("HMAC_SHA256") },
    Choice { name: "SHA-512 16 KiB", page_bytes: 16384, hmac: Some("HMAC_SHA512") },
];

impl Choice {
    fn connect(&self, path: &Path) -> Result<Connection, Box<dyn Error>> {
        let connection = Connection::open(path)?;
        match self.hmac {
            None => connection.pragma_update(None, "page_size", self.page_bytes)?,
            Some(hmac) => {
                connection.pragma_update(None, "cipher_default_hmac_algorithm", hmac)?;
                connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "5a".repeat(32)))?;
                connection.pragma_update(None, "cipher_page_size", self.page_bytes)?;
                connection.pragma_update(None, "cipher_hmac_algorithm", hmac)?;
            }
        }
        connection.execute_batch("PRAGMA journal_mode = wal; PRAGMA synchronous = full")?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
        Ok(connection)
    }

    fn round(&self, path: &Path) -> Result<[Duration; WORK.len()], Box<dyn Error>> {
        let connection = self.connect(path)?;
        connection.execute_batch(
            "CREATE TABLE visit(id INTEGER PRIMARY KEY, commune TEXT, at INTEGER, body TEXT) STRICT;
             CREATE INDEX by_commune ON visit(commune, at);
             CREATE INDEX by_time ON visit(at)",
        )?;
        let import = timed(|| Ok(insert(&connection, 0..ROWS)?))?;
        let small = timed(|| {
            for id in ROWS..ROWS + SMALL_TRANSACTIONS {
                insert(&connection, id..id + 1)?;
            }
            Ok(())
        })?;
        drop(connection);

        let mut opened = None;
        let open = timed(|| {
            opened = Some(self.connect(path)?);
            Ok(())
        })?;
        let connection = opened.ok_or("not opened")?;
        let scan = timed(|| {
            let bytes: i64 = connection.query_row("SELECT sum(length(body)) FROM visit", [], |row| row.get(0))?;
            if bytes > 0 { Ok(()) } else { Err("nothing scanned".into()) }
        })?;
        drop(connection);

        let connection = self.connect(path)?;
        let find = timed(|| {
            let mut by_time = connection.prepare("SELECT body FROM visit WHERE at = ?1")?;
            for n in 0..LOOKUPS {
                by_time.query_row([mixed(n % ROWS)], |row| row.get::<_, String>(0))?;
            }
            Ok(())
        })?;
        Ok([open, import, small, scan, find])
    }
}

/// Spreads consecutive numbers over a wide range (Fibonacci hashing), so that look-ups jump about.
fn mixed(n: u64) -> i64 {
    (n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as i64
}

fn insert(connection: &Connection, ids: std::ops::Range<u64>) -> rusqlite::Result<()> {
    let transaction = connection.unchecked_transaction()?;
    {
        let mut insert = transaction.prepare_cached("INSERT INTO visit VALUES (?1, ?2, ?3, ?4)")?;
        for id in ids {
            let body =
                format!("{{\"note\":\"{}\",\"n\":{id}}}", "Hướng dẫn nộp hồ sơ trực tuyến, hẹn quay lại. ".repeat(9));
            insert.execute(params![id as i64, format!("{:05}", id % 30), mixed(id), body])?;
        }
    }
    transaction.commit()
}

fn timed(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let rounds: usize = arguments.next().map_or(Ok(11), |text| text.parse())?;
    let parent = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let mut times = Vec::new();
    let mut sizes = [0; CHOICES.len()];
    for _ in 0..rounds {
        let mut round = Vec::new();
        for (choice, size) in CHOICES.iter().zip(&mut sizes) {
            let folder = tempfile::tempdir_in(&parent)?;
            let path = folder.path().join("visits.db");
            round.push(choice.round(&path)?);
            *size = std::fs::metadata(&path)?.len();
        }
        times.push(round);
    }

    println!("| {:<14} | {} | file |", format!("{rounds} rounds"), WORK.join(" | "));
    println!("|---|{}---:|", "---:|".repeat(WORK.len()));
    for (at, (choice, size)) in CHOICES.iter().zip(sizes).enumerate() {
        let cells = (0..WORK.len()).map(|work| {
            let seconds = |at: usize| times.iter().map(move |round| round[at][work].as_secs_f64());
            if at == 0 {
                format!("{:.2} ms", 1000.0 * median(seconds(0).collect()))
            } else {
                format!("× {:.2}", median(seconds(at).zip(seconds(0)).map(|(own, plain)| own / plain).collect()))
            }
        });
        let cells: Vec<String> = cells.collect();
        println!("| {:<14} | {} | {:.1} MB |", choice.name, cells.join(" | "), size as f64 / 1e6);
    }
    Ok(())
}
