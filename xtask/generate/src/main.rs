//! `doorstep-generate tokens | strings`: what the apps' sources are made of, from `design/`, `strings/` and `data/`.
//!
//! `cargo xtask tokens` and `cargo xtask strings` run it; it is a crate of its own so that the runner itself needs no
//! parser and builds in a second. Kotlin is written below `target/generated/`, Swift into the package that it belongs to,
//! whose sources may lie nowhere else; what iOS shows of the app goes beside the app. Nothing of it is committed.

mod app_icon;
mod catalogue;
mod colour;
mod icons;
mod messages;
mod names;
mod strings;
mod tokens;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("tokens") => {
            tokens::generate()?;
            icons::generate()?;
            app_icon::generate()
        }
        Some("strings") => {
            strings::generate()?;
            catalogue::generate()
        }
        _ => anyhow::bail!("doorstep-generate tokens | strings"),
    }
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the workspace.
pub(crate) fn read(path: &str) -> anyhow::Result<String> {
    fs::read_to_string(root().join(path)).with_context(|| path.to_owned())
}

/// Writes a generated file of the workspace; one that says the same already keeps its time, so that nothing is compiled again for it.
pub(crate) fn write(path: &str, text: &str) -> anyhow::Result<()> {
    let path = root().join(path);
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, text).with_context(|| path.display().to_string())
}

/// Where Kotlin's generated design lies.
pub(crate) const KOTLIN: &str = "target/generated/kotlin/vn/doorstep/ui/design";
/// Where Swift's generated design lies.
pub(crate) const SWIFT: &str = "ios/DoorstepKit/Sources/DoorstepUI/Generated";
/// Where the pictures of the iOS app lie.
pub(crate) const IOS_ASSETS: &str = "ios/App/Assets.xcassets";
/// Where the resources of the Android app lie.
pub(crate) const ANDROID: &str = "target/generated/android/res";
