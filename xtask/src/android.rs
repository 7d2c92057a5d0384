//! The Android app: `cargo xtask android test | lint | pack | library`, and the phone in a window.

mod lay;
mod lint;
mod native;
mod pack;
mod survives;

use std::{env, fs, process::Command};

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

/// `cargo xtask phone [--new | --record]`: the screens in a window of this desktop, with `--new` on a phone that nobody has
/// enrolled; with `--record`, their pictures.
pub(crate) fn phone(args: &[String]) -> Result<(), Failure> {
    let (records, new) = (args.iter().any(|arg| arg == "--record"), args.iter().any(|arg| arg == "--new"));
    if !records && cfg!(target_os = "linux") && env::var_os("DISPLAY").is_none_or(|display| display.is_empty()) {
        return Err(Failure(
            "no display for a window: start it on a desktop, or by `xvfb-run cargo xtask phone`".into(),
        ));
    }
    setup::to_build_android()?;
    prepare()?;
    if records {
        return run(maven().args([
            "verify",
            "-pl",
            "library,ui",
            "-Ddoorstep.record=true",
            "-Dtest=GalleryTest",
            "-Dsurefire.failIfNoSpecifiedTests=false",
        ]));
    }
    let android = root().join("target/android");
    // Both modules write it; the screens' stands at the end.
    let list = android.join("phone.classpath");
    run(maven()
        .args(["--quiet", "-pl", "library,ui", "package", "-Dmaven.test.skip=true"])
        .arg("org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath")
        .arg("-Dmdep.includeScope=runtime")
        .arg(format!("-Dmdep.outputFile={}", list.display())))?;
    let mut path = android.join("ui/ui-0.1.0.jar").into_os_string();
    path.push(if cfg!(windows) { ";" } else { ":" });
    path.push(fs::read_to_string(&list).map_err(|error| Failure(format!("{}: {error}", list.display())))?.trim());
    eprintln!(
        "· a phone opens in a window: paste the invitation that `cargo xtask demo` shows (another one: Enter there)"
    );
    // By the environment: the path is longer than anybody wants to read.
    run(Command::new("java")
        .env("CLASSPATH", path)
        .arg(format!("-Djna.library.path={}", root().join("target/debug").display()))
        .arg(format!("-Ddoorstep.phone.new={new}"))
        .arg("vn.doorstep.ui.DesktopKt"))
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
