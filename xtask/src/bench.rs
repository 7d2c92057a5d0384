//! `cargo xtask bench`: speed against a bare limit measured in the same run; `ffi` and `size`: what the apps carry.

mod ffi;
mod size;

use std::{fs, path::PathBuf};

use crate::{
    run::{Failure, cargo, root, run},
    setup,
};

/// Builds the benches as people run the product, and measures.
pub(crate) fn bench(args: &[String]) -> Result<(), Failure> {
    match args.first().map(String::as_str) {
        Some("ffi") => return ffi::bench(&args[1..]),
        Some("size") => return size::bench(&args[1..]),
        _ => {}
    }
    setup::to_run()?;
    run(cargo(&["run", "--release", "--package", "doorstep-bench", "--"]).args(args))
}

/// A phone's file with 10,000 homes (`--small`: 100) for a bench through one of the apps' languages.
pub(crate) fn filled(name: &str, args: &[String]) -> Result<PathBuf, Failure> {
    let homes = if args.iter().any(|arg| arg == "--small") { "100" } else { "10000" };
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    let file = folder.join(format!("{name}.db"));
    // A file of an earlier run has visits of that run.
    for end in ["db", "db-wal", "db-shm", "db.outbox"] {
        let _ = fs::remove_file(file.with_extension(end));
    }
    run(cargo(&["run", "--package", "doorstep-bench", "--", "filled"]).arg(&file).arg(homes))?;
    Ok(file)
}
