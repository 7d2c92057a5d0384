//! `doorstep-fuzz TARGET --executions N [--seed S] [--json]`: a target, fed with inputs made out of its corpus.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use clap::Parser;
use doorstep_fuzz::{
    mutate::Mutator,
    targets::{TARGETS, sample_invitation},
};
use serde_json::json;

/// Feeds a target with inputs made by chance. An input that makes it panic is kept in `fuzz/found`.
#[derive(Debug, Parser)]
struct Arguments {
    /// The target; all of them where none is named.
    target: Option<String>,
    /// Inputs for each target.
    #[arg(long, default_value_t = 100_000)]
    executions: u64,
    /// The seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One JSON object a target.
    #[arg(long)]
    json: bool,
}

fn corpus(target: &str) -> std::io::Result<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    paths.iter().map(std::fs::read).collect()
}

fn main() -> std::io::Result<ExitCode> {
    let arguments = Arguments::parse();
    let mut panics = 0;
    for (name, run) in TARGETS {
        if arguments.target.as_ref().is_some_and(|target| target != name) {
            continue;
        }
        let mut kept = corpus(name)?;
        kept.extend(sample_invitation().filter(|_| *name == "invitation").map(String::into_bytes));
        let mut inputs = Mutator::new(arguments.seed, kept);
        let (began, mut panicked) = (Instant::now(), 0);
        for _ in 0..arguments.executions {
            let input = inputs.input();
            if catch_unwind(AssertUnwindSafe(|| run(&input))).is_err() {
                panicked += 1;
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("found");
                std::fs::create_dir_all(&folder)?;
                std::fs::write(folder.join(format!("{name}-{}-{panicked}", arguments.seed)), &input)?;
            }
        }
        panics += panicked;
        let seconds = began.elapsed().as_secs();
        let report =
            json!({"target": name, "executions": arguments.executions, "panics": panicked, "seconds": seconds});
        if arguments.json {
            println!("{report}");
        } else {
            println!("{name:12} {} executions, {panicked} panics, {seconds} s", arguments.executions);
        }
    }
    Ok(if panics == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
