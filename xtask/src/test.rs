//! `cargo xtask test`: everything that CI checks, in the order in which failures are cheapest to find.

use crate::{
    lint,
    run::{Failure, cargo, run},
    setup,
};

/// Lints, unit and integration tests of every part, and a window of the simulator.
pub(crate) fn test(_: &[String]) -> Result<(), Failure> {
    setup::to_test()?;
    lint::all()?;
    run(&mut cargo(&["test", "--workspace"]))?;
    run(&mut cargo(&["run", "--release", "--package", "doorstep-sim", "--", "--seeds", &window()]))
}

/// A fresh window of seeds each day, so that CI looks where it has not looked before; a failure prints its seed.
fn window() -> String {
    const SEEDS: u64 = 500;
    let day =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    format!("{}..{}", day * SEEDS, (day + 1) * SEEDS)
}
