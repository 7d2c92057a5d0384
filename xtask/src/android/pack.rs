//! `cargo xtask android pack`: the app as a signed APK, without AGP, to see that it can be shrunk and what it weighs.
//!
//! It holds no library of ours: that needs the NDK, and Debian's apksigner would align it for small pages again. The
//! releases that people install come from Gradle.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{lay, maven, prepare, survives};
use crate::{
    run::{Failure, root, run},
    setup,
};

/// Builds and packs.
pub(crate) fn pack() -> Result<(), Failure> {
    setup::to_pack_android()?;
    prepare()?;
    forget();
    lay::lay()?;
    run(maven().args(["-Ppack", "-pl", "library,app", "package", "-Dmaven.test.skip=true"]))?;
    pack_built()
}

/// Packs what Maven made with the profile `pack`, signs it with a key made for it, verifies, and says the size.
#[allow(clippy::print_stdout, reason = "the size is what it prints")]
pub(crate) fn pack_built() -> Result<(), Failure> {
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
    run(Command::new("zipalign").args(["-f", "4"]).arg(&apk).arg(&aligned))?;
    let signed = out.join("doorstep.apk");
    sign(&out, &aligned, &signed)?;
    let checked = verify(&out, &signed)?;
    let size = |path: &Path| fs::metadata(path).map(|data| data.len()).map_err(|error| failure(path, &error));
    let code: u64 = dexes(&out.join("dex"))?.iter().map(|dex| size(dex)).sum::<Result<u64, _>>()?;
    println!("{{\"apk_bytes\":{},\"dex_bytes\":{code},\"classes_found_by_name\":{checked}}}", size(&signed)?);
    Ok(())
}

/// What was packed before must not go in again.
pub(crate) fn forget() {
    let _ = fs::remove_dir_all(root().join("target/android/app/packed"));
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("{}: {error}", path.display()))
}

/// R8 takes away what nobody calls; a class that is missing stops it.
fn shrink(out: &Path) -> Result<(), Failure> {
    let dex = lay::fresh(&out.join("dex"))?;
    let mut r8 = Command::new("java");
    r8.args(["-Xmx3g", "-cp"]).arg(lay::tools()).args(["com.android.tools.r8.R8", "--release"]);
    // Rules of libraries for what we do not use are no news.
    r8.args(["--map-diagnostics", "info", "none"]);
    r8.args(["--min-api", lay::MIN_SDK]).arg("--output").arg(&dex);
    r8.arg("--lib").arg(lay::phone_framework()?);
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
    r8.arg(lay::laid().join("main/classes.jar")).arg(jna());
    let target = root().join("target/android");
    for jar in jars(&target.join("app/packed"))? {
        // The JAR of JNA is for desktops, and brings their libraries.
        if !named(&jar, "jna-") {
            r8.arg(jar);
        }
    }
    r8.arg(target.join("app/app-0.1.0.jar"));
    run(&mut r8)
}

/// JNA as phones have it.
fn jna() -> PathBuf {
    lay::laid().join("native/classes.jar")
}

fn named(jar: &Path, begins: &str) -> bool {
    jar.file_name().is_some_and(|file| file.to_string_lossy().starts_with(begins))
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
        .arg(aligned))
}

/// What is only found by its name is there; nothing of the desktop is; the APK is aligned and signed. Answers how many classes
/// were looked for.
fn verify(out: &Path, signed: &Path) -> Result<usize, Failure> {
    run(Command::new("apksigner").args(["verify", "--min-sdk-version", lay::MIN_SDK]).arg(signed))?;
    run(Command::new("zipalign").args(["-c", "4"]).arg(signed))?;
    let desktop: Vec<String> = survives::names_in(signed)?
        .into_iter()
        .filter(|name| [".so", ".dll", ".jnilib", ".a"].iter().any(|end| name.ends_with(end)))
        .collect();
    if !desktop.is_empty() {
        return Err(Failure(format!("libraries of a desktop in the APK: {}", desktop.join(", "))));
    }
    let target = root().join("target/android");
    let packed = jars(&target.join("app/packed"))?;
    let library = packed.into_iter().find(|jar| named(jar, "library-"));
    let library = library.ok_or_else(|| Failure("the library is not among what is packed".into()))?;
    let app = target.join("app/app-0.1.0.jar");
    let workers: Vec<(String, &str)> = survives::names_in(&app)?
        .iter()
        .filter_map(|name| name.strip_suffix(".class"))
        .filter(|name| name.ends_with("Worker"))
        .map(|name| (name.replace('/', "."), WORKER))
        .collect();
    if workers.is_empty() {
        return Err(Failure(format!("{}: no worker", app.display())));
    }
    let mut named = survives::in_manifest(&lay::laid().join("AndroidManifest.xml"))?;
    named.extend(survives::in_services(&out.join("dex"))?);
    let kept = [(library, "vn/doorstep/core/"), (jna(), "com/sun/jna/")];
    survives::check(&dexes(&out.join("dex"))?, &kept, &named, &workers)
}

/// How WorkManager makes a worker, whose name it has written down.
const WORKER: &str = "(Landroid/content/Context;Landroidx/work/WorkerParameters;)V";

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
