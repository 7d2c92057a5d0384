//! The table of header wordings and how a header cell is looked up in it.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use doorstep_core::text::{clean, fold};
use serde::{Deserialize, Serialize};

use super::Field;

/// Data: wordings per field, folded.
const TABLE: &str = include_str!("../../data/header_synonyms.json");

/// Why a column must not be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forbidden {
    /// Numbers of identity papers, insurance, tax.
    IdNumber,
    /// Bank accounts.
    Bank,
    /// Ethnicity.
    Ethnicity,
    /// Religion.
    Religion,
    /// Membership of the Party.
    Party,
    /// Disability, illness.
    Health,
}

fn field_named(key: &str) -> Option<Field> {
    Some(match key {
        "FORBIDDEN:id_number" => Field::Forbidden(Forbidden::IdNumber),
        "FORBIDDEN:bank" => Field::Forbidden(Forbidden::Bank),
        "FORBIDDEN:ethnicity" => Field::Forbidden(Forbidden::Ethnicity),
        "FORBIDDEN:religion" => Field::Forbidden(Forbidden::Religion),
        "FORBIDDEN:party" => Field::Forbidden(Forbidden::Party),
        "FORBIDDEN:health" => Field::Forbidden(Forbidden::Health),
        "stt" => Field::Stt,
        "household_code" => Field::HouseholdCode,
        "head_name" => Field::HeadName,
        "family_middle" => Field::Family,
        "given" => Field::Given,
        "relation" => Field::Relation,
        "birth" => Field::Birth,
        "sex" => Field::Sex,
        "house_no" => Field::HouseNo,
        "street" => Field::Street,
        "address" => Field::Address,
        "neighbourhood" => Field::Neighbourhood,
        "member_count" => Field::MemberCount,
        "phone" => Field::Phone,
        "category" => Field::Category,
        "note" => Field::Note,
        "ignore" => Field::Ignore,
        _ => return None,
    })
}

/// The table, read once; a wording that stands under a forbidden key counts there alone.
fn wordings() -> &'static HashMap<String, Field> {
    static WORDINGS: OnceLock<HashMap<String, Field>> = OnceLock::new();
    WORDINGS.get_or_init(|| {
        let table: BTreeMap<String, serde_json::Value> = serde_json::from_str(TABLE).unwrap_or_default();
        let mut found: HashMap<String, Field> = HashMap::new();
        // Keys in byte order: capitals, so FORBIDDEN, come first.
        for (key, list) in &table {
            let Some(field) = field_named(key) else { continue };
            for wording in list.as_array().into_iter().flatten().filter_map(|w| w.as_str()) {
                found.entry(normal(wording)).or_insert(field);
            }
        }
        found
    })
}

/// Whether a wording, made [`normal`], stands in the table as a whole.
pub(super) fn is_whole(normal: &str) -> bool {
    wordings().contains_key(normal)
}

/// A header cell as the table writes it: no "(1)", no punctuation, folded.
pub fn normal(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let close = rest[open..].find(')').map(|n| open + n);
        let Some(close) = close else { break };
        bare.push_str(&rest[..open]);
        let inside = &rest[open + 1..close];
        // "(1)", "(7a)" number a column; "(chủ hộ)" belongs to the wording.
        if inside.chars().filter(|c| c.is_alphabetic()).count() > 1 {
            bare.push(' ');
            bare.push_str(inside);
        }
        bare.push(' ');
        rest = &rest[close + 1..];
    }
    bare.push_str(rest);
    let spaced: String = fold(&bare).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    clean(&spaced)
}

/// The field of a header cell: the whole wording, else the longest run of whole words.
pub fn field_of(text: &str) -> Option<Field> {
    let normal = normal(text);
    if let Some(field) = wordings().get(&normal) {
        return Some(*field);
    }
    let words: Vec<&str> = normal.split(' ').filter(|w| !w.is_empty()).collect();
    if words.is_empty() || words.len() > 16 {
        return None;
    }
    let mut best: Option<((bool, usize, usize), Field)> = None;
    for from in 0..words.len() {
        for to in from + 1..=words.len() {
            let phrase = words[from..to].join(" ");
            let Some(&field) = wordings().get(&phrase) else { continue };
            let forbidden = matches!(field, Field::Forbidden(_));
            if to - from == 1 && !forbidden && !single_word_fits(field, &phrase, text, words.len()) {
                continue;
            }
            let weight = (forbidden, to - from, phrase.len());
            if best.is_none_or(|(other, _)| weight > other) {
                best = Some((weight, field));
            }
        }
    }
    best.map(|(_, field)| field)
}

/// One short word inside a longer header is weak: "Tổ công tác" is no neighbourhood, "Tờ bản đồ" neither.
fn single_word_fits(field: Field, word: &str, header: &str, words: usize) -> bool {
    if words > 4
        || matches!(word, "ho" | "ns" | "gt" | "tt" | "sn" | "nam" | "nu" | "gc" | "ban" | "ap" | "khoi" | "khu")
    {
        return false;
    }
    if field == Field::Neighbourhood {
        let written = clean(header).to_lowercase();
        let accented = ["thôn", "tổ", "phố", "làng", "tdp"];
        return words <= 3 && (written.is_ascii() || accented.iter().any(|w| has_word(&written, w)));
    }
    true
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|w| w == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: BTreeMap<String, serde_json::Value> = serde_json::from_str(TABLE).unwrap();
        for (key, list) in table.iter().filter(|(key, _)| !key.starts_with('_')) {
            assert!(field_named(key).is_some(), "{key} has no field");
            for wording in list.as_array().unwrap() {
                assert!(field_of(wording.as_str().unwrap()).is_some(), "{wording}");
            }
        }
    }

    #[test]
    fn headers_of_real_lists() {
        let id = Field::Forbidden(Forbidden::IdNumber);
        for (header, field) in [
            ("Họ và tên\nchủ hộ (2)", Field::HeadName),
            ("Số điện thoại chủ hộ", Field::Phone),
            ("SĐT 1", Field::Phone),
            ("Năm sinh chủ hộ", Field::Birth),
            ("Số CCCD của chủ hộ", id),
            ("Số CC/CCCD", id),
            ("CCCD/CMND", id),
            ("Ngày cấp CCCD", id),
            ("Địa chỉ (thôn, xã)", Field::Address),
            ("Tên thôn", Field::Neighbourhood),
            ("Thôn/TDP", Field::Neighbourhood),
            ("Đ/c", Field::Unknown),
            ("Tờ bản đồ", Field::Unknown),
            ("Tài khoản ngân hàng", Field::Forbidden(Forbidden::Bank)),
            ("Dân tộc", Field::Forbidden(Forbidden::Ethnicity)),
            ("Ghi chú (dạng tật)", Field::Forbidden(Forbidden::Health)),
            ("Nghề nghiệp", Field::Ignore),
        ] {
            assert_eq!(field_of(header).unwrap_or(Field::Unknown), field, "{header}");
        }
    }
}
