//! A data folder, and commands typed at it.

use std::path::{Path, PathBuf};

use clap::Parser;
use doorstep_hub::{
    commands::{self, Cli},
    complaint::{Complaint, Outcome},
    folder::DataFolder,
    hub::Hub,
    office::Office,
};

pub(crate) struct Desk {
    _temporary: tempfile::TempDir,
    pub(crate) root: PathBuf,
    pub(crate) phrase: String,
}

impl Desk {
    /// A hub for the ward of Quảng Phú.
    pub(crate) fn set_up() -> Desk {
        let temporary = tempfile::tempdir().unwrap();
        let mut desk = Desk { root: temporary.path().to_owned(), _temporary: temporary, phrase: String::new() };
        let said = desk.types(&["init", "--commune", "16522"]).unwrap();
        let words = said.lines().filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        let words: Vec<&str> = words.flat_map(|line| line.split_whitespace().skip(1)).collect();
        assert_eq!(words.len(), 24, "{said}");
        desk.phrase = words.join(" ");
        desk
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    pub(crate) fn types(&self, arguments: &[&str]) -> Outcome<String> {
        types_at(&self.data(), arguments)
    }

    pub(crate) fn refuses(&self, arguments: &[&str]) -> Complaint {
        self.types(arguments).unwrap_err()
    }

    /// The hub's office, for what no command shows.
    pub(crate) fn office<T>(&self, look: impl FnOnce(&Office<'_>) -> T) -> T {
        let folder = DataFolder::at(self.data());
        let hub = Hub::open(&folder, &folder.list()).unwrap();
        let commune = "16522".parse().unwrap();
        look(&Office::of(&hub, commune, doorstep_hub::clock::now_ms()))
    }

    pub(crate) fn phrase_file(&self) -> String {
        let path = self.root.join("words.txt");
        std::fs::write(&path, &self.phrase).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.root.join(name).to_str().unwrap().to_owned()
    }
}

pub(crate) fn types_at(data: &Path, arguments: &[&str]) -> Outcome<String> {
    let line = ["doorstep-hub", "--data", data.to_str().unwrap()].into_iter().chain(arguments.iter().copied());
    let cli = Cli::try_parse_from(line).unwrap();
    let mut out = Vec::new();
    commands::run(&cli, &mut out).map(|()| String::from_utf8(out).unwrap())
}

/// The program itself, with an environment of its own.
#[test]
fn every_command_reads_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let types = |arguments: &[&str]| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_doorstep-hub"));
        program.arg("--data").arg(folder.path().join("data")).args(arguments);
        program.env("DOORSTEP_ADDRESSES", "192.168.7.9:8443").env("DOORSTEP_LIST", folder.path().join("beside.json"));
        let done = program.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    types(&["init", "--commune", "16522"]);
    assert!(folder.path().join("beside.json").exists(), "the list lies where the environment says");
    types(&["member", "add", "Trịnh Thị Lan", "--role", "coordinator"]);
    let listed = types(&["member", "list"]);
    let member = listed.split_whitespace().next().unwrap().to_owned();
    let said = types(&["device", "enrol", &member]);
    let text = said.lines().last().unwrap();
    let invitation = doorstep_core::enrolment::Invitation::from_text(text).unwrap();
    assert_eq!(invitation.addresses, ["192.168.7.9:8443"]);
}
