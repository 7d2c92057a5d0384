//! Runs of digits in a text, with what their surroundings say about them.

use std::ops::Range;

/// Digits that one reader would read as one number.
pub(super) struct Run {
    /// Bytes of the text, separators within included.
    pub(super) range: Range<usize>,
    /// The digits alone, ASCII.
    pub(super) digits: String,
    /// Joined to letters or to further digits by `-`, `.`, `/` or `_`: part of a code such as H56.16-251124-0001.
    pub(super) in_code: bool,
    /// Followed by đ, đồng, triệu… or led by a currency.
    pub(super) is_money: bool,
    /// Part of a date or a time: 24/11/2026, 8:30.
    pub(super) is_date: bool,
}

struct Group {
    range: Range<usize>,
    digits: String,
}

/// Groups of digits are one run when one kind of separator stands between all of them and their sizes are those of
/// numbers read aloud (2 to 6 digits each).
pub(super) fn runs(text: &str) -> Vec<Run> {
    let groups = groups(text);
    let mut runs = Vec::new();
    let mut i = 0;
    while i < groups.len() {
        let mut end = i + 1;
        let separator = groups.get(end).and_then(|next| separator(&text[groups[i].range.end..next.range.start]));
        while let (Some(sep), Some(next)) = (separator, groups.get(end)) {
            let same = text[groups[end - 1].range.end..next.range.start].chars().eq([sep]);
            let sized = [&groups[end - 1], next].iter().all(|g| (2..=6).contains(&g.digits.len()));
            if !same || !sized {
                break;
            }
            end += 1;
        }
        runs.push(run(text, &groups[i..end], &groups, i, end));
        i = end;
    }
    runs
}

fn separator(between: &str) -> Option<char> {
    let mut chars = between.chars();
    match (chars.next(), chars.next()) {
        (Some(c @ (' ' | '.' | '-' | '\u{a0}')), None) => Some(c),
        _ => None,
    }
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(digit) = digit(c) else { continue };
        let end = at + c.len_utf8();
        match groups.last_mut().filter(|g| g.range.end == at) {
            Some(group) => {
                group.range.end = end;
                group.digits.push(digit);
            }
            None => groups.push(Group { range: at..end, digits: digit.to_string() }),
        }
    }
    groups
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => None,
    }
}

fn run(text: &str, parts: &[Group], all: &[Group], from: usize, to: usize) -> Run {
    let range = parts[0].range.start..parts[parts.len() - 1].range.end;
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let link = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '.' | '/' | '_'));
    let touches_before = from > 0 && link(before) && all[from - 1].range.end + 1 == range.start;
    let touches_after = to < all.len() && link(after) && range.end + 1 == all[to].range.start;
    let slash = |c: Option<char>| c.is_some_and(|c| matches!(c, '/' | ':'));
    let led_by_letters = link(before)
        && before != Some('.')
        && text[..range.start].chars().rev().nth(1).is_some_and(|c| c.is_ascii_alphanumeric());
    Run {
        digits: parts.iter().map(|g| g.digits.as_str()).collect(),
        in_code: touches_before
            || touches_after
            || led_by_letters
            || before.is_some_and(char::is_alphabetic)
            || after.is_some_and(|c| c.is_ascii_alphabetic()),
        is_money: is_money(&text[..range.start], &text[range.end..], parts),
        is_date: (slash(before) && touches_before)
            || (slash(after) && text[range.end..].chars().nth(1).is_some_and(|c| c.is_ascii_digit()))
            || is_day(parts),
        range,
    }
}

/// 24.11.2026 or 24-11-2026.
fn is_day(parts: &[Group]) -> bool {
    let sizes: Vec<usize> = parts.iter().map(|g| g.digits.len()).collect();
    matches!(sizes[..], [1 | 2, 1 | 2, 4] | [4, 2, 2]) || parts.len() == 1 && is_compact_day(&parts[0].digits)
}

/// 20261124 or 24112026.
fn is_compact_day(digits: &str) -> bool {
    let number = |r: Range<usize>| digits.get(r).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
    let plausible =
        |day, month, year| (1..=31).contains(&day) && (1..=12).contains(&month) && (1900..=2100).contains(&year);
    digits.len() == 8
        && (plausible(number(6..8), number(4..6), number(0..4)) || plausible(number(0..2), number(2..4), number(4..8)))
}

fn is_money(before: &str, after: &str, parts: &[Group]) -> bool {
    let after = after.trim_start_matches([' ', ',', '.']).to_lowercase();
    let word: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
    let unit = matches!(
        word.as_str(),
        "đ" | "đồng" | "dong" | "vnd" | "vnđ" | "k" | "nghìn" | "ngàn" | "triệu" | "tr" | "tỷ" | "tỉ" | "usd"
    );
    let before = before.trim_end().to_lowercase();
    let led = ["vnd", "vnđ", "₫", "$", "số tiền", "số tiền:"].iter().any(|w| before.ends_with(w));
    // 5.400.000: groups of three after the first.
    let grouped = parts.len() > 1
        && !parts[0].digits.starts_with('0')
        && parts[0].digits.len() <= 3
        && parts[1..].iter().all(|g| g.digits.len() == 3 && g.digits.ends_with('0'));
    unit || after.starts_with('₫') || led || grouped
}
