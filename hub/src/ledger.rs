//! The list beside the database: what must survive the loss of the database itself.
//!
//! Devices revoked, content erased, and how high positions have gone. An entry is durable *before* the commit that makes
//! it true, so that an erasure acknowledged can never be undone by restoring an older copy. Only identifiers are in it;
//! it is never pruned. It is a plain file of JSON lines and may lie on another disk (`list` in the settings).
//!
//! [`RecordedStore`] puts the entries there: it stands before a store and sees every commit, whoever makes it.

mod recorded;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use doorstep_core::id::{CommuneCode, Id, Seq};
use serde::{Deserialize, Serialize};

pub use recorded::RecordedStore;

use crate::complaint::{Complaint, Outcome};

/// Positions are noted in steps of so many, so that hardly any commit waits for this file. Above what one commit takes.
const STEP: Seq = 1 << 20;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Entry {
    /// The first line: whose list it is, the hub's pin in hexadecimal.
    Hub(String),
    /// A device may only deliver from now on.
    Revoked(CommuneCode, Id),
    /// A record was erased for ever.
    Erased(CommuneCode, Id),
    /// No position at or above this one has been given.
    Below(CommuneCode, Seq),
}

/// What the list says about a commune.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// Revoked devices.
    pub revoked: BTreeSet<Id>,
    /// Erased records.
    pub erased: BTreeSet<Id>,
    /// No position at or above this one has been given.
    pub below: Seq,
}

/// The list, open for appending.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    file: File,
    communes: BTreeMap<CommuneCode, Listed>,
}

impl Ledger {
    /// Begins the list of a new hub.
    pub fn create(path: &Path, pin: &[u8; 32]) -> Outcome<Ledger> {
        let mut options = OpenOptions::new();
        options.append(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let complain = |error| Complaint::of_file(path, &error);
        let file = options.open(path).map_err(complain)?;
        let ledger = Ledger { path: path.to_owned(), state: Mutex::new(State { file, communes: BTreeMap::new() }) };
        ledger.append(&[Entry::Hub(doorstep_core::receipt::hex(pin))]).map_err(complain)?;
        Ok(ledger)
    }

    /// Opens the list of this hub.
    ///
    /// # Errors
    /// It is missing, another hub's, or damaged elsewhere than in a torn last line.
    pub fn open(path: &Path, pin: &[u8; 32]) -> Outcome<Ledger> {
        let communes = read_list(path, pin)?;
        let complain = |error| Complaint::of_file(path, &error);
        let file = OpenOptions::new().append(true).open(path).map_err(complain)?;
        Ok(Ledger { path: path.to_owned(), state: Mutex::new(State { file, communes }) })
    }

    /// What the list says, by commune.
    pub fn listed(&self) -> BTreeMap<CommuneCode, Listed> {
        self.state().communes.clone()
    }

    /// Where the list lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Notes what a commit is about to make true. Durable when this returns.
    fn note(&self, commune: CommuneCode, revoked: &[Id], erased: &[Id], seq: Seq) -> io::Result<()> {
        let mut entries = Vec::new();
        {
            let mut state = self.state();
            let listed = state.communes.entry(commune).or_default();
            entries.extend(
                revoked.iter().filter(|id| !listed.revoked.contains(id)).map(|id| Entry::Revoked(commune, *id)),
            );
            entries
                .extend(erased.iter().filter(|id| !listed.erased.contains(id)).map(|id| Entry::Erased(commune, *id)));
            if seq >= listed.below {
                entries.push(Entry::Below(commune, seq + STEP));
            }
        }
        if entries.is_empty() { Ok(()) } else { self.append(&entries) }
    }

    /// Takes over what another list of the same hub says.
    pub fn merge(&self, other: &BTreeMap<CommuneCode, Listed>) -> Outcome<()> {
        for (commune, listed) in other {
            let (revoked, erased): (Vec<Id>, Vec<Id>) =
                (listed.revoked.iter().copied().collect(), listed.erased.iter().copied().collect());
            self.note(*commune, &revoked, &erased, listed.below)
                .map_err(|error| Complaint::of_file(&self.path, &error))?;
        }
        Ok(())
    }

    fn append(&self, entries: &[Entry]) -> io::Result<()> {
        let mut text = String::new();
        for entry in entries {
            text.push_str(&serde_json::to_string(entry)?);
            text.push('\n');
        }
        let mut state = self.state();
        // One write of whole lines: what another process appends meanwhile stands before or after it.
        state.file.write_all(text.as_bytes())?;
        state.file.sync_data()?;
        entries.iter().for_each(|entry| take(entry, &mut state.communes));
        Ok(())
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // A panic leaves at most an entry in the file that memory lacks; it is then written twice.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn take(entry: &Entry, communes: &mut BTreeMap<CommuneCode, Listed>) {
    match entry {
        Entry::Hub(_) => {}
        Entry::Revoked(commune, id) => {
            communes.entry(*commune).or_default().revoked.insert(*id);
        }
        Entry::Erased(commune, id) => {
            communes.entry(*commune).or_default().erased.insert(*id);
        }
        Entry::Below(commune, seq) => {
            let listed = communes.entry(*commune).or_default();
            listed.below = listed.below.max(*seq);
        }
    }
}

/// Reads the list of a hub. A last line without its end was never acknowledged and is passed over.
pub fn read_list(path: &Path, pin: &[u8; 32]) -> Outcome<BTreeMap<CommuneCode, Listed>> {
    let text = std::fs::read_to_string(path).map_err(|error| Complaint::of_file(path, &error))?;
    let shown = path.display();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let mut communes = BTreeMap::new();
    let mut whose = None;
    for (at, line) in whole.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let Ok(entry) = serde_json::from_str(line) else {
            let line = at + 1;
            return Err(Complaint::new(
                "list_damaged",
                format!("{shown} hỏng ở dòng {line}. Hãy dùng bản sao gần nhất của danh sách này."),
                format!("{shown} is damaged in line {line}. Use the latest copy of this list."),
            ));
        };
        if let Entry::Hub(pin) = &entry {
            whose = Some(pin.clone());
        }
        take(&entry, &mut communes);
    }
    if whose.as_deref() != Some(&doorstep_core::receipt::hex(pin)) {
        return Err(Complaint::new(
            "list_of_another_hub",
            format!("{shown} là danh sách của một máy chủ khác (khóa khác)."),
            format!("{shown} is the list of another hub (another key)."),
        ));
    }
    Ok(communes)
}
