//! Addresses as people sort them: house numbers by value, so that 9 comes before 10 and 12/4 before 12/34.

use super::collate::{push_primary, split_tone};
use super::form::clean;

const NUMBER: u8 = 0x01;
const SLASH: u8 = 0x05;
const WORD_GAP: u8 = 0x04;

/// The natural sort key of an address: "2", "10", "10A", "12", "12/4", "12/34", "12/34/56", "Lô 2, MB 20", "Lô 10, MB 3".
/// A byte string, to be sorted as a BLOB.
pub fn key(address: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(address.len() + 8);
    let text = clean(address);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(first) = c.to_digit(10) {
            let mut digits = vec![first as u8];
            while let Some(next) = chars.peek().and_then(|d| d.to_digit(10)) {
                digits.push(next as u8);
                chars.next();
            }
            push_number(&mut out, &digits);
        } else if c == '/' {
            out.push(SLASH);
        } else if c.is_alphabetic() {
            push_primary(&mut out, split_tone(c).0);
        } else if !out.is_empty() && !matches!(out.last(), Some(&WORD_GAP)) {
            out.push(WORD_GAP);
        }
    }
    out.push(0);
    out.extend(super::collate::key(&text));
    out
}

/// Numbers sort by length, then digits; leading zeros do not count.
fn push_number(out: &mut Vec<u8>, digits: &[u8]) {
    let significant = digits.iter().position(|d| *d != 0).map_or(&digits[..0], |start| &digits[start..]);
    let significant = &significant[..significant.len().min(250)];
    out.push(NUMBER);
    out.push(significant.len() as u8 + 1);
    out.extend(significant.iter().map(|d| d + 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_numbers_sort_by_value() {
        let street = [
            "2 Lê Lai",
            "9 Lê Lai",
            "10 Lê Lai",
            "10A Lê Lai",
            "12 Lê Lai",
            "12/4 Lê Lai",
            "12/34 Lê Lai",
            "12/34/5",
            "12/34/56",
            "100",
            "Lô 2, MB 20",
            "Lô 10, MB 3",
            "Lô 10, MB 20",
            "Ngõ 3",
            "Ngõ 12",
        ];
        let mut shuffled = street;
        shuffled.reverse();
        shuffled.sort_by_key(|a| key(a));
        // "Lô" and "Ngõ" follow numbers, l before n.
        assert_eq!(shuffled.map(|a| a.to_owned()), street.map(|a| a.to_owned()));
    }

    #[test]
    fn leading_zeros_and_punctuation_do_not_separate_neighbours() {
        assert!(key("05 Lê Lai") < key("6 Lê Lai"));
        assert!(key("Lô 10,MB 20") < key("Lô 10, MB 21"));
    }
}
