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
    run(&mut cargo(&["run", "--release", "--package", "doorstep-sim", "--", "--seeds", WINDOW]))
}

/// The seeds that every run of the tests looks at; `cargo xtask sim` looks at any others.
const WINDOW: &str = "0..500";
