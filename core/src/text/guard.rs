//! The guard: finds citizens' secrets in free text before they are saved, shown or logged.
//!
//! It looks for the shape of a 12-digit ID number, for card numbers with a valid check digit, for account numbers and
//! old ID numbers beside words that name them, and for 4 to 8 digits beside words such as OTP, mã, mật khẩu. Money,
//! dates, phone numbers, queue numbers and dossier codes pass; `guard/tests.rs` lists what must and what must not.
//!
//! It is a net, not a proof: nobody can tell a PIN from a house number without a word beside it.

mod near;
mod scan;
#[cfg(test)]
mod tests;

use std::ops::Range;

/// What a secret seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// A citizen's ID number (căn cước, CMND) or personal number.
    IdNumber,
    /// A payment card's number.
    Card,
    /// A bank account's number.
    Account,
    /// A one-time code, PIN or password made of digits.
    Code,
}

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What it seems to be.
    pub kind: SecretKind,
    /// Where, in bytes of the text given.
    pub range: Range<usize>,
}

/// All secrets of a text, in order, without overlap.
pub fn find(text: &str) -> Vec<Secret> {
    let runs = scan::runs(text);
    runs.iter()
        .filter_map(|run| {
            let kind = by_shape(run).or_else(|| by_neighbour(text, run))?;
            Some(Secret { kind, range: run.range.clone() })
        })
        .collect()
}

/// The text with each secret replaced by `•••`; safe to show and to keep.
pub fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for secret in find(text) {
        out.push_str(&text[from..secret.range.start]);
        out.push_str("•••");
        from = secret.range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Shapes that need no word beside them.
fn by_shape(run: &scan::Run) -> Option<SecretKind> {
    let digits = run.digits.as_str();
    if run.in_code || run.is_money {
        return None;
    }
    // Every ID number begins with its province, 001 to 096.
    if digits.len() == 12 && digits.starts_with('0') && !digits.starts_with("000") {
        return Some(SecretKind::IdNumber);
    }
    let issuer = digits.starts_with("9704") || digits.starts_with(['2', '3', '4', '5', '6']);
    ((13..=19).contains(&digits.len()) && issuer && luhn(digits)).then_some(SecretKind::Card)
}

/// Shapes that only a word beside them makes a secret.
fn by_neighbour(text: &str, run: &scan::Run) -> Option<SecretKind> {
    if run.is_money || run.is_date {
        return None;
    }
    let near = near::Near::of(text, &run.range);
    let count = run.digits.len();
    if matches!(count, 9 | 11 | 12) && near.names_id() {
        return Some(SecretKind::IdNumber);
    }
    let is_phone = crate::text::phone::normalise(&run.digits).is_ok();
    if (8..=19).contains(&count) && !is_phone && near.names_account() {
        return Some(SecretKind::Account);
    }
    ((4..=8).contains(&count) && !run.in_code && near.names_code()).then_some(SecretKind::Code)
}

/// The check digit of card numbers (ISO/IEC 7812).
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| match (u32::from(b - b'0'), i % 2) {
            (d, 0) => d,
            (d, _) if d * 2 > 9 => d * 2 - 9,
            (d, _) => d * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}
