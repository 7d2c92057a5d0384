//! What the apps are made of: `cargo xtask bindings`, `tokens`, `strings`, and the Android app's tests and window.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
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

fn generate_bindings(language: &str) -> Result<(), Failure> {
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

fn generate(what: &str) -> Result<(), Failure> {
    run(&mut cargo(&["run", "--quiet", "--package", "doorstep-generate", "--", what]))
}

/// `cargo xtask android test`: the library and the screens on a JVM, over the real facade and a real hub.
pub(crate) fn android(args: &[String]) -> Result<(), Failure> {
    match args.first().map(String::as_str) {
        Some("test") => test_android(&args[1..]),
        _ => Err(Failure("cargo xtask android test [arguments of Maven]".into())),
    }
}

/// What `cargo xtask test` calls.
pub(crate) fn test_android(args: &[String]) -> Result<(), Failure> {
    setup::to_build_android()?;
    prepare()?;
    let reports = ["library", "ui"].map(|module| root().join("target/android").join(module).join("surefire-reports"));
    for folder in &reports {
        // Reports of an earlier run must not count.
        let _ = fs::remove_dir_all(folder);
    }
    run(maven().arg("verify").args(args))?;
    for folder in &reports {
        let tests = tests_in(folder)?;
        if tests == 0 {
            return Err(Failure(format!("{}: no test ran", folder.display())));
        }
        eprintln!("· {tests} tests in {}", folder.display());
    }
    Ok(())
}

/// `cargo xtask phone [--record]`: the screens in a window of this desktop; with `--record`, their pictures.
pub(crate) fn phone(args: &[String]) -> Result<(), Failure> {
    setup::to_build_android()?;
    prepare()?;
    if args.iter().any(|arg| arg == "--record") {
        return run(maven().args([
            "verify",
            "-Ddoorstep.record=true",
            "-Dtest=GalleryTest",
            "-Dsurefire.failIfNoSpecifiedTests=false",
        ]));
    }
    run(maven().args(["install", "-DskipTests"]))?;
    run(maven().args(["-pl", "ui", "org.codehaus.mojo:exec-maven-plugin:3.5.1:exec", "-Dexec.executable=java"]).arg(
        format!(
            "-Dexec.args=-Djna.library.path={} -cp %classpath vn.doorstep.ui.DesktopKt",
            root().join("target/debug").display()
        ),
    ))
}

/// What the apps are made of beside their sources, in one of the two languages: below `target/generated`.
pub(crate) fn generate_for(language: &str) -> Result<(), Failure> {
    generate("tokens")?;
    generate("strings")?;
    generate_bindings(language)
}

fn prepare() -> Result<(), Failure> {
    generate_for("kotlin")?;
    // The hub of the library's tests, and what plays it in the flows.
    run(&mut cargo(&["build", "--package", "doorstep-hub", "--package", "doorstep-world"]))
}

fn maven() -> Command {
    let mut command = Command::new("mvn");
    command.args(["--batch-mode", "--no-transfer-progress", "--file"]).arg(root().join("android/pom.xml"));
    command.current_dir(root().join("android"));
    command
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
