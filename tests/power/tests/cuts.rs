//! A few schedules, cut at every write; the same without waiting for the disk must lose something; what a tap costs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "helpers of tests stand outside test functions, and figures are printed"
)]

use doorstep_core::store::saving::Draft;
use doorstep_power::{
    disk::Image,
    ends::{HubEnd, HubKeys, PhoneEnd, Waiting, mount},
    many,
    schedule::{self, Options},
};
use doorstep_sim::{
    dice::Dice,
    town::{BEGIN, Town, fields},
};
use serde_json::json;

#[test]
fn power_lost_at_every_write_loses_nothing_acknowledged() {
    let options = Options { steps: 36, meet_one_in: 20, ..Options::default() };
    let (tally, broken) = many::run(0..4, options, 2);
    assert!(broken.is_empty(), "{}", broken[0]);
    assert!(tally.schedules == 4 && tally.restores > 0, "{tally:?}");
    // A run that cut nothing, tore nothing or saved nothing would prove nothing.
    assert!(tally.phone_points > 300 && tally.hub_points > 300 && tally.torn > 100 && tally.taps >= 10, "{tally:?}");
}

/// The proof of the proof: whoever does not wait for the disk is found out. The phone is, at its first sync; that the hub
/// would be is not shown here.
#[test]
fn without_waiting_for_the_disk_the_same_schedules_fail() {
    let options = Options { steps: 18, waiting: Waiting::Never, ..Options::default() };
    for seed in 0..3 {
        let broken = schedule::run(seed, options).expect_err("not waiting for the disk went unnoticed");
        println!("{broken}");
    }
}

#[test]
fn a_saved_tap_is_one_sync() {
    let mut dice = Dice::new(7);
    let commune = "16522".parse().unwrap();
    let town = Town::new(commune, &mut dice);
    let keys = HubKeys::new(&mut dice);
    let empty = Image::new();
    let mut hub = HubEnd::open(mount(&empty).unwrap(), keys.clone(), commune, dice.fork(), Waiting::AsShipped).unwrap();
    hub.store.create_commune(&commune).unwrap();
    hub.submit(&town.changes, BEGIN).unwrap();
    let mut phone = PhoneEnd::open(mount(&empty).unwrap(), 1, Waiting::AsShipped).unwrap();
    let (member, device) = (town.members[0].0, town.devices[0]);
    phone.enrol(doorstep_core::store::Enrolment { commune, member, device }, &keys, BEGIN, &mut dice).unwrap();
    let mut now = BEGIN;
    let done = (0..20).any(|_| {
        now += 20;
        let request = phone.request(now, &mut dice).unwrap();
        let answer = hub.exchange(device, &request, now).unwrap();
        phone.take(answer, now, &mut dice).unwrap() == doorstep_core::sync::phone::Progress::Done
    });
    assert!(done);
    let (mut least, mut most, mut all) = (u64::MAX, 0, 0);
    for (i, household) in town.households.iter().cycle().take(60).enumerate() {
        now += 60_000;
        let data = json!({"outcome": "done", "helped": [{"service": "social_pension", "outcome": "filed"}]});
        let draft = Draft { kind: "visit.record", root: Some(*household), data: fields(data) };
        let before = phone.mount.disk().counts();
        let reading = phone.moment(now);
        phone.store.save(draft, reading, &mut |bytes| dice.fill(bytes)).unwrap();
        let after = phone.mount.disk().counts();
        let (syncs, bytes) = (after.syncs - before.syncs, after.wal_bytes - before.wal_bytes);
        assert_eq!(syncs, 1, "tap {i}");
        (least, most, all) = (least.min(bytes), most.max(bytes), all + bytes);
    }
    // Five trees are touched, a page each, more where one splits.
    let mean = all / 60;
    println!("the log of a tap: {least} bytes at least, {mean} in the mean, {most} at most");
    assert!(mean <= 24 << 10, "{mean} bytes of log a tap");
}
