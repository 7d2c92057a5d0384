//! `cargo xtask demo`: the main job, end to end.

use crate::{
    run::{Failure, cargo, run},
    setup,
};

/// Builds hub and phones as people run them, and lives a day on an invented ward.
pub(crate) fn demo(args: &[String]) -> Result<(), Failure> {
    setup::to_run()?;
    run(cargo(&["run", "--release", "--package", "doorstep-demo", "--"]).args(args))
}
