//! What kind of row is it: people, a group's title, a total, a signature, a header repeated?
//!
//! Totals are matched with their accents: "Tống Công Long" is a person, and folded he equals "tổng cộng".

use std::collections::BTreeSet;

use doorstep_core::text::{fold, same_key};

use crate::book::Row;
use crate::columns::{Column, Field, is_wording};
use crate::value::place;

/// The kind of a row under the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Someone, or an attempt at it.
    Data {
        /// It has a running number.
        numbered: bool,
        /// It has an address, phone, birth, relation, code or neighbourhood beside a name.
        backed: bool,
    },
    /// A group's title; the neighbourhood if it names one.
    Group(Option<String>),
    /// A subtotal or total.
    Total,
    /// Signatures, dates, offices below the table.
    Signature,
    /// The header again, or numbers of columns.
    Header,
    /// Nothing, or only a number.
    Blank,
}

/// Decides by the cells of all columns that may be seen.
pub fn kind(cells: &Row, covered: &BTreeSet<u32>, columns: &[Column]) -> Kind {
    let own = || cells.iter().filter(|(column, _)| !covered.contains(*column));
    let texts: Vec<String> = own().map(|(_, cell)| cell.text()).filter(|t| !t.is_empty()).collect();
    let marked = own().any(|(_, cell)| cell.text().is_empty() && !cell.is_blank());
    if texts.is_empty() && !marked {
        return Kind::Blank;
    }
    let of = |field: Field| {
        columns.iter().filter(move |c| c.field == field).filter_map(|c| cells.get(&c.index)).map(|cell| cell.text())
    };
    let stt = of(Field::Stt).next().unwrap_or_default();
    let numbered = is_number(&stt);
    let lead = texts.first().cloned().unwrap_or_default();
    let second = texts.get(1).cloned().unwrap_or_default();
    if repeats_header(cells, columns) || (!numbered && is_column_numbers(&texts)) {
        return Kind::Header;
    }
    let digits = |text: String| text.chars().any(|c| c.is_ascii_digit());
    let placed = [Field::Address, Field::Street, Field::HouseNo].into_iter().any(|f| of(f).any(|t| !t.is_empty()));
    let told =
        [Field::Phone, Field::Birth, Field::BirthIfMale, Field::BirthIfFemale].into_iter().any(|f| of(f).any(digits));
    let kin =
        [Field::Relation, Field::HouseholdCode, Field::Neighbourhood].into_iter().any(|f| of(f).any(|t| !t.is_empty()));
    let backed = placed || told || kin;
    if !numbered {
        if !placed && (is_total(&lead) || (place::is_enumeration(&lead) && is_total(&second))) {
            return Kind::Total;
        }
        if texts.iter().any(|t| is_signature(t)) {
            return Kind::Signature;
        }
    }
    if !backed {
        let named = if place::is_enumeration(&lead) && !second.is_empty() { &second } else { &lead };
        if let Some(neighbourhood) = place::whole(named) {
            return Kind::Group(Some(neighbourhood));
        }
        let roman = stt.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_alphabetic()) && !stt.is_empty();
        if roman && place::is_enumeration(&stt) {
            return Kind::Group(None);
        }
    }
    let only_number = numbered && texts.len() == 1 && !marked;
    if only_number { Kind::Blank } else { Kind::Data { numbered, backed } }
}

fn is_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    !bare.is_empty() && bare.len() <= 6 && bare.chars().all(|c| c.is_ascii_digit())
}

/// Tổng cộng, Tổng số, Tổng, Cộng, Ấn định…, Bằng chữ…: with accents.
fn is_total(text: &str) -> bool {
    let key = same_key(text.trim_start_matches(['*', '-', ' ']));
    let exact = ["tổng", "cộng", "tổng:", "cộng:", "cộng dồn"].iter().any(|w| key == same_key(w));
    exact
        || [
            "tổng cộng",
            "tổng số",
            "tổng:",
            "cộng:",
            "cộng ",
            "ấn định",
            "bằng chữ",
            "(bằng chữ",
            "danh sách này có",
            "danh sách trên",
        ]
        .iter()
        .any(|w| starts_with(&key, w))
}

fn starts_with(key: &str, word: &str) -> bool {
    let spaced = word.ends_with(' ');
    let word = same_key(word);
    key.strip_prefix(word.as_str()).is_some_and(|rest| {
        let next = rest.chars().next();
        if spaced { next == Some(' ') } else { !next.is_some_and(char::is_alphanumeric) }
    })
}

fn is_signature(text: &str) -> bool {
    let text = fold(text);
    let begins = [
        "nguoi lap",
        "nguoi tong hop",
        "chu tich",
        "pho chu tich",
        "kt.",
        "tm.",
        "t/m",
        "tl.",
        "thu truong",
        "ke toan",
        "can bo",
        "xac nhan cua",
        "to truong",
        "truong thon",
        "noi nhan",
        "trưởng ban",
        "bi thu",
        "cong chuc",
        "ghi chu:",
    ];
    let inside = ["ky, ghi ro", "ky, dong dau", "ky ten", "ghi ro ho ten", "uy ban nhan dan", "ubnd "];
    let dated = text.contains("ngay") && text.contains("thang") && text.contains("nam") && text.len() < 60;
    begins.iter().any(|w| text.starts_with(w)) || inside.iter().any(|w| text.contains(w)) || dated
}

/// Two cells or more say what the header over them says.
fn repeats_header(cells: &Row, columns: &[Column]) -> bool {
    let same = columns
        .iter()
        .filter(|c| {
            cells.get(&c.index).map(|cell| cell.text()).is_some_and(|text| {
                let bottom = c.header.rsplit(" / ").next().unwrap_or("");
                !text.is_empty()
                    && is_wording(&text)
                    && (fold(&text) == fold(bottom) || fold(&c.header).starts_with(&fold(&text)))
            })
        })
        .count();
    same >= 2
}

/// (1) (2) (3) below a repeated header.
fn is_column_numbers(texts: &[String]) -> bool {
    texts.len() > 2 && texts.iter().all(|t| t.starts_with('(') && t.ends_with(')') && t.chars().count() <= 5)
}
