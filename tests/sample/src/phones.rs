//! Telephone numbers that ring nowhere: 095x, the prefix of a network that closed; the pattern is valid, the line dead.

use serde::{Deserialize, Serialize};

use crate::dice::{Dice, Topic};
use crate::names::Sex;

/// Whose telephone answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneOwner {
    /// The head of the household.
    Head,
    /// The head's husband or wife.
    Spouse,
    /// A daughter, who may live elsewhere.
    Daughter,
    /// A son, who may live elsewhere.
    Son,
    /// A grandchild.
    Grandchild,
    /// A neighbour who passes messages on.
    Neighbour,
}

impl PhoneOwner {
    /// As people write it: `con gái`; nothing for the head, whose sex decides between `vợ` and `chồng`.
    pub fn label_vi(self, head: Sex) -> Option<&'static str> {
        match self {
            Self::Head => None,
            Self::Spouse if head == Sex::Male => Some("vợ"),
            Self::Spouse => Some("chồng"),
            Self::Daughter => Some("con gái"),
            Self::Son => Some("con trai"),
            Self::Grandchild => Some("cháu"),
            Self::Neighbour => Some("hàng xóm"),
        }
    }
}

/// A telephone number by which a household is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// Ten digits as dialled at home: `0951234567`.
    pub number: String,
    /// Whose it is.
    pub owner: PhoneOwner,
}

/// `+84951234567` for `0951234567`.
pub fn e164(number: &str) -> String {
    format!("+84{}", number.strip_prefix('0').unwrap_or(number))
}

/// Seven digits follow 095.
const LINES: u64 = 10_000_000;
/// Shares no factor with [`LINES`], so that numbers neither repeat nor follow each other.
const STRIDE: u64 = 7_368_787;

/// Deals numbers, none of them twice.
pub(crate) struct Exchange {
    next: u64,
}

impl Exchange {
    pub(crate) fn new(seed: u64, commune: &str) -> Self {
        Self { next: Dice::new(seed, commune, Topic::Phones, 0).below(LINES as usize) as u64 }
    }

    /// An exchange whose numbers start `used` further: for what is added to a ward later.
    pub(crate) fn after(seed: u64, commune: &str, used: u64) -> Self {
        Self { next: Self::new(seed, commune).next + used }
    }

    pub(crate) fn number(&mut self) -> String {
        let line = self.next % LINES * STRIDE % LINES;
        self.next += 1;
        format!("095{line:07}")
    }
}
