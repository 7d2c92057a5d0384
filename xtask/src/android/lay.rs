//! Android's libraries and resources, laid out for Maven, lint and packing: what AGP does in an Android SDK.
//!
//! Everything goes below `target/android/laid`: `main/classes.jar` and `test/classes.jar` (all AARs merged), the merged
//! manifest, `resources.apk`, and `java` with `R`.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::maven;
use crate::run::{Failure, root, run};

pub(crate) const PACKAGE: &str = "vn.doorstep.app";
pub(crate) const MIN_SDK: &str = "26";
pub(crate) const TARGET_SDK: &str = "35";

/// Where everything lies.
pub(crate) fn laid() -> PathBuf {
    root().join("target/android/laid")
}

/// The jars of Android's own tools, as a class path.
pub(crate) fn tools() -> OsString {
    let mut path = root().join("target/android/tools").into_os_string();
    path.push("/*");
    path
}

/// Lays out the libraries where their list changed, and the resources always.
pub(crate) fn lay() -> Result<(), Failure> {
    libraries()?;
    resources()
}

fn libraries() -> Result<(), Failure> {
    let lists = ["pom.xml", "aars/pom.xml", "tools/pom.xml", "tools/Merge.java"]
        .map(|file| fs::read_to_string(root().join("android").join(file)));
    let mut wanted = String::new();
    for list in lists {
        wanted.push_str(&list.map_err(|error| Failure(format!("android: {error}")))?);
    }
    let stamp = laid().join("libraries");
    if fs::read_to_string(&stamp).is_ok_and(|last| last == wanted) {
        return Ok(());
    }
    let copied = root().join("target/android/aars");
    for old in [&copied, &laid(), &root().join("target/android/tools"), &root().join("target/android/framework")] {
        // A library that left the list must leave the folder, too.
        let _ = fs::remove_dir_all(old);
    }
    run(maven().args(["-Play", "-pl", "aars,tools", "generate-resources"]))?;
    for set in ["main", "native", "test"] {
        run(Command::new("java")
            .arg(root().join("android/tools/Merge.java"))
            .arg(copied.join(set))
            .arg(laid().join(set)))?;
    }
    for aar in folders(&laid().join("main"))? {
        if has_files(&aar.join("res")) {
            compile(&aar.join("res"), &aar.join("resources.flata"))?;
        }
    }
    write(&stamp, &wanted)
}

fn resources() -> Result<(), Failure> {
    let aars = folders(&laid().join("main"))?;
    let manifest = merge_manifests(&aars)?;
    let mut link = Command::new("aapt2");
    link.arg("link").arg("-o").arg(laid().join("resources.apk")).arg("--manifest").arg(manifest);
    link.arg("-I").arg(framework()?).arg("--auto-add-overlay").arg("--java").arg(fresh(&laid().join("java"))?);
    link.arg("--proguard").arg(laid().join("manifest.pro"));
    link.args(["--min-sdk-version", MIN_SDK, "--target-sdk-version", TARGET_SDK]);
    link.arg("-A").arg(root().join("design/fonts"));
    let mut packages = Vec::new();
    for aar in &aars {
        let flat = aar.join("resources.flata");
        if flat.exists() {
            packages.push(package_of(aar)?);
            link.arg("-R").arg(flat);
        }
    }
    packages.sort();
    packages.dedup();
    link.arg("--extra-packages").arg(packages.join(":"));
    // Last, so that the app's own win.
    for (name, folder) in [
        ("generated.flata", root().join("target/generated/android/res")),
        ("app.flata", root().join("android/app/src/main/res")),
    ] {
        let flat = laid().join(name);
        compile(&folder, &flat)?;
        link.arg("-R").arg(flat);
    }
    run(&mut link)
}

fn merge_manifests(aars: &[PathBuf]) -> Result<PathBuf, Failure> {
    let out = laid().join("AndroidManifest.xml");
    let mut merge = Command::new("java");
    merge.arg("-cp").arg(tools()).arg("com.android.manifmerger.Merger");
    merge.arg("--main").arg(root().join("android/app/src/main/AndroidManifest.xml"));
    let mut libs = OsString::new();
    for aar in aars {
        if !libs.is_empty() {
            libs.push(":");
        }
        libs.push(aar.join("AndroidManifest.xml"));
    }
    merge.arg("--libs").arg(libs);
    for (property, value) in [
        ("PACKAGE", PACKAGE),
        ("MIN_SDK_VERSION", MIN_SDK),
        ("TARGET_SDK_VERSION", TARGET_SDK),
        ("VERSION_CODE", "1"),
        ("VERSION_NAME", env!("CARGO_PKG_VERSION")),
    ] {
        merge.arg("--property").arg(format!("{property}={value}"));
    }
    merge.arg("--log").arg("WARNING").arg("--out").arg(&out);
    run(&mut merge)?;
    Ok(out)
}

/// Android's own classes and resources, of the older release that tests run on: Debian's aapt2 reads no newer ones.
pub(crate) fn framework() -> Result<PathBuf, Failure> {
    framework_named("Android 14", |name| name.contains("-14-"))
}

/// Android's own classes as they are on a phone: those for tests hold things that R8 refuses.
pub(crate) fn phone_framework() -> Result<PathBuf, Failure> {
    framework_named("Android that was not changed for tests", |name| !name.contains("instrumented"))
}

fn framework_named(what: &str, is: impl Fn(&str) -> bool) -> Result<PathBuf, Failure> {
    let folder = root().join("target/android/framework");
    fs::read_dir(&folder)
        .map_err(|error| Failure(format!("{}: {error}", folder.display())))?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.file_name().is_some_and(|name| is(&name.to_string_lossy())))
        .ok_or_else(|| Failure(format!("{}: no {what}", folder.display())))
}

fn compile(res: &Path, out: &Path) -> Result<(), Failure> {
    run(Command::new("aapt2").arg("compile").arg("--dir").arg(res).arg("-o").arg(out))
}

/// The package that a library's `R` is in.
fn package_of(aar: &Path) -> Result<String, Failure> {
    let path = aar.join("AndroidManifest.xml");
    let text = fs::read_to_string(&path).map_err(|error| Failure(format!("{}: {error}", path.display())))?;
    let package = text.split_once("package=\"").and_then(|(_, rest)| rest.split_once('"'));
    package
        .map(|(package, _)| package.to_owned())
        .ok_or_else(|| Failure(format!("{}: names no package", path.display())))
}

pub(crate) fn folders(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    found.sort();
    Ok(found)
}

fn has_files(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// An empty folder.
pub(crate) fn fresh(folder: &Path) -> Result<PathBuf, Failure> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    Ok(folder.to_owned())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure(format!("{}: {error}", path.display())))
}
