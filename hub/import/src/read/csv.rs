//! CSV and TSV: one sheet without a name, rows numbered by record (a line break inside quotes begins no row).

use crate::book::{Book, Cell, Row, Sheet, Value};
use crate::read::limits::{Limits, Meter};
use crate::read::{Refusal, encoding};

/// Reads a text file.
pub(super) fn open(bytes: &[u8], name: &str, limits: &Limits) -> Result<Book, Refusal> {
    let decoded = encoding::decode(bytes);
    let delimiter = match declared(&decoded.text) {
        Some(declared) => declared,
        None => guess(&decoded.text, name),
    };
    let mut sheet = Sheet::default();
    let mut meter = Meter::new(limits);
    for (index, record) in records(&decoded.text, delimiter, usize::MAX).into_iter().enumerate() {
        let mut row = Row::new();
        for (column, field) in record.into_iter().enumerate().filter(|(_, field)| !field.trim().is_empty()) {
            meter.cell(field.len())?;
            row.insert(column as u32, Cell::typed(Value::Text(field)));
        }
        let declaration = index == 0 && declared(&decoded.text).is_some();
        if !row.is_empty() && !declaration {
            sheet.rows.insert(index as u32 + 1, row);
        }
    }
    Ok(Book { sheets: vec![sheet], encoding: decoded.encoding.to_owned(), from_1904: false })
}

/// Excel's own first line: `sep=;`.
fn declared(text: &str) -> Option<char> {
    text.get(..4).filter(|s| s.eq_ignore_ascii_case("sep="))?;
    text[4..].chars().next().filter(|c| matches!(c, ';' | ',' | '\t' | '|'))
}

/// The delimiter that cuts the first records most evenly into several fields.
fn guess(text: &str, name: &str) -> char {
    let preferred = if name.to_lowercase().ends_with(".tsv") { '\t' } else { ',' };
    let candidates = [preferred, ';', '\t', ',', '|'];
    let score = |delimiter: char| {
        let counts: Vec<usize> = records(text, delimiter, 40).iter().map(Vec::len).filter(|n| *n > 0).collect();
        let usual = counts.iter().copied().max_by_key(|n| counts.iter().filter(|m| *m == n).count() * 100 + n);
        let usual = usual.filter(|n| *n > 1)?;
        let even = counts.iter().filter(|n| n.abs_diff(usual) <= 1).count();
        Some((even * 100 / counts.len().max(1)) * usual.min(12))
    };
    let mut best = (preferred, 0);
    for candidate in candidates {
        let reached = score(candidate).unwrap_or(0);
        if reached > best.1 {
            best = (candidate, reached);
        }
    }
    best.0
}

/// Splits a text into at most `most` records. A quote opens a field only at its beginning; one that is never closed is
/// an ordinary character, so that a stray inch mark does not swallow the rest of the file.
fn records(text: &str, delimiter: char, most: usize) -> Vec<Vec<String>> {
    let bytes = text.as_bytes();
    let (mut records, mut record, mut at) = (Vec::new(), Vec::new(), 0);
    let mut no_more_quotes = false;
    while at < bytes.len() && records.len() < most {
        let quoted = if bytes[at] == b'"' && !no_more_quotes { closing(text, at, delimiter) } else { None };
        no_more_quotes |= bytes[at] == b'"' && quoted.is_none();
        let (field, end) = match quoted {
            Some(end) => (text[at + 1..end].replace("\"\"", "\""), end + 1),
            None => {
                let rest = &text[at..];
                let end = rest.find([delimiter, '\n', '\r']).map_or(text.len(), |n| at + n);
                (text[at..end].to_owned(), end)
            }
        };
        record.push(field);
        at = end;
        match text[at..].chars().next() {
            Some(c) if c == delimiter => {
                at += c.len_utf8();
                if at == bytes.len() {
                    record.push(String::new());
                }
            }
            Some(c) => {
                at += if text[at..].starts_with("\r\n") { 2 } else { c.len_utf8() };
                records.push(std::mem::take(&mut record));
            }
            None => {}
        }
    }
    if !record.is_empty() {
        records.push(record);
    }
    records
}

/// The quote that closes the field opened at `open`: followed by a delimiter, a line end or the end.
fn closing(text: &str, open: usize, delimiter: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = open + 1;
    loop {
        at += text[at..].find('"')?;
        if bytes.get(at + 1) == Some(&b'"') {
            at += 2;
            continue;
        }
        match text[at + 1..].chars().next() {
            None | Some('\r' | '\n') => return Some(at),
            Some(c) if c == delimiter => return Some(at),
            Some(_) => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_follow_quotes_and_survive_stray_ones() {
        assert_eq!(records("a,\"b,\nc\",d\r\ne", ',', 9), [vec!["a", "b,\nc", "d"], vec!["e"]]);
        assert_eq!(records("a;\"b \"\"x\"\"\";c", ';', 9), [vec!["a", "b \"x\"", "c"]]);
        assert_eq!(records("a,\"5 inch\nb,c\n", ',', 9), [vec!["a", "\"5 inch"], vec!["b", "c"]]);
        assert_eq!(records("a,\n\nb", ',', 9), [vec!["a", ""], vec![""], vec!["b"]]);
    }

    #[test]
    fn the_delimiter_is_found_among_commas_in_addresses() {
        assert_eq!(guess("STT;Họ, chữ đệm và tên;Địa chỉ\n1;Lê A;12, Lê Lai\n2;Lê B;Lô 1, MB 2", "x.csv"), ';');
        assert_eq!(guess("STT\tTên\n1\tLê A", "x.csv"), '\t');
        assert_eq!(guess("STT,Tên\n1,Lê A", "x.csv"), ',');
    }
}
