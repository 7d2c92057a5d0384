//! `import`: a household list.

use std::{io::Write, path::PathBuf};

use clap::Args;
use doorstep_core::calendar::vietnam_date;
use doorstep_import::{Options, columns::Field, diff::Plan, json, messages};

use super::desk::{Desk, say};
use crate::complaint::{Complaint, Outcome};

/// Findings shown one by one; the rest is counted.
const SHOWN: usize = 30;

/// Nhập danh sách hộ / Import a household list (xlsx, xls, ods, csv)
#[derive(Debug, Args)]
pub struct Import {
    /// Tệp / File
    file: PathBuf,
    /// Chỉ xem trước, không ghi / Only show what it would do
    #[arg(long)]
    dry_run: bool,
    /// Báo cáo dạng JSON / Report as JSON
    #[arg(long)]
    json: bool,
    /// Ghép cột: TRANG!C=head_name hoặc C=head_name / Map a column: SHEET!C=head_name or C=head_name
    #[arg(long = "map", value_name = "COL=FIELD")]
    map: Vec<String>,
    /// Trang tính cần đọc / Sheets to read
    #[arg(long = "sheet")]
    sheets: Vec<String>,
    /// Tổ, thôn của cả tệp, khi tệp không ghi / Neighbourhood of the whole file, where it names none
    #[arg(long)]
    neighbourhood: Option<String>,
}

impl Import {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        let office = desk.office();
        let began = std::time::Instant::now();
        let bytes = std::fs::read(&self.file).map_err(|error| Complaint::of_file(&self.file, &error))?;
        let name = self.file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let mut options = Options::on(vietnam_date(office.now));
        options.neighbourhood = self.neighbourhood.clone();
        options.sheets = (!self.sheets.is_empty()).then(|| self.sheets.clone());
        if !self.map.is_empty() {
            // Sheets by name: a mapping without one counts for all.
            let first = doorstep_import::read(&bytes, name, &options);
            for mapping in &self.map {
                let (sheet, column, field) = parse_mapping(mapping)?;
                for reading in first.sheets.iter().filter(|reading| sheet.is_none_or(|sheet| reading.name == sheet)) {
                    options.mapping.insert((reading.name.clone(), column), field);
                }
            }
        }
        let mut reading = doorstep_import::read(&bytes, name, &options);
        if let Some(refusal) = &reading.refused {
            let words = messages::refusal(refusal.kind);
            return Err(Complaint::new("list_refused", words.vi, words.en));
        }
        let earlier = office.earlier_lists()?;
        let plan = office.plan_list(&earlier, &mut reading);
        if self.json {
            let report = json::report(&reading, std::slice::from_ref(&plan), 0, began.elapsed().as_secs_f64());
            say(out, report);
        } else {
            show(&reading, &plan, out);
        }
        if self.dry_run {
            return Ok(());
        }
        if reading.needs_neighbourhood {
            return Err(Complaint::new(
                "which_neighbourhood",
                "Danh sách không ghi tổ, thôn. Hãy nêu bằng --neighbourhood \"Tổ dân phố 5\". Chưa ghi gì.",
                "The list names no neighbourhood. Name it with --neighbourhood \"Tổ dân phố 5\". Nothing was written.",
            ));
        }
        let batch = format!("{} {name}", vietnam_date(office.now));
        let batch: String = batch.chars().take(60).collect();
        let applied = office.apply_list(&earlier, &reading, &plan, &batch)?;
        if !self.json {
            say(
                out,
                format_args!(
                    "Đã ghi {} hộ, {} người, {} tổ thôn mới; không ghi được {}.\n{} households, {} residents, {} new neighbourhoods; {} not applied.",
                    applied.households,
                    applied.residents,
                    applied.neighbourhoods,
                    applied.not_applied.len(),
                    applied.households,
                    applied.residents,
                    applied.neighbourhoods,
                    applied.not_applied.len(),
                ),
            );
        }
        Ok(())
    }
}

fn show(reading: &doorstep_import::Reading, plan: &Plan, out: &mut dyn Write) {
    for finding in reading.findings.iter().chain(plan.kept.iter().map(|stays| &stays.finding)).take(SHOWN) {
        let words = messages::finding(finding);
        say(out, format_args!("{}\n  {}", words.vi, words.en));
    }
    let more = (reading.findings.len() + plan.kept.len()).saturating_sub(SHOWN);
    if more > 0 {
        say(out, format_args!("… và {more} điều nữa (--json) / and {more} more (--json)"));
    }
    let (new, changed, same, missing) =
        (plan.created.len(), plan.updated.len(), plan.unchanged.len(), plan.missing.len());
    say(out, format_args!("Hộ mới {new}, thay đổi {changed}, giữ nguyên {same}, không còn trong danh sách {missing}."));
    say(out, format_args!("Households: new {new}, changed {changed}, unchanged {same}, missing {missing}."));
}

/// `SHEET!C=field` or `C=field`: sheet, column from 0, field.
fn parse_mapping(text: &str) -> Outcome<(Option<&str>, u32, Field)> {
    let parse = || {
        let (place, field) = text.rsplit_once('=')?;
        let (sheet, column) = match place.rsplit_once('!') {
            Some((sheet, column)) => (Some(sheet), column),
            None => (None, place),
        };
        let field: Field = serde_json::from_value(field.trim().into()).ok()?;
        Some((sheet, column_index(column.trim())?, field))
    };
    parse().ok_or_else(|| {
        Complaint::new(
            "mapping",
            format!("{text:?} không phải cách ghép cột. Ví dụ: --map C=head_name, --map \"Tổ 5!C=phone\"."),
            format!("{text:?} is not a mapping. For example: --map C=head_name, --map \"Tổ 5!C=phone\"."),
        )
    })
}

/// A, B, …, Z, AA … from 0.
fn column_index(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    letters
        .bytes()
        .try_fold(0u32, |index, letter| {
            letter.is_ascii_alphabetic().then(|| index * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1)
        })
        .map(|index| index - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        assert_eq!(column_index("A"), Some(0));
        assert_eq!(column_index("aa"), Some(26));
        assert_eq!(column_index("1"), None);
        assert_eq!(parse_mapping("C").unwrap_err().code, "mapping");
        assert_eq!(parse_mapping("C=otp").unwrap_err().code, "mapping");
    }
}
