//! The lists: read back by another library, they hold exactly what their truth says.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use doorstep_sample::lists::{Cell, Column, Edits, Grouping, List, Mess, Shape, edited};
use doorstep_sample::{SampleWard, Spec};
use unicode_normalization::{UnicodeNormalization, is_nfc};

fn ward(households: usize, seed: u64) -> SampleWard {
    let campaign_day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    let spec = Spec { commune: "16522".into(), households: Some(households), seed, campaign_day };
    SampleWard::generate(&spec).unwrap()
}

/// Every layout that a list can have.
fn layouts(seed: u64) -> Vec<Mess> {
    let mut layouts = Vec::new();
    for shape in [Shape::PerHousehold, Shape::PerMember] {
        for grouping in [Grouping::Sheets, Grouping::GroupRows, Grouping::Column] {
            for frame in [true, false] {
                layouts.push(Mess { shape, grouping, frame, ..Mess::typical(seed) });
            }
        }
    }
    layouts.push(Mess { nfd: true, ..Mess::typical(seed) });
    layouts
}

/// The name without a form of address, composed and in small letters.
fn bare_name(cell: &str) -> String {
    let name = cell.nfc().collect::<String>().to_lowercase();
    let name = name.strip_prefix("hộ ").unwrap_or(&name);
    ["ông ", "bà "].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name).to_owned()
}

fn column(list: &List, wanted: &[Column]) -> u32 {
    list.truth.columns.iter().position(|(_, column)| wanted.contains(column)).unwrap() as u32
}

/// A reader of phone cells that shares nothing with the writer.
fn read_phones(cell: Option<&Data>) -> Vec<String> {
    let text = match cell {
        Some(Data::Float(number)) => format!("{number:.0}"),
        Some(Data::Int(number)) => number.to_string(),
        Some(Data::String(text)) => text.clone(),
        _ => String::new(),
    };
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let numbers = text.split(['/', ';', ',', '\n']).map(digits);
    let national = numbers.map(|number| match number.strip_prefix("84") {
        Some(rest) if number.len() == 11 => rest.to_owned(),
        _ => number.strip_prefix('0').unwrap_or(&number).to_owned(),
    });
    national.filter(|number| number.len() == 9).map(|number| format!("+84{number}")).collect()
}

#[test]
fn every_layout_holds_what_its_truth_says() {
    let ward = ward(600, 11);
    for mess in layouts(11) {
        let list = List::of(&ward, &mess);
        let truth = &list.truth;
        assert_eq!(truth.households.len() + truth.errors.len(), 600, "{mess:?}");
        let mut book = Xlsx::new(Cursor::new(list.xlsx().unwrap())).unwrap();
        let sheets: HashMap<String, _> =
            book.worksheets().into_iter().map(|(name, range)| (name.nfc().collect(), range)).collect();
        let (name, code) = (column(&list, &[Column::Head, Column::Person]), column(&list, &[Column::Code]));
        let (phone, address) = (column(&list, &[Column::Phone]), column(&list, &[Column::Address]));
        for household in &truth.households {
            let cell = |column| sheets[&household.sheet].get_value((household.row - 1, column));
            let text = |column| cell(column).map(ToString::to_string).unwrap_or_default();
            assert_eq!(bare_name(&text(name)), household.head.to_lowercase(), "{mess:?}");
            assert_eq!(text(code), household.code);
            assert_eq!(text(address).nfc().collect::<String>(), household.address);
            let numbers: Vec<_> = household.phones.iter().map(|phone| phone.number.clone()).collect();
            assert_eq!(read_phones(cell(phone)), numbers, "{:?}", cell(phone));
            for (nth, person) in household.people.iter().enumerate() {
                let written = sheets[&household.sheet].get_value((household.row - 1 + nth as u32, name)).unwrap();
                assert_eq!(bare_name(&written.to_string()), person.name.to_lowercase());
            }
            assert_eq!(household.people.len(), if mess.shape == Shape::PerMember { household.persons } else { 0 });
        }
        for error in &truth.errors {
            let cell = |column| sheets[&error.sheet].get_value((error.row - 1, column));
            assert!(matches!(cell(name), None | Some(Data::Empty)), "{mess:?}");
            assert_eq!(cell(code).unwrap().to_string(), error.household);
        }
        // Nothing else looks like a household: every row with a code in its column is one of these, or a duplicate.
        let is_code =
            |cell: &Data| matches!(cell, Data::String(text) if text.len() == 7 && text.parse::<u32>().is_ok());
        let mut rows: HashMap<String, usize> = HashMap::new();
        for sheet in sheets.values() {
            for cell in sheet.used_cells().filter(|cell| cell.1 as u32 + sheet.start().unwrap().1 == code).map(|c| c.2)
            {
                if is_code(cell) {
                    *rows.entry(cell.to_string()).or_default() += 1;
                }
            }
        }
        assert_eq!(rows.len(), 600);
        if mess.shape == Shape::PerHousehold {
            let twice = rows.values().filter(|&&count| count == 2).count();
            assert_eq!(twice, truth.warnings.iter().filter(|warning| warning.code == "duplicate_in_file").count());
        }
    }
}

#[test]
fn dirt_is_in_proportion_and_97_percent_can_be_imported() {
    let ward = ward(14_000, 12);
    let list = List::of(&ward, &Mess::typical(12));
    let truth = &list.truth;
    let near = |what: &str, part: usize, whole: usize, wanted: i64, tolerance: i64| {
        let got = (part * 10_000 / whole) as i64;
        assert!((got - wanted).abs() <= tolerance, "{what}: {got} in ten thousand, wanted {wanted} ± {tolerance}");
    };
    let warned =
        |codes: &[&str]| truth.warnings.iter().filter(|warning| codes.contains(&warning.code.as_str())).count();
    near("no name", truth.errors.len(), 14_000, 100, 30);
    assert!(truth.households.len() * 100 >= 97 * 14_000);
    assert!(truth.errors.iter().all(|error| error.code == "no_name"));
    let with_phone = ward.households.iter().filter(|household| !household.phones.is_empty()).count();
    near("bad phones", warned(&["phone_invalid", "phone_lost_digits"]), with_phone, 300, 60);
    near("twice", warned(&["duplicate_in_file"]), 14_000, 50, 25);
    near("ID in note", warned(&["id_number_in_text"]), 14_000, 50, 25);
    let unknown = truth.households.iter().filter(|household| household.birth_year.is_none()).count();
    near("no year", unknown, truth.households.len(), 200, 45);
    let cells = list.sheets.iter().flat_map(|sheet| &sheet.rows).filter_map(|row| row.get(2));
    let names: Vec<&String> =
        cells.filter_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None }).collect();
    let capitals = names.iter().filter(|name| name.contains(' ') && name.to_uppercase() == ***name).count();
    near("capitals", capitals, names.len(), 1500, 120);
}

#[test]
fn a_ward_s_own_workbook_has_its_frame_and_its_traps() {
    let ward = ward(2_000, 13);
    let list = List::of(&ward, &Mess::typical(13));
    assert_eq!(list.sheets[0].name, "Tổng hợp");
    let sheet = &list.sheets[1];
    let texts: Vec<&str> = sheet
        .rows
        .iter()
        .flatten()
        .filter_map(|cell| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None })
        .collect();
    for wanted in [
        "UBND PHƯỜNG QUẢNG PHÚ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "(1)",
        "(4a)",
        "(4b)",
        "Tổng cộng",
        "Người lập biểu",
        "(Ký, ghi rõ họ tên)",
        "Số CCCD",
        "Dân tộc",
    ] {
        assert!(texts.contains(&wanted), "{wanted} is not in the sheet");
    }
    assert!(texts.iter().any(|text| text.contains("Dữ liệu mẫu, không có thật")));
    assert_eq!(sheet.hidden_columns.len(), 1);
    let hidden = usize::from(sheet.hidden_columns[0]);
    assert_eq!(list.truth.columns[hidden].1, Column::Religion);
    assert_eq!(list.truth.forbidden.len(), 4);
    assert!(!sheet.merges.is_empty());
    let cells: Vec<&Cell> = list.sheets.iter().flat_map(|sheet| &sheet.rows).flatten().collect();
    assert!(cells.iter().all(|cell| !matches!(cell, Cell::Text(text) if !is_nfc(text))));
    assert!(cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.contains("số con gái 095"))));
    assert!(cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.ends_with("E+08"))));
    assert!(cells.iter().any(|cell| matches!(cell, Cell::Number(950_000_000..=959_999_999))), "no zero was lost");
    assert!(cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.starts_with("CCCD cũ 099"))));
    assert!(cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.starts_with("khoảng 19"))));
    assert!(cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.starts_with("hộ bà "))));
    let decomposed = List::of(&ward, &Mess { nfd: true, ..Mess::typical(13) });
    assert!(decomposed.sheets[1].rows.iter().flatten().any(|cell| matches!(cell, Cell::Text(text) if !is_nfc(text))));
}

#[test]
fn the_truth_leaks_no_number_that_must_not_be_stored() {
    let list = List::of(&ward(2_000, 14), &Mess::typical(14));
    let json = serde_json::to_string(&(&list.truth.households, &list.truth.errors, &list.truth.warnings)).unwrap();
    let runs = json.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() > 10);
    // E.164 numbers have eleven digits after the plus.
    assert!(runs.into_iter().all(|run| run.len() == 11 && run.starts_with("8495")));
}

#[test]
fn the_same_list_is_the_same_bytes() {
    let ward = ward(300, 15);
    let (first, second) = (List::of(&ward, &Mess::typical(15)), List::of(&ward, &Mess::typical(15)));
    assert_eq!(first, second);
    assert_eq!(first.xlsx().unwrap(), second.xlsx().unwrap());
    let csv = List::of(&ward, &Mess::typical(15).for_csv()).csv().unwrap();
    // Changes only when the generator does on purpose: then say so in the commit.
    assert_eq!(blake3::hash(&csv).to_hex()[..16], *"0f7f9c0895b11328");
}

#[test]
fn csv_is_what_excel_saves() {
    let ward = ward(200, 16);
    let list = List::of(&ward, &Mess::typical(16).for_csv());
    let bytes = list.csv().unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    assert!(text.starts_with("\u{feff}\"Dữ liệu mẫu, không có thật"));
    assert!(text.ends_with("\r\n"));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&records[1][0], "STT");
    for household in &list.truth.households {
        let record = &records[household.row as usize - 1];
        assert_eq!(&record[1], household.code);
        assert!(record[1].starts_with('0'));
        assert_eq!(record[column(&list, &[Column::Neighbourhood]) as usize], *household.neighbourhood);
    }
}

#[test]
fn looks_alone_change_nothing() {
    let ward = ward(1_000, 17);
    for mess in layouts(17) {
        let other = Mess { cosmetic_seed: 99, shuffled: true, lost_zeros: 100, ..mess.clone() };
        let (before, after) = (List::of(&ward, &mess), List::of(&ward, &other));
        assert_ne!(before.sheets, after.sheets);
        let report = before.truth.reimport(&after.truth);
        assert_eq!(report.unchanged.len(), before.truth.households.len(), "{mess:?}");
        assert!(report.created.is_empty() && report.updated.is_empty() && report.missing.is_empty());
    }
}

#[test]
fn an_edited_list_reports_exactly_what_happened() {
    let before = ward(3_000, 18);
    let after = edited(&before, &Edits::typical(3));
    let old: HashMap<_, _> = before.households.iter().map(|household| (&household.code, household)).collect();
    let new: HashMap<_, _> = after.households.iter().map(|household| (&household.code, household)).collect();
    let created = new.keys().filter(|code| !old.contains_key(*code)).count();
    let missing = old.keys().filter(|code| !new.contains_key(*code)).count();
    let updated =
        new.iter().filter(|(code, household)| old.get(*code).is_some_and(|known| known != *household)).count();
    assert!(created > 20 && missing > 10 && updated > 100);
    let clean = Mess::clean();
    let report = List::of(&before, &clean).truth.reimport(&List::of(&after, &clean).truth);
    assert_eq!((report.created.len(), report.missing.len(), report.updated.len()), (created, missing, updated));
    assert_eq!(report.unchanged.len(), 3_000 - missing - updated);

    let phones: Vec<_> = after.households.iter().flat_map(|household| &household.phones).map(|p| &p.number).collect();
    assert!(phones.iter().all(|number| number.starts_with("095")));
    assert_eq!(phones.iter().collect::<std::collections::HashSet<_>>().len(), phones.len());
}

#[test]
fn without_codes_somebody_renamed_is_one_gone_and_one_new() {
    let before = ward(1_000, 19);
    let renames = Edits { seed: 4, renamed: 50, new_phones: 0, gone: 0, arrived: 0 };
    let after = edited(&before, &renames);
    let renamed = before.households.iter().zip(&after.households).filter(|(old, new)| old.head.name != new.head.name);
    let renamed = renamed.count();
    assert!(renamed > 20);
    for (codes, updated, created) in [(true, renamed, 0), (false, 0, renamed)] {
        let mess = Mess { codes, ..Mess::clean() };
        let report = List::of(&before, &mess).truth.reimport(&List::of(&after, &mess).truth);
        assert_eq!((report.updated.len(), report.created.len(), report.missing.len()), (updated, created, created));
    }
}
