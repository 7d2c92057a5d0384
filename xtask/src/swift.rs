//! `cargo xtask swift`: the package of the iOS app and its screens, without a Mac.
//!
//! On Linux, Swift runs out of a root of its own (`ios/swift-root.sh`), and a stand-in for SwiftUI checks and operates the
//! screens (`ios/DoorstepKit/LinuxSupport`). On a Mac the machine's own Swift tests the package.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use crate::{
    android::library_for_desktop,
    apps,
    bench::filled,
    run::{Failure, cargo, root, run, target},
    setup,
};

/// What runs without a Mac says nothing about these. Told after every run, so that green is not taken for more.
const NOT_CHECKED: &[&str] = &[
    "ios/App and ios/UITests: read for their syntax, never compiled against Apple's SDK",
    "ios/DoorstepKit/Sources/DoorstepUI: compiled against a stand-in for SwiftUI, not against SwiftUI",
    "layout, sizes of targets, truncation, Dynamic Type, contrast as drawn, what VoiceOver says",
    "the XCFramework of ios/build-core.sh, the project file in Xcode, code signing, a device",
];

/// `cargo xtask swift [prepare | test ARGS | lint | bench]`; without a word, all of it but the bench.
pub(crate) fn swift(args: &[String]) -> Result<(), Failure> {
    match args.first().map(String::as_str) {
        None => check(),
        Some("prepare") => prepare().map(drop),
        Some("test") => prepare()?.test(&args[1..]),
        Some("lint") => Toolchain::find()?.lint(),
        Some("bench") => bench(&args[1..]),
        Some(_) => {
            Err(Failure("cargo xtask swift [prepare | test [arguments of swift test] | lint | bench [--small]]".into()))
        }
    }
}

/// The toolchain, where this machine lacks it.
pub(crate) fn install() -> Result<(), Failure> {
    Toolchain::find().map(drop)
}

/// What `cargo xtask test` calls: everything that can be checked here.
pub(crate) fn check() -> Result<(), Failure> {
    let began = Instant::now();
    let toolchain = prepare()?;
    toolchain.lint()?;
    toolchain.test(&[])?;
    eprintln!("· Swift took {} s. Not checked, for want of a Mac:", began.elapsed().as_secs());
    for what in NOT_CHECKED {
        eprintln!("    {what}");
    }
    Ok(())
}

/// What Swift compiles against: the library, what is generated of it, words and colours, and the world of the flows.
fn prepare() -> Result<Toolchain, Failure> {
    setup::to_run()?;
    let toolchain = Toolchain::find()?;
    apps::generate_for("swift")?;
    run(&mut cargo(&["build", "--package", "doorstep-world"]))?;
    let generated = root().join("target/generated");
    let sources = package().join("Sources");
    keep(&generated.join("bindings/swift/DoorstepFFI.h"), &sources.join("DoorstepFFI"))?;
    keep(&generated.join("bindings/swift/DoorstepCore.swift"), &sources.join("DoorstepCore"))?;
    Ok(toolchain)
}

/// `cargo xtask swift bench [--small]`: what a person waits for, through Swift, with the library as phones carry it. Fills a
/// phone's file with 10,000 homes (`--small`: 100). The last line is JSON.
fn bench(args: &[String]) -> Result<(), Failure> {
    let toolchain = prepare()?;
    let library = library_for_desktop()?;
    let file = filled("swift", args)?;
    let mut command = toolchain.command(&["run", "--configuration", "release", "--scratch-path"]);
    command.arg(target().join("swift-bench")).env("DOORSTEP_LIB_DIR", library.parent().unwrap_or(&library));
    run(command.arg("DoorstepBench").arg(&file))
}

/// Copies a generated file into the package, which takes no source from outside itself. One that says the same already
/// keeps its time, so that nothing is compiled again for it.
fn keep(from: &Path, into: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure(format!("{}: {error}", from.display()));
    let to = into.join(from.file_name().unwrap_or_default());
    let new = fs::read(from).map_err(failed)?;
    if fs::read(&to).is_ok_and(|old| old == new) {
        return Ok(());
    }
    fs::create_dir_all(into).map_err(failed)?;
    fs::write(&to, new).map_err(failed)
}

fn package() -> PathBuf {
    root().join("ios/DoorstepKit")
}

/// The Swift that runs here.
struct Toolchain {
    program: PathBuf,
}

impl Toolchain {
    /// A Mac's own; elsewhere that of a root, which is made where there is none.
    fn find() -> Result<Toolchain, Failure> {
        if cfg!(target_os = "macos") {
            return Ok(Toolchain { program: "swift".into() });
        }
        let script = root().join("ios/swift-root.sh");
        eprintln!("· ios/swift-root.sh");
        let output = Command::new(script).stderr(Stdio::inherit()).output();
        let output = output.map_err(|error| Failure(format!("ios/swift-root.sh could not be started: {error}")))?;
        let said = String::from_utf8_lossy(&output.stdout);
        match said.lines().last() {
            Some(wrapper) if output.status.success() => Ok(Toolchain { program: wrapper.into() }),
            _ => Err(Failure(format!("ios/swift-root.sh ended with {}", output.status))),
        }
    }

    /// A command of Swift in the package. The target folder may lie outside the clone.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(args).current_dir(package());
        command.env("SWIFTW_BIND", target()).env("DOORSTEP_LIB_DIR", target().join("debug"));
        command
    }

    /// Builds without a warning, and tests.
    fn test(&self, args: &[String]) -> Result<(), Failure> {
        let reports = target().join("swift-reports");
        // Reports of an earlier run must not count.
        let _ = fs::remove_dir_all(&reports);
        fs::create_dir_all(&reports).map_err(|error| Failure(format!("{}: {error}", reports.display())))?;
        let mut command = self.command(&["test", "--scratch-path"]);
        command.arg(target().join("swift")).args(["-Xswiftc", "-warnings-as-errors", "--xunit-output"]);
        run_and_keep(command.arg(reports.join("tests.xml")).args(args), &reports.join("run.log"))?;
        let tests = apps::tests_in(&reports)?;
        if tests == 0 {
            return Err(Failure("no test of Swift ran".into()));
        }
        eprintln!("· {tests} tests of Swift");
        Ok(())
    }

    /// The one layout of source, as `swift format` knows it, in what is written by hand; scripts are read.
    fn lint(&self) -> Result<(), Failure> {
        for script in ["swift-root.sh", "build-core.sh", "ui-tests.sh", "mutants.sh"] {
            run(Command::new("bash").arg("-n").arg(root().join("ios").join(script)))?;
        }
        let mut command = self.command(&["format", "lint", "--strict", "--parallel"]);
        let mut files = Vec::new();
        swift_files(&root().join("ios"), &mut files)?;
        // Thousands of names would hide what is run.
        eprintln!("· swift format lint --strict: {} files", files.len());
        quietly(command.args(files))
    }
}

/// Every source of Swift that is written by hand.
fn swift_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !matches!(name, "Generated" | "DoorstepCore" | "build" | ".build") {
            swift_files(&path, files)?;
        } else if name.ends_with(".swift") {
            files.push(path);
        }
    }
    Ok(())
}

/// Runs, shows what is said, and keeps it: reports of Swift's tests know nothing of their arguments.
fn run_and_keep(command: &mut Command, log: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure(format!("swift test: {error}"));
    eprintln!("· swift test");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(failed)?;
    let mut kept = fs::File::create(log).map_err(failed)?;
    for line in child.stdout.take().into_iter().flat_map(|said| BufReader::new(said).lines()) {
        let line = line.map_err(failed)?;
        writeln!(std::io::stdout(), "{line}").map_err(failed)?;
        writeln!(kept, "{line}").map_err(failed)?;
    }
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(()) } else { Err(Failure(format!("swift test ended with {status}"))) }
}

fn quietly(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| Failure(format!("swift could not be started: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failure(format!("swift format lint ended with {status}"))) }
}
