//! Hub and phone as children of this program, which plays both parts.

use std::{
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use anyhow::Context;
use doorstep_core::id::Id;

use crate::ward::Ward;

/// A child, killed when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Process {
    fn start(command: &mut Command) -> anyhow::Result<Process> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let said = BufReader::new(child.stdout.take().context("no output")?);
        Ok(Process { child, said })
    }

    /// The next line that it says; none once it has ended.
    pub fn line(&mut self) -> anyhow::Result<Option<String>> {
        let mut line = Vec::new();
        self.said.read_until(b'\n', &mut line)?;
        // A line without its end was cut by a kill: nobody was told it.
        Ok(line.strip_suffix(b"\n").map(|line| String::from_utf8_lossy(line).into_owned()))
    }

    /// Kills it as nothing can be caught (SIGKILL), and reads what it had said before.
    pub fn kill(mut self) -> anyhow::Result<Vec<String>> {
        self.child.kill()?;
        self.child.wait()?;
        let mut lines = Vec::new();
        while let Some(line) = self.line()? {
            lines.push(line);
        }
        Ok(lines)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Ended already, or never to be heard of again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How to start children: this program, or the one that a test names.
#[derive(Clone, Debug)]
pub struct Program(pub PathBuf);

impl Program {
    /// This program.
    pub fn own() -> anyhow::Result<Program> {
        Ok(Program(std::env::current_exe()?))
    }

    /// A hub that serves a folder; answers once it does.
    pub fn hub(&self, folder: &Path, address: SocketAddr) -> anyhow::Result<Process> {
        let mut hub = Process::start(Command::new(&self.0).arg("hub").arg(folder).arg(address.to_string()))?;
        while let Some(line) = hub.line()? {
            if line.starts_with("The hub runs at") {
                return Ok(hub);
            }
        }
        anyhow::bail!("the hub did not start")
    }

    /// A process that takes changes into a ward's store, beside whoever else does.
    pub fn take(&self, ward: &Ward, changes: u64, seed: u64, now: i64) -> anyhow::Result<Process> {
        let numbers = [changes.to_string(), seed.to_string(), now.to_string()];
        let homes = ward.homes.iter().map(Id::to_string);
        Process::start(Command::new(&self.0).arg("take").arg(ward.folder()).args(numbers).args(homes))
    }

    /// A phone that visits these homes and syncs now and then, until killed.
    pub fn phone(&self, file: &Path, homes: &[Id]) -> anyhow::Result<Process> {
        let homes = homes.iter().map(Id::to_string);
        Process::start(Command::new(&self.0).arg("phone").arg(file).args(homes))
    }
}

/// A free port of loopback.
pub fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
