//! What happens in a model: acts, each once or never, at any moment.

use doorstep_core::{
    id::Id,
    store::{PhoneStore, saving::Draft},
};
use doorstep_sim::{
    hub::Fault,
    town::{Town, fields},
    violation::Check,
    world::World,
};
use serde_json::Value;

/// A phone of the village, by its place among them.
pub type Phone = usize;

/// What an act sees: the town, and the changes that earlier acts made.
pub struct Scene<'a> {
    /// Who and what there is.
    pub town: &'a Town,
    made: &'a [Option<Id>],
}

impl Scene<'_> {
    /// The change that an act made; nothing's where it was refused or not made yet.
    pub fn made(&self, act: usize) -> Id {
        self.made.get(act).copied().flatten().unwrap_or(Id::HUB)
    }

    /// A household.
    pub fn home(&self, n: usize) -> Id {
        self.town.households[n]
    }
}

/// What somebody types or taps: kind, root and data.
pub type Words = fn(&Scene<'_>) -> (&'static str, Option<Id>, Value);

/// Something that happens.
#[derive(Clone, Copy)]
pub enum What {
    /// A person saves something on a phone.
    Tap(Phone, Words),
    /// The console does something at the hub.
    Console(Words),
    /// The hub is backed up.
    Backup,
    /// The hub comes back from its newest backup.
    Restore,
    /// A second phone runs on the bytes of this one's file.
    Clone(Phone),
    /// The phone's device is revoked.
    Revoke(Phone),
    /// A copy of the phone's file is made.
    KeepPhone(Phone),
    /// The phone comes back from the copy of its file.
    RestorePhone(Phone),
    /// The phone's sealed file is handed in at the hub.
    HandIn(Phone),
    /// So many days pass.
    Days(i64),
    /// The phone's process dies after so many commits, in the middle of the next.
    Dies(Phone, i64),
    /// Something goes wrong at the hub in its next exchange.
    Hub(Fault),
    /// A phone forgets an unsent change, as no phone does: whoever looks must see it.
    Forget(Phone),
}

/// An act of a cut.
#[derive(Clone)]
pub struct Act {
    /// What a path calls it.
    pub name: &'static str,
    /// What happens.
    pub what: What,
    /// Acts that come before it.
    pub after: Vec<usize>,
}

/// An act that can happen at any time.
pub fn act(name: &'static str, what: What) -> Act {
    Act { name, what, after: Vec::new() }
}

impl Act {
    /// Not before another one.
    #[must_use]
    pub fn after(mut self, acts: &[usize]) -> Act {
        self.after.extend_from_slice(acts);
        self
    }
}

/// A model: a village, what happens in it, what may go wrong on the way.
#[derive(Clone)]
pub struct Cut {
    /// Its name.
    pub name: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// Acts.
    pub acts: Vec<Act>,
    /// Phones that sync while it is explored; the others only once all is quiet.
    pub syncs: Vec<Phone>,
    /// How much of one phone can be under way at once.
    pub in_air: usize,
    /// How often something that travels can be lost.
    pub losses: u8,
    /// How often something that travels can arrive twice.
    pub repeats: u8,
    /// Bytes of a page: few, so that a pull takes several.
    pub page_bytes: usize,
}

impl Default for Cut {
    fn default() -> Cut {
        Cut {
            name: "",
            asks: "",
            acts: Vec::new(),
            syncs: Vec::new(),
            in_air: 1,
            losses: 0,
            repeats: 0,
            page_bytes: 1 << 19,
        }
    }
}

/// Does it. Answers the change that it made, where it made one.
pub(crate) fn carry_out(world: &mut World, what: What, made: &[Option<Id>]) -> Check<Option<Id>> {
    match what {
        What::Tap(p, words) => {
            if world.phones[p].gone || world.may_not_work(p)? {
                return Ok(None);
            }
            let (kind, root, data) = words(&Scene { town: &world.town, made });
            world.save(p, Draft { kind, root, data: fields(data) })
        }
        What::Console(words) => {
            let (kind, root, data) = words(&Scene { town: &world.town, made });
            let root = root.unwrap_or_else(|| world.town.commune.root());
            world.console_change(kind, root, data).map(|()| None)
        }
        What::Backup => world.back_up().map(|()| None),
        What::Restore => {
            let newest = world.backups().saturating_sub(1);
            world.restore_hub(newest).map(|_| None)
        }
        What::Clone(p) => world.clone_of(p).map(|_| None),
        What::Revoke(p) => {
            let (device, member) = (world.phones[p].device, world.phones[p].member);
            let data = serde_json::json!({"device": device});
            world.console_change("device.revoke", member, data).map(|()| None)
        }
        What::KeepPhone(p) => {
            let bytes = world.phones[p].bytes()?;
            world.phones[p].backup = Some(bytes);
            Ok(None)
        }
        What::RestorePhone(p) => world.restore_phone(p).map(|_| None),
        What::HandIn(p) => world.hand_over_file(p).map(|()| None),
        What::Days(days) => {
            world.now += days * 24 * 3_600_000;
            Ok(None)
        }
        What::Dies(p, commits) => {
            world.phones[p].dies_after(commits);
            let exchanged = world.exchange(p).map(drop);
            world.phones[p].restart()?;
            exchanged.map(|()| None)
        }
        What::Hub(fault) => {
            world.hub.fault = fault;
            Ok(None)
        }
        What::Forget(p) => {
            forget(&world.phones[p].store);
            Ok(None)
        }
    }
}

fn forget(store: &PhoneStore) {
    // An outbox that cannot be emptied is one that forgets nothing: the test of the search fails then.
    drop(store.connection().execute("DELETE FROM outbox", []));
}
