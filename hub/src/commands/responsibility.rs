//! `responsibility set`: which squad looks after which neighbourhood.

use std::io::Write;

use chrono::NaiveDate;
use clap::Subcommand;
use doorstep_core::calendar::vietnam_date;

use super::desk::{Desk, say};
use crate::complaint::Outcome;

/// Đội hình phụ trách tổ, thôn / Responsibilities
#[derive(Debug, Subcommand)]
pub enum Responsibility {
    /// Giao tổ, thôn cho đội hình / Give a neighbourhood to a squad
    Set {
        /// Tổ, thôn / Neighbourhood
        neighbourhood: String,
        /// Đội hình / Squad
        squad: String,
        /// Từ ngày (mặc định hôm nay) / From, YYYY-MM-DD (usual: today)
        #[arg(long)]
        from: Option<NaiveDate>,
    },
}

impl Responsibility {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        let Responsibility::Set { neighbourhood, squad, from } = self;
        let office = desk.office();
        let from = from.unwrap_or_else(|| vietnam_date(office.now));
        let (squad, neighbourhood) = (super::squad::find(desk, squad)?, office.find_neighbourhood(neighbourhood)?);
        office.set_responsibility(squad, neighbourhood, from)?;
        say(out, "Đã giao phụ trách. / Set.");
        Ok(())
    }
}
