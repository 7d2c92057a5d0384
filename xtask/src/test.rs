//! `cargo xtask test`: everything that CI checks, in the order in which failures are cheapest to find.

use std::process::Command;

use crate::{
    android, lint, parity,
    run::{Failure, cargo, root, run},
    setup, swift,
};

/// Lints, unit and integration tests of every part, the Android app on a JVM, the iOS app's package and screens, and two
/// windows of the simulator.
pub(crate) fn test(_: &[String]) -> Result<(), Failure> {
    setup::to_test()?;
    lint::all()?;
    run(&mut cargo(&["test", "--workspace"]))?;
    android::check()?;
    swift::check()?;
    parity::command(&[])?;
    for seeds in std::iter::once(WINDOW.to_owned()).chain(fresh_window()) {
        run(&mut cargo(&["run", "--release", "--package", "doorstep-sim", "--", "--seeds", &seeds]))?;
    }
    Ok(())
}

/// The seeds that every run of the tests looks at: enough that each kind of fault occurs.
const WINDOW: &str = "0..500";

/// Seeds that nobody has looked at, others for each commit; the same for one commit, so that a failure can be seen again.
fn fresh_window() -> Option<String> {
    let head = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root()).output().ok()?;
    let commit = String::from_utf8(head.stdout).ok()?;
    let first = u64::from(u32::from_str_radix(commit.get(..8)?, 16).ok()?) * 1000;
    Some(format!("{first}..{}", first + 300))
}
