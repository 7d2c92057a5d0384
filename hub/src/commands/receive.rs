//! `receive`: a sealed outbox that somebody hands in.

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::desk::{Desk, say};
use crate::{
    complaint::{Complaint, Outcome},
    handed_in,
};

/// Nhận tệp niêm phong của điện thoại / Take a phone's sealed file
#[derive(Debug, Args)]
pub struct Receive {
    /// Tệp / File
    file: PathBuf,
}

impl Receive {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        let bytes = std::fs::read(&self.file).map_err(|error| Complaint::of_file(&self.file, &error))?;
        let taken = handed_in::receive(&desk.hub, &desk.commune, &bytes, desk.office().now)?;
        for receipt in &taken.receipts {
            say(out, format_args!("{}\t{}\t{}", receipt.change, receipt.kind, receipt.fate));
        }
        let (count, refused, damaged) = (taken.receipts.len(), taken.refused, taken.damaged);
        say(out, format_args!("Nhận {count}, từ chối {refused}, chỗ hỏng {damaged}."));
        say(out, format_args!("{count} taken, {refused} refused, {damaged} damaged stretches."));
        Ok(())
    }
}
