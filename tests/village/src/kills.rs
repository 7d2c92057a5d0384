//! Phone and hub killed at random moments, over and over, on real files.

use std::{collections::BTreeSet, time::Duration};

use anyhow::Context;
use doorstep_core::id::Id;
use serde_json::{Value, json};

use crate::{
    chance::Chance,
    phone,
    process::{Program, free_address},
    ward::Ward,
};

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kills {
    /// Kills of the phone.
    pub phone: u64,
    /// Kills of the hub.
    pub hub: u64,
    /// Visits that the phone said were saved.
    pub saved: u64,
    /// Syncs that came to an end between kills.
    pub synced: u64,
    /// Saved visits without a fate at the end.
    pub lost: u64,
    /// Saved visits with more than one.
    pub doubled: u64,
}

impl Kills {
    /// For a machine.
    pub fn to_json(self) -> Value {
        json!({"kills": self.phone + self.hub, "phone": self.phone, "hub": self.hub, "saved": self.saved,
            "synced": self.synced, "lost": self.lost, "doubled": self.doubled})
    }
}

/// Kills so many times; a third of them the hub. Then lets both come to rest and counts.
///
/// # Errors
/// A file that does not open again, an invariant that does not hold, a process that does not start.
pub fn run(program: &Program, kills: u64, seed: u64) -> anyhow::Result<Kills> {
    let folder = tempfile::tempdir()?;
    let ward = Ward::make(&folder.path().join("hub"), 8)?;
    let address = free_address()?;
    let invitation = ward.invite(&ward.hub()?, ward.volunteer, &address.to_string())?;
    let mut hub = program.hub(ward.folder(), address)?;
    let file = folder.path().join("phone.doorstep");
    {
        let app = phone::open(&file)?;
        phone::enrol(&app, &invitation)?;
        phone::sync(&app)?;
        app.pause();
    }
    let mut chance = Chance::new(seed);
    let mut done = Kills::default();
    let mut saved = BTreeSet::new();
    let mut at_doors = program.phone(&file, &ward.homes)?;
    for _ in 0..kills {
        for _ in 0..chance.below(12) {
            let line = at_doors.line()?.context("the phone stopped working")?;
            hear(&line, &mut saved, &mut done)?;
        }
        // Not to wait for anything: the moment of the kill, anywhere in what they do next.
        std::thread::sleep(Duration::from_micros(chance.below(8_000)));
        if chance.below(3) == 0 {
            done.hub += 1;
            hub.kill()?;
            ward.check().with_context(|| format!("after kill {} of the hub", done.hub))?;
            hub = program.hub(ward.folder(), address)?;
        } else {
            done.phone += 1;
            for line in at_doors.kill()? {
                hear(&line, &mut saved, &mut done)?;
            }
            at_doors = program.phone(&file, &ward.homes)?;
        }
    }
    for line in at_doors.kill()? {
        hear(&line, &mut saved, &mut done)?;
    }
    let app = phone::open(&file)?;
    phone::sync(&app)?;
    anyhow::ensure!(app.settings().status()?.unsent == 0, "something is unsent after the last sync");
    app.pause();
    hub.kill()?;
    ward.check()?;
    let hub = ward.hub()?;
    done.saved = saved.len() as u64;
    for visit in saved {
        match ward.fates_of(&hub, visit)? {
            0 => done.lost += 1,
            1 => {}
            _ => done.doubled += 1,
        }
    }
    Ok(done)
}

fn hear(line: &str, saved: &mut BTreeSet<Id>, done: &mut Kills) -> anyhow::Result<()> {
    if let Some(id) = line.strip_prefix("saved ") {
        saved.insert(id.parse().context("an identity")?);
    }
    done.synced += u64::from(line == "synced");
    Ok(())
}
