//! `check`: the invariants of the database.

use std::io::Write;

use doorstep_core::sync::hub::Keys;

use super::desk::{Desk, say};
use crate::complaint::{Complaint, Outcome};

pub(super) fn run(desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
    let problems = desk.hub.store().check(&desk.commune, Some(desk.hub.keys().receipt_key()))?;
    for problem in &problems {
        say(out, problem);
    }
    let count = problems.len();
    if count == 0 {
        say(out, "Không có lỗi. / No problem found.");
        return Ok(());
    }
    Err(Complaint::new(
        "check_failed",
        format!("Có {count} lỗi. Hãy sao lưu ngay, rồi khôi phục từ bản sao lưu lành gần nhất."),
        format!("{count} problems. Back up now, then restore the latest backup that is sound."),
    ))
}
