//! TCVN3 (`.VnTime`) and VNI (`VNI-Times`): fonts of the 1990s that draw Vietnamese letters at Latin-1 codes.
//!
//! A file does not say so; the words do. Each script is tried on all texts, and wins when it makes clearly more
//! Vietnamese syllables than reading them as they are.

mod tcvn3;
mod vni;

use super::syllable;

/// An old font encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Tcvn3,
    Vni,
}

/// Words enough to decide; more only cost time.
const SAMPLE_WORDS: usize = 4_000;

/// The script of a set of texts, if it is one of the old ones.
pub(super) fn detect<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Script> {
    let (mut plain, mut tcvn3, mut vni, mut words) = (0, 0, 0, 0);
    for text in texts.filter(|t| t.chars().any(|c| ('\u{A1}'..='\u{FF}').contains(&c))) {
        if is_modern(text) {
            plain += syllable::count(text);
        } else {
            plain += syllable::count(text);
            tcvn3 += syllable::count(&tcvn3::decode(text));
            vni += syllable::count(&vni::decode(text));
        }
        words += text.split_whitespace().count();
        if words > SAMPLE_WORDS {
            break;
        }
    }
    let (script, found) = if tcvn3 >= vni { (Script::Tcvn3, tcvn3) } else { (Script::Vni, vni) };
    (found > plain + plain / 2 + 1).then_some(script)
}

/// Letters such as ễ or đ that only Unicode Vietnamese has.
fn is_modern(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'đ' | 'Đ' | 'ă' | 'Ă' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}'))
}

impl Script {
    /// Its usual name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
        }
    }

    /// The text in Unicode. Text that already is stays as it is, so that files with both are read.
    pub(super) fn decode(self, text: &str) -> String {
        if text.is_ascii() || is_modern(text) {
            return text.to_owned();
        }
        match self {
            Self::Tcvn3 => tcvn3::decode(text),
            Self::Vni => vni::decode(text),
        }
    }
}
