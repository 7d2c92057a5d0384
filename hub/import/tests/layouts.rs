//! The layouts that real lists have (docs/import.md): each is built here, with invented people, and read.

#![allow(clippy::unwrap_used, reason = "the helpers of tests may fail loudly")]

use chrono::NaiveDate;
use doorstep_import::columns::Field;
use doorstep_import::report::Code;
use doorstep_import::{Options, Reading, read};
use rust_xlsxwriter::{Format, Workbook};

fn options() -> Options {
    Options::on(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())
}

fn csv(text: &str) -> Reading {
    read(text.as_bytes(), "ds.csv", &options())
}

fn codes(reading: &Reading) -> Vec<(u32, Code)> {
    reading.findings.iter().map(|f| (f.row, f.code)).collect()
}

fn heads(reading: &Reading) -> Vec<&str> {
    reading.households.iter().map(|h| h.head.as_str()).collect()
}

/// Writes rows of text into a sheet from a row (from 0) on; empty texts are no cells.
fn put(sheet: &mut rust_xlsxwriter::Worksheet, from: u32, rows: &[&[&str]]) {
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) if !text.starts_with('0') => {
                    sheet.write_number(from + row as u32, column as u16, number).unwrap()
                }
                _ => sheet.write_string(from + row as u32, column as u16, *text).unwrap(),
            };
        }
    }
}

fn open(mut book: Workbook) -> Reading {
    read(&book.save_to_buffer().unwrap(), "ds.xlsx", &options())
}

#[test]
fn a_voter_list_is_read_person_by_person_and_says_so() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let centre = Format::new();
    sheet.write_string(0, 0, "UBND PHƯỜNG QUẢNG PHÚ").unwrap();
    sheet.write_string(0, 5, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").unwrap();
    sheet.merge_range(2, 0, 2, 9, "DANH SÁCH CỬ TRI TỔ DÂN PHỐ SỐ 7", &centre).unwrap();
    for (column, text) in [
        (0, "STT"),
        (1, "Họ và tên"),
        (2, "Ngày tháng năm sinh"),
        (3, "Nam"),
        (4, "Nữ"),
        (5, "Dân tộc"),
        (6, "Nghề nghiệp"),
        (9, "Ghi chú"),
    ] {
        sheet.merge_range(4, column, 5, column, text, &centre).unwrap();
    }
    sheet.merge_range(4, 7, 4, 8, "Nơi cư trú", &centre).unwrap();
    put(sheet, 5, &[&["", "", "", "", "", "", "", "Thường trú", "Tạm trú"]]);
    put(sheet, 6, &[&["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"]]);
    put(
        sheet,
        7,
        &[
            &["1", "Lê Văn Ước", "02/09/1952", "X", "", "Mường", "Làm ruộng", "12 Lê Lai", "", ""],
            &["2", "Trần Thị Ất", "1960", "", "X", "Kinh", "Nội trợ", "", "15 Lê Lai", "đã chuyển đi"],
        ],
    );
    put(
        sheet,
        9,
        &[
            &["", "Tổng cộng: 2 cử tri"],
            &[""],
            &["", "", "", "", "", "", "Quảng Phú, ngày 3 tháng 11 năm 2026"],
            &["", "Người lập biểu"],
            &["", "Nguyễn Văn Kỳ"],
        ],
    );
    let reading = open(book);
    assert_eq!(heads(&reading), ["Lê Văn Ước", "Trần Thị Ất"]);
    assert!(reading.households.iter().all(|h| h.neighbourhood == "Tổ dân phố 7"));
    assert_eq!(reading.households[0].birth_year, Some(1952));
    assert_eq!(reading.households[1].address.as_deref(), Some("15 Lê Lai"));
    assert_eq!(codes(&reading), [(5, Code::ListOfPersons), (9, Code::StatusMoved)]);
    assert!(matches!(reading.sheets[0].columns[5].field, Field::Forbidden(_)));
}

#[test]
fn a_school_census_form_begins_in_column_b_and_repeats_the_head() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 1, 0, 14, "PHIẾU ĐIỀU TRA - THÔN ĐỒNG TÂM", &plain).unwrap();
    for (column, text) in
        [(1, "STT"), (2, "Số phiếu"), (3, "Họ tên chủ hộ"), (10, "Dân tộc"), (11, "Số điện thoại"), (12, "Chỗ ở")]
    {
        sheet.merge_range(2, column, 4, column, text, &plain).unwrap();
    }
    sheet.merge_range(2, 4, 2, 9, "Thông tin đối tượng", &plain).unwrap();
    sheet.merge_range(3, 4, 3, 5, "Họ và tên", &plain).unwrap();
    sheet.merge_range(3, 6, 3, 8, "Ngày sinh", &plain).unwrap();
    put(sheet, 4, &[&["", "", "", "", "Họ đệm", "Tên", "Ngày", "Tháng", "Năm", "Nữ"]]);
    sheet.merge_range(2, 13, 2, 14, "Khuyết tật", &plain).unwrap();
    sheet.merge_range(3, 13, 4, 13, "Dạng", &plain).unwrap();
    sheet.merge_range(3, 14, 4, 14, "Mức độ", &plain).unwrap();
    put(sheet, 5, &[&["", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"]]);
    put(
        sheet,
        6,
        &[
            &[
                "",
                "1",
                "P01",
                "Hà Văn Nghĩa",
                "Hà Văn",
                "Nghĩa",
                "2",
                "9",
                "1960",
                "",
                "Mường",
                "951234567",
                "Xóm 1",
                "Vận động",
                "Nặng",
            ],
            &["", "2", "P01", "Hà Văn Nghĩa", "Bùi Thị", "Ún", "5", "6", "1962", "x", "Mường", "", "Xóm 1", "", ""],
            &[
                "",
                "3",
                "P02",
                "Quách Thị Sen",
                "Quách Thị",
                "Sen",
                "31",
                "4",
                "1970",
                "x",
                "Mường",
                "0954445566",
                "Xóm 2",
                "",
                "",
            ],
            &["", "4", "P02", "Quách Thị Sen", "Quách Văn", "Tú", "1", "1", "1999", "", "Mường", "", "Xóm 2", "", ""],
        ],
    );
    let reading = open(book);
    let found: Vec<_> = reading
        .households
        .iter()
        .map(|h| (h.head.as_str(), h.birth_year, h.phones.len(), h.people.len(), h.source.as_ref().unwrap().row))
        .collect();
    assert_eq!(found, [("Hà Văn Nghĩa", Some(1960), 1, 1, 7), ("Quách Thị Sen", Some(1970), 1, 1, 9)]);
    assert_eq!(reading.households[0].neighbourhood, "Thôn Đồng Tâm");
    assert_eq!(reading.households[0].code.as_deref(), Some("P01"));
    assert_eq!(codes(&reading), [(9, Code::BirthInvalid)]);
    let forbidden = reading.sheets[0].columns.iter().filter(|c| matches!(c.field, Field::Forbidden(_))).count();
    assert_eq!(forbidden, 3, "{:?}", reading.sheets[0].columns);
}

#[test]
fn a_software_dump_has_american_dates_capitals_and_bare_numbers() {
    let reading = csv("STT,HỌ VÀ TÊN,NGÀY SINH,SỐ CCCD,ĐỊA CHỈ,TỔ DÂN PHỐ,SĐT,\n\
        1,NGUYỄN THỊ HƯỜNG,5/20/71,99171001234,\"12 Lê Lai, P. Quảng Phú, TP Thanh Hóa\",2,0000000000,x\n\
        2,LÊ VĂN ĐỨC,1/2/48,99048001234,15 Lê Lai,2,951234567,\n\
        3,TỐNG CÔNG LONG,12/31/99,,16 Lê Lai,3,0954445566,\n");
    let found: Vec<_> = reading
        .households
        .iter()
        .map(|h| (h.head.as_str(), h.neighbourhood.as_str(), h.birth_year, h.phones.len()))
        .collect();
    assert_eq!(
        found,
        [
            ("Nguyễn Thị Hường", "Tổ dân phố 2", Some(1971), 0),
            ("Lê Văn Đức", "Tổ dân phố 2", Some(1948), 1),
            ("Tống Công Long", "Tổ dân phố 3", Some(1999), 1),
        ]
    );
    assert_eq!(codes(&reading), [(2, Code::PhoneInvalid)]);
}

#[test]
fn a_member_table_groups_by_the_head_without_any_code() {
    let reading = csv("BẢNG KÊ NHÂN KHẨU THÔN CẨM VÂN\nTT,Họ và tên,Năm sinh,Quan hệ với chủ hộ,Địa chỉ,Điện thoại\n\
        1,Lê Văn Ân,1950,Chủ hộ,Xóm 1,0951234567\n2,Bùi Thị Mơ,1952,Vợ,Xóm 1,\n3,Lê Thị Út,1980,Con,Xóm 1,0954445566\n\
        4,Phạm Thị Chúc,1946,Chủ hộ,Xóm 2,\n5,Ông Trịnh Văn Kỳ,1971,Chủ hộ,Xóm 2,\n6,Lê Thị Quế,1975,Vợ,Xóm 2,\n");
    assert_eq!(heads(&reading), ["Lê Văn Ân", "Phạm Thị Chúc", "Trịnh Văn Kỳ"]);
    assert_eq!(reading.households[0].people.len(), 2);
    assert_eq!(reading.households[0].phones, ["+84951234567"]);
    assert_eq!(reading.households[2].honorific.as_deref(), Some("ông"));
    assert_eq!(reading.households[0].neighbourhood, "Thôn Cẩm Vân");
}

#[test]
fn two_heads_and_no_head_in_blocks_with_a_code() {
    let reading = csv("Mã hộ;Họ tên;Quan hệ;Thôn\nH1;Lê Văn A;Chủ hộ;Thôn 1\nH1;Lê Văn B;Chủ hộ;Thôn 1\n\
        H2;Bùi Thị C;Vợ;Thôn 1\nH2;Bùi Văn D;Con;Thôn 1\nH3;Vi Văn E;Con;Thôn 1\n;Vi Văn G;Chủ hộ;Thôn 1\n");
    assert_eq!(heads(&reading), ["Lê Văn A", "Vi Văn G"]);
    assert_eq!(codes(&reading), [(3, Code::TwoHeads), (4, Code::NoHead)]);
    assert_eq!(reading.households[1].source.as_ref().unwrap().row, 7);
}

#[test]
fn one_sheet_a_neighbourhood_with_summary_instructions_and_hidden_sheets_left_out() {
    let mut book = Workbook::new();
    let rows: &[&[&str]] = &[&["TT", "Chủ hộ", "Số khẩu"], &["1", "Lê Văn A", "4"], &["2", "Bùi Thị B", "2"]];
    put(book.add_worksheet().set_name("Tổng hợp").unwrap(), 0, &[&["TT", "Thôn", "Số hộ"], &["1", "Thôn Hạ", "2"]]);
    put(
        book.add_worksheet().set_name("Hướng dẫn").unwrap(),
        0,
        &[&["Điền họ tên chủ hộ vào cột B"], &["STT", "Họ tên", "SĐT"], &["1", "Nguyễn Văn Mẫu", ""]],
    );
    put(book.add_worksheet().set_name("Thôn Hạ").unwrap(), 0, rows);
    put(book.add_worksheet().set_name("Cẩm Vân").unwrap(), 0, rows);
    put(book.add_worksheet().set_name("cũ").unwrap().set_hidden(true), 0, rows);
    book.add_worksheet().set_name("Trống").unwrap();
    let reading = open(book);
    let places: Vec<_> = reading.households.iter().map(|h| h.neighbourhood.as_str()).collect();
    assert_eq!(places, ["Thôn Hạ", "Thôn Hạ", "Cẩm Vân", "Cẩm Vân"]);
    assert_eq!(reading.households[0].member_count, Some(4));
    let selected: Vec<_> = reading.sheets.iter().map(|s| (s.name.as_str(), s.selected)).collect();
    assert_eq!(
        selected,
        [
            ("Tổng hợp", false),
            ("Hướng dẫn", false),
            ("Thôn Hạ", true),
            ("Cẩm Vân", true),
            ("cũ", false),
            ("Trống", false)
        ]
    );
    assert_eq!(codes(&reading), []);
}

#[test]
fn subtotals_repeated_headers_and_groups_continue_the_table() {
    let reading = csv(
        "STT,Họ và tên chủ hộ,Địa chỉ,Điện thoại\nI,TỔ DÂN PHỐ 1,,\n1,Lê Văn A,1 Lê Lai,0951234567\n2,Tống Công Long,2 Lê Lai,\n,Cộng,,1\n\
        II,Tổ dân phố 2,,\nSTT,Họ và tên chủ hộ,Địa chỉ,Điện thoại\n(1),(2),(3),(4)\n1,Bùi Thị C,3 Lê Lai,\n2,Tổng Văn Cộng,5 Lê Lai,\n,TỔNG CỘNG,,4 hộ\n\
        ,Bằng chữ: Bốn hộ,,\n,,,\n,Người lập biểu,,TM. UBND PHƯỜNG\n,\"(Ký, ghi rõ họ tên)\",,\n,Nguyễn Thị Lập,,Trần Văn Tịch\n",
    );
    let found: Vec<_> = reading.households.iter().map(|h| (h.head.as_str(), h.neighbourhood.as_str())).collect();
    assert_eq!(
        found,
        [
            ("Lê Văn A", "Tổ dân phố 1"),
            ("Tống Công Long", "Tổ dân phố 1"),
            ("Bùi Thị C", "Tổ dân phố 2"),
            ("Tổng Văn Cộng", "Tổ dân phố 2"),
        ]
    );
    assert_eq!(codes(&reading), []);
}

#[test]
fn a_list_without_running_numbers_ends_before_the_signatures() {
    let reading = csv(
        "Chủ hộ,Thôn,SĐT\nLê Văn A,Thôn 1,0951234567\nBùi Thị B,Thôn 1,\nHà Văn C,Thôn 2,\n,,\nTrưởng thôn,,\nPhạm Văn Ký,,\n",
    );
    assert_eq!(heads(&reading), ["Lê Văn A", "Bùi Thị B", "Hà Văn C"]);
}

#[test]
fn merged_cells_give_their_value_to_each_row_and_a_merged_name_is_one_household() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    put(
        sheet,
        0,
        &[
            &["STT", "Thôn", "Họ tên chủ hộ", "Điện thoại"],
            &["1", "", "", "0951234567"],
            &["", "", "", "0954445566"],
            &["2", "", "Vi Thị B", ""],
        ],
    );
    sheet.merge_range(1, 1, 3, 1, "Thôn Thượng", &plain).unwrap();
    sheet.merge_range(1, 2, 2, 2, "Lò Văn A", &plain).unwrap();
    let reading = open(book);
    let found: Vec<_> =
        reading.households.iter().map(|h| (h.head.as_str(), h.neighbourhood.as_str(), h.phones.len())).collect();
    assert_eq!(found, [("Lò Văn A", "Thôn Thượng", 2), ("Vi Thị B", "Thôn Thượng", 0)]);
}

#[test]
fn columns_can_be_mapped_by_hand_but_not_the_forbidden() {
    let text = "STT,Họ tên,Nhóm,Số CCCD\n1,Lê Văn A,Tổ 4,099055001234\n";
    let mut by_hand = options();
    by_hand.mapping.insert((String::new(), 2), Field::Neighbourhood);
    by_hand.mapping.insert((String::new(), 3), Field::Note);
    let reading = read(text.as_bytes(), "ds.csv", &by_hand);
    assert_eq!(reading.households[0].neighbourhood, "Tổ 4");
    assert_eq!(reading.households[0].note, None);
    let unasked = csv(text);
    assert!(unasked.needs_neighbourhood && unasked.households.len() == 1);
    assert_eq!(codes(&unasked), [(2, Code::NoNeighbourhood)]);
    let mut answered = options();
    answered.neighbourhood = Some("Tổ 9".into());
    assert_eq!(read(text.as_bytes(), "ds.csv", &answered).households[0].neighbourhood, "Tổ 9");
}

#[test]
fn a_template_sheet_is_read_when_it_is_the_only_list() {
    let mut book = Workbook::new();
    put(
        book.add_worksheet().set_name("Mẫu số 1").unwrap(),
        0,
        &[&["TT", "Chủ hộ", "Thôn"], &["1", "Lê Văn A", "Thôn 1"]],
    );
    assert_eq!(heads(&open(book)), ["Lê Văn A"]);
}

#[test]
fn zeros_for_no_phone_are_told_by_row_or_once() {
    let list = |n: usize| {
        let rows: String = (0..n)
            .map(|i| format!("{},Lê Văn {},Thôn 1,{} Lê Lai,0000000000\n", i + 1, ["A", "B", "C"][i % 3], i + 1))
            .collect();
        csv(&format!("STT,Chủ hộ,Thôn,Địa chỉ,SĐT\n{rows}"))
    };
    assert_eq!(codes(&list(2)), [(2, Code::PhoneInvalid), (3, Code::PhoneInvalid)]);
    assert_eq!(codes(&list(30)), [(2, Code::PhoneInvalid)]);
}

#[test]
fn a_form_with_totals_first_sections_and_counts_in_any_column() {
    let reading = csv(
        "BIỂU TỔNG HỢP HỘ NGHÈO PHƯỜNG QUẢNG PHÚ,,,,\nSTT,Họ và tên chủ hộ,Năm sinh,Nơi ở,Điện thoại,Ghi chú\n\
        (1),(2),(3),(4),(5),(7a)\n,TỔNG CỘNG,,,4 hộ,\nI,Khu vực thành thị,,,3 hộ,\nA,Tổ dân phố 1,,,2 hộ,\n\
        1,Lê Văn A,1950,12 Lê Lai,,\n2,Hộ bà Bùi Thị B,1948,13 Lê Lai,,\nB,TDP số 02,,,1 hộ,\n1,Cụ Vi Thị C,1936,Ngõ 5,,Cán bộ hưu\n\
        II,Khu vực nông thôn,,,1 hộ,\nC,Thôn Hạ,,,1 hộ,\n1,Hà Văn D,1970,Xóm 2,,\n,Tổng số: 4 hộ,,,,\n,,,\"Quảng Phú, ngày 3 tháng 11 năm 2026\",,\n\
        ,NGƯỜI LẬP BIỂU,,TM. ỦY BAN NHÂN DÂN,,\n,Nguyễn Thị Lập,,Trần Văn Tịch,,\n",
    );
    let found: Vec<_> = reading.households.iter().map(|h| (h.head.as_str(), h.neighbourhood.as_str())).collect();
    assert_eq!(
        found,
        [("Lê Văn A", "Tổ dân phố 1"), ("Bùi Thị B", "Tổ dân phố 1"), ("Vi Thị C", "TDP 2"), ("Hà Văn D", "Thôn Hạ")]
    );
    assert_eq!(codes(&reading), []);
}

#[test]
fn a_note_of_an_official_makes_no_signature_of_a_household() {
    let reading = csv("Họ tên chủ hộ,Thôn,Ghi chú\nLê Văn A,Thôn 1,Cán bộ hưu\nBùi Thị B,Thôn 1,Kế toán xã\n");
    assert_eq!(heads(&reading), ["Lê Văn A", "Bùi Thị B"]);
}

#[test]
fn the_head_in_two_columns_beside_members_in_two_columns() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.write_string(0, 1, "THÔN THƯỢNG").unwrap();
    for (column, text) in [(1, "Số phiếu"), (10, "Điện thoại")] {
        sheet.merge_range(2, column, 4, column, text, &plain).unwrap();
    }
    sheet.merge_range(2, 2, 3, 3, "Chủ hộ", &plain).unwrap();
    sheet.merge_range(2, 4, 2, 9, "Đối tượng điều tra", &plain).unwrap();
    sheet.merge_range(3, 4, 3, 5, "Họ và tên", &plain).unwrap();
    sheet.merge_range(3, 6, 3, 8, "Ngày sinh", &plain).unwrap();
    sheet.merge_range(3, 9, 4, 9, "Nữ", &plain).unwrap();
    put(sheet, 4, &[&["", "", "Họ đệm", "Tên", "Họ đệm", "Tên", "Ngày", "Tháng", "Năm sinh"]]);
    put(
        sheet,
        5,
        &[
            &["", "7", "Lê Văn", "Ước", "Lê Văn", "Ước", "1", "2", "1951", "", "0951234567"],
            &["", "7", "Lê Văn", "Ước", "Bùi Thị", "Ái", "", "", "1953", "X", ""],
            &["", "8", "Hà Thị", "Ún", "Hà Văn", "Tú", "", "", "1990", "", ""],
            &["", "8", "Hà Thị", "Ún", "Hà Thị", "Ún", "", "", "1960", "X", "0954445566"],
        ],
    );
    let reading = open(book);
    let found: Vec<_> = reading.households.iter().map(|h| (h.head.as_str(), h.birth_year, h.phones.len())).collect();
    assert_eq!(found, [("Lê Văn Ước", Some(1951), 1), ("Hà Thị Ún", Some(1960), 1)], "{:?}", reading.sheets[0].columns);
    assert!(reading.households.iter().all(|h| h.neighbourhood == "Thôn Thượng"));
}
