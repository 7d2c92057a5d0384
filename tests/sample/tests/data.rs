//! The data that ships: readable, NFC, codes as text, dates that exist.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use chrono::NaiveDate;
use unicode_normalization::is_nfc;

const FILES: [(&str, &str); 8] = [
    ("vn_communes_3321.csv", include_str!("../../../data/vn_communes_3321.csv")),
    ("vn_provinces_34.csv", include_str!("../../../data/vn_provinces_34.csv")),
    ("thanh_hoa_communes.csv", include_str!("../../../data/thanh_hoa_communes.csv")),
    ("services.json", include_str!("../../../data/services.json")),
    ("report_metrics.csv", include_str!("../../../data/report_metrics.csv")),
    ("languages_thanh_hoa.csv", include_str!("../../../data/languages_thanh_hoa.csv")),
    ("lunar_holidays_2026_2031.csv", include_str!("../../../data/lunar_holidays_2026_2031.csv")),
    ("fixed_holidays.csv", include_str!("../../../data/fixed_holidays.csv")),
];

fn text(name: &str) -> &'static str {
    FILES.iter().find(|file| file.0 == name).unwrap().1
}

fn records(name: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text(name).as_bytes()).records().map(Result::unwrap).collect()
}

#[test]
fn every_file_is_nfc_and_whole() {
    for (name, text) in FILES {
        assert!(is_nfc(text), "{name} is not NFC");
        if name.ends_with(".csv") {
            assert!(!records(name).is_empty(), "{name}");
        }
    }
    let services: serde_json::Value = serde_json::from_str(text("services.json")).unwrap();
    assert_eq!(services["services"].as_array().unwrap().len(), 22);
}

#[test]
fn the_licence_of_the_unit_tables_stands_beside_them() {
    let licence = include_str!("../../../data/LICENSE-vietnamese-provinces-database");
    assert!(licence.contains("Copyright (c) 2021 Thang Le Quoc") && licence.contains("Permission is hereby granted"));
}

#[test]
fn holidays_are_dates_that_exist() {
    let fixed = records("fixed_holidays.csv");
    for row in &fixed {
        assert!(!row[3].is_empty() && !row[4].is_empty(), "both languages: {row:?}");
        assert!(row[5].is_empty() || row[5].parse::<NaiveDate>().is_ok(), "{row:?}");
        // Only the day beside 2 September has no date of its own.
        if &row[0] == "quoc_khanh_lien_ke" {
            assert!(row[1].is_empty() && row[2].is_empty() && row[7].contains("announced"));
        } else {
            assert!(
                NaiveDate::from_ymd_opt(2027, row[1].parse().unwrap(), row[2].parse().unwrap()).is_some(),
                "{row:?}"
            );
        }
    }
    assert!(fixed.iter().any(|row| &row[0] == "ngay_van_hoa_viet_nam" && row[7].starts_with("Unverified")));
    for row in records("lunar_holidays_2026_2031.csv") {
        let day: NaiveDate = row[4].parse().unwrap();
        assert_eq!(day.format("%Y").to_string(), row[0]);
    }
}
