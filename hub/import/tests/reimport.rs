//! Re-import: three-way per field, nothing deleted, corrections made at a door survive.

#![allow(clippy::unwrap_used, reason = "the helpers of tests may fail loudly")]

use chrono::NaiveDate;
use doorstep_import::diff::{FieldChange, Imported, Plan, diff};
use doorstep_import::rekey::{Kept, KeptField};
use doorstep_import::report::Code;
use doorstep_import::{Options, Reading, read};

const LIST: &str = "STT,Chủ hộ,Thôn,Địa chỉ,SĐT,Năm sinh,Ghi chú\n\
    1,Lê Văn A,Thôn 1,12 Lê Lai,0951234567,1950,\n2,Bùi Thị B,Thôn 1,14 Lê Lai,,1960,gọi trước\n\
    3,Vi Văn C,Thôn 2,Xóm 1,0954445566,1970,\n4,Hà Thị D,Thôn 3,Xóm 2,,1980,\n";

fn csv(text: &str) -> Reading {
    read(text.as_bytes(), "ds.csv", &Options::on(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()))
}

fn applied(reading: &Reading) -> Vec<Imported> {
    let households = reading.households.iter().map(Kept::from);
    households.map(|kept| Imported { key: kept.head.clone(), last_imported: kept.clone(), current: kept }).collect()
}

fn counts(plan: &Plan) -> (usize, usize, usize, usize, usize) {
    (plan.created.len(), plan.updated.len(), plan.unchanged.len(), plan.missing.len(), plan.kept.len())
}

#[test]
fn the_same_file_again_changes_nothing() {
    let reading = csv(LIST);
    assert_eq!(counts(&diff(&[], &reading)), (4, 0, 0, 0, 0));
    assert_eq!(counts(&diff(&applied(&reading), &reading)), (0, 0, 4, 0, 0));
}

#[test]
fn order_case_spaces_normal_form_and_styles_are_no_change() {
    let other = "TT;HỌ TÊN CHỦ HỘ;Thôn;Nơi ở;Điện thoại;Sinh năm;Ghi chú\n\
        9;VI VĂN C;THÔN 02;xóm 1;+84 954.445.566;1/1/1970;\n8;Hộ bà  Bu\u{300}i Thị B;thôn 1;14, Lê Lai;;1960;Gọi trước\n\
        7;lê văn a;Thôn 1;12 Lê Lai;951234567;1950;\n6;Hà Thị D;Thôn số 3;Xóm 2;;1980;\n";
    assert_eq!(counts(&diff(&applied(&csv(LIST)), &csv(other))), (0, 0, 4, 0, 0));
}

#[test]
fn a_field_changes_only_where_the_list_changed() {
    let plan = diff(&applied(&csv(LIST)), &csv(&LIST.replace("0951234567", "0957778899")));
    assert_eq!(counts(&plan), (0, 1, 3, 0, 0));
    let change =
        FieldChange { field: KeptField::Phones, from: Some("+84951234567".into()), to: Some("+84957778899".into()) };
    assert_eq!((plan.updated[0].key.as_str(), plan.updated[0].changes.as_slice()), ("Lê Văn A", &[change][..]));
}

#[test]
fn a_correction_at_the_door_survives_and_warns_only_when_the_list_changed_too() {
    let mut ward = applied(&csv(LIST));
    ward[0].current.phones = vec!["+84950000001".into()];
    ward[0].current.head = "Lê Văn Ả".into();
    assert_eq!(counts(&diff(&ward, &csv(LIST))), (0, 0, 4, 0, 0));
    let plan = diff(&ward, &csv(&LIST.replace("0951234567", "0957778899")));
    assert_eq!(counts(&plan), (0, 0, 4, 0, 1));
    assert_eq!((plan.kept[0].finding.code, plan.kept[0].finding.row), (Code::EditedInField, 2));
    assert_eq!(plan.kept[0].change.from.as_deref(), Some("+84950000001"));
    // The list caught up with the field: nothing to decide.
    assert_eq!(counts(&diff(&ward, &csv(&LIST.replace("0951234567", "0950000001")))), (0, 0, 4, 0, 0));
}

#[test]
fn absent_columns_and_unreadable_cells_change_nothing() {
    let narrow = "Chủ hộ,Thôn,Năm sinh\nLê Văn A,Thôn 1,1950\nBùi Thị B,Thôn 1,1960\nVi Văn C,Thôn 2,1970\nHà Thị D,Thôn 3,1980\n";
    assert_eq!(counts(&diff(&applied(&csv(LIST)), &csv(narrow))), (0, 0, 4, 0, 0));
    let damaged = LIST.replace("0951234567", "\"9,51E+08\"").replace("1970", "2070");
    assert_eq!(counts(&diff(&applied(&csv(LIST)), &csv(&damaged))), (0, 0, 4, 0, 0));
    // An emptied cell of a column that is there does empty the field.
    assert_eq!(counts(&diff(&applied(&csv(LIST)), &csv(&LIST.replace("gọi trước", "")))), (0, 1, 3, 0, 0));
}

#[test]
fn missing_is_told_only_for_neighbourhoods_that_the_list_covers() {
    let only_first = "STT,Chủ hộ,Thôn,Năm sinh\n1,Lê Văn A,Thôn 1,1950\n2,Đỗ Văn Mới,Thôn 1,1990\n";
    let plan = diff(&applied(&csv(LIST)), &csv(only_first));
    assert_eq!(counts(&plan), (1, 0, 1, 1, 0));
    assert_eq!(plan.missing, ["Bùi Thị B"]);
}

#[test]
fn two_of_one_name_find_each_their_own() {
    let twins =
        "Chủ hộ,Thôn,Địa chỉ,SĐT\nLê Văn A,Thôn 1,12 Lê Lai,0951234567\nLê Văn A,Thôn 1,90 Bà Triệu,0954445566\n";
    let swapped =
        "Chủ hộ,Thôn,Địa chỉ,SĐT\nLê Văn A,Thôn 1,90 Bà Triệu,0957778899\nLê Văn A,Thôn 1,12 Lê Lai,0951234567\n";
    let plan = diff(&applied(&csv(twins)), &csv(swapped));
    assert_eq!(counts(&plan), (0, 1, 1, 0, 0));
    assert_eq!(plan.updated[0].changes[0].field, KeptField::Phones);
}

#[test]
fn a_code_finds_the_household_through_a_change_of_everything_but_something() {
    let old = "Mã hộ,Chủ hộ,Thôn,Địa chỉ,SĐT\nH1,Lê Văn A,Thôn 1,12 Lê Lai,0951234567\nH2,Vi Thị B,Thôn 1,13 Lê Lai,\n";
    let heir = "Mã hộ,Chủ hộ,Thôn,Địa chỉ,SĐT\nH1,Bùi Thị Goá,Thôn 1,12 Lê Lai,0951234567\nH2,Vi Thị B,Thôn 2,Xóm 5,0954445566\n";
    let plan = diff(&applied(&csv(old)), &csv(heir));
    assert_eq!(counts(&plan), (0, 2, 0, 0, 0));
    // Codes renumbered by their author: another name, another address, another phone is another household.
    let renumbered =
        "Mã hộ,Chủ hộ,Thôn,Địa chỉ,SĐT\nH1,Vi Thị B,Thôn 1,13 Lê Lai,\nH2,Lê Văn A,Thôn 1,12 Lê Lai,0951234567\n";
    assert_eq!(counts(&diff(&applied(&csv(old)), &csv(renumbered))), (0, 0, 2, 0, 0));
}
