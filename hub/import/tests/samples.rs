//! The samples of `tests/import`: counts, findings with their codes, every household of the truth tables, re-import,
//! and no forbidden number in anything that is written.

#![allow(clippy::unwrap_used, reason = "the helpers of tests may fail loudly")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::NaiveDate;
use doorstep_import::diff::{Imported, diff};
use doorstep_import::rekey::Kept;
use doorstep_import::report::Severity;
use doorstep_import::{Options, Reading, json, read};
use serde_json::Value;

const SAMPLES: [&str; 6] = [
    "dev1_danh_sach_ho_pho.xlsx",
    "dev2_bang_ma_cu.xls",
    "dev3_csv_1258.csv",
    "dev4_nhan_khau.ods",
    "dev5_nhap_lai_1.xlsx",
    "dev5_nhap_lai_2.xlsx",
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/import")
}

fn open(name: &str) -> Reading {
    let options = Options::on(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
    read(&std::fs::read(folder().join(name)).unwrap(), name, &options)
}

fn expected(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder().join(format!("{name}.expected.json"))).unwrap()).unwrap()
}

/// sheet, row, head, neighbourhood, phones, year, address
type Line = [String; 7];

fn truth(name: &str) -> Vec<Line> {
    let text = std::fs::read_to_string(folder().join(format!("truth/{name}.truth.csv"))).unwrap();
    text.lines().skip(1).map(|line| fields(line).try_into().unwrap()).collect()
}

fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

fn lines(reading: &Reading) -> Vec<Line> {
    let line = |h: &doorstep_import::household::Household| {
        let source = h.source.clone().unwrap();
        let year = h.birth_year.map(|y| y.to_string()).unwrap_or_default();
        [
            source.sheet,
            source.row.to_string(),
            h.head.clone(),
            h.neighbourhood.clone(),
            h.phones.join(" "),
            year,
            h.address.clone().unwrap_or_default(),
        ]
    };
    reading.households.iter().map(line).collect()
}

#[test]
fn every_household_is_as_the_truth_says() {
    for name in SAMPLES {
        let (found, wanted) = (lines(&open(name)), truth(name));
        for (found, wanted) in found.iter().zip(&wanted) {
            assert_eq!(found, wanted, "{name}");
        }
        assert_eq!(found.len(), wanted.len(), "{name}");
    }
}

#[test]
fn findings_have_the_expected_places_and_codes() {
    for name in SAMPLES {
        let (reading, expected) = (open(name), expected(name));
        let wanted = |key: &str| -> BTreeSet<(String, u64, String)> {
            let list = expected[key].as_array().unwrap();
            list.iter()
                .map(|f| {
                    (
                        f["sheet"].as_str().unwrap().into(),
                        f["row"].as_u64().unwrap(),
                        f["code"].as_str().unwrap().into(),
                    )
                })
                .collect()
        };
        let found = |severity: Severity| -> BTreeSet<(String, u64, String)> {
            let code = |f: &doorstep_import::report::Finding| {
                serde_json::to_value(f.code).unwrap().as_str().unwrap().to_owned()
            };
            reading
                .findings
                .iter()
                .filter(|f| f.severity == severity)
                .map(|f| (f.sheet.clone(), f.row.into(), code(f)))
                .collect()
        };
        assert_eq!(found(Severity::Error), wanted("errors"), "{name}");
        let whole_file = ["formula_cell", "hidden_rows"];
        let warnings: BTreeSet<_> =
            found(Severity::Warning).into_iter().filter(|w| !whole_file.contains(&w.2.as_str())).collect();
        assert_eq!(warnings, wanted("warnings"), "{name}");
        let hidden = reading
            .findings
            .iter()
            .find(|f| f.code == doorstep_import::report::Code::HiddenRows)
            .map(|f| f.count as u64);
        if let Some(count) = expected["hidden_rows"].as_u64() {
            assert_eq!(hidden, Some(count), "{name}");
        }
    }
}

#[test]
fn forbidden_columns_are_named_and_their_values_nowhere() {
    for name in SAMPLES {
        let (reading, expected) = (open(name), expected(name));
        let report = json::report(&reading, &[], 0, 0.0);
        for forbidden in expected["forbidden_columns"].as_array().unwrap() {
            let letters = forbidden["column"].as_str().unwrap();
            let kind = forbidden["kind"].as_str().unwrap();
            let columns = report["sheets"].as_array().unwrap().iter().flat_map(|s| s["columns"].as_array().unwrap());
            assert!(
                columns.clone().any(|c| c["letters"] == letters && c["field"]["forbidden"] == kind),
                "{name} {letters}"
            );
        }
        // The two patterns of the expectations: invented ID numbers and accounts.
        let text = report.to_string() + &format!("{reading:?}");
        for run in text.split(|c: char| !c.is_ascii_digit()) {
            let id = run.trim_start_matches('0').starts_with("99") && run.trim_start_matches('0').len() == 11;
            assert!(!(id || run.starts_with("9999") && run.len() == 13), "{name}: {run}");
        }
    }
}

#[test]
fn re_import_counts_are_as_expected() {
    let applied = |reading: &Reading| -> Vec<Imported> {
        let households = reading.households.iter().map(Kept::from);
        households.map(|kept| Imported { key: kept.head.clone(), last_imported: kept.clone(), current: kept }).collect()
    };
    let (first, second) = (open(SAMPLES[4]), open(SAMPLES[5]));
    let cases =
        [(diff(&[], &first), 4, 0), (diff(&applied(&first), &first), 4, 1), (diff(&applied(&first), &second), 5, 0)];
    for (plan, sample, step) in &cases {
        let wanted = &expected(SAMPLES[*sample])["reimport"][*step];
        for (key, found) in [
            ("created", plan.created.len()),
            ("updated", plan.updated.len()),
            ("unchanged", plan.unchanged.len()),
            ("missing", plan.missing.len()),
        ] {
            assert_eq!(wanted[key], found, "{} {key}", wanted["step"]);
        }
    }
    assert_eq!(cases[2].0.missing, [expected(SAMPLES[5])["reimport"][0]["missing_head"].as_str().unwrap()]);
}

#[test]
fn encodings_are_recognised() {
    assert_eq!(open(SAMPLES[1]).encoding, "TCVN3");
    assert_eq!(open(SAMPLES[2]).encoding, "windows-1258");
}
