//! Which encoding a text file is in: byte order marks first, then strict UTF-8, then UTF-16 without a mark, then the
//! single-byte encodings, judged by how many words become Vietnamese syllables.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::legacy;
use super::syllable;

/// A text and the name of the encoding it was in.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
}

/// Decodes a file; never fails, because every byte means something in windows-1258.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Decoded { text: String::from_utf8_lossy(rest).into_owned(), encoding: "UTF-8" };
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return with(UTF_16LE, rest, "UTF-16");
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return with(UTF_16BE, rest, "UTF-16");
    }
    if looks_utf16(bytes) {
        let big = bytes.iter().step_by(2).filter(|b| **b == 0).count() * 4 > bytes.len() / 2;
        return with(if big { UTF_16BE } else { UTF_16LE }, bytes, "UTF-16");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), encoding: "UTF-8" },
        Err(_) => single_byte(bytes),
    }
}

/// Zeros on every second byte: ASCII letters in UTF-16 without a mark.
pub(super) fn looks_utf16(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    half > 8 && (even.max(odd) * 4 > half) && even.min(odd) * 20 < half
}

fn with(encoding: &'static Encoding, bytes: &[u8], name: &'static str) -> Decoded {
    Decoded { text: encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding: name }
}

/// windows-1258 against the Latin-1 look-alikes of TCVN3 and VNI (decoded later, as in spreadsheets).
fn single_byte(bytes: &[u8]) -> Decoded {
    let modern: String = WINDOWS_1258.decode_without_bom_handling(bytes).0.nfc().collect();
    // Latin-1, not windows-1252: TCVN3 and VNI keep clear of 0x80 to 0x9F either way.
    let latin = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let old = legacy::detect(latin.lines()).map_or(0, |script| syllable::count(&script.decode(&latin)));
    match old > syllable::count(&modern) {
        true => Decoded { text: latin, encoding: "windows-1252" },
        false => Decoded { text: modern, encoding: "windows-1258" },
    }
}
