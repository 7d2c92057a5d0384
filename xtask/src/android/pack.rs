//! `cargo xtask android pack`: the app as a signed APK, without AGP, to see that it can be shrunk and what it weighs.
//!
//! It holds no library of ours: that needs the NDK, and Debian's apksigner would align it for small pages again. The
//! releases that people install come from Gradle.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{lay, maven, prepare};
use crate::{
    run::{Failure, root, run},
    setup,
};

/// Packs, signs with a key made for it, verifies, and says the size.
#[allow(clippy::print_stdout, reason = "the size is what it prints")]
pub(crate) fn pack() -> Result<(), Failure> {
    setup::to_pack_android()?;
    prepare()?;
    lay::lay()?;
    run(maven().args(["-Ppack", "-pl", "library,app", "package", "-DskipTests"]))?;
    let out = lay::fresh(&root().join("target/android/apk"))?;
    shrink(&out)?;
    let apk = out.join("unsigned.apk");
    fs::copy(lay::laid().join("resources.apk"), &apk).map_err(|error| failure(&apk, &error))?;
    // Services and Kotlin's own tables lie beside the code, and go in with it.
    run(Command::new("jar")
        .arg("--update")
        .arg("--no-manifest")
        .arg("--file")
        .arg(&apk)
        .arg("-C")
        .arg(out.join("dex"))
        .arg("."))?;
    let aligned = out.join("aligned.apk");
    run(Command::new("zipalign").args(["-f", "-p", "16384"]).arg(&apk).arg(&aligned))?;
    let signed = out.join("doorstep.apk");
    sign(&out, &aligned, &signed)?;
    let size = |path: &Path| fs::metadata(path).map(|data| data.len()).map_err(|error| failure(path, &error));
    let code: u64 = dexes(&out.join("dex"))?.iter().map(|dex| size(dex)).sum::<Result<u64, _>>()?;
    println!("{{\"apk_bytes\":{},\"dex_bytes\":{code}}}", size(&signed)?);
    Ok(())
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("{}: {error}", path.display()))
}

/// R8 takes away what nobody calls; a class that is missing stops it.
fn shrink(out: &Path) -> Result<(), Failure> {
    let dex = lay::fresh(&out.join("dex"))?;
    let mut r8 = Command::new("java");
    r8.args(["-Xmx3g", "-cp"]).arg(lay::tools()).args(["com.android.tools.r8.R8", "--release"]);
    r8.args(["--min-api", lay::MIN_SDK]).arg("--output").arg(&dex);
    r8.arg("--lib").arg(lay::framework()?);
    // JNA names desktop classes that no phone has; they must be known to be left out.
    if let Some(jdk) = jdk() {
        r8.arg("--lib").arg(jdk);
    }
    for rules in ["android/app/proguard-rules.pro", "android/library/consumer-rules.pro"] {
        r8.arg("--pg-conf").arg(root().join(rules));
    }
    r8.arg("--pg-conf").arg(lay::laid().join("manifest.pro"));
    for aar in lay::folders(&lay::laid().join("main"))? {
        let rules = aar.join("proguard.txt");
        if rules.exists() {
            r8.arg("--pg-conf").arg(rules);
        }
    }
    r8.arg(lay::laid().join("main/classes.jar"));
    let target = root().join("target/android");
    for jar in jars(&target.join("app/packed"))? {
        r8.arg(jar);
    }
    r8.arg(target.join("app/app-0.1.0.jar"));
    run(&mut r8)
}

fn jdk() -> Option<PathBuf> {
    let javac =
        fs::canonicalize(String::from_utf8(Command::new("which").arg("javac").output().ok()?.stdout).ok()?.trim())
            .ok()?;
    javac.parent()?.parent().map(Path::to_path_buf)
}

fn sign(out: &Path, aligned: &Path, signed: &Path) -> Result<(), Failure> {
    let keys = out.join("debug.ks");
    run(Command::new("keytool").args(["-genkeypair", "-keystore"]).arg(&keys).args([
        "-storepass",
        "android",
        "-keypass",
        "android",
        "-alias",
        "debug",
        "-keyalg",
        "EC",
        "-validity",
        "365",
        "-dname",
        "CN=Debug",
    ]))?;
    run(Command::new("apksigner")
        .arg("sign")
        .arg("--ks")
        .arg(&keys)
        .args(["--ks-pass", "pass:android", "--min-sdk-version", lay::MIN_SDK, "--out"])
        .arg(signed)
        .arg(aligned))?;
    run(Command::new("apksigner").args(["verify", "--min-sdk-version", lay::MIN_SDK]).arg(signed))
}

fn jars(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    files(folder, "jar")
}

fn dexes(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    files(folder, "dex")
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| failure(folder, &error))?;
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    found.sort();
    Ok(found)
}
