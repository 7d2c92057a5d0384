//! `neighbourhood`: add, list, merge, outline.

use std::io::Write;

use clap::Subcommand;

use super::desk::{Desk, say};
use crate::complaint::Outcome;

/// Tổ dân phố, thôn / Neighbourhoods
#[derive(Debug, Subcommand)]
pub enum Neighbourhood {
    /// Thêm / Add
    Add {
        /// Tên kèm loại: "Tổ dân phố 5" / Name with its word
        name: String,
    },
    /// Danh sách / List
    List,
    /// Vẽ lại ranh giới quanh các nhà có vị trí / Draw outlines around the homes whose position is kept
    Outline,
    /// Nhập một tổ vào tổ khác / Merge one into another, which keeps the former name
    Merge {
        /// Tổ được nhập / The one that goes
        from: String,
        /// Tổ nhận / The one that takes it in
        into: String,
    },
}

impl Neighbourhood {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        let office = desk.office();
        match self {
            Neighbourhood::Add { name } => say(out, office.add_neighbourhood(name)?),
            Neighbourhood::List => {
                for (id, neighbourhood) in office.neighbourhoods()? {
                    let former = neighbourhood.former_names.join(", ");
                    say(out, format_args!("{id}\t{}\t{}\t{former}", neighbourhood.name, neighbourhood.state));
                }
            }
            Neighbourhood::Outline => {
                let drawn = office.outline_neighbourhoods()?;
                say(out, format_args!("Đã vẽ {drawn} ranh giới. / {drawn} outlines drawn."));
            }
            Neighbourhood::Merge { from, into } => {
                office.merge_neighbourhood(office.find_neighbourhood(from)?, office.find_neighbourhood(into)?)?;
                say(out, "Đã nhập. / Merged.");
            }
        }
        Ok(())
    }
}
