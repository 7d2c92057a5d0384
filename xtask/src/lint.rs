//! `cargo xtask lint`: formatting, clippy, rustdoc, what no tool checks, and the Android app.

use std::{fs, path::Path};

use crate::{
    android,
    run::{Failure, cargo, root, run},
    setup,
};

/// The longest source file: above it there is more than one idea in it.
const LONGEST: usize = 600;

/// Checks everything.
pub(crate) fn lint(_: &[String]) -> Result<(), Failure> {
    setup::to_test()?;
    all()?;
    android::lint()
}

pub(crate) fn all() -> Result<(), Failure> {
    run(&mut cargo(&["fmt", "--all", "--check"]))?;
    ours()?;
    run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    run(cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Rules of this project: no `mod.rs`, no file of several ideas, no unfinished marks.
fn ours() -> Result<(), Failure> {
    let mut problems = Vec::new();
    for part in ["core", "bindings", "hub", "tests", "xtask"] {
        look(&root().join(part), &mut problems)?;
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure(problems.join("\n"))) }
}

fn look(folder: &Path, problems: &mut Vec<String>) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !matches!(name, "target" | "node_modules") {
                look(&path, problems)?;
            }
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).map_err(|error| Failure(format!("{}: {error}", path.display())))?;
            let mut say = |problem: &str| problems.push(format!("{}: {problem}", path.display()));
            if name == "mod.rs" {
                say("write foo.rs beside foo/ instead of foo/mod.rs");
            }
            let lines = text.lines().count();
            if lines > LONGEST {
                say(&format!("{lines} lines: more than one idea"));
            }
            // Spelled in two parts, or this file would find itself.
            for mark in [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("FIX", "ME")] {
                if text.contains(mark) {
                    say(&format!("unfinished: {mark}"));
                }
            }
        }
    }
    Ok(())
}
