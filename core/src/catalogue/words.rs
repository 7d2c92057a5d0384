//! Codes and their words in both languages.

use serde::Deserialize;

/// What a code stands for. The same text may be a code of two kinds (`centre` is a group and a place).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// A service.
    Service,
    /// A group of services.
    Group,
    /// Where a service is done.
    Where,
    /// How a service ended; not the outcome of a whole visit.
    Outcome,
    /// What was in the way.
    Blocker,
    /// A paper or thing to bring.
    Paper,
}

impl CodeKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Service, Self::Group, Self::Where, Self::Outcome, Self::Blocker, Self::Paper];
}

/// The words of a code. Those of [`MISSING_PAPER`](super::MISSING_PAPER) contain `{ $paper }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Vietnamese.
    pub vi: String,
    /// English; in a newer catalogue without it, the Vietnamese.
    pub en: String,
}
