//! A whole cell or line: several numbers, words between them, spreadsheet damage.

use super::{PhoneError, from_digits};
use crate::text::clean;

/// What a cell held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Usable numbers in E.164, in order, each once.
    pub numbers: Vec<String>,
    /// What could not be used.
    pub problems: Vec<Problem>,
}

/// A piece of a cell that is no usable number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Why.
    pub error: PhoneError,
    /// How many digits the piece has (the digits themselves may be secret).
    pub digits: usize,
}

/// Reads all numbers of a cell. Words such as "(con gái)" or "không có" are no problem, only digits can be.
pub fn read_cell(text: &str) -> Cell {
    let mut cell = Cell::default();
    let text = repair(text);
    if has_exponent(&text) {
        cell.problems.push(Problem { error: PhoneError::LostDigits, digits: 0 });
        return cell;
    }
    for piece in pieces(&text) {
        read_piece(&piece, &mut cell);
    }
    cell
}

/// Full-width digits to ASCII, a letter O among digits to zero, "(0)" after the country away, ".0" of a float away.
fn repair(text: &str) -> String {
    let lines = text.replace(['\n', '\r'], ";");
    let mut chars: Vec<char> = clean(&lines.replace("  ", ";"))
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            _ => c,
        })
        .collect();
    for i in 0..chars.len() {
        let before = i.checked_sub(1).map(|b| chars[b]);
        let after = chars.get(i + 1);
        let joined = before.is_some_and(|c| c.is_ascii_digit()) || after.is_some_and(|c| c.is_ascii_digit());
        if matches!(chars[i], 'o' | 'O') && joined && !before.is_some_and(char::is_alphabetic) {
            chars[i] = '0';
        }
    }
    let text: String = chars.into_iter().collect();
    let text = text.replace("(0)", "").replace("( 0 )", "");
    match text.split_once('.') {
        Some((whole, zeros)) if is_digits(whole) && whole.len() >= 8 && zeros.bytes().all(|b| b == b'0') => {
            whole.to_owned()
        }
        _ => text,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// 9,51E+08: a mantissa, E, an exponent.
fn has_exponent(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.match_indices('e').any(|(at, _)| {
        let tail = lower[at + 1..].trim_start_matches('+');
        lower[..at].ends_with(|c: char| c.is_ascii_digit()) && tail.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Pieces between separators that no single number contains; a piece is its groups of digits.
fn pieces(text: &str) -> Vec<Vec<String>> {
    let mut pieces = vec![Vec::new()];
    let mut group = String::new();
    let chars: Vec<char> = text.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        if c.is_ascii_digit() {
            group.push(c);
            continue;
        }
        if !group.is_empty()
            && let Some(piece) = pieces.last_mut()
        {
            piece.push(std::mem::take(&mut group));
        }
        let spaced_dash = matches!(c, '-' | '–') && i > 0 && chars[i - 1] == ' ' && chars.get(i + 1) == Some(&' ');
        if spaced_dash || !matches!(c, ' ' | '.' | '-' | '–' | '(' | ')') {
            pieces.push(Vec::new());
        }
    }
    if let Some(piece) = pieces.last_mut().filter(|_| !group.is_empty()) {
        piece.push(group);
    }
    pieces.retain(|p| !p.is_empty());
    pieces
}

fn read_piece(groups: &[String], cell: &mut Cell) {
    let all = groups.concat();
    if all.len() < 2 {
        return;
    }
    match from_digits(&all) {
        Ok(number) => push(cell, number),
        Err(PhoneError::Missing) => {}
        Err(error) => match run_together(groups).or_else(|| run_together(&tens(&all))) {
            Some(numbers) => numbers.into_iter().for_each(|n| push(cell, n)),
            None => cell.problems.push(Problem { error, digits: all.len() }),
        },
    }
}

/// Two or more numbers written one after the other: groups are joined until they make a number.
fn run_together(groups: &[String]) -> Option<Vec<String>> {
    let (mut numbers, mut digits) = (Vec::new(), String::new());
    for group in groups {
        digits.push_str(group);
        if digits.starts_with('0')
            && let Ok(number) = from_digits(&digits)
        {
            numbers.push(number);
            digits.clear();
        }
    }
    (digits.is_empty() && numbers.len() > 1).then_some(numbers)
}

fn tens(all: &str) -> Vec<String> {
    if !all.len().is_multiple_of(10) || !all.is_ascii() {
        return Vec::new();
    }
    (0..all.len() / 10).map(|i| all[i * 10..(i + 1) * 10].to_owned()).collect()
}

fn push(cell: &mut Cell, number: String) {
    if !cell.numbers.contains(&number) {
        cell.numbers.push(number);
    }
}
