//! Plants one bug after another and tells in which seed the simulator finds it: the test of the test.
//!
//! `cargo xtask sim --planted [BUG …]` builds it with the bugs; no other build has them.
#![allow(clippy::print_stdout, reason = "the tool's purpose is to print what it found")]

use std::process::ExitCode;

#[cfg(not(planted))]
fn main() -> ExitCode {
    println!("built without bugs: run cargo xtask sim --planted");
    ExitCode::FAILURE
}

#[cfg(planted)]
fn main() -> ExitCode {
    use doorstep_core::planted::{Bug, plant};
    use doorstep_sim::run::{Options, run_all};

    /// A bug that this many seeds do not show is not found.
    const MOST: u64 = 1000;
    /// Seeds that are run however early the first one shows it, so that a rate can be told.
    const STEP: u64 = 100;

    // What a bug panics with is a finding like another, and printed once, in the table.
    std::panic::set_hook(Box::new(|_| ()));
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    println!("| bug | found in | of seeds | first | broken promise |\n|---|---:|---:|---:|---|");
    let mut missed = 0;
    for bug in Bug::ALL {
        let name = format!("{bug:?}");
        if !wanted.is_empty() && !wanted.contains(&name) {
            continue;
        }
        plant(bug);
        let (mut seeds, mut found) = (0, Vec::new());
        while found.is_empty() && seeds < MOST {
            found = run_all(seeds..seeds + STEP, 2, &Options::default(), &|_| ()).1;
            seeds += STEP;
        }
        let (first, promise) = match found.first() {
            Some(failure) => (failure.seed.to_string(), failure.violation.promise),
            None => ("–".to_owned(), "not found"),
        };
        missed += usize::from(found.is_empty());
        println!("| {name} | {} | {seeds} | {first} | {promise} |", found.len());
    }
    println!("{} bugs not found", missed);
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
