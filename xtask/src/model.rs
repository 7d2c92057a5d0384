//! `cargo xtask model`: every path of small cuts of the protocol.

use crate::{
    run::{Failure, cargo, run},
    setup,
};

/// Explores the models with the arguments given: names of cuts, `--most N`, `--json`.
pub(crate) fn model(args: &[String]) -> Result<(), Failure> {
    setup::to_run()?;
    run(cargo(&["run", "--release", "--package", "doorstep-model", "--"]).args(args))
}
