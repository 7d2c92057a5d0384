//! `parked`: list, accept, reject.

use std::io::Write;

use clap::Subcommand;
use doorstep_core::rules::parked::Settlement;

use super::desk::{Desk, parse_id, say};
use crate::complaint::Outcome;

/// Thay đổi chờ quyết định / Parked changes
#[derive(Debug, Subcommand)]
pub enum Parked {
    /// Danh sách / List
    List,
    /// Chấp nhận / Accept
    Accept {
        /// Mã thay đổi / The change's identifier
        change: String,
    },
    /// Không chấp nhận / Reject
    Reject {
        /// Mã thay đổi / The change's identifier
        change: String,
    },
}

impl Parked {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        match self {
            Parked::List => {
                for waiting in desk.office().parked()? {
                    let (vi, en) = waiting.words();
                    let receipt = &waiting.receipt;
                    say(out, format_args!("{}\t{}\t{}\t{vi} / {en}", receipt.change, receipt.kind, receipt.member));
                }
                Ok(())
            }
            Parked::Accept { change } => settle(desk, change, &Settlement::Accept, out),
            Parked::Reject { change } => settle(desk, change, &Settlement::Reject, out),
        }
    }
}

fn settle(desk: &Desk, change: &str, settlement: &Settlement, out: &mut dyn Write) -> Outcome<()> {
    let receipt = desk.office().settle(parse_id(change)?, settlement)?;
    let reason = receipt.reason.map(|reason| reason.to_string()).unwrap_or_default();
    say(out, format_args!("{}\t{}\t{reason}", receipt.change, receipt.fate));
    Ok(())
}
