//! Cells of exports: a spreadsheet must not run what somebody typed at a door.

use std::borrow::Cow;

/// A text that no spreadsheet takes for a formula when it opens a CSV or XLSX file.
///
/// Programs run cells that begin with `=`, `+`, `-`, `@`, a tab or a carriage return; an apostrophe in front makes them
/// text. What cannot be a formula stays readable: a phone number "+84…", a list dash "- nhà cấp 4", a negative number.
pub fn guard_cell(text: &str) -> Cow<'_, str> {
    let start = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    let harmless = match start.chars().next() {
        Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => false,
        Some('+' | '-') => is_number(&start[1..]) || is_prose(&start[1..]),
        _ => true,
    };
    if harmless { Cow::Borrowed(text) } else { Cow::Owned(format!("'{text}")) }
}

/// Figures, spaces and separators of a phone or an amount, nothing that computes.
fn is_number(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '(' | ')'))
}

/// "- nhà cấp 4": a dash, a space, a word; no cell reference, call or operator.
fn is_prose(rest: &str) -> bool {
    let Some(words) = rest.strip_prefix(' ') else { return false };
    words.starts_with(char::is_alphabetic)
        && !words.contains(['=', '(', '!', '|', '"', '\'', '+', '*', '^', '&', ';', '<', '>', '@', ':', '/', '\\'])
        && words
            .split_whitespace()
            .next()
            .is_some_and(|word| !word.is_ascii() || word.chars().all(|c| c.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in [
            "=1+1",
            "+1+1",
            "-1+1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "=cmd|' /C calc'!A0",
            "+A1",
            "-A1",
            "  =1+1",
            "+cmd|'x'!A0",
            "-2+3+cmd|'x'!A0",
            "- A1+B1",
            "+84951234567+1",
            "＝1+1",
            "- cmd|x!A0",
        ] {
            assert!(guard_cell(text).starts_with('\''), "{text}");
        }
    }

    #[test]
    fn readable_text_stays() {
        for text in [
            "+84951234567",
            "+84 951 234 567",
            "- nhà cấp 4",
            "-5",
            "Lê Văn A",
            "",
            "12/34",
            "- nhà cấp 4, cổng xanh",
            "-1.500,5",
        ] {
            assert_eq!(guard_cell(text), text);
        }
    }
}
