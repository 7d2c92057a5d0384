//! VNI: a base letter followed by a mark, both at Latin-1 codes; case follows the base letter.

use unicode_normalization::UnicodeNormalization;

/// Marks after a, e, o, u, y and the horned ô (ơ), ö (ư): the tone alone.
const TONES: [(char, char); 5] =
    [('ù', '\u{301}'), ('ø', '\u{300}'), ('û', '\u{309}'), ('õ', '\u{303}'), ('ï', '\u{323}')];
/// Marks that bring a circumflex along (after a, e, o).
const CIRCUMFLEX: [(char, char); 5] =
    [('á', '\u{301}'), ('à', '\u{300}'), ('å', '\u{309}'), ('ã', '\u{303}'), ('ä', '\u{323}')];
/// Marks that bring a breve along (after a).
const BREVE: [(char, char); 5] =
    [('é', '\u{301}'), ('è', '\u{300}'), ('ú', '\u{309}'), ('ü', '\u{303}'), ('ë', '\u{323}')];
/// Letters that stand alone.
const SINGLE: [(char, &str); 9] =
    [('ì', "ì"), ('í', "í"), ('æ', "ỉ"), ('ó', "ĩ"), ('ò', "ị"), ('î', "ỵ"), ('ñ', "đ"), ('ô', "ơ"), ('ö', "ư")];

/// Latin-1 look-alikes to Unicode.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let base = lower(c);
        match chars.peek().and_then(|mark| combined(base, lower(*mark))) {
            Some(letter) => {
                chars.next();
                push(&mut out, &letter, c.is_uppercase());
            }
            None => match SINGLE.iter().find(|(code, _)| *code == base) {
                Some((_, letter)) => push(&mut out, letter, c.is_uppercase()),
                None => out.push(c),
            },
        }
    }
    out.nfc().collect()
}

/// A base and its mark, decomposed.
fn combined(base: char, mark: char) -> Option<String> {
    let of = |table: &[(char, char)]| table.iter().find(|(code, _)| *code == mark).map(|(_, tone)| *tone);
    let plain = match base {
        'a' | 'e' | 'o' | 'u' | 'y' => base.to_string(),
        'ô' => "ơ".into(),
        'ö' => "ư".into(),
        _ => return None,
    };
    if let Some(tone) = of(&TONES) {
        return Some(format!("{plain}{tone}"));
    }
    if matches!(base, 'a' | 'e' | 'o') {
        if mark == 'â' {
            return Some(format!("{base}\u{302}"));
        }
        if let Some(tone) = of(&CIRCUMFLEX) {
            return Some(format!("{base}\u{302}{tone}"));
        }
    }
    if base == 'a' {
        if mark == 'ê' {
            return Some("ă".into());
        }
        return of(&BREVE).map(|tone| format!("ă{tone}"));
    }
    None
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn push(out: &mut String, letter: &str, capital: bool) {
    if capital { out.extend(letter.chars().flat_map(char::to_uppercase)) } else { out.push_str(letter) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_composed() {
        for (stored, read) in [
            ("Nguyeãn Vaên Ñöùc", "Nguyễn Văn Đức"),
            ("ñöôïc", "được"),
            ("ÑÖÔØNG TRAÀN PHUÙ", "ĐƯỜNG TRẦN PHÚ"),
            ("Thò Huyønh Kyõ", "Thị Huỳnh Kỹ"),
            ("soá ñieän thoaïi", "số điện thoại"),
        ] {
            assert_eq!(decode(stored), read);
        }
    }
}
