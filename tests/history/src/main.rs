//! Freezes this release's files into a folder that does not exist yet.

use std::path::PathBuf;

use anyhow::{Context, ensure};

fn main() -> anyhow::Result<()> {
    let folder: PathBuf = std::env::args_os().nth(1).context("usage: doorstep-history FOLDER")?.into();
    ensure!(!folder.exists(), "{} exists; what is frozen is never written again", folder.display());
    std::fs::create_dir_all(&folder)?;
    doorstep_history::scene::freeze(&folder)
}
