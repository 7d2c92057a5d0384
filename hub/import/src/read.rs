//! From bytes to a [`Book`]: what kind of file is it, can it be read, is it small enough.

pub mod limits;

mod csv;
mod encoding;
mod legacy;
mod ods;
mod package;
mod syllable;
mod xls;
mod xlsx;

use crate::book::{Book, Value};
use limits::Limits;

/// Why a whole file is not read. [`crate::messages::refusal`] has the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// Protected by a password.
    Password,
    /// A web page saved with the ending .xls.
    Html,
    /// Larger than the limits, packed or unpacked.
    TooBig,
    /// Cut off or broken.
    Damaged,
    /// A kind of file that is not read (PDF, Word, XLSB, picture…).
    UnknownKind,
    /// Nothing in it.
    Empty,
    /// No sheet has a header with a column of names.
    NoTable,
}

/// A refused file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub kind: RefusalKind,
}

impl From<RefusalKind> for Refusal {
    fn from(kind: RefusalKind) -> Self {
        Self { kind }
    }
}

/// Opens a file. Its name only helps where the bytes leave a choice (CSV or TSV).
///
/// # Errors
/// A [`Refusal`], when nothing of the file can be read.
pub fn open(bytes: &[u8], name: &str, limits: &Limits) -> Result<Book, Refusal> {
    if bytes.len() > limits.file_bytes {
        return Err(RefusalKind::TooBig.into());
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(RefusalKind::Empty.into());
    }
    let mut book = match Kind::of(bytes) {
        Kind::Package => package::open(bytes, limits)?,
        Kind::Compound => xls::open(bytes, limits)?,
        Kind::Html => return Err(RefusalKind::Html.into()),
        Kind::Other => return Err(RefusalKind::UnknownKind.into()),
        Kind::Text => csv::open(bytes, name, limits)?,
    };
    decode_legacy(&mut book);
    Ok(book)
}

enum Kind {
    Package,
    Compound,
    Html,
    Text,
    Other,
}

impl Kind {
    fn of(bytes: &[u8]) -> Self {
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let head: Vec<u8> = start[..start.len().min(2048)].to_ascii_lowercase();
        let first = head.trim_ascii_start();
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Self::Package;
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Self::Compound;
        }
        let html: [&[u8]; 5] = [b"<html", b"<!doctype html", b"<table", b"<meta", b"<head"];
        let page = html.iter().any(|tag| first.starts_with(tag));
        let inside = first.starts_with(b"<") && html.iter().any(|tag| head.windows(tag.len()).any(|w| w == *tag));
        if page || inside || first.starts_with(b"mime-version") {
            return Self::Html;
        }
        let other: [&[u8]; 7] = [b"%pdf", b"<?xml", b"\x89png", b"\xff\xd8\xff", b"{\\rtf", b"7z\xbc\xaf", b"rar!"];
        if other.iter().any(|magic| first.starts_with(magic)) || is_binary(bytes) {
            return Self::Other;
        }
        Self::Text
    }
}

/// Control characters that no text has. UTF-16 is full of zeros, but not of other controls.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    let controls = sample.iter().filter(|b| matches!(b, 1..=8 | 11 | 14..=26 | 28..=31)).count();
    let zeros = sample.iter().filter(|b| **b == 0).count();
    let utf16 = sample.starts_with(&[0xFF, 0xFE]) || sample.starts_with(&[0xFE, 0xFF]) || encoding::looks_utf16(bytes);
    !utf16 && (controls * 50 > sample.len() || zeros > 0)
}

/// Text typed for `.VnTime` or `VNI-Times` is stored as Latin-1 look-alikes, in spreadsheets as in CSV.
fn decode_legacy(book: &mut Book) {
    let texts = || {
        book.sheets.iter().flat_map(|s| s.rows.values()).flat_map(|r| r.values()).filter_map(|c| match &c.value {
            Value::Text(text) if !text.is_ascii() => Some(text.as_str()),
            _ => None,
        })
    };
    let Some(script) = legacy::detect(texts()) else { return };
    book.encoding = script.name().to_owned();
    for sheet in &mut book.sheets {
        sheet.name = script.decode(&sheet.name);
        for cell in sheet.rows.values_mut().flat_map(|r| r.values_mut()) {
            if let Value::Text(text) = &mut cell.value {
                *text = script.decode(text);
            }
        }
    }
}
