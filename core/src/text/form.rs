//! The forms of a text: what is stored, what is compared, what is searched.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text as it is stored: NFC, one kind of space, no invisible characters, no control characters, trimmed.
///
/// Lists pasted from Word, Zalo and PDF carry no-break spaces, zero-width marks and soft hyphens; a Mac writes NFD.
/// Text in the old TCVN3 font encoding must be decoded *before* this, because there U+00AD is the letter ư.
pub fn clean(text: &str) -> String {
    if is_clean(text) { text.to_owned() } else { cleaned(text) }
}

/// Whether a text surely is clean already: composed letters of Vietnamese, and single spaces between words. Nearly all
/// stored text is, and looking costs a tenth of normalising.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    let plain = text.chars().all(|c| {
        let doubled = c == ' ' && before == ' ';
        before = c;
        let composed = matches!(c, ' '..='~' | '\u{A1}'..='\u{2FF}' | '\u{1EA0}'..='\u{1EF9}');
        composed && !doubled && !is_invisible(c)
    });
    plain && (before != ' ' || text.is_empty())
}

fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfc() {
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        out.push(c);
    }
    // Removing an invisible character may bring a letter and its mark together.
    out.nfc().collect()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// The search key: no marks, đ as d, lower case, single spaces.
///
/// SQLite's own folding leaves đ alone ("dang" would miss "Đặng"), so the folded text is a column of its own.
pub fn fold(text: &str) -> String {
    let plain: String = clean(text).to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).map(plain_d).collect();
    clean(&plain)
}

fn plain_d(c: char) -> char {
    if matches!(c, 'đ' | 'Đ') { 'd' } else { c }
}

/// Whether two texts are the same words to a reader: accents count, but not where the tone mark sits (Cẩm Thuỷ is
/// Cẩm Thủy), nor case, spaces or normal form.
pub fn same(a: &str, b: &str) -> bool {
    a == b || same_key(a) == same_key(b)
}

/// The key behind [`same`]: lower case, decomposed, each word's tone moved to the word's end.
pub fn same_key(text: &str) -> String {
    let lower = clean(text).to_lowercase();
    let mut out = String::with_capacity(lower.len() + 8);
    for word in lower.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut tones = String::new();
        for c in word.nfd() {
            if is_tone(c) { tones.push(c) } else { out.push(c) }
        }
        out.push_str(&tones);
    }
    out
}

/// Huyền, sắc, ngã, hỏi, nặng as combining marks.
pub(super) fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_reaches_d_with_stroke_and_stacked_marks() {
        assert_eq!(fold("Đặng  Thị\u{a0}Hường"), "dang thi huong");
        assert_eq!(fold("Tiếng Việt ở Thủy"), "tieng viet o thuy");
    }

    #[test]
    fn normal_form_does_not_matter() {
        let nfd: String = "Nguyễn Thị Ửng".nfd().collect();
        assert_eq!(clean(&nfd), "Nguyễn Thị Ửng");
        assert_eq!(fold(&nfd), fold("Nguyễn Thị Ửng"));
        assert!(same(&nfd, "NGUYỄN  THỊ ỬNG"));
    }

    #[test]
    fn tone_placement_does_not_matter_but_accents_do() {
        for (a, b) in [("Cẩm Thuỷ", "Cẩm Thủy"), ("Hoà", "Hòa"), ("khoẻ", "khỏe"), ("hoá đơn", "hóa đơn")]
        {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in [("Đồng Tiến", "Đông Tiến"), ("Tổng cộng", "Tống Công"), ("Mỹ", "My"), ("Dung", "Đung")]
        {
            assert!(!same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn what_counts_as_clean_is_what_cleaning_leaves_alone() {
        for c in char::MIN..=char::MAX {
            for text in [format!("{c}"), format!("a{c}"), format!("{c}e"), format!("o {c} u")] {
                assert!(!is_clean(&text) || cleaned(&text) == text, "{c:?} {text:?}");
            }
        }
        for (text, clean) in [("", true), (" ", false), ("a b", true), ("a  b", false), (" a", false), ("a ", false)] {
            assert_eq!(is_clean(text), clean, "{text:?}");
            assert!(!clean || cleaned(text) == text);
        }
        assert!(is_clean("Phường Quảng Phú · Đặng Thị Ửng, 12/5"));
    }

    #[test]
    fn invisible_characters_go() {
        assert_eq!(clean("\u{feff}Lê\u{200b} Văn\u{a0}\u{a0}A\t\r\n"), "Lê Văn A");
    }
}
