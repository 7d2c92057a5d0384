//! `doorstep-power --schedules 0..200 [--json]`: power cuts at every write of phone and hub.

use std::{ops::Range, process::ExitCode, time::Instant};

use clap::Parser;
use doorstep_power::{ends::Waiting, many, schedule::Options};
use serde_json::json;

/// Power cuts at every write of phone and hub.
#[derive(Debug, Parser)]
struct Arguments {
    /// Seeds of schedules, `A..B`.
    #[arg(long, value_parser = range, default_value = "0..200")]
    schedules: Range<u64>,
    /// Steps of each.
    #[arg(long, default_value_t = Options::default().steps)]
    steps: usize,
    /// After one cut in so many the two ends are let meet, besides the last of each step.
    #[arg(long, default_value_t = Options::default().meet_one_in)]
    meet_one_in: usize,
    /// The planted fault: nobody waits for the disk. Must fail.
    #[arg(long)]
    planted: bool,
    /// Threads.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// One JSON object instead of lines.
    #[arg(long)]
    json: bool,
}

fn range(text: &str) -> Result<Range<u64>, String> {
    let (from, to) = text.split_once("..").ok_or("a range is written A..B")?;
    let number = |text: &str| text.parse::<u64>().map_err(|error| error.to_string());
    Ok(number(from)?..number(to)?)
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let waiting = if arguments.planted { Waiting::Never } else { Waiting::AsShipped };
    let options = Options { steps: arguments.steps, meet_one_in: arguments.meet_one_in.max(1), waiting };
    let began = Instant::now();
    let (tally, broken) = many::run(arguments.schedules, options, arguments.threads);
    let report = json!({
        "schedules": tally.schedules + broken.len() as u64,
        "steps": tally.steps,
        "write_points": tally.phone_points + tally.hub_points,
        "phone_points": tally.phone_points,
        "hub_points": tally.hub_points,
        "torn_writes": tally.torn,
        "met_again": tally.met,
        "taps": tally.taps,
        "exchanges": tally.exchanges,
        "checkpoints": tally.checkpoints,
        "assignments": tally.assignments,
        "revocations": tally.revocations,
        "restores": tally.restores,
        "broken_promises": broken.len(),
        "seconds": began.elapsed().as_secs(),
    });
    say(&report, arguments.json);
    for violation in &broken {
        eprintln!("{violation}");
    }
    if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The report is the purpose of this program.
#[allow(clippy::print_stdout, reason = "figures are what it is for")]
fn say(report: &serde_json::Value, json: bool) {
    match report.as_object() {
        Some(fields) if !json => fields.iter().for_each(|(name, value)| println!("{name:16} {value}")),
        _ => println!("{report}"),
    }
}
