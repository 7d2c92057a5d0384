//! Saving a tap: what it writes, and what it costs beside a bare commit of one row.

use std::{path::Path, time::Instant};

use anyhow::{Context, ensure};
use doorstep_bindings::input::VisitInput;
use doorstep_core::{model::visit::VisitOutcome, store::saving::Draft};
use doorstep_sqlcipher::{
    Key, OpenOptions,
    rusqlite::{Connection, params},
};
use serde_json::json;

use crate::{
    benches::Setting,
    child::fresh,
    engine::{self, File},
    measure::{median, ratio, timed},
    phone::{self, KEY},
    report::Figures,
    town::{Town, fields},
};

/// Taps of one round: few enough that the log is not moved into the file in between.
const TAPS: usize = 40;

/// The bench.
pub fn run(setting: &Setting) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), setting.size(2_000, 120), setting.size(24, 3))?;
    town.bring_in_homes()?;
    let hub = town.serve()?;
    let mut figures = Figures::of("tap");
    let file = fresh(folder.path(), "facade", 0);
    let app = phone::enrol(&file, &town.invite(town.leader, hub)?)?;
    phone::sync(&app)?;
    // Closed and opened again: the log begins empty.
    app.pause();
    app.resume()?;
    for home in town.homes.iter().take(TAPS) {
        app.visits().record(VisitInput::new(*home, VisitOutcome::NotHome))?;
    }
    app.sync().settle();
    let log = Log::read(&file)?;
    figures.bar("commits, each with one fsync of the log", log.commits as f64 / TAPS as f64, "", 1.0);
    figures.bar("bytes of log", log.bytes as f64 / TAPS as f64, "B", 24.0 * 1024.0);
    figures.note("pages of log", log.frames as f64 / TAPS as f64, "");
    cpu(setting, &town, folder.path(), hub, &mut figures)?;
    Ok(figures)
}

/// A write-ahead log by its frame headers, which are never encrypted.
struct Log {
    bytes: usize,
    frames: usize,
    /// Frames that end a transaction.
    commits: usize,
}

impl Log {
    fn read(file: &Path) -> anyhow::Result<Log> {
        const HEADER: usize = 32;
        const FRAME: usize = 24 + 4096;
        let mut name = file.as_os_str().to_owned();
        name.push("-wal");
        let bytes = std::fs::read(&name)?;
        let frames = bytes.get(HEADER..).context("a log with a header")?.as_chunks::<FRAME>().0;
        // The second word of a frame's header is the file's size after a commit, and 0 in all other frames.
        let commits = frames.iter().filter(|frame| frame[4..8] != [0; 4]).count();
        ensure!(commits > 0 && frames.len() * FRAME + HEADER == bytes.len(), "a log of whole frames");
        // A log that began anew keeps older frames behind the newer ones, with another salt.
        ensure!(
            frames.iter().all(|frame| frame[8..16] == bytes[16..24]),
            "the log was not moved into the file meanwhile"
        );
        Ok(Log { bytes: bytes.len() - HEADER, frames: frames.len(), commits })
    }
}

fn cpu(
    setting: &Setting,
    town: &Town,
    folder: &Path,
    hub: std::net::SocketAddr,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    let (started, who) = (Instant::now(), town.enrol(town.leader)?);
    let mut store =
        engine::empty_store(&folder.join("taps.db"), File { encrypted: true, durable: false }, &who, started)?;
    engine::sync(&mut store, town, hub, &who, started, |_| ())?;
    let bare = bare_table(&folder.join("bare.db"))?;
    let (mut taps, mut commits) = (Vec::new(), Vec::new());
    for round in 0..setting.rounds {
        let (took, ()) = timed(|| {
            for home in town.homes.iter().take(TAPS) {
                let data = fields(json!({"outcome": "not_home"}));
                let draft = Draft { kind: "visit.record", root: Some(*home), data };
                store.save(draft, phone::moment(started), &mut engine::random)?;
            }
            Ok(())
        })?;
        taps.push(took.cpu_ms / TAPS as f64);
        let text = "x".repeat(300);
        let (took, ()) = timed(|| {
            for n in 0..TAPS {
                let id = (round * TAPS + n) as u64;
                bare.prepare_cached("INSERT INTO outbox (id, text) VALUES (?1, ?2)")?
                    .execute(params![blake(id), text])?;
            }
            Ok(())
        })?;
        commits.push(took.cpu_ms / TAPS as f64);
    }
    figures.bar("CPU beside a bare commit of one row", ratio(taps.iter().copied(), commits.iter().copied()), "×", 2.0);
    figures.note("tap, CPU", median(taps), "ms");
    figures.note("bare commit, CPU", median(commits), "ms");
    Ok(())
}

/// The bare side: one row with an identity, in an encrypted file that is not waited for either.
fn bare_table(file: &Path) -> anyhow::Result<Connection> {
    let connection = doorstep_sqlcipher::open(file, Some(&Key::new(KEY)), &OpenOptions::new(0))?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection
        .execute_batch("CREATE TABLE outbox (pos INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, text TEXT) STRICT")?;
    Ok(connection)
}

/// An identity that looks random.
fn blake(n: u64) -> [u8; 16] {
    *doorstep_core::id::Id::HUB.derive(&n.to_string()).as_bytes()
}
