//! Reads every sample of a folder and writes what was understood, for `tests/import/score.py`:
//!
//! ```text
//! cargo run --release -p doorstep-import --example check -- tests/import target/import-results
//! python3 tests/import/score.py tests/import target/import-results
//! ```
//!
//! A sample is any file with `NAME.expected.json` beside it; the steps of its `reimport` are run in order.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::NaiveDate;
use doorstep_import::diff::{Imported, Plan, diff};
use doorstep_import::rekey::Kept;
use doorstep_import::{Options, Reading, json, read};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (Some(folder), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("usage: check FOLDER OUT".into());
    };
    std::fs::create_dir_all(&out)?;
    let mut samples: Vec<PathBuf> = std::fs::read_dir(&folder)?.flatten().map(|entry| entry.path()).collect();
    samples.retain(|path| path.to_string_lossy().ends_with(".expected.json"));
    samples.sort();
    for sample in samples {
        let expected: Value = serde_json::from_slice(&std::fs::read(&sample)?)?;
        let Some(name) = expected["file"].as_str() else { continue };
        let start = Instant::now();
        let reading = open(&folder, name)?;
        let seconds = start.elapsed().as_secs_f64();
        let plans = reimport(&folder, &expected, &reading)?;
        let report = json::report(&reading, &plans, peak_mb(), seconds);
        std::fs::write(out.join(format!("{name}.result.json")), serde_json::to_vec_pretty(&report)?)?;
    }
    Ok(())
}

fn open(folder: &Path, name: &str) -> Result<Reading, Box<dyn Error>> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).ok_or("no such day")?;
    Ok(read(&std::fs::read(folder.join(name))?, name, &Options::on(today)))
}

/// The steps: into an empty ward, the same file again, after another file.
fn reimport(folder: &Path, expected: &Value, reading: &Reading) -> Result<Vec<Plan>, Box<dyn Error>> {
    let mut plans = Vec::new();
    for step in expected["reimport"].as_array().into_iter().flatten() {
        let words = step["step"].as_str().unwrap_or_default();
        let previous = match words {
            "empty ward" => Vec::new(),
            "same file again" => applied(reading),
            _ => match words.strip_prefix("after ") {
                Some(stem) => applied(&open(folder, &file_named(folder, stem)?)?),
                None => Vec::new(),
            },
        };
        plans.push(diff(&previous, reading));
    }
    Ok(plans)
}

fn file_named(folder: &Path, stem: &str) -> Result<String, Box<dyn Error>> {
    let names = std::fs::read_dir(folder)?.flatten().filter_map(|e| e.file_name().into_string().ok());
    let mut found: Vec<String> = names.filter(|n| n.starts_with(stem) && !n.ends_with(".json")).collect();
    found.sort_by_key(String::len);
    found.into_iter().next().ok_or_else(|| format!("no file {stem}").into())
}

/// The records that an import of this reading would leave behind.
fn applied(reading: &Reading) -> Vec<Imported> {
    let households = reading.households.iter().map(Kept::from).enumerate();
    households.map(|(i, kept)| Imported { key: i.to_string(), last_imported: kept.clone(), current: kept }).collect()
}

/// Highest resident memory of this process so far, in MB (Linux).
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kb| kb / 1024)
}
