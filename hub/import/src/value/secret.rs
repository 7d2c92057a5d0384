//! Free text of a list: secrets out, length bounded. Stricter than the guard at a door, because a list's author cannot
//! be asked, and a number too many is no loss.

use doorstep_core::text::{clean, guard, phone};

/// Text that may be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Free {
    /// The text, cleaned, redacted, cut.
    pub text: String,
    /// Something was redacted.
    pub secret: bool,
    /// It was longer than allowed.
    pub cut: bool,
}

/// Prepares free text of at most `most` characters.
pub fn free(text: &str, most: usize) -> Free {
    let text = clean(text);
    let shown = redact(&text);
    let secret = shown != text;
    match shown.char_indices().nth(most) {
        Some((end, _)) => Free { text: shown[..end].trim_end().to_owned(), secret, cut: true },
        None => Free { text: shown, secret, cut: false },
    }
}

/// What the guard finds, and any run of eleven or more digits that is no phone number (an ID number that lost its zero,
/// an account).
pub fn redact(text: &str) -> String {
    let text = guard::redact(text);
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            run.push(c);
            continue;
        }
        let numbers = || !phone::read_cell(&run).numbers.is_empty();
        out.push_str(if run.len() >= 11 && !numbers() { "•••" } else { &run });
        run.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// A value as messages show it: redacted, long runs of digits masked, short.
pub fn shown(text: &str) -> String {
    let mut out = String::new();
    let mut digits = 0;
    let redacted = guard::redact(&clean(text));
    let many = redacted.chars().filter(char::is_ascii_digit).count() > 8;
    for c in redacted.chars().take(60) {
        digits += usize::from(c.is_ascii_digit());
        let hidden = many && c.is_ascii_digit() && digits > 3;
        out.push(if hidden { '*' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_go_and_phones_stay() {
        assert_eq!(free("CCCD cũ 099155001234", 100).text, "CCCD cũ •••");
        assert_eq!(free("thẻ 99155001234, gọi 0951234567", 100).text, "thẻ •••, gọi 0951234567");
        assert!(!free("đi làm xa, 02373711222", 100).secret);
        assert_eq!(free(&"a".repeat(300), 200).text.len(), 200);
    }

    #[test]
    fn messages_mask_what_may_be_a_number() {
        assert_eq!(shown("0951 234"), "0951 234");
        assert_eq!(shown("099155001234"), "•••");
        assert_eq!(shown("01233334455"), "012********");
    }
}
