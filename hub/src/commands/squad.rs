//! `squad`: add, list.

use std::io::Write;

use clap::Subcommand;
use doorstep_core::{id::Id, text};

use super::desk::{Desk, say};
use crate::complaint::{Complaint, Outcome};

/// Đội hình / Squads
#[derive(Debug, Subcommand)]
pub enum Squad {
    /// Thêm / Add
    Add {
        /// Tên / Name
        name: String,
    },
    /// Danh sách / List
    List,
}

impl Squad {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        match self {
            Squad::Add { name } => say(out, desk.office().add_squad(name)?),
            Squad::List => {
                for (id, squad) in desk.office().squads()? {
                    say(out, format_args!("{id}\t{}\t{}", squad.name, squad.roster.len()));
                }
            }
        }
        Ok(())
    }
}

/// A squad by identifier or name.
pub(super) fn find(desk: &Desk, wanted: &str) -> Outcome<Id> {
    let squads = desk.office().squads()?;
    let id = wanted.parse::<Id>().ok();
    let found = squads.iter().find(|(known, squad)| Some(*known) == id || text::same(&squad.name, wanted));
    found.map(|(id, _)| *id).ok_or_else(|| {
        Complaint::new(
            "no_squad",
            "Không có đội hình đó. Xem `squad list`.",
            "There is no such squad. See `squad list`.",
        )
    })
}
