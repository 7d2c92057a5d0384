//! `doorstep-village kills --kills 500 [--json]`, `doorstep-village twins --kills 100 [--json]` and
//! `doorstep-village network --runs 200 [--json]`.

use std::{process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};
use doorstep_village::{child, kills, network, process::Program, twins, weather::Weather};
use serde_json::Value;

/// Phones and hub as processes.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Kills phone and hub at random moments.
    Kills {
        /// How often.
        #[arg(long, default_value_t = 500)]
        kills: u64,
        /// The seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// One JSON object.
        #[arg(long)]
        json: bool,
    },
    /// First syncs over a village's link, each broken at a random byte.
    Network {
        /// How many.
        #[arg(long, default_value_t = 200)]
        runs: u64,
        /// The seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// One JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Two processes over one store, one or the other killed.
    Twins {
        /// Changes that both are given.
        #[arg(long, default_value_t = 5_000)]
        changes: u64,
        /// How often one is killed.
        #[arg(long, default_value_t = 100)]
        kills: u64,
        /// The seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// One JSON object.
        #[arg(long)]
        json: bool,
    },
    /// A child: takes changes into a store.
    #[command(hide = true)]
    Take {
        /// The hub's folder.
        folder: String,
        /// How many changes.
        changes: u64,
        /// The seed.
        seed: u64,
        /// When they were made.
        now: i64,
        /// Homes that they are about.
        homes: Vec<String>,
    },
    /// A child: the hub of a folder.
    #[command(hide = true)]
    Hub {
        /// The folder.
        folder: String,
        /// Where it listens.
        address: String,
    },
    /// A child: a phone at work.
    #[command(hide = true)]
    Phone {
        /// Its file.
        file: String,
        /// Homes to visit.
        homes: Vec<String>,
    },
}

fn main() -> anyhow::Result<ExitCode> {
    let (report, json) = match Arguments::parse().what {
        What::Hub { folder, address } => return child::hub(&folder, &address),
        What::Phone { file, homes } => return child::phone(&file, &homes),
        What::Take { folder, changes, seed, now, homes } => return twins::take(&folder, &homes, changes, seed, now),
        What::Twins { changes, kills, seed, json } => {
            let done = twins::run(&Program::own()?, changes, kills, seed)?;
            anyhow::ensure!(done.lost + done.doubled == 0, "{}", done.to_json());
            (done.to_json(), json)
        }
        What::Kills { kills, seed, json } => {
            let done = kills::run(&Program::own()?, kills, seed)?;
            anyhow::ensure!(done.lost + done.doubled == 0, "{}", done.to_json());
            (done.to_json(), json)
        }
        What::Network { runs, seed, json } => {
            let options = network::Options {
                runs,
                seed,
                homes: 6_000,
                weather: Weather::VILLAGE,
                stall: Duration::from_secs(5),
                half_open_one_in: 20,
                threads: 8,
            };
            (network::run(&Program::own()?, options)?.to_json(), json)
        }
    };
    say(&report, json);
    Ok(ExitCode::SUCCESS)
}

/// The report is the purpose of this program.
#[allow(clippy::print_stdout, reason = "figures are what it is for")]
fn say(report: &Value, json: bool) {
    match report.as_object() {
        Some(fields) if !json => fields.iter().for_each(|(name, value)| println!("{name:22} {value}")),
        _ => println!("{report}"),
    }
}
