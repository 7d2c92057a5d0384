//! Nothing that a file holds makes the reader panic or keep what it must not.

#![allow(clippy::unwrap_used, reason = "the helpers of tests may fail loudly")]

use chrono::NaiveDate;
use doorstep_import::book::{Book, Cell, Row, Sheet, Value};
use doorstep_import::{Options, json, read, understand};
use proptest::prelude::*;

fn options() -> Options {
    Options::on(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())
}

fn sample(index: usize) -> (Vec<u8>, &'static str) {
    let name = ["dev1_danh_sach_ho_pho.xlsx", "dev2_bang_ma_cu.xls", "dev3_csv_1258.csv", "dev4_nhan_khau.ods"][index];
    let path = format!("{}/../../tests/import/{name}", env!("CARGO_MANIFEST_DIR"));
    (std::fs::read(path).unwrap(), name)
}

fn cell() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "STT",
        "Họ và tên",
        "Chủ hộ",
        "Tên",
        "Họ đệm",
        "Thôn",
        "Tổ 2",
        "Ngày sinh",
        "Nam",
        "Nữ",
        "SĐT",
        "Địa chỉ",
        "Quan hệ",
        "Mã hộ",
        "CCCD",
        "Tổng cộng",
        "I",
        "1",
        "2",
        "Lê Văn A",
        "0951234567",
        "1/2/1950",
        "(1)",
        "(2)",
        "Người lập biểu",
        "Thôn",
        "Tổ",
        "-",
        "x",
        "",
        "Ghi chú",
    ]);
    prop_oneof![
        6 => words.prop_map(|w| Value::Text(w.into())),
        1 => any::<String>().prop_map(Value::Text),
        1 => any::<f64>().prop_map(Value::Number),
        1 => (0.0..60_000.0).prop_map(Value::Number),
        1 => Just(Value::Error),
        1 => Just(Value::Missing),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000), name in "[a-z]{0,4}\\.(csv|xls|xlsx|ods|tsv)") {
        let reading = read(&bytes, &name, &options());
        json::report(&reading, &[], 0, 0.0);
    }

    #[test]
    fn random_text_never_panics(text in "(STT|Họ tên|Thôn|CCCD|[0-9]{1,13}|[\\p{L} ]{0,9}|[,;\t\"\n]){0,120}") {
        json::report(&read(text.as_bytes(), "a.csv", &options()), &[], 0, 0.0);
    }

    #[test]
    fn mutated_samples_never_panic(index in 0..4usize, hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40), cut in any::<prop::sample::Index>(), whole in any::<bool>()) {
        let (mut bytes, name) = sample(index);
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        json::report(&read(&bytes, name, &options()), &[], 0, 0.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_tables_never_panic(rows in prop::collection::vec(prop::collection::vec(cell(), 0..8), 0..14)) {
        let sheet = Sheet {
            name: "A".into(),
            rows: rows.into_iter().enumerate().map(|(at, cells)| {
                let row: Row = cells.into_iter().enumerate().map(|(c, v)| (c as u32, Cell::typed(v))).collect();
                (at as u32 + 1, row)
            }).collect(),
            ..Sheet::default()
        };
        let reading = understand(Book { sheets: vec![sheet], ..Book::default() }, &options());
        for household in &reading.households {
            prop_assert!(!household.head.is_empty());
            prop_assert!(!household.neighbourhood.is_empty() || reading.needs_neighbourhood);
        }
        json::report(&reading, &[], 0, 0.0);
    }
}
