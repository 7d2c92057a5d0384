//! `cargo xtask sim`: schedules by seed, and the planted bugs that prove the simulator's eyes.

use crate::{
    run::{Failure, cargo, root, run},
    setup,
};

/// Runs the simulator with the arguments given; `--planted [BUG …]` tells in which seed each planted bug is found.
pub(crate) fn sim(args: &[String]) -> Result<(), Failure> {
    setup::to_run()?;
    if let Some(("--planted", bugs)) = args.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        // A wrapper and not RUSTFLAGS: dependencies stay as they are built.
        let mut planted = cargo(&["run", "--release", "--package", "doorstep-sim", "--bin", "doorstep-planted", "--"]);
        return run(planted.args(bugs).env("RUSTC_WORKSPACE_WRAPPER", root().join("tests/sim/with-planted-bugs.sh")));
    }
    run(cargo(&["run", "--release", "--package", "doorstep-sim", "--bin", "doorstep-sim", "--"]).args(args))
}
