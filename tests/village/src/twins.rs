//! Two processes over one store. A folder is served by one hub alone (a second `serve` is refused), but its commands run
//! beside it, and nothing in the store may rest on being alone. Both take the same changes, each in an order of its own,
//! while one or the other is killed: every change must have exactly one fate, whoever took it.

use std::{path::Path, process::ExitCode};

use anyhow::Context;
use doorstep_core::{
    change::Change,
    id::Id,
    sync::hub::{ExchangeError, push::submit, store::StoreError},
};
use doorstep_hub::{clock, folder::DataFolder, hub::Hub, office::fields};
use serde_json::{Value, json};

use crate::{chance::Chance, process::Program, ward::Ward};

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Twins {
    /// Changes that both were given.
    pub changes: u64,
    /// How often one was killed.
    pub kills: u64,
    /// Changes without a fate at the end.
    pub lost: u64,
    /// Changes with more than one.
    pub doubled: u64,
}

impl Twins {
    /// For a machine.
    pub fn to_json(self) -> Value {
        json!({"changes": self.changes, "kills": self.kills, "lost": self.lost, "doubled": self.doubled})
    }
}

/// The nth change that both are given: a note at one of the homes.
fn change(homes: &[Id], n: u64, now: i64) -> Change {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&n.to_be_bytes());
    Change {
        // The same identity, and so the same text, in each process.
        id: Id::v7(1_795_485_600_000, random),
        member: Id::HUB,
        at: now,
        unsure: false,
        kind: "note.add".into(),
        v: 1,
        root: homes[(n % homes.len() as u64) as usize],
        seen: 0,
        after: Vec::new(),
        epoch: 0,
        data: fields([("text", format!("lần {n}").into())]),
    }
}

/// A child: takes every change once, in an order that a seed draws, and says each once it is durable.
#[allow(clippy::print_stdout, reason = "its parent reads what it says")]
pub fn take(folder: &str, homes: &[String], changes: u64, seed: u64, now: i64) -> anyhow::Result<ExitCode> {
    let data = DataFolder::at(Path::new(folder));
    let hub = Hub::open(&data, &data.list())?;
    let homes: Vec<Id> = homes.iter().map(|home| home.parse().context("a home")).collect::<Result<_, _>>()?;
    let mut left: Vec<u64> = (0..changes).collect();
    let mut chance = Chance::new(seed);
    while !left.is_empty() {
        let n = left.swap_remove(chance.below(left.len() as u64) as usize);
        take_one(&hub, &change(&homes, n, now))?;
        println!("took {n}");
    }
    Ok(ExitCode::SUCCESS)
}

fn take_one(hub: &Hub, change: &Change) -> anyhow::Result<()> {
    let commune = hub.store().communes()?.first().cloned().context("a commune")?;
    let mut store = hub.store().clone();
    loop {
        let there = hub.look(&commune, |snapshot| snapshot.receipts_of(change.id))?;
        if !there.is_empty() {
            return Ok(());
        }
        // Between the look and this the other process may take it too: the store decides, not the look.
        match submit(&mut store, hub.keys(), &commune, std::slice::from_ref(change), clock::now_ms()) {
            Ok(_) => return Ok(()),
            // The other one writes: its turn ends.
            Err(ExchangeError::Store(StoreError::Unavailable(_))) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Lets two processes take the same changes, kills one or the other so many times, and counts.
///
/// # Errors
/// A store that does not open again, an invariant that does not hold, a process that does not start.
pub fn run(program: &Program, changes: u64, kills: u64, seed: u64) -> anyhow::Result<Twins> {
    let folder = tempfile::tempdir()?;
    let ward = Ward::make(&folder.path().join("hub"), 5)?;
    let now = clock::now_ms();
    let mut chance = Chance::new(seed);
    let start = |which: u64| program.take(&ward, changes, which, now);
    let mut twins = [start(seed)?, start(seed + 1)?];
    for kill in 0..kills {
        let which = chance.below(2) as usize;
        for _ in 0..chance.below(20) {
            if twins[which].line()?.is_none() {
                break;
            }
        }
        let again = start(seed + 2 + kill)?;
        std::mem::replace(&mut twins[which], again).kill()?;
    }
    for mut twin in twins {
        let mut took = 0;
        while twin.line()?.is_some() {
            took += 1;
        }
        // Without this the other one would take everything, and nobody would see that this one gave up.
        anyhow::ensure!(took == changes, "a process stopped after {took} of {changes} changes");
    }
    ward.check()?;
    let hub = ward.hub()?;
    let mut done = Twins { changes, kills, ..Twins::default() };
    for n in 0..changes {
        match ward.fates_of(&hub, change(&ward.homes, n, now).id)? {
            0 => done.lost += 1,
            1 => {}
            _ => done.doubled += 1,
        }
    }
    Ok(done)
}
