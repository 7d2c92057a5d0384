//! `cargo xtask sim`: schedules by seed, and the planted bugs that prove the simulator's eyes.

use crate::{
    run::{Failure, cargo, root, run},
    setup,
};

/// Runs the simulator with the arguments given; `--planted` rebuilds it once for each planted bug.
pub(crate) fn sim(args: &[String]) -> Result<(), Failure> {
    setup::to_run()?;
    if args.iter().any(|arg| arg == "--planted") {
        return run(std::process::Command::new("sh").arg(root().join("tests/sim/planted.sh")).current_dir(root()));
    }
    run(cargo(&["run", "--release", "--package", "doorstep-sim", "--"]).args(args))
}
