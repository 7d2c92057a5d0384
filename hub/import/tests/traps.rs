//! The traps of real files (docs/import.md), one test each.

#![allow(clippy::unwrap_used, reason = "the helpers of tests may fail loudly")]

use std::io::{Cursor, Write};

use chrono::NaiveDate;
use doorstep_import::report::{Code, Severity};
use doorstep_import::{Options, Reading, RefusalKind, json, messages, read};
use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

fn options() -> Options {
    Options::on(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())
}

fn csv(text: &str) -> Reading {
    read(text.as_bytes(), "ds.csv", &options())
}

fn codes(reading: &Reading) -> Vec<(u32, Code)> {
    reading.findings.iter().map(|f| (f.row, f.code)).collect()
}

fn open(mut book: Workbook) -> Reading {
    read(&book.save_to_buffer().unwrap(), "ds.xlsx", &options())
}

fn refusal(bytes: &[u8], name: &str) -> Option<RefusalKind> {
    let reading = read(bytes, name, &options());
    assert!(reading.households.is_empty() || reading.refused.is_none());
    reading.refused.map(|r| r.kind)
}

fn extra(name: &str) -> Reading {
    let path = format!("{}/../../tests/import/extra/{name}", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read(path).unwrap(), name, &options())
}

/// A package of the given parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet from its XML, as tools that write inline strings do.
fn workbook(sheet: &str, shared: &[u8]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = "http://schemas.openxmlformats.org/package/2006/relationships";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let root = format!(
        "<Relationships xmlns=\"{rels}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"{rels}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>");
    package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", shared),
    ])
}

fn inline(cells: &[(&str, &str)]) -> String {
    cells.iter().map(|(at, text)| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")).collect()
}

fn small_sheet(more: &str) -> String {
    format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}</row>{more}",
        inline(&[("A1", "Chủ hộ"), ("B1", "Thôn")]),
        inline(&[("A2", "Lê Văn A"), ("B2", "Thôn 1")]),
    )
}

#[test]
fn a_person_called_tong_cong_long_is_no_total() {
    let reading = csv("STT,Họ tên,Thôn\n1,Tống Công Long,Thôn 1\n2,TỐNG CÔNG LONG,Thôn 2\n,Tổng cộng,\n");
    assert_eq!(reading.households.len(), 2);
}

#[test]
fn phones_in_every_shape_and_damage() {
    let reading = csv(
        "STT;Chủ hộ;Thôn;SĐT\n1;Lê A;Thôn 1;'0951234567\n2;Lê B;Thôn 1;951234567.0\n3;Lê C;Thôn 1;+84 (0)951234567\n\
        4;Lê D;Thôn 1;O951234567\n5;Lê E;Thôn 1;9,51E+08\n6;Lê G;Thôn 1;01233334455\n7;Lê H;Thôn 1;0951 23\n8;Lê I;Thôn 1;099055001234\n\
        9;Lê K;Thôn 1;99055001234\n10;Lê L;Thôn 1;0951234567 / 0954445566\n11;Lê M;Thôn 1;không có\n12;Lê N;Thôn 1;０９５１２３４５６７\n",
    );
    let counts: Vec<usize> = reading.households.iter().map(|h| h.phones.len()).collect();
    assert_eq!(counts, [1, 1, 1, 1, 0, 0, 0, 0, 0, 2, 0, 1]);
    assert_eq!(
        codes(&reading),
        [
            (6, Code::PhoneLostDigits),
            (7, Code::PhoneOldPrefix),
            (8, Code::PhoneInvalid),
            (9, Code::IdNumberInText),
            (10, Code::IdNumberInText),
        ]
    );
}

#[test]
fn forbidden_numbers_are_nowhere_in_what_is_written() {
    let reading = csv("STT;Chủ hộ;Thôn;Địa chỉ;CCCD;Số tài khoản;SĐT;Ghi chú;Mã hộ\n\
        1;Lê A;Thôn 1;12 Lê Lai, CCCD 099155001234;099155001234;9999123456789;099155001234;cmnd 171234567;099155001234\n\
        2;099155001234;Thôn 1;;;;;STK 9999123456789;\n3;Lê C 099155001234;Thôn 1 099155001234;;;;99155001234;thẻ 9999123456789;H3\n");
    let text = json::report(&reading, &[], 0, 0.0).to_string() + &format!("{reading:?}");
    for secret in ["99155001234", "9999123456789", "171234567"] {
        assert!(!text.contains(secret), "{text}");
    }
    assert!(codes(&reading).contains(&(3, Code::NameInvalid)));
    assert!(codes(&reading).contains(&(2, Code::IdNumberInText)));
    let sheet = &reading.sheets[0];
    let named: Vec<&str> = sheet
        .columns
        .iter()
        .filter(|c| matches!(c.field, doorstep_import::columns::Field::Forbidden(_)))
        .map(|c| c.header.as_str())
        .collect();
    assert_eq!(named, ["CCCD", "Số tài khoản"]);
}

#[test]
fn health_never_becomes_a_note_or_a_category() {
    let reading = csv("Chủ hộ;Thôn;Đối tượng;Ghi chú\nLê A;Thôn 1;NKT;liệt hai chân\nLê B;Thôn 1;Hộ nghèo;đi làm xa\n");
    let first = &reading.households[0];
    assert!(first.ask_mobility && first.note.is_none() && first.categories.is_empty());
    assert_eq!(codes(&reading), [(2, Code::SensitiveInText)]);
    assert_eq!(reading.households[1].note.as_deref(), Some("đi làm xa"));
}

#[test]
fn names_that_are_none() {
    let long = "Lê ".repeat(40);
    let reading = csv(&format!(
        "STT;Chủ hộ;Thôn;Địa chỉ\n1;;Thôn 1;12 Lê Lai\n2;12345;Thôn 1;\n3;{long};Thôn 1;\n4;...;Thôn 1;\n5;Ất;Thôn 1;\n6;Lê A;;\n7;;;\n"
    ));
    assert_eq!(
        codes(&reading),
        [
            (2, Code::NoName),
            (3, Code::NameInvalid),
            (4, Code::NameTooLong),
            (5, Code::NameInvalid),
            (7, Code::NoNeighbourhood),
        ]
    );
    assert_eq!(reading.households.len(), 1);
    for finding in reading.findings.iter().filter(|f| f.severity == Severity::Error) {
        let words = messages::finding(finding);
        assert!(words.vi.contains("Dòng") && words.en.contains("Row"), "{words:?}");
    }
}

#[test]
fn the_same_household_twice_is_one_and_the_same_name_twice_is_two() {
    let reading = csv(
        "Chủ hộ,Thôn,Địa chỉ,SĐT,Năm sinh\nLê A,Thôn 1,12 Lê Lai,0951234567,1950\nLÊ A,thôn 1,\"12, Lê Lai\",951234567,1950\n\
        Lê A,Thôn 1,14 Lê Lai,0954445566,1950\nLê B,Thôn 1,,,\nLê B,Thôn 1,,,\n",
    );
    assert_eq!(reading.households.len(), 4);
    assert_eq!(codes(&reading), [(3, Code::DuplicateInFile)]);
}

#[test]
fn formulas_are_not_evaluated() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in ["STT", "Chủ hộ", "Thôn", "SĐT", "Năm sinh"].iter().enumerate() {
        sheet.write_string(0, column as u16, *text).unwrap();
    }
    for row in 1..=9 {
        sheet.write_formula(row, 0, Formula::new("=ROW()-1").set_result(row.to_string())).unwrap();
        sheet
            .write_formula(
                row,
                1,
                Formula::new("=\"Lê \"&\"A\"").set_result(format!("Lê Văn {}", (b'A' + row as u8) as char)),
            )
            .unwrap();
        sheet.write_string(row, 2, "Thôn 1").unwrap();
    }
    sheet.write_formula(1, 4, Formula::new("=1900+50").set_result("1950")).unwrap();
    let reading = open(book);
    assert_eq!(reading.households.len(), 9);
    assert_eq!(reading.households[0].birth_year, Some(1950));
    let told: Vec<_> = reading.findings.iter().map(|f| (f.code, f.row, f.column.clone().unwrap(), f.count)).collect();
    assert_eq!(told, [(Code::FormulaCell, 2, "B".to_owned(), 9), (Code::FormulaCell, 2, "E".to_owned(), 1)]);
}

#[test]
fn formulas_without_a_result_or_with_an_error() {
    let header = inline(&[("A1", "STT"), ("B1", "Chủ hộ"), ("C1", "Thôn"), ("D1", "SĐT")]);
    let row = |n: u32, name: &str, phone: &str| {
        format!(
            "<row r=\"{n}\"><c r=\"A{n}\"><v>{n}</v></c><c r=\"B{n}\" {name}</c>{}<c r=\"D{n}\"{phone}</c></row>",
            inline(&[(&format!("C{n}"), "Thôn 1")])
        )
    };
    let sheet = format!(
        "<row r=\"1\">{header}</row>{}{}{}{}",
        row(2, "t=\"str\"><f>A1&amp;B1</f><v></v>", ">"),
        row(3, "><f>A1</f>", ">"),
        row(4, "t=\"e\"><f>A1</f><v>#REF!</v>", ">"),
        row(5, "t=\"str\"><f>A1</f><v>Lê Văn A</v>", "><f>A1</f>"),
    );
    let reading = read(&workbook(&sheet, b"<sst></sst>"), "a.xlsx", &options());
    assert_eq!(
        codes(&reading),
        [
            (2, Code::FormulaWithoutValue),
            (3, Code::FormulaWithoutValue),
            (4, Code::FormulaError),
            (5, Code::FormulaWithoutValue),
            (5, Code::FormulaCell),
        ]
    );
    let errors: Vec<u32> = reading.findings.iter().filter(|f| f.severity == Severity::Error).map(|f| f.row).collect();
    assert_eq!(errors, [2, 3, 4]);
}

#[test]
fn hidden_rows_are_read_and_told_once() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in
        [["Chủ hộ", "Thôn"], ["Lê A", "Thôn 1"], ["Lê B", "Thôn 1"], ["Lê C", "Thôn 1"]].iter().enumerate()
    {
        sheet.write_string(row as u32, 0, cells[0]).unwrap();
        sheet.write_string(row as u32, 1, cells[1]).unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    sheet.set_row_hidden(3).unwrap();
    let reading = open(book);
    assert_eq!(reading.households.len(), 3);
    assert_eq!(reading.findings.iter().map(|f| (f.code, f.count)).collect::<Vec<_>>(), [(Code::HiddenRows, 2)]);
}

#[test]
fn dates_serials_and_years_live_in_one_column() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (column, text) in ["Chủ hộ", "Thôn", "Ngày sinh"].iter().enumerate() {
        sheet.write_string(0, column as u16, *text).unwrap();
    }
    for row in 1..=5 {
        sheet
            .write_string(
                row,
                0,
                format!("Lê Văn {row}").replace(['1', '2', '3', '4', '5'], ["A", "B", "C", "D", "E"][row as usize - 1]),
            )
            .unwrap();
        sheet.write_string(row, 1, "Thôn 1").unwrap();
    }
    sheet.write_number(1, 2, 1952).unwrap();
    sheet.write_number(2, 2, 19_239).unwrap();
    sheet.write_number_with_format(3, 2, 19_239, &day).unwrap();
    // A year typed into a cell that is formatted as a date.
    sheet.write_number_with_format(4, 2, 1952, &day).unwrap();
    sheet.write_number(5, 2, 74).unwrap();
    let reading = open(book);
    let years: Vec<_> = reading.households.iter().map(|h| h.birth_year).collect();
    assert_eq!(years, [Some(1952), Some(1952), Some(1952), Some(1952), None]);
    assert_eq!(codes(&reading), [(6, Code::BirthIsAge)]);
}

#[test]
fn inline_strings_rich_text_and_a_cell_in_the_last_corner() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(read(&workbook(&small_sheet(far), b"<sst></sst>"), "a.xlsx", &options()).households.len(), 1);
    let shared = "<sst><si><r><t xml:space=\"preserve\">Chủ </t></r><r><t>hộ</t></r></si><si><t>Thôn</t></si><si><r><t xml:space=\"preserve\">Lê </t></r><r><t>Văn A</t></r></si><si><t>Thôn 1</t></si></sst>";
    let cell = |at: &str, n: u32| format!("<c r=\"{at}\" t=\"s\"><v>{n}</v></c>");
    let sheet = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>",
        cell("A1", 0),
        cell("B1", 1),
        cell("A2", 2),
        cell("B2", 3)
    );
    let reading = read(&workbook(&sheet, shared.as_bytes()), "a.xlsx", &options());
    assert_eq!(reading.households[0].head, "Lê Văn A");
}

#[test]
fn bombs_are_refused_before_they_are_unpacked_into_memory() {
    let mut shared = b"<sst>".to_vec();
    for _ in 0..4_000_000 {
        shared.extend(b"<si><t>a</t></si>");
    }
    let bomb = workbook(&small_sheet(""), &shared);
    assert!(bomb.len() < 1_000_000);
    assert_eq!(refusal(&bomb, "a.xlsx"), Some(RefusalKind::TooBig));
    let cells = "<row><c><v>1</v></c><c><v>1</v></c></row>".repeat(900_000);
    assert_eq!(refusal(&workbook(&small_sheet(&cells), b"<sst></sst>"), "a.xlsx"), Some(RefusalKind::TooBig));
    let ods = |row: &str| {
        format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"A\">{row}</table:table></office:document-content>"
        )
    };
    let wide = ods(
        "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>a</text:p></table:table-cell></table:table-row>",
    );
    assert_eq!(refusal(&package(&[("content.xml", wide.as_bytes())]), "a.ods"), Some(RefusalKind::TooBig));
}

#[test]
fn files_that_cannot_be_read_say_why_in_vietnamese() {
    let mut cfb = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    cfb.create_stream("/EncryptedPackage").unwrap().write_all(&[7; 64]).unwrap();
    let password = cfb.into_inner().into_inner();
    let mut locked = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    locked.create_stream("/Workbook").unwrap().write_all(&[0x09, 8, 4, 0, 0, 6, 5, 0, 0x2F, 0, 2, 0, 1, 0]).unwrap();
    let whole = workbook(&small_sheet(""), b"<sst/>");
    let manifest: &[u8] = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let cases: [(&[u8], &str, RefusalKind); 11] = [
        (&password, "a.xlsx", RefusalKind::Password),
        (&locked.into_inner().into_inner(), "a.xls", RefusalKind::Password),
        (&package(&[("content.xml", b"x"), ("META-INF/manifest.xml", manifest)]), "a.ods", RefusalKind::Password),
        (b"<html><body><table><tr><td>STT</td></tr></table></body></html>", "a.xls", RefusalKind::Html),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>", "a.xls", RefusalKind::Html),
        (b"<?xml version=\"1.0\"?><Workbook/>", "a.xls", RefusalKind::UnknownKind),
        (b"%PDF-1.7", "a.pdf", RefusalKind::UnknownKind),
        (&whole[..whole.len() / 2], "a.xlsx", RefusalKind::Damaged),
        (&package(&[("word/document.xml", b"x")]), "a.docx", RefusalKind::UnknownKind),
        (b" \r\n", "a.csv", RefusalKind::Empty),
        ("Kính gửi: UBND phường,\nXin xác nhận".as_bytes(), "a.csv", RefusalKind::NoTable),
    ];
    for (bytes, name, kind) in cases {
        assert_eq!(refusal(bytes, name), Some(kind), "{name}");
        let words = messages::refusal(kind);
        assert!(
            words.vi.chars().any(|c| "ảạẩểệỏốợủữự".contains(c)) && words.en.is_ascii() | words.en.contains('“'),
            "{words:?}"
        );
    }
}

#[test]
fn text_files_in_every_encoding() {
    let text = "STT;Họ tên chủ hộ;Thôn;Địa chỉ\r\n1;Nguyễn Thị Hường;Thôn Đồng Tâm;Số 5 đường Lê Lợi\r\n2;ĐẶNG VĂN ƯỚC;Thôn Đồng Tâm;\r\n";
    let tabs = text.replace(';', "\t");
    let utf16 = |text: &str, little: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFFu16).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    };
    let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| u8::try_from(c as u32).unwrap()).collect() };
    let tcvn3 = "STT;H\u{e4} t\u{aa}n ch\u{f1} h\u{e9};Th\u{ab}n;\u{a7}\u{de}a ch\u{d8}\r\n1;NguyÔn ThÞ H\u{ad}êng;Th\u{ab}n \u{a7}ång T\u{a9}m;S\u{e8} 5 \u{ae}\u{ad}êng L\u{aa} Lîi\r\n2;\u{a7}Æng V\u{a8}n \u{ad}íc;Th\u{ab}n \u{a7}ång T\u{a9}m;\r\n";
    let vni = "STT;Hoï teân chuû hoä;Thoân;Ñòa chæ\r\n1;Nguyeãn Thò Höôøng;Thoân Ñoàng Taâm;Soá 5 ñöôøng Leâ Lôïi\r\n2;ÑAËNG VAÊN ÖÔÙC;Thoân Ñoàng Taâm;\r\n";
    let files: Vec<(Vec<u8>, &str)> = vec![
        (text.as_bytes().to_vec(), "UTF-8"),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8"),
        (utf16(&tabs, true, true), "UTF-16"),
        (utf16(&tabs, false, true), "UTF-16"),
        (utf16(&tabs, true, false), "UTF-16"),
        (latin(tcvn3), "TCVN3"),
        (tcvn3.as_bytes().to_vec(), "TCVN3"),
        (latin(vni), "VNI"),
        (format!("sep=;\r\n{text}").into_bytes(), "UTF-8"),
    ];
    for (bytes, encoding) in files {
        let reading = read(&bytes, "ds.csv", &options());
        assert_eq!(reading.encoding, encoding);
        let found: Vec<_> = reading.households.iter().map(|h| (h.head.as_str(), h.neighbourhood.as_str())).collect();
        assert_eq!(found, [("Nguyễn Thị Hường", "Thôn Đồng Tâm"), ("Đặng Văn Ước", "Thôn Đồng Tâm")], "{encoding}");
        assert_eq!(reading.households[0].address.as_deref(), Some("Số 5 đường Lê Lợi"));
    }
}

#[test]
fn rows_of_a_csv_count_records_not_lines() {
    let reading = csv("STT,Chủ hộ,Thôn,\"Địa chỉ\nnơi ở\"\n\n1,Lê A,Thôn 1,\"12\nLê Lai\"\n2,Lê B,Thôn 1,\n");
    let rows: Vec<u32> = reading.households.iter().map(|h| h.source.as_ref().unwrap().row).collect();
    assert_eq!(rows, [3, 4]);
    assert_eq!(reading.households[0].address.as_deref(), Some("12 Lê Lai"));
}

#[test]
fn vni_in_xls_with_a_hidden_row() {
    let reading = extra("vni.xls");
    assert_eq!(reading.encoding, "VNI");
    let heads: Vec<&str> = reading.households.iter().map(|h| h.head.as_str()).collect();
    assert_eq!(heads, ["Nguyễn Văn Được", "Đặng Thị Hường", "Ứng Thị Ái", "Trịnh Hữu Quý", "Hoàng Đức Lợi"]);
    assert!(reading.households.iter().all(|h| h.neighbourhood == "Tổ dân phố 9" && h.phones.len() == 1));
    assert_eq!(reading.households[0].address.as_deref(), Some("Số 1 đường Nguyễn Trãi"));
    assert_eq!(codes(&reading), [(5, Code::HiddenRows)]);
}

#[test]
fn formulas_of_xls_are_seen() {
    let reading = extra("formulas.xls");
    assert_eq!(reading.households.len(), 3, "{reading:?}");
    assert!(reading.findings.iter().all(|f| f.column.as_deref() == Some("D")), "{:?}", reading.findings);
    assert!(!reading.findings.is_empty());
}

#[test]
fn ods_tells_hidden_rows_hidden_tables_comments_and_entities() {
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>099155001234</text:p></office:annotation><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\"><office:automatic-styles><style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
        <table:table table:name=\"DS\"><table:table-row>{}{}</table:table-row><table:table-row table:visibility=\"filter\">{}{}</table:table-row><table:table-row table:number-rows-repeated=\"3\"/><table:table-row>{}{}</table:table-row></table:table>\
        <table:table table:name=\"B\" table:style-name=\"h\"><table:table-row>{}{}</table:table-row></table:table></office:document-content>",
        cell("Chủ hộ"),
        cell("Thôn"),
        cell("Lê&#32;A"),
        cell("Thôn 1"),
        cell("Lê B &amp; Con"),
        cell("Thôn 1"),
        cell("Chủ hộ"),
        cell("Thôn")
    );
    let reading = read(&package(&[("content.xml", content.as_bytes())]), "a.ods", &options());
    let found: Vec<_> = reading.households.iter().map(|h| (h.head.as_str(), h.source.as_ref().unwrap().row)).collect();
    assert_eq!(found, [("Lê A", 2), ("Lê B & Con", 6)]);
    assert_eq!(codes(&reading), [(2, Code::HiddenRows)]);
    assert!(reading.sheets[1].hidden && !reading.sheets[1].selected);
}

#[test]
fn text_too_long_is_cut_and_told() {
    let reading =
        csv(&format!("Chủ hộ,Thôn,Địa chỉ,Ghi chú\nLê A,Thôn 1,{},{}\n", "ngõ ".repeat(100), "nhà ".repeat(9_000)));
    assert_eq!(codes(&reading), [(2, Code::TextTooLong), (2, Code::TextTooLong)]);
    assert!(reading.households[0].note.as_ref().unwrap().chars().count() <= 1_000);
}
