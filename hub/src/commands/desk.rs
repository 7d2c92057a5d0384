//! What most commands need: an open hub, a commune of it, the time.

use std::io::Write;

use doorstep_core::id::{CommuneCode, Id};

use crate::{
    clock,
    complaint::{Complaint, Outcome},
    config::{Config, Settings},
    folder::{DataFolder, InUse},
    hub::Hub,
    office::Office,
};

/// An open hub and one commune of it.
pub struct Desk {
    /// The hub.
    pub hub: Hub,
    /// The commune.
    pub commune: CommuneCode,
    /// The settings.
    pub config: Config,
    /// Where everything lies.
    pub folder: DataFolder,
    _in_use: InUse,
}

impl Desk {
    /// Opens the hub of a folder. The commune needs no naming where there is only one.
    pub fn open(folder: &DataFolder, commune: Option<&str>) -> Outcome<Desk> {
        clock::plausible(clock::now_ms())?;
        if !folder.is_set_up() {
            return Err(Complaint::of_file(folder.path(), &std::io::ErrorKind::NotFound.into()));
        }
        let in_use = folder.use_for_command()?;
        let config = Settings::of_environment()?.over(Settings::read(&folder.settings())?, folder)?;
        let hub = Hub::open(folder, &config.list)?;
        let communes = hub.store().communes()?;
        let commune = match commune {
            Some(code) => {
                let code = parse_commune(code)?;
                communes.into_iter().find(|known| *known == code)
            }
            None if communes.len() == 1 => communes.first().copied(),
            None => None,
        };
        let commune = commune.ok_or_else(|| {
            Complaint::new(
                "which_commune",
                "Hãy chọn một xã, phường của máy chủ này bằng --commune MÃ (năm chữ số).",
                "Name one of this hub's communes with --commune CODE (five digits).",
            )
        })?;
        Ok(Desk { hub, commune, config, folder: folder.clone(), _in_use: in_use })
    }

    /// The office, acting as the hub, now.
    pub fn office(&self) -> Office<'_> {
        Office::of(&self.hub, self.commune, clock::now_ms())
    }
}

/// Reads a commune's code.
pub(super) fn parse_commune(text: &str) -> Outcome<CommuneCode> {
    text.parse().map_err(|error: doorstep_core::id::NotACommuneCode| {
        let found = &error.0;
        Complaint::new(
            "commune",
            format!("{found:?} không phải mã xã, phường: cần năm chữ số, như 16522."),
            error.to_string(),
        )
    })
}

/// Reads an identifier.
pub(super) fn parse_id(text: &str) -> Outcome<Id> {
    text.trim().parse().map_err(|error: doorstep_core::id::NotAnId| {
        Complaint::new("id", "Không phải mã: cần 36 ký tự, như trong các lệnh `list`.", error.to_string())
    })
}

/// Says a line. An output that is gone (a closed pipe) is no reason to undo what was done.
pub(super) fn say(out: &mut dyn Write, line: impl std::fmt::Display) {
    let _ = writeln!(out, "{line}");
}
