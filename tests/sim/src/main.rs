//! Runs seeds of the simulator: `doorstep-sim --seeds 0..1000`, and replays one alone: `doorstep-sim --replay 17 --verbose`.
#![allow(clippy::print_stdout, reason = "the tool's purpose is to print what it found")]

use std::process::ExitCode;

use clap::Parser;
use doorstep_sim::{
    report,
    run::{Options, run, run_all},
    world::Templates,
};

/// From so many seeds on, a run in which a kind of fault was never injected fails.
const WINDOW: u64 = 500;

/// Phones, a hub, faults and an oracle.
#[derive(Parser)]
struct Arguments {
    /// Seeds to run: A..B.
    #[arg(long, default_value = "0..1000")]
    seeds: String,
    /// Steps of each run.
    #[arg(long, default_value_t = 120)]
    events: usize,
    /// Runs this seed alone.
    #[arg(long)]
    replay: Option<u64>,
    /// Prints what happened, step by step, and compares all tables after every commit.
    #[arg(long)]
    verbose: bool,
    /// The last line is JSON.
    #[arg(long)]
    json: bool,
    /// Prints which changes met which faults.
    #[arg(long)]
    coverage: bool,
    /// Threads.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let options = Options { events: arguments.events, verbose: arguments.verbose };
    if let Some(seed) = arguments.replay {
        let Ok(templates) = Templates::new() else { return ExitCode::FAILURE };
        let (_, failure) = run(&templates, seed, &options);
        let Some(failure) = failure else {
            println!("seed {seed}: every promise held");
            return ExitCode::SUCCESS;
        };
        failure.log.iter().for_each(|line| println!("{line}"));
        println!("seed {seed}: {}", failure.violation);
        return ExitCode::FAILURE;
    }
    let range = arguments.seeds.split_once("..").and_then(|(a, b)| Some(a.parse().ok()?..b.parse().ok()?));
    let Some(range) = range else {
        println!("--seeds takes A..B, such as 0..1000");
        return ExitCode::FAILURE;
    };
    let (stats, failures) = run_all(range, arguments.threads, &options, &|failure| {
        println!("seed {}: {}", failure.seed, failure.violation)
    });
    print!("{}", report::table(&stats));
    if arguments.coverage {
        print!("{}", report::coverage(&stats));
    }
    let missing = stats.missing_faults();
    // A window too short for every kind of fault proves nothing about those it lacks.
    let covered = missing.is_empty() || stats.seeds < WINDOW;
    if !covered {
        println!("never injected: {}", missing.join(", "));
    }
    println!("{}", if arguments.json { report::json(&stats, &failures) } else { report::line(&stats, &failures) });
    if failures.is_empty() && covered { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
