//! Explores the models: `doorstep-model`, or one of them: `doorstep-model seats --verbose`.
#![allow(clippy::print_stdout, reason = "the tool's purpose is to print what it found")]

use std::process::ExitCode;

use clap::Parser;
use doorstep_model::{cuts, search::explore};
use serde_json::json;

/// Small models of the sync protocol, every path taken.
#[derive(Parser)]
struct Arguments {
    /// Cuts to explore; all where none is named.
    cuts: Vec<String>,
    /// Ends each search after so many steps: a part of a model proves nothing about the rest.
    #[arg(long)]
    most: Option<usize>,
    /// Threads.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// The last line is JSON.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut cuts = cuts::all();
    if !arguments.cuts.is_empty() {
        cuts.retain(|cut| arguments.cuts.iter().any(|name| name == cut.name));
    }
    if cuts.is_empty() {
        println!("no such cut; there are:");
        cuts::all().iter().for_each(|cut| println!("  {}: {}", cut.name, cut.asks));
        return ExitCode::FAILURE;
    }
    println!("| cut | states | steps | longest way | complete | seconds |\n|---|---:|---:|---:|---|---:|");
    let (mut all, mut whole) = (Vec::new(), true);
    for cut in cuts {
        let (name, began) = (cut.name, std::time::Instant::now());
        let found = match explore(cut, arguments.threads, arguments.most) {
            Ok(found) => found,
            Err(violation) => {
                println!("{name}: {violation}");
                return ExitCode::FAILURE;
            }
        };
        let seconds = began.elapsed().as_secs();
        let complete = if found.complete { "yes" } else { "no" };
        println!("| {name} | {} | {} | {} | {complete} | {seconds} |", found.states, found.steps, found.depth);
        if let Some((why, way)) = &found.broken {
            whole = false;
            println!("{name}: {why}");
            way.iter().for_each(|step| println!("    {step}"));
        }
        all.push(json!({
            "cut": name, "states": found.states, "steps": found.steps, "depth": found.depth,
            "complete": found.complete, "broken": found.broken.map(|(why, _)| why),
        }));
    }
    if arguments.json {
        println!("{}", json!({ "cuts": all }));
    }
    if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
