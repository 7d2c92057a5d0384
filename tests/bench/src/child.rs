//! Processes of their own for what is measured by process: memory, and CPU time of one side.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, ensure};
use serde::de::DeserializeOwned;

/// This program, which also is its own children.
#[derive(Clone, Debug)]
pub struct Program(PathBuf);

impl Program {
    /// The program at a path.
    pub fn at(path: impl Into<PathBuf>) -> Program {
        Program(path.into())
    }

    /// Runs a part of it to its end, and reads what it says: one JSON object.
    pub fn run<T: DeserializeOwned>(&self, part: &str, args: &[&dyn AsRef<OsStr>]) -> anyhow::Result<T> {
        let mut command = self.command(part, args);
        let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("starting `{part}`"))?;
        ensure!(output.status.success(), "`{part}` ended with {}", output.status);
        serde_json::from_slice(&output.stdout).with_context(|| format!("what `{part}` says"))
    }

    /// Starts a part of it.
    pub fn start(&self, part: &str, args: &[&dyn AsRef<OsStr>]) -> anyhow::Result<Started> {
        let child =
            self.command(part, args).stdout(Stdio::piped()).spawn().with_context(|| format!("starting `{part}`"))?;
        Ok(Started(child))
    }

    fn command(&self, part: &str, args: &[&dyn AsRef<OsStr>]) -> Command {
        let mut command = Command::new(&self.0);
        command.arg(part).args(args.iter().map(|arg| arg.as_ref()));
        command
    }
}

/// A process that ends when dropped.
pub struct Started(pub Child);

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A fresh name for a file in a folder.
pub fn fresh(folder: &Path, stem: &str, round: usize) -> PathBuf {
    folder.join(format!("{stem}-{round}.db"))
}
