//! Vietnamese phone numbers as lists write them, to E.164 and back to what people read.
//!
//! Rules (measured against libphonenumber 9.0.43): mobile `0` + 9 digits beginning 3, 5, 7, 8 or 9; landline `02` + 9
//! digits (Thanh Hóa 0237 + 7). Eleven-digit mobile numbers `01…` have been dead since 2018.

mod cell;

pub use cell::{Cell, Problem, read_cell};

/// Why a number was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhoneError {
    /// Too few, too many, or impossible digits.
    Invalid,
    /// An eleven-digit 01x number of before 2018; the new prefix is not always certain, so it is not guessed.
    OldPrefix,
    /// A spreadsheet rounded it: 9,51E+08.
    LostDigits,
    /// Twelve digits (or eleven after a lost zero): rather a citizen's ID number. Never show it.
    LooksLikeId,
    /// No digits, or only zeros: there is no number here.
    Missing,
}

/// One number in any usual style to E.164 (`+84…`).
///
/// # Errors
/// Says why it is no usable number. The text itself is not part of the error.
pub fn normalise(written: &str) -> Result<String, PhoneError> {
    let cell = read_cell(written);
    match (cell.numbers.first(), cell.problems.first()) {
        (Some(number), _) => Ok(number.clone()),
        (None, Some(problem)) => Err(problem.error),
        (None, None) => Err(PhoneError::Missing),
    }
}

/// E.164 as people write and read it aloud: `0951 234 567`, landline `0237 3711 222`. Anything else as it is.
pub fn display(e164: &str) -> String {
    let Some(rest) = e164.strip_prefix("+84").filter(|r| r.bytes().all(|b| b.is_ascii_digit())) else {
        return e164.to_owned();
    };
    match rest.len() {
        9 => format!("0{} {} {}", &rest[..3], &rest[3..6], &rest[6..]),
        // Hà Nội and Hồ Chí Minh City have area codes of two digits, other provinces of three.
        10 if rest.starts_with("24") || rest.starts_with("28") => {
            format!("0{} {} {}", &rest[..2], &rest[2..6], &rest[6..])
        }
        10 => format!("0{} {} {}", &rest[..3], &rest[3..7], &rest[7..]),
        _ => e164.to_owned(),
    }
}

/// Digits alone, in any of the ways to write the country, to E.164.
fn from_digits(digits: &str) -> Result<String, PhoneError> {
    if digits.bytes().all(|b| b == b'0') {
        return Err(PhoneError::Missing);
    }
    let national = national(digits);
    let mut rest = national.strip_prefix('0').unwrap_or(&national).chars();
    let (first, second) = (rest.next(), rest.next());
    match (national.len(), first, second) {
        (10, Some('3' | '5' | '7' | '8' | '9'), _) | (11, Some('2'), _) => Ok(format!("+84{}", &national[1..])),
        (11, Some('1'), Some('2' | '6' | '8' | '9')) => Err(PhoneError::OldPrefix),
        (12, _, _) => Err(PhoneError::LooksLikeId),
        _ if digits.len() == 11 && !digits.starts_with('0') && !digits.starts_with("84") => {
            Err(PhoneError::LooksLikeId)
        }
        _ => Err(PhoneError::Invalid),
    }
}

/// To the national form with its leading zero, which spreadsheets like to lose.
fn national(digits: &str) -> String {
    let local = match digits.strip_prefix("0084").or_else(|| digits.strip_prefix("84").filter(|r| r.len() >= 9)) {
        Some(rest) => rest,
        None => digits,
    };
    if digits.len() == 12 && digits.starts_with('0') && !digits.starts_with("0084") {
        return digits.to_owned();
    }
    if local.starts_with('0') {
        return local.to_owned();
    }
    let lost = match local.len() {
        9 => local.starts_with(['3', '5', '7', '8', '9']),
        10 => local.starts_with(['1', '2']),
        _ => false,
    };
    if lost || local.len() != digits.len() { format!("0{local}") } else { local.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_in_many_styles() {
        for style in [
            "0951234567",
            "951234567",
            "0951.234.567",
            "0951 234 567",
            "+84 951 234 567",
            "84951234567",
            "+84 (0)951234567",
            "'0951234567",
            "951234567.0",
            "O951234567",
            "０９５１２３４５６７",
            "0951-234-567",
            "0084951234567",
            "SĐT: 0951234567",
            "0951234567 (con gái)",
            "\u{200b}0951\u{a0}234\u{a0}567",
            "+840951234567",
            "(+84) 951234567",
            "095 1234 567.",
        ] {
            assert_eq!(normalise(style).as_deref(), Ok("+84951234567"), "{style}");
        }
        for style in ["02373711222", "0237 3711 222", "2373711222", "+84 237 3711222", "0237.3711.222"] {
            assert_eq!(normalise(style).as_deref(), Ok("+842373711222"), "{style}");
        }
    }

    #[test]
    fn what_is_no_number_says_why() {
        for (written, error) in [
            ("01233334455", PhoneError::OldPrefix),
            ("1233334455", PhoneError::OldPrefix),
            ("9,51E+08", PhoneError::LostDigits),
            ("9.51E+08", PhoneError::LostDigits),
            ("9,51234e+8", PhoneError::LostDigits),
            ("09533344", PhoneError::Invalid),
            ("0951 234", PhoneError::Invalid),
            ("09512345678", PhoneError::Invalid),
            ("099055001234", PhoneError::LooksLikeId),
            ("99055001234", PhoneError::LooksLikeId),
            ("không có", PhoneError::Missing),
            ("", PhoneError::Missing),
            ("0000000000", PhoneError::Missing),
            ("1", PhoneError::Missing),
        ] {
            assert_eq!(normalise(written), Err(error), "{written}");
        }
    }

    #[test]
    fn several_numbers_in_a_cell_are_all_kept() {
        let both = vec!["+84951234567".to_owned(), "+84954445566".to_owned()];
        for cell in [
            "0951234567/0954445566",
            "0951234567; 0954445566",
            "0951234567 - 0954445566",
            "0951234567, 954445566",
            "0951234567\n0954445566",
            "0951 234 567 0954 445 566",
            "09512345670954445566",
            "0951234567 hoặc 0954445566",
            "0951.234.567  0954.445.566",
            "0951234567 & +84954445566",
            "0951234567-0954445566",
        ] {
            assert_eq!(read_cell(cell).numbers, both, "{cell}");
        }
        assert_eq!(read_cell("0951234567/0951234567").numbers.len(), 1);
    }

    #[test]
    fn a_bad_second_number_is_told() {
        let cell = read_cell("0951234567/0954445");
        assert_eq!(cell.numbers.len(), 1);
        assert_eq!(cell.problems[0].error, PhoneError::Invalid);
    }

    #[test]
    fn numbers_are_shown_in_groups() {
        assert_eq!(display("+84951234567"), "0951 234 567");
        assert_eq!(display("+842373711222"), "0237 3711 222");
        assert_eq!(display("+842438251111"), "024 3825 1111");
        assert_eq!(display("hỏi con gái"), "hỏi con gái");
    }
}
