//! Encryption against the same file in plain: bulk insert, cold scan, open.

use std::path::Path;

use chrono::NaiveDate;
use doorstep_core::id::Id;
use doorstep_sample::{SampleWard, Spec};
use doorstep_sqlcipher::{Key, OpenOptions, rusqlite::Connection};

use crate::{
    benches::Setting,
    child::fresh,
    homes, limit,
    measure::{Took, median, ratio, timed},
    phone::KEY,
    report::Figures,
};

/// The bench.
pub fn run(setting: &Setting) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir()?;
    let text = lines(setting.size(20_000, 200))?;
    let mut took: [[Vec<Took>; 3]; 2] = Default::default();
    for round in 0..setting.rounds {
        for (side, took) in took.iter_mut().enumerate() {
            let (encrypted, file) = (side == 1, fresh(folder.path(), ["plain", "cipher"][side], round));
            let mut table = limit::table(&file, encrypted, false)?;
            took[0].push(timed(|| limit::insert(&mut table, &text))?.0);
            drop(table);
            let (opened, connection) = timed(|| open(&file, encrypted))?;
            took[2].push(opened);
            let scan =
                || Ok(connection.query_row("SELECT sum(length(body)) FROM record", [], |row| row.get::<_, i64>(0))?);
            took[1].push(timed(scan)?.0);
        }
    }
    let [plain, cipher] = &took;
    let cpu = |side: &[Took]| side.iter().map(|took| took.cpu_ms).collect::<Vec<_>>();
    let wall = |side: &[Took]| side.iter().map(|took| took.wall_ms).collect::<Vec<_>>();
    let mut figures = Figures::of("cipher");
    // By CPU: what a cipher costs. The wall clock also counts the disk, which is the same for both.
    figures.bar("bulk insert, CPU", ratio(cpu(&cipher[0]), cpu(&plain[0])), "×", 1.5);
    figures.bar("cold scan, CPU", ratio(cpu(&cipher[1]), cpu(&plain[1])), "×", 3.5);
    figures.bar("open, more than plain", median(wall(&cipher[2])) - median(wall(&plain[2])), "ms", 0.5);
    figures.note("bulk insert, wall", ratio(wall(&cipher[0]), wall(&plain[0])), "×");
    figures.note("cold scan, wall", ratio(wall(&cipher[1]), wall(&plain[1])), "×");
    figures.note("open, plain", median(wall(&plain[2])), "ms");
    Ok(figures)
}

fn open(file: &Path, encrypted: bool) -> anyhow::Result<Connection> {
    let key = Key::new(KEY);
    Ok(doorstep_sqlcipher::open(file, encrypted.then_some(&key), &OpenOptions::new(0))?)
}

/// Flat homes as lines of the wire.
fn lines(households: usize) -> anyhow::Result<String> {
    let campaign_day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default();
    let spec = Spec { commune: "16522".into(), households: Some(households), seed: 1, campaign_day };
    let mut text = String::new();
    // In order of identity, as a first sync brings them.
    let ward = SampleWard::generate(&spec)?;
    let mut homes: Vec<_> = ward.households.iter().map(|home| (Id::HUB.derive(&home.code), home)).collect();
    homes.sort_by_key(|(id, _)| *id);
    for (seq, (id, household)) in homes.into_iter().enumerate() {
        let line = serde_json::json!({"record": {"k": "household", "i": id, "o": id, "s": seq, "b": homes::flat(household, Id::HUB)}});
        text.push_str(&line.to_string());
        text.push('\n');
    }
    Ok(text)
}
