//! Small versions of both runs.

use std::time::Duration;

use doorstep_village::{
    kills,
    network::{self, Options},
    process::Program,
    twins,
    weather::Weather,
};

fn program() -> Program {
    Program(env!("CARGO_BIN_EXE_doorstep-village").into())
}

#[test]
fn killed_at_any_moment_nothing_saved_is_lost_and_each_visit_acts_once() {
    let done = kills::run(&program(), 12, 3).unwrap();
    assert_eq!((done.lost, done.doubled), (0, 0));
    assert!(done.phone > 0 && done.hub > 0 && done.saved > 12, "{done:?}");
}

#[test]
fn two_processes_over_one_store_give_each_change_one_fate() {
    let done = twins::run(&program(), 120, 6, 7).unwrap();
    assert_eq!((done.changes, done.kills, done.lost, done.doubled), (120, 6, 0, 0));
}

#[test]
fn a_sync_broken_at_any_byte_completes_and_redoes_at_most_a_page() {
    let options = Options {
        runs: 9,
        seed: 5,
        homes: 6_000,
        weather: Weather::LOOPBACK,
        stall: Duration::from_millis(300),
        half_open_one_in: 0,
        threads: 2,
    };
    let tally = network::run(&program(), options).unwrap();
    assert_eq!(tally.by_fault, [3, 3, 3, 0]);
    assert_eq!(tally.visits, 9);
}
