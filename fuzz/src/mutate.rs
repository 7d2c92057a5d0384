//! Bytes by chance out of kept ones: small edits, pieces repeated, moved, left out, or taken from another.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// What parsers trip over.
const TOKENS: &[&str] = &[
    "0",
    "-1",
    "9223372036854775807",
    "18446744073709551616",
    "1e999",
    "null",
    "true",
    "\"\"",
    "{}",
    "[]",
    "\n",
    "\u{0}",
    "\\u0000",
    "\\ud800",
    "ạ",
    "a\u{323}\u{302}",
    "\u{feff}",
    "&",
    "=",
    "%",
    "%C4",
    "[[[[[[[[",
    "{\"a\":{\"a\":",
    "{\"end\":",
    "{\"page\":",
    "{\"checkpoint\":",
    "99/99/9999",
    "1/1/0001",
    ",,,,,",
    "\t",
    "\"\"\"",
];
/// An input grows no longer.
const LONGEST: usize = 64 << 10;

/// A stream of inputs.
pub struct Mutator {
    chance: ChaCha8Rng,
    corpus: Vec<Vec<u8>>,
}

impl Mutator {
    /// Inputs out of a corpus and a seed. An empty corpus is one empty input.
    pub fn new(seed: u64, mut corpus: Vec<Vec<u8>>) -> Mutator {
        if corpus.is_empty() {
            corpus.push(Vec::new());
        }
        Mutator { chance: ChaCha8Rng::seed_from_u64(seed), corpus }
    }

    fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.chance.next_u32()) * n as u64) >> 32) as usize
    }

    /// A range within so many bytes, mostly short.
    fn piece(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        let most = if self.below(8) == 0 { length - from } else { (length - from).min(24) };
        from..from + self.below(most + 1)
    }

    /// The next input.
    pub fn input(&mut self) -> Vec<u8> {
        let which = self.below(self.corpus.len());
        let mut input = self.corpus[which].clone();
        for _ in 0..1 + self.below(5) {
            let at = self.below(input.len() + 1);
            match self.below(8) {
                0 if !input.is_empty() => {
                    let bit = self.below(8);
                    let at = at.min(input.len() - 1);
                    input[at] ^= 1 << bit;
                }
                1 if !input.is_empty() => {
                    let byte = self.below(256) as u8;
                    let at = at.min(input.len() - 1);
                    input[at] = byte;
                }
                2 | 3 => {
                    let token = TOKENS[self.below(TOKENS.len())];
                    let until = if self.below(2) == 0 { at } else { (at + token.len()).min(input.len()) };
                    input.splice(at..until, token.bytes());
                }
                4 => drop({
                    let piece = self.piece(input.len());
                    input.drain(piece)
                }),
                5 => {
                    let piece = input[self.piece(input.len())].to_vec();
                    input.splice(at..at, piece);
                }
                6 => {
                    let other = self.below(self.corpus.len());
                    let piece = self.piece(self.corpus[other].len());
                    let piece = self.corpus[other][piece].to_vec();
                    input.splice(at..at, piece);
                }
                _ => {
                    // A digit for a digit: still well formed, and another value.
                    let digits: Vec<usize> = (0..input.len()).filter(|i| input[*i].is_ascii_hexdigit()).collect();
                    if !digits.is_empty() {
                        let at = digits[self.below(digits.len())];
                        input[at] = b"0123456789abcdef"[self.below(16)];
                    }
                }
            }
            input.truncate(LONGEST);
        }
        input
    }
}
