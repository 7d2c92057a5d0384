//! Runs of one seed, and of many.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering},
};

use crate::{
    stats::Stats,
    violation::{Check, Violation},
    world::{Templates, World},
};

/// How to run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Steps of a run.
    pub events: usize,
    /// Audits after every commit, and keeps a log.
    pub verbose: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { events: 120, verbose: false }
    }
}

/// A seed that found something.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The seed.
    pub seed: u64,
    /// What it found.
    pub violation: Violation,
    /// What happened before, if it was kept.
    pub log: Vec<String>,
}

/// Runs one seed. A panic anywhere counts as a violation.
pub fn run(templates: &Templates, seed: u64, options: &Options) -> (Stats, Option<Failure>) {
    let mut log = Vec::new();
    #[cfg(planted)]
    doorstep_core::planted::forget();
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let mut world = match World::new(templates, seed) {
            Ok(world) => world,
            Err(violation) => return (Stats::default(), Err(violation)),
        };
        world.strict = options.verbose;
        world.log = options.verbose.then(Vec::new);
        let result = drive(&mut world, options);
        log = world.log.take().unwrap_or_default();
        let mut stats = std::mem::take(&mut world.stats);
        stats.seeds = 1;
        (stats, result)
    }));
    match ended {
        Ok((stats, Ok(()))) => (stats, None),
        Ok((stats, Err(violation))) => (stats, Some(Failure { seed, violation, log })),
        Err(panic) => {
            let text = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
            let violation = Violation::of("nothing panics", text.unwrap_or_default());
            (Stats::default(), Some(Failure { seed, violation, log }))
        }
    }
}

fn drive(world: &mut World, options: &Options) -> Check {
    for _ in 0..options.events {
        world.step()?;
    }
    world.drain()
}

/// Runs a range of seeds on some threads. Each failure is handed over as it is found.
pub fn run_all(
    seeds: std::ops::Range<u64>,
    threads: usize,
    options: &Options,
    found: &(dyn Fn(&Failure) + Sync),
) -> (Stats, Vec<Failure>) {
    let next = AtomicU64::new(seeds.start);
    let work = || {
        let mut stats = Stats::default();
        let mut failures = Vec::new();
        let templates = match Templates::new() {
            Ok(templates) => templates,
            Err(violation) => return (stats, vec![Failure { seed: seeds.start, violation, log: Vec::new() }]),
        };
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return (stats, failures);
            }
            let (counted, failure) = run(&templates, seed, options);
            stats.add(counted);
            if let Some(failure) = failure {
                found(&failure);
                failures.push(failure);
            }
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        let mut all = Stats::default();
        let mut failures = Vec::new();
        for worker in workers {
            if let Ok((stats, found)) = worker.join() {
                all.add(stats);
                failures.extend(found);
            }
        }
        failures.sort_by_key(|failure| failure.seed);
        (all, failures)
    })
}
