//! `recovery end`: a restored hub counts commands again.

use std::io::Write;

use clap::Subcommand;

use super::desk::{Desk, say};
use crate::complaint::Outcome;

/// Khôi phục / Recovery
#[derive(Debug, Subcommand)]
pub enum Recovery {
    /// Kết thúc khi các điện thoại đã gửi lại / End it, once phones have delivered again
    End,
}

impl Recovery {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        let Recovery::End = self;
        desk.office().end_recovery()?;
        say(out, "Đã kết thúc khôi phục. / The recovery has ended.");
        Ok(())
    }
}
