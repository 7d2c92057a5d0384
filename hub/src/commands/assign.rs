//! `assign`: households by neighbourhood or by code, to a member or to a squad's list.

use std::io::Write;

use clap::Args;

use super::desk::{Desk, parse_id, say};
use crate::{
    complaint::{Complaint, Outcome},
    office::{assignments::Holder, households::Home},
};

/// Giao hộ / Give households
#[derive(Debug, Args)]
pub struct Assign {
    /// Cho thành viên / To a member
    #[arg(long, required_unless_present = "squad", conflicts_with = "squad")]
    member: Option<String>,
    /// Cho danh sách của đội hình / To a squad's list
    #[arg(long)]
    squad: Option<String>,
    /// Các hộ của tổ, thôn / Households of a neighbourhood
    #[arg(long)]
    neighbourhood: Option<String>,
    /// Các hộ theo mã trong danh sách / Households by their list's codes
    #[arg(long = "code", value_delimiter = ',')]
    codes: Vec<String>,
    /// Chỉ hộ chưa giao cho ai / Only those that nobody has
    #[arg(long)]
    free: bool,
}

impl Assign {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        let office = desk.office();
        let holder = match (&self.member, &self.squad) {
            (Some(member), _) => office.holder(parse_id(member)?)?,
            (None, Some(squad)) => Holder::Squad(super::squad::find(desk, squad)?),
            (None, None) => return Err(nothing_named()),
        };
        if self.neighbourhood.is_none() && self.codes.is_empty() {
            return Err(nothing_named());
        }
        let neighbourhood = self.neighbourhood.as_ref().map(|name| office.find_neighbourhood(name)).transpose()?;
        let all = office.households()?;
        for code in &self.codes {
            if !all.iter().any(|home| home.household.code == *code) {
                return Err(Complaint::new(
                    "no_household",
                    format!("Không có hộ mã {code:?}. Chưa giao hộ nào."),
                    format!("There is no household with the code {code:?}. Nothing was given."),
                ));
            }
        }
        let wanted = |home: &Home| {
            neighbourhood.is_none_or(|wanted| home.household.neighbourhood == Some(wanted))
                && (self.codes.is_empty() || self.codes.contains(&home.household.code))
                && !(self.free && home.assignment.member.is_some())
        };
        let homes: Vec<Home> = all.into_iter().filter(wanted).collect();
        let assigned = office.assign(&homes, holder)?;
        say(out, format_args!("Đã giao {} hộ, không giao được {}.", assigned.given, assigned.not_given.len()));
        say(out, format_args!("{} households given, {} not.", assigned.given, assigned.not_given.len()));
        for receipt in assigned.not_given {
            let reason = receipt.reason.map(|reason| reason.to_string()).unwrap_or_default();
            say(out, format_args!("{}\t{}\t{reason}", receipt.root, receipt.fate));
        }
        Ok(())
    }
}

fn nothing_named() -> Complaint {
    Complaint::new(
        "nothing_named",
        "Hãy nêu hộ nào bằng --neighbourhood hoặc --code.",
        "Say which households by --neighbourhood or --code.",
    )
}
