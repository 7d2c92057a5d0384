//! When to try again: one policy for everything that a phone sends.

use std::time::Duration;

use super::TransportError;

/// How often a broken or refused connection is tried again while somebody may be waiting.
const AGAIN_BROKEN: u32 = 2;
/// How often a busy hub is asked again.
const AGAIN_BUSY: u32 = 4;
/// The first wait after a broken connection; each further one is twice as long.
const FIRST_WAIT_MS: u64 = 400;
/// Whoever is asked to wait longer than this gives up and lets the platform come back later.
const LONGEST_WAIT_MS: u64 = 30_000;

/// What to do after a failure.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// Wait, then try again.
    Wait(Duration),
    /// Leave it.
    GiveUp,
}

/// The policy; randomness comes from outside.
pub struct Policy<'a> {
    jitter: &'a dyn Fn() -> u32,
}

impl<'a> Policy<'a> {
    /// A policy that spreads phones by these random numbers.
    pub fn new(jitter: &'a dyn Fn() -> u32) -> Policy<'a> {
        Policy { jitter }
    }

    /// What to do after the failure of attempt number `attempt`, from 0. `asked_ms`: how long the hub asked to wait.
    pub fn after(&self, failure: &TransportError, attempt: u32, asked_ms: Option<u64>) -> Step {
        let wait_ms = match failure {
            TransportError::Busy { .. } if attempt < AGAIN_BUSY => asked_ms.unwrap_or(FIRST_WAIT_MS),
            TransportError::Broken(_) | TransportError::Unreachable { .. } if attempt < AGAIN_BROKEN => {
                FIRST_WAIT_MS << attempt
            }
            _ => return Step::GiveUp,
        };
        if wait_ms > LONGEST_WAIT_MS {
            return Step::GiveUp;
        }
        // Up to half as long again: phones that met the same busy hub do not come back together. Never earlier than asked.
        let spread = wait_ms / 2 * u64::from((self.jitter)()) / u64::from(u32::MAX);
        Step::Wait(Duration::from_millis(wait_ms + spread))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(failure: TransportError, attempt: u32, asked: Option<u64>, jitter: u32) -> Step {
        Policy::new(&|| jitter).after(&failure, attempt, asked)
    }

    #[test]
    fn a_busy_hub_is_left_alone_for_as_long_as_it_asks() {
        let busy = || TransportError::Busy { seconds: 2 };
        assert_eq!(after(busy(), 0, Some(2000), 0), Step::Wait(Duration::from_millis(2000)));
        assert_eq!(after(busy(), 3, Some(2000), u32::MAX), Step::Wait(Duration::from_millis(3000)));
        assert_eq!(after(busy(), 4, Some(2000), 0), Step::GiveUp);
        assert_eq!(after(busy(), 0, Some(60_000), 0), Step::GiveUp);
    }

    #[test]
    fn a_stranger_is_never_asked_again() {
        assert_eq!(after(TransportError::WrongKey, 0, None, 0), Step::GiveUp);
        assert_eq!(after(TransportError::Cancelled, 0, None, 0), Step::GiveUp);
        let gone = || TransportError::Unreachable { addresses: 1 };
        assert_eq!(after(gone(), 1, None, 0), Step::Wait(Duration::from_millis(800)));
        assert_eq!(after(gone(), 2, None, 0), Step::GiveUp);
    }
}
