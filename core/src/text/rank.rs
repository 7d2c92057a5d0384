//! Which hit comes first: exact accents before folded ones, beginnings of words before the inside of words.

use bstr::{decode_last_utf8, decode_utf8};
use memchr::memmem::Finder;

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
    exact: Finder<'static>,
    whole: Finder<'static>,
    folded: Finder<'static>,
}

/// The three forms of a text that a query is compared with: made once, kept beside what is searched often. Bytes, because
/// thousands of texts are looked at for each letter typed, and to prove each of them UTF-8 costs more than to search it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forms<'a> {
    /// Lower case with accents as written: [`exact`].
    pub exact: &'a [u8],
    /// [`same_key`]: accents without regard to where a tone mark sits.
    pub whole: &'a [u8],
    /// [`fold`]: without accents.
    pub folded: &'a [u8],
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
            .map(|w| [exact(w), same_key(w), fold(w)])
            .filter(|[.., folded]| !folded.is_empty())
            .map(|forms| forms.map(|form| Finder::new(&form).into_owned()))
            .map(|[exact, whole, folded]| Word { exact, whole, folded })
            .collect();
        Self { words }
    }

    /// The rank of a text, or `None` when some word of the query is not in it. The worst word decides.
    pub fn rank(&self, text: &str) -> Option<Rank> {
        let [exact, whole, folded] = [exact(text), same_key(text), fold(text)];
        self.rank_of(Forms { exact: exact.as_bytes(), whole: whole.as_bytes(), folded: folded.as_bytes() })
    }

    /// Whether a text may have a rank, by its folded form: most lack some word even without its accents.
    pub fn may_match(&self, folded: &[u8]) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| word.folded.find(folded).is_some())
    }

    /// The same of a text whose forms are at hand.
    pub fn rank_of(&self, text: Forms<'_>) -> Option<Rank> {
        self.words.iter().map(|word| rank_word(word, text)).min().flatten()
    }
}

fn rank_word(word: &Word, text: Forms<'_>) -> Option<Rank> {
    if place(text.whole, &word.whole) == Some(Place::Whole) {
        return Some(Rank::ExactWord);
    }
    let start = |place: Place, start: Rank, inside: Rank| if place == Place::Inside { inside } else { start };
    let exact = place(text.exact, &word.exact).map(|at| start(at, Rank::ExactStart, Rank::ExactInside));
    exact.or_else(|| place(text.folded, &word.folded).map(|at| start(at, Rank::FoldedStart, Rank::FoldedInside)))
}

/// Where in a text a word stands, the best of its places.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Inside,
    Start,
    Whole,
}

fn place(text: &[u8], word: &Finder<'_>) -> Option<Place> {
    let mut best = None;
    for at in word.find_iter(text) {
        let begins = decode_last_utf8(&text[..at]).0.is_none_or(is_gap);
        let ends = decode_utf8(&text[at + word.needle().len()..]).0.is_none_or(is_gap);
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
