//! Writes an invented ward as a household list, and what a correct import must make of it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::{Parser, ValueEnum};
use doorstep_sample::lists::{Edits, Grouping, List, Mess, Shape, edited};
use doorstep_sample::{NOTICE_EN, NOTICE_VI, SampleWard, Spec};
use serde::Serialize;

/// Danh sách hộ của một phường mẫu, không có thật / A household list of an invented ward.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// Mã xã, phường 5 chữ số / commune code, 5 digits
    #[arg(long, default_value = "16522")]
    commune: String,
    /// Số hộ (mặc định: hợp với địa phương) / households (default: what fits the commune)
    #[arg(long)]
    households: Option<usize>,
    /// Cùng số, cùng phường / same seed, same ward
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Ngày đầu chiến dịch / first day of the campaign
    #[arg(long, default_value = "2026-12-01")]
    campaign_day: NaiveDate,
    /// Danh sách .xlsx hoặc .csv / the list, .xlsx or .csv
    #[arg(long)]
    out: Option<PathBuf>,
    /// Danh sách lần hai, đã sửa / the second, edited version of the list
    #[arg(long)]
    edited: bool,
    /// Bảng sạch, không lỗi / a tidy table without mess
    #[arg(long)]
    clean: bool,
    /// Mỗi người một dòng / one row a person
    #[arg(long)]
    members: bool,
    /// Thôn, tổ ghi ở đâu / where the neighbourhood stands
    #[arg(long)]
    grouping: Option<GroupingArg>,
    /// Không có cột mã hộ / no column of household codes
    #[arg(long)]
    no_codes: bool,
    /// Toàn bộ phường, JSON / the whole ward as JSON
    #[arg(long)]
    json: Option<PathBuf>,
    /// Kết quả nhập đúng, JSON / what a correct import must yield, JSON
    #[arg(long)]
    truth: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum GroupingArg {
    Sheets,
    GroupRows,
    Column,
}

impl Args {
    fn mess(&self) -> Mess {
        let mut mess = if self.clean { Mess::clean() } else { Mess::typical(self.seed) };
        if self.members {
            mess.shape = Shape::PerMember;
        }
        match self.grouping {
            Some(GroupingArg::Sheets) => mess.grouping = Grouping::Sheets,
            Some(GroupingArg::GroupRows) => mess.grouping = Grouping::GroupRows,
            Some(GroupingArg::Column) => mess.grouping = Grouping::Column,
            None => {}
        }
        mess.codes = !self.no_codes;
        mess
    }
}

fn main() -> Result<()> {
    let args = Args::parse();
    let spec = Spec {
        commune: args.commune.clone(),
        households: args.households,
        seed: args.seed,
        campaign_day: args.campaign_day,
    };
    let first = SampleWard::generate(&spec)?;
    let ward = if args.edited { edited(&first, &Edits::typical(args.seed)) } else { first.clone() };
    let extension = args.out.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
    let (mut first_mess, mut mess) = (args.mess(), args.mess());
    if extension == Some("csv") {
        (first_mess, mess) = (first_mess.for_csv(), mess.for_csv());
    }
    if args.edited {
        // What is no change looks different in the second list: capitals, order, the way numbers are written.
        mess.cosmetic_seed = mess.cosmetic_seed.wrapping_add(1);
        mess.shuffled = true;
    }
    let list = List::of(&ward, &mess);
    if let Some(path) = &args.out {
        let bytes = match extension {
            Some("xlsx") => list.xlsx()?,
            Some("csv") => list.csv()?,
            _ => bail!("{}: chỉ ghi được .xlsx và .csv / only .xlsx and .csv can be written", path.display()),
        };
        write(path, &bytes)?;
    }
    if let Some(path) = &args.json {
        write_json(path, &ward)?;
    }
    if let Some(path) = &args.truth {
        write_json(path, &list.truth)?;
    }
    let truth = &list.truth;
    let mut summary = serde_json::json!({
        "notice": format!("{NOTICE_VI} / {NOTICE_EN}"),
        "commune": format!("{} {} ({})", ward.commune.kind.word(), ward.commune.name, ward.commune.code),
        "squads": ward.squads.len(),
        "neighbourhoods": ward.neighbourhoods.len(),
        "members": ward.members.len(),
        "households": ward.households.len(),
        "residents": ward.resident_count(),
        "box": ward.bounds_origin,
        "must_import": truth.households.len(),
        "must_fail": truth.errors.len(),
        "must_warn": truth.warnings.len(),
    });
    if args.edited {
        let report = List::of(&first, &first_mess).truth.reimport(truth);
        summary["reimport"] = serde_json::json!({
            "created": report.created.len(),
            "updated": report.updated.len(),
            "unchanged": report.unchanged.len(),
            "missing": report.missing.len(),
        });
    }
    serde_json::to_writer_pretty(std::io::stdout().lock(), &summary)?;
    Ok(())
}

fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    write(path, &serde_json::to_vec_pretty(value)?)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("không ghi được {0} / cannot write {0}", path.display()))
}
