//! `cargo xtask bench`: speed against a bare limit measured in the same run; `ffi` and `size`: what the apps carry.

mod ffi;
mod size;

use crate::{
    run::{Failure, cargo, run},
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
