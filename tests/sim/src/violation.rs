//! What a run finds wrong.

use std::fmt::Display;

/// A promise that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which of them, in a few words.
    pub promise: &'static str,
    /// What happened instead.
    pub detail: String,
}

impl Violation {
    /// A broken promise.
    pub fn of(promise: &'static str, detail: impl Display) -> Violation {
        Violation { promise, detail: detail.to_string() }
    }
}

impl Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.promise, self.detail)
    }
}

/// A step of a run.
pub type Check<T = ()> = Result<T, Violation>;

/// Turns an error that no fault explains into a violation.
pub trait OrBroken<T> {
    /// `promise` is what the error breaks.
    fn or_broken(self, promise: &'static str) -> Check<T>;
}

impl<T, E: Display> OrBroken<T> for Result<T, E> {
    fn or_broken(self, promise: &'static str) -> Check<T> {
        self.map_err(|error| Violation::of(promise, error))
    }
}
