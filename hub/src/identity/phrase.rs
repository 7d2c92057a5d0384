//! The recovery phrase: the secret as 24 English words (BIP-39), with a checksum that finds a wrong word.
//!
//! The words are English because the standard's lists know no Vietnamese; each is told from all others by its first four
//! letters, so that bad handwriting does no harm.

use bip39::{Language, Mnemonic};

use super::Secret;

/// The number of words.
pub const WORDS: usize = 24;

/// Why words are not a recovery phrase.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPhrase {
    /// Another number of words.
    #[error("a recovery phrase has {WORDS} words, these are {found}")]
    Count {
        /// Words given.
        found: usize,
    },
    /// A word that no phrase contains.
    #[error("word {position} is not a word of recovery phrases: check its spelling")]
    Unknown {
        /// From 1.
        position: usize,
    },
    /// Words of the list, but not together: one is wrong, or two are exchanged.
    #[error("the words do not belong together: one is wrong, or two are exchanged")]
    Checksum,
}

impl BadPhrase {
    /// The same in Vietnamese.
    pub fn vietnamese(&self) -> String {
        match self {
            BadPhrase::Count { found } => format!("cụm từ khôi phục có {WORDS} từ, ở đây có {found}"),
            BadPhrase::Unknown { position } => format!("từ thứ {position} không có trong danh sách: xem lại chính tả"),
            BadPhrase::Checksum => "các từ không khớp nhau: có một từ sai hoặc hai từ đổi chỗ".into(),
        }
    }
}

impl Secret {
    /// The words.
    pub fn to_phrase(&self) -> String {
        // 32 bytes are one of the standard's lengths; no words would be refused by every reader.
        Mnemonic::from_entropy(self.bytes()).map(|phrase| phrase.to_string()).unwrap_or_default()
    }

    /// The secret of a phrase: any case, any white space.
    ///
    /// # Errors
    /// Says which word is wrong, as far as it can be known; never repeats it.
    pub fn from_phrase(text: &str) -> Result<Secret, BadPhrase> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        if words.len() != WORDS {
            return Err(BadPhrase::Count { found: words.len() });
        }
        let list = Language::English.word_list();
        if let Some(at) = words.iter().position(|word| !list.contains(&word.as_str())) {
            return Err(BadPhrase::Unknown { position: at + 1 });
        }
        let phrase =
            Mnemonic::parse_in_normalized(Language::English, &words.join(" ")).map_err(|_| BadPhrase::Checksum)?;
        let bytes = phrase.to_entropy().try_into().map_err(|_| BadPhrase::Checksum)?;
        Ok(Secret::from_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_bring_the_secret_back() {
        let secret = Secret::from_bytes([0x42; 32]);
        let phrase = secret.to_phrase();
        assert_eq!(phrase.split(' ').count(), WORDS);
        assert_eq!(Secret::from_phrase(&format!("  {}\n", phrase.to_uppercase().replace(' ', "\t"))), Ok(secret));
    }

    #[test]
    fn a_wrong_word_is_found() {
        let phrase = Secret::from_bytes([0x42; 32]).to_phrase();
        let words: Vec<&str> = phrase.split(' ').collect();
        assert_eq!(Secret::from_phrase(&words[1..].join(" ")), Err(BadPhrase::Count { found: 23 }));
        let misspelt = phrase.replacen(words[4], "zzzz", 1);
        assert!(matches!(Secret::from_phrase(&misspelt), Err(BadPhrase::Unknown { .. })));
        let mut other = words.clone();
        other[0] = if words[0] == "zoo" { "abandon" } else { "zoo" };
        assert_eq!(Secret::from_phrase(&other.join(" ")), Err(BadPhrase::Checksum));
    }
}
