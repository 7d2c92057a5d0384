//! Which hit comes first: exact accents before folded ones, beginnings of words before the inside of words.

use super::form::{clean, fold, same_key};

/// How well a text answers a query; greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// The letters occur, without regard to accents, somewhere inside a word.
    FoldedInside,
    /// Without regard to accents, a word begins with them.
    FoldedStart,
    /// Accents as typed, inside a word.
    ExactInside,
    /// Accents as typed, at the beginning of a word.
    ExactStart,
    /// Accents as typed, whole words.
    ExactWord,
}

/// A query prepared once and tried against many texts.
#[derive(Debug, Clone)]
pub struct Matcher {
    words: Vec<Word>,
}

#[derive(Debug, Clone)]
struct Word {
    exact: String,
    whole: String,
    folded: String,
}

/// The three forms of a text that a query is compared with: made once, kept beside what is searched often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forms<'a> {
    /// Lower case with accents as written: [`exact`].
    pub exact: &'a str,
    /// [`same_key`]: accents without regard to where a tone mark sits.
    pub whole: &'a str,
    /// [`fold`]: without accents.
    pub folded: &'a str,
}

/// Lower case with accents as written.
pub fn exact(text: &str) -> String {
    clean(text).to_lowercase()
}

impl Matcher {
    /// Prepares a query. An empty one matches nothing.
    pub fn new(query: &str) -> Self {
        let words = clean(query)
            .split_whitespace()
            .map(|w| Word { exact: exact(w), whole: same_key(w), folded: fold(w) })
            .filter(|w| !w.folded.is_empty())
            .collect();
        Self { words }
    }

    /// The rank of a text, or `None` when some word of the query is not in it. The worst word decides.
    pub fn rank(&self, text: &str) -> Option<Rank> {
        self.rank_of(Forms { exact: &exact(text), whole: &same_key(text), folded: &fold(text) })
    }

    /// The same of a text whose forms are at hand.
    pub fn rank_of(&self, text: Forms<'_>) -> Option<Rank> {
        // Most texts lack some word even without its accents.
        if !self.words.iter().all(|word| text.folded.contains(&word.folded)) {
            return None;
        }
        self.words.iter().map(|word| rank_word(word, text)).min().flatten()
    }
}

fn rank_word(word: &Word, text: Forms<'_>) -> Option<Rank> {
    if place(text.whole, &word.whole) == Some(Place::Whole) {
        return Some(Rank::ExactWord);
    }
    match (place(text.exact, &word.exact), place(text.folded, &word.folded)) {
        (Some(Place::Whole | Place::Start), _) => Some(Rank::ExactStart),
        (Some(Place::Inside), _) => Some(Rank::ExactInside),
        (None, Some(Place::Whole | Place::Start)) => Some(Rank::FoldedStart),
        (None, Some(Place::Inside)) => Some(Rank::FoldedInside),
        (None, None) => None,
    }
}

/// Where in a text a word stands, the best of its places.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Inside,
    Start,
    Whole,
}

fn place(text: &str, word: &str) -> Option<Place> {
    let mut best = None;
    for (at, found) in text.match_indices(word) {
        let begins = text[..at].chars().next_back().is_none_or(is_gap);
        let ends = text[at + found.len()..].chars().next().is_none_or(is_gap);
        let place = match (begins, ends) {
            (true, true) => return Some(Place::Whole),
            (true, false) => Place::Start,
            (false, _) => Place::Inside,
        };
        best = best.max(Some(place));
    }
    best
}

/// Combining tones stay within a word.
fn is_gap(c: char) -> bool {
    !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_accents_come_first_and_starts_before_insides() {
        let hoa = Matcher::new("hòa");
        let mut hits = ["Lê Thị Hoa", "Nguyễn Hoàng", "Trần Văn Hòa", "Trần Văn Hoà", "Bùi Thị Thoa"];
        hits.sort_by_key(|t| std::cmp::Reverse(hoa.rank(t)));
        assert_eq!(hits[..2], ["Trần Văn Hòa", "Trần Văn Hoà"]);
        assert_eq!(hits[4], "Bùi Thị Thoa");
        assert_eq!(hoa.rank("Lê Thị Hoa"), Some(Rank::FoldedStart));
        assert_eq!(hoa.rank("Bùi Thị Thoa"), Some(Rank::FoldedInside));
    }

    #[test]
    fn every_word_must_be_found() {
        let query = Matcher::new("dang huong");
        assert_eq!(query.rank("Đặng Thị Hương"), Some(Rank::FoldedStart));
        assert_eq!(query.rank("Đặng Thị Hoa"), None);
        assert_eq!(Matcher::new("  ").rank("Đặng"), None);
    }

    #[test]
    fn an_unaccented_word_that_is_meant_so_wins() {
        let query = Matcher::new("lan");
        assert!(query.rank("Vũ Thị Lan") > query.rank("Vũ Thị Lần"));
        assert!(query.rank("Lan") > query.rank("Lanh"));
    }
}
