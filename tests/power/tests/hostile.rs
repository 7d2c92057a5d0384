//! A phone that meets a hub that lies, and a hub that meets such a phone: a clear answer or error, nothing lost, and the
//! honest side goes on. Lies are made of honest bodies: parts changed, repeated, left out, swapped, cut, blown up.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stand outside test functions")]

use doorstep_core::{
    id::Id,
    store::{Enrolment, saving::Draft},
    sync::{
        hub,
        phone::{self as engine, Progress, SyncError},
        wire::{Answer, MAX_UNPACKED, Request, WireError},
    },
};
use doorstep_power::{
    disk::Image,
    ends::{HubEnd, HubKeys, PhoneEnd, Waiting, mount},
};
use doorstep_sim::{
    dice::Dice,
    town::{BEGIN, Town, fields},
};
use serde_json::json;

struct Pair {
    hub: HubEnd,
    phone: PhoneEnd,
    device: Id,
    town: Town,
    keys: HubKeys,
    dice: Dice,
    now: i64,
}

impl Pair {
    fn new(seed: u64) -> Pair {
        let mut dice = Dice::new(seed);
        let commune = "16522".parse().unwrap();
        let town = Town::new(commune, &mut dice);
        let keys = HubKeys::new(&mut dice);
        let empty = Image::new();
        let mut hub =
            HubEnd::open(mount(&empty).unwrap(), keys.clone(), commune, dice.fork(), Waiting::AsShipped).unwrap();
        hub.store.create_commune(&commune).unwrap();
        hub.submit(&town.changes, BEGIN).unwrap();
        let mut phone = PhoneEnd::open(mount(&empty).unwrap(), 1, Waiting::AsShipped).unwrap();
        let (member, device) = (town.members[0].0, town.devices[0]);
        phone.enrol(Enrolment { commune, member, device }, &keys, BEGIN, &mut dice).unwrap();
        Pair { hub, phone, device, town, keys, dice, now: BEGIN }
    }

    fn request(&mut self) -> Request {
        self.now += 20;
        self.phone.request(self.now, &mut self.dice).unwrap()
    }

    fn honest(&mut self) -> Progress {
        for _ in 0..50 {
            let request = self.request();
            let answer = self.hub.exchange(self.device, &request, self.now).unwrap();
            let progress = self.phone.take(answer, self.now, &mut self.dice).unwrap();
            if progress != Progress::Again {
                return progress;
            }
        }
        panic!("an honest sync does not end");
    }

    /// A visit, saved: its identity and hash.
    fn tap(&mut self) -> (Id, [u8; 32]) {
        let household = self.town.households[self.dice.below(self.town.households.len())];
        let draft = Draft { kind: "visit.record", root: Some(household), data: fields(json!({"outcome": "done"})) };
        let reading = self.phone.moment(self.now);
        let dice = &mut self.dice;
        let saved = self.phone.store.save(draft, reading, &mut |bytes| dice.fill(bytes)).unwrap();
        let hash = doorstep_core::store::outbox::hash_of(self.phone.store.connection(), saved.id).unwrap();
        (saved.id, hash.unwrap())
    }
}

fn packed(text: &str) -> Vec<u8> {
    zstd::bulk::compress(text.as_bytes(), 1).unwrap()
}

/// A lie made of an honest text of lines. The head stays where `head` says so; the end line counts as it should.
fn lie(text: &str, head: bool, dice: &mut Dice) -> String {
    const WORDS: &[&str] = &["0", "-1", "9223372036854775807", "null", "\"\"", "{}", "[]", "1e999", "\"checkpoint\""];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let end = lines.pop().unwrap_or_default();
    let first = usize::from(head).min(lines.len() - 1);
    for _ in 0..dice.range(1, 4) {
        let at = first + dice.below(lines.len() - first);
        match dice.below(6) {
            0 if lines.len() > first + 1 => drop(lines.remove(at)),
            1 => {
                let line = lines[at].clone();
                lines.insert(at, line);
            }
            2 => {
                let other = first + dice.below(lines.len() - first);
                lines.swap(at, other);
            }
            // A digit elsewhere: another position, another identity, another digest.
            3 => {
                let digits: Vec<usize> =
                    lines[at].bytes().enumerate().filter(|(_, b)| b.is_ascii_digit()).map(|(i, _)| i).collect();
                if let Some(i) = dice.pick(&digits) {
                    lines[at].replace_range(*i..i + 1, &dice.below(10).to_string());
                }
            }
            // Another value for a member.
            4 => {
                let colons: Vec<usize> = lines[at].match_indices(':').map(|(i, _)| i).collect();
                if let Some(i) = dice.pick(&colons) {
                    let until = lines[at][i + 1..].find([',', '}']).map_or(lines[at].len(), |n| i + 1 + n);
                    lines[at].replace_range(i + 1..until, dice.word(WORDS));
                }
            }
            _ => {
                let cut = dice.below(lines[at].len() + 1);
                if lines[at].is_char_boundary(cut) {
                    lines[at].truncate(cut);
                }
            }
        }
    }
    let count = lines.len().to_string();
    let counted: String = end.chars().map(|c| if c.is_ascii_digit() { ' ' } else { c }).collect();
    let place = counted.find(' ').unwrap_or(0);
    let mut end = counted.replace(' ', "");
    end.insert_str(place, &count);
    lines.join("\n") + "\n" + &end + "\n"
}

#[test]
fn a_phone_that_meets_a_hub_that_lies_keeps_every_tap() {
    let mut pair = Pair::new(11);
    let mut taps = Vec::new();
    let (mut taken, mut refused) = (0, 0);
    for round in 0..150 {
        if round % 10 == 0 {
            taps.push(pair.tap());
        }
        let request = pair.request();
        let answer = pair.hub.exchange(pair.device, &request, pair.now).unwrap();
        let text = lie(&answer.to_text(), true, &mut pair.dice);
        let reading = pair.phone.moment(pair.now);
        let dice = &mut pair.dice;
        match engine::receive(&mut pair.phone.store, &packed(&text), reading, &mut |bytes| dice.fill(bytes)) {
            Ok(_) => taken += 1,
            Err(error) => {
                refused += 1;
                // Says what is wrong, and nothing of anybody.
                assert!(!error.to_string().contains("Ngọc"), "{error}");
            }
        }
        for (tap, hash) in &taps {
            assert!(pair.phone.has(*tap, hash).unwrap(), "round {round}: a tap is gone");
        }
    }
    assert!(taken > 10 && refused > 10, "taken {taken}, refused {refused}");
    pair.phone.check().unwrap();
    assert_eq!(pair.honest(), Progress::Done);
    pair.hub.check().unwrap();
}

#[test]
fn a_hub_that_meets_a_phone_that_lies_stays_sound_and_serves_the_next() {
    let mut pair = Pair::new(12);
    let commune = pair.town.commune;
    assert_eq!(pair.honest(), Progress::Done);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..150 {
        pair.tap();
        let request = pair.request();
        let text = lie(&request.to_text(), false, &mut pair.dice);
        match Request::decode(&packed(&text)) {
            Ok(lied) => match hub::exchange(&mut pair.hub.store, &pair.keys, &commune, pair.device, &lied, pair.now) {
                Ok(_) => taken += 1,
                Err(error) => {
                    refused += 1;
                    assert!(!matches!(error, hub::ExchangeError::Store(_)), "{error}");
                }
            },
            Err(_) => refused += 1,
        }
    }
    assert!(taken > 10 && refused > 10, "taken {taken}, refused {refused}");
    pair.hub.check().unwrap();
    assert!(matches!(pair.honest(), Progress::Done));
    pair.hub.check().unwrap();
    pair.phone.check().unwrap();
}

#[test]
fn bombs_and_huge_lines_are_refused_by_both_ends() {
    let bomb = packed(&"0".repeat(MAX_UNPACKED + 1));
    assert!(bomb.len() < 10_000);
    let too_large = |error: &WireError| matches!(error, WireError::TooLarge { .. });
    assert!(too_large(&Request::decode(&bomb).unwrap_err()) && too_large(&Answer::decode(&bomb).unwrap_err()));
    let line = packed(&("\"".to_owned() + &"x".repeat(1 << 20) + "\"\n{}\n{}\n"));
    assert!(too_large(&Request::decode(&line).unwrap_err()) && too_large(&Answer::decode(&line).unwrap_err()));
    let deep = packed(&("[".repeat(200_000) + "\n{}\n{\"end\":2}\n"));
    assert!(Request::decode(&deep).is_err() && Answer::decode(&deep).is_err());
    // A phone that was given one keeps what it has.
    let mut pair = Pair::new(13);
    let mut dice = pair.dice.fork();
    assert_eq!(pair.honest(), Progress::Done);
    let (tap, hash) = pair.tap();
    let reading = pair.phone.moment(pair.now);
    let error = engine::receive(&mut pair.phone.store, &bomb, reading, &mut |bytes| dice.fill(bytes)).unwrap_err();
    assert!(matches!(error, SyncError::Wire(WireError::TooLarge { .. })));
    assert!(pair.phone.has(tap, &hash).unwrap());
    assert_eq!(pair.honest(), Progress::Done);
}

/// Rows that are none of the phone's, and a digest that does not fit them: taken back at the next sync.
#[test]
fn a_digest_that_does_not_fit_is_noticed_and_resynced() {
    let mut pair = Pair::new(14);
    let request = pair.request();
    let text = pair.hub.exchange(pair.device, &request, pair.now).unwrap().to_text();
    let from = text.find("\"digest\":\"").unwrap() + 10;
    let mut lied = text.clone();
    let other = if &text[from..=from] == "0" { "1" } else { "0" };
    lied.replace_range(from..=from, other);
    let reading = pair.phone.moment(pair.now);
    let mut dice = pair.dice.fork();
    let taken = engine::receive(&mut pair.phone.store, &packed(&lied), reading, &mut |bytes| dice.fill(bytes));
    assert_eq!(taken.unwrap(), Progress::Again);
    assert_eq!(pair.honest(), Progress::Done);
}
