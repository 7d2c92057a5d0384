//! Many schedules.

use std::{
    ops::Range,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use doorstep_sim::violation::Violation;

use crate::{
    schedule::{self, Options, Tally},
    vfs::lock,
};

/// Runs the schedules of a range of seeds on so many threads: what they counted, and what each failure broke.
pub fn run(seeds: Range<u64>, options: Options, threads: usize) -> (Tally, Vec<Violation>) {
    let next = AtomicU64::new(seeds.start);
    let outcome = Mutex::new((Tally::default(), Vec::new()));
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        break;
                    }
                    let ended = schedule::run(seed, options);
                    let mut outcome = lock(&outcome);
                    match ended {
                        Ok(tally) => outcome.0.add(&tally),
                        Err(violation) => outcome.1.push(violation),
                    }
                }
            });
        }
    });
    outcome.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}
