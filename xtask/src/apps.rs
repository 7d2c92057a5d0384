//! What the apps are made of: `cargo xtask bindings`, `tokens`, `strings`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    run::{Failure, cargo, root, run, target},
    setup,
};

/// `cargo xtask bindings kotlin|swift`: generated from the library itself, below `target/generated/bindings`.
pub(crate) fn bindings(args: &[String]) -> Result<(), Failure> {
    let language = match args.first().map(String::as_str) {
        Some(language @ ("kotlin" | "swift")) => language,
        _ => return Err(Failure("cargo xtask bindings kotlin|swift".into())),
    };
    setup::to_run()?;
    generate_bindings(language)
}

pub(crate) fn generate_bindings(language: &str) -> Result<(), Failure> {
    run(&mut cargo(&["build", "--package", "doorstep-bindings"]))?;
    let library = library()?;
    let out = root().join("target/generated/bindings").join(language);
    let mut generator =
        cargo(&["run", "--package", "doorstep-bindings", "--features", "bindgen", "--bin", "uniffi-bindgen"]);
    generator.args(["--", "generate", "--language", language, "--no-format", "--out-dir"]).arg(out).arg(library);
    run(&mut generator)
}

/// The facade as a shared library, unstripped: its symbols say what it offers.
fn library() -> Result<PathBuf, Failure> {
    let folder = target().join("debug");
    ["libdoorstep_bindings.so", "libdoorstep_bindings.dylib", "doorstep_bindings.dll"]
        .iter()
        .map(|name| folder.join(name))
        .find(|path| path.exists())
        .ok_or_else(|| Failure(format!("no library in {}", folder.display())))
}

/// `cargo xtask tokens`: contrast checked, then Kotlin and Swift from `design/`.
pub(crate) fn tokens(_: &[String]) -> Result<(), Failure> {
    generate("tokens")
}

/// `cargo xtask strings`: both languages compared, then a typed function a message.
pub(crate) fn strings(_: &[String]) -> Result<(), Failure> {
    generate("strings")
}

pub(crate) fn generate(what: &str) -> Result<(), Failure> {
    run(&mut cargo(&["run", "--quiet", "--package", "doorstep-generate", "--", what]))
}

/// What the apps are made of beside their sources, in one of the two languages: below `target/generated`.
pub(crate) fn generate_for(language: &str) -> Result<(), Failure> {
    generate("tokens")?;
    generate("strings")?;
    generate_bindings(language)
}

/// How many tests the reports of a module tell of: a build that compiles nothing is green, too.
pub(crate) fn tests_in(folder: &Path) -> Result<usize, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    let mut tests = 0;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|extension| extension == "xml") {
            let text = fs::read_to_string(&path).map_err(|error| Failure(format!("{}: {error}", path.display())))?;
            tests += text.matches("<testcase ").count();
        }
    }
    Ok(tests)
}
