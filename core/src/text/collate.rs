//! Vietnamese sort order, after the Unicode CLDR collation for `vi`.
//!
//! Letters first (a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then
//! case (small before capital). A key is a byte string, so that SQLite can sort by it as a BLOB.

use unicode_normalization::UnicodeNormalization;

use super::form::{clean, is_tone};

const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
const LEVEL: u8 = 0;
const SPACE: u8 = 0x02;
const PUNCTUATION: u8 = 0x03;
const DIGIT: u8 = 0x10;
const LETTER: u8 = 0x20;
const OTHER: u8 = 0xF0;

/// The sort key of a text. `key(a) < key(b)` when a Vietnamese reader looks for `a` before `b`.
pub fn key(text: &str) -> Vec<u8> {
    let mut primary = Vec::with_capacity(text.len() * 2);
    let (mut tones, mut cases) = (Vec::new(), Vec::new());
    for c in clean(text).chars() {
        let (letter, tone) = split_tone(c);
        push_primary(&mut primary, letter);
        tones.push(tone + 1);
        cases.push(if c.is_uppercase() { 2 } else { 1 });
    }
    primary.push(LEVEL);
    primary.append(&mut tones);
    primary.push(LEVEL);
    primary.append(&mut cases);
    primary
}

/// The first level alone: which letters, whatever their tone and case.
pub(super) fn push_primary(out: &mut Vec<u8>, letter: char) {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    if let Some(place) = ALPHABET.chars().position(|a| a == small) {
        out.push(LETTER + place as u8);
    } else if small == ' ' {
        out.push(SPACE);
    } else if let Some(digit) = small.to_digit(10) {
        out.push(DIGIT + digit as u8);
    } else if small.is_ascii() {
        out.extend([PUNCTUATION, small as u8]);
    } else {
        out.push(OTHER);
        out.extend((small as u32).to_be_bytes());
    }
}

/// A letter without its tone, and the tone's rank.
pub(super) fn split_tone(c: char) -> (char, u8) {
    if c.is_ascii() {
        return (c, 0);
    }
    let mut tone = 0;
    let bare: String = std::iter::once(c)
        .nfd()
        .filter(|m| {
            if is_tone(*m) {
                tone = rank_of_tone(*m);
                return false;
            }
            true
        })
        .nfc()
        .collect();
    let mut chars = bare.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) => (letter, tone),
        _ => (c, 0),
    }
}

fn rank_of_tone(mark: char) -> u8 {
    match mark {
        '\u{300}' => 1,
        '\u{309}' => 2,
        '\u{303}' => 3,
        '\u{301}' => 4,
        '\u{323}' => 5,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(words: &[&str]) -> bool {
        words.windows(2).all(|pair| key(pair[0]) < key(pair[1]))
    }

    #[test]
    fn letters_follow_the_vietnamese_alphabet() {
        assert!(sorted(&["an", "ăn", "ân", "ba", "dung", "đung", "em", "êm", "on", "ôn", "ơn", "um", "ưm", "vy"]));
    }

    #[test]
    fn tones_follow_the_dictionary_and_only_break_ties() {
        assert!(sorted(&["ma", "mà", "mả", "mã", "má", "mạ"]));
        assert!(sorted(&["hoa", "hoà", "Hoàng", "hoạt"]));
        assert!(sorted(&["Lý", "Lỵ"]));
        assert!(sorted(&["lan", "Lan", "lán"]));
    }

    #[test]
    fn digits_and_spaces_come_before_letters() {
        assert!(sorted(&["Lê An", "Lê Ba", "Lêa"]));
        assert!(sorted(&["1", "2", "A"]));
    }
}
