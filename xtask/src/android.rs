//! The Android app: `cargo xtask android test | lint | pack | library`, and the phone in a window.

mod lay;
mod lint;
mod native;
mod pack;
mod survives;

use std::{fs, process::Command};

pub(crate) use lint::lint;
pub(crate) use native::library_for_desktop;

use crate::{
    apps::{generate_for, tests_in},
    run::{Failure, cargo, root, run},
    setup,
};

/// `cargo xtask android`: without a word, the library for phones.
pub(crate) fn android(args: &[String]) -> Result<(), Failure> {
    match args.first().map(String::as_str) {
        None | Some("library") => native::library(),
        Some("test") => test(&args[1..]),
        Some("lint") => lint(),
        Some("pack") => pack::pack(),
        Some(_) => Err(Failure("cargo xtask android [library | test [arguments of Maven] | lint | pack]".into())),
    }
}

/// The library and the screens on a JVM, over the real facade and a real hub; the app on Android's libraries, under
/// Robolectric.
pub(crate) fn test(args: &[String]) -> Result<(), Failure> {
    lay_out()?;
    verify(args)
}

/// Tests, lints and an APK, compiled once: what `cargo xtask test` calls.
pub(crate) fn check() -> Result<(), Failure> {
    lint::versions()?;
    setup::to_pack_android()?;
    lay_out()?;
    verify(&["-Psniff,pack".to_owned()])?;
    lint::android_lint()?;
    pack::pack_built()
}

fn lay_out() -> Result<(), Failure> {
    setup::to_build_android()?;
    // Kotlin is compiled whole each time; what a source no longer makes must not stay.
    for module in ["library", "ui", "app"] {
        let _ = fs::remove_dir_all(root().join("target/android").join(module).join("classes"));
    }
    pack::forget();
    prepare()?;
    lay::lay()
}

fn verify(args: &[String]) -> Result<(), Failure> {
    let reports =
        ["library", "ui", "app"].map(|module| root().join("target/android").join(module).join("surefire-reports"));
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
            "-pl",
            "library,ui",
            "-Ddoorstep.record=true",
            "-Dtest=GalleryTest",
            "-Dsurefire.failIfNoSpecifiedTests=false",
        ]));
    }
    run(maven().args(["-pl", "library,ui", "install", "-DskipTests"]))?;
    run(maven().args(["-pl", "ui", "org.codehaus.mojo:exec-maven-plugin:3.5.1:exec", "-Dexec.executable=java"]).arg(
        format!(
            "-Dexec.args=-Djna.library.path={} -cp %classpath vn.doorstep.ui.DesktopKt",
            root().join("target/debug").display()
        ),
    ))
}

pub(crate) fn prepare() -> Result<(), Failure> {
    generate_for("kotlin")?;
    // The hub of the library's tests, and what plays it in the flows.
    run(&mut cargo(&["build", "--package", "doorstep-hub", "--package", "doorstep-world"]))
}

pub(crate) fn maven() -> Command {
    let mut command = Command::new("mvn");
    command.args(["--batch-mode", "--no-transfer-progress", "--file"]).arg(root().join("android/pom.xml"));
    command.current_dir(root().join("android"));
    command
}
