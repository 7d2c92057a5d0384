//! Wrong enrolment codes: bounded per address and for all together, so that nobody guesses one of 60 bits in the 15
//! minutes that it lives.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

/// The span that is counted, milliseconds.
const WINDOW_MS: i64 = 15 * 60 * 1000;
/// Wrong codes of one address in the window.
const PER_ADDRESS: u32 = 10;
/// Wrong codes of all addresses in the window.
const ALTOGETHER: u32 = 300;

/// Counts wrong codes.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<Window>);

#[derive(Debug, Default)]
struct Window {
    began: i64,
    all: u32,
    by_address: HashMap<IpAddr, u32>,
}

impl Attempts {
    /// Seconds to wait before this address may try again; none when it may.
    pub fn must_wait(&self, address: IpAddr, now: i64) -> Option<u64> {
        let window = self.window(now);
        let wrong = window.by_address.get(&address).copied().unwrap_or(0);
        let left = (window.began + WINDOW_MS - now).max(1000);
        (wrong >= PER_ADDRESS || window.all >= ALTOGETHER).then(|| left.unsigned_abs().div_ceil(1000))
    }

    /// Notes a wrong code.
    pub fn wrong(&self, address: IpAddr, now: i64) {
        let mut window = self.window(now);
        window.all = window.all.saturating_add(1);
        // No more addresses than wrong codes in a window: the map is bounded too.
        *window.by_address.entry(address).or_default() += 1;
    }

    fn window(&self, now: i64) -> std::sync::MutexGuard<'_, Window> {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !(window.began..window.began.saturating_add(WINDOW_MS)).contains(&now) {
            *window = Window { began: now, ..Window::default() };
        }
        window
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_all_together_are_bounded_for_a_while() {
        const NOW: i64 = 1_764_000_000_000;
        let attempts = Attempts::default();
        let address = |n: u32| IpAddr::from(n.to_be_bytes());
        for _ in 0..PER_ADDRESS {
            assert_eq!(attempts.must_wait(address(1), NOW), None);
            attempts.wrong(address(1), NOW);
        }
        assert_eq!(attempts.must_wait(address(1), NOW + 60_000), Some(840));
        assert_eq!(attempts.must_wait(address(2), NOW + 60_000), None);
        (0..ALTOGETHER).for_each(|n| attempts.wrong(address(n + 2), NOW + 60_000));
        assert!(attempts.must_wait(address(1_000), NOW + 60_000).is_some());
        assert_eq!(attempts.must_wait(address(1), NOW + WINDOW_MS), None);
    }
}
