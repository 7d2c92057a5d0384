//! The main job, end to end: a ward's own spreadsheet goes in, leaders assign households, volunteers' phones work offline
//! for a day and sync, and nobody's work is lost. Through the real facade, the real hub, over real HTTPS.
//!
//! * [`ward`]: the invented ward, as the office of a hub sets it up and imports its list.
//! * [`mod@line`]: the line between one phone and the hub: up, down, or losing answers.
//! * [`phone`]: a phone and whose it is.
//! * [`day`]: what people do, hour by hour.
//! * [`tally`]: what it came to, told by the hub's own tables.

mod day;
mod line;
mod phone;
mod tally;
mod ward;

use std::time::Instant;

use anyhow::Context;
use clap::Parser;

/// A ward, a hub and twenty phones on one day. All people are invented.
#[derive(Parser)]
#[command(name = "demo")]
struct Options {
    /// End after the table.
    #[arg(long)]
    once: bool,
    /// Print one JSON object as the last line.
    #[arg(long)]
    json: bool,
    /// Households of the ward.
    #[arg(long, default_value_t = 600)]
    households: usize,
    /// Code of the commune, five digits.
    #[arg(long, default_value = "16522")]
    commune: String,
    /// Phones.
    #[arg(long, default_value_t = 20)]
    phones: usize,
    /// Same seed, same ward and same day.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[allow(clippy::print_stdout, reason = "what the demo came to is what it prints")]
fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let begun = Instant::now();
    let folder = tempfile::tempdir().context("a folder for the hub and the phones")?;
    let ward = ward::Ward::open(folder.path(), &options.commune, options.households, options.seed)?;
    let report = ward.import()?;
    tell("Danh sách", "List", &report);
    let phones = day::enrol(&ward, folder.path(), options.phones, options.seed)?;
    tell("Máy đã ghi danh", "Phones enrolled", &phones.len().to_string());
    let lived = day::live(&ward, &phones, options.seed)?;
    let tally = tally::of(&ward, &phones, &lived)?;
    let seconds = begun.elapsed();
    println!("{}", tally.table(seconds));
    if options.json {
        println!("{}", tally.json(seconds));
    }
    let sound = tally.is_sound();
    if options.once {
        anyhow::ensure!(sound, "something differs: see the table");
        return Ok(());
    }
    let guest = ward.guest()?;
    println!("{}", ward.how_to_join(guest)?);
    ward.serve_until_stopped(guest)
}

/// Progress, where it does not disturb what a program reads.
fn tell(vi: &str, en: &str, what: &str) {
    eprintln!("· {vi} ({en}): {what}");
}
