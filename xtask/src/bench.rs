//! `cargo xtask bench`: speed against a bare limit measured in the same run.

use crate::{
    run::{Failure, cargo, run},
    setup,
};

/// Builds the benches as people run the product, and measures.
pub(crate) fn bench(args: &[String]) -> Result<(), Failure> {
    setup::to_run()?;
    run(cargo(&["run", "--release", "--package", "doorstep-bench", "--"]).args(args))
}
