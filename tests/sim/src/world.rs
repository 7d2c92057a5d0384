//! A run: phones, a hub, what travels between them, and what has been promised so far.

mod checks;
mod console;
mod drain;
mod events;
mod exchange;
mod faults;
mod frozen;
mod restore;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use doorstep_core::{
    clock::HubTime,
    id::{CommuneCode, Id},
    store::{Enrolment, PhoneStore, meta},
};

pub(crate) use self::frozen::{Rows, read_rows, rows_of};
pub use self::{
    exchange::{Cargo, Flight},
    frozen::Frozen,
};
use crate::{
    dice::Dice,
    hub::Hub,
    oracle::Oracle,
    phone::{self, Clocks, Phone},
    stats::Stats,
    town::{BEGIN, Town},
    violation::{Check, OrBroken},
};

/// Migrated databases, made once.
pub struct Templates {
    hub: Vec<u8>,
    phone: Arc<[u8]>,
}

impl Templates {
    /// Makes them.
    pub fn new() -> Check<Templates> {
        let connection = doorstep_sqlcipher::open_in_memory().or_broken("a database opens")?;
        let store = PhoneStore::new(connection).or_broken("a database opens")?;
        Ok(Templates { hub: Hub::template()?, phone: phone::bytes_of(store.connection())? })
    }
}

/// A tap that a phone has acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// Hash of the text.
    pub hash: [u8; 32],
    /// The text.
    pub text: Arc<str>,
    /// It lay on a phone whose file was replaced by an older one before the hub had it for good.
    pub excused: bool,
}

/// A run.
pub struct World {
    /// Chance.
    pub dice: Dice,
    /// True time, which is the hub's.
    pub now: i64,
    /// The hub.
    pub hub: Hub,
    /// Phones.
    pub phones: Vec<Phone>,
    /// What travels.
    pub flights: Vec<Flight>,
    /// Who and what there was at the beginning.
    pub town: Town,
    /// Counts.
    pub stats: Stats,
    /// Taps that must not be lost.
    pub acknowledged: BTreeMap<Id, Acknowledged>,
    /// Predicts.
    pub oracle: Oracle,
    /// What happened, for whoever replays it.
    pub log: Option<Vec<String>>,
    /// Audits after each commit of the hub instead of now and then.
    pub strict: bool,
    /// Backups of the hub: when, and what the console had submitted until then.
    backups: Vec<restore::Backup>,
    /// Console changes that no phone has, kept beside the database.
    console: Vec<doorstep_core::change::Change>,
    /// Sealed files that outlived their phone: device and texts.
    sealed_files: Vec<(Id, Vec<String>)>,
    /// Changes that the hub has ever committed.
    once_durable: BTreeSet<Id>,
    /// Changes put into an outbox behind the engine's back.
    tampered: BTreeSet<Id>,
    /// Return duties that were open at the last audit.
    duties: BTreeSet<Id>,
    last_audit: i64,
    template: Arc<[u8]>,
}

impl World {
    /// The town of a seed.
    pub fn new(templates: &Templates, seed: u64) -> Check<World> {
        let mut world = World::of(templates, &mut Dice::new(seed), Town::new)?;
        for p in 0..world.phones.len() {
            // A morning at the Centre's Wi-Fi; some come late.
            if world.dice.permille(850) {
                world.sync(p)?;
            }
        }
        Ok(world)
    }

    /// A town as set up, with every phone enrolled and a first backup made.
    pub fn of(templates: &Templates, dice: &mut Dice, town: fn(CommuneCode, &mut Dice) -> Town) -> Check<World> {
        let commune: CommuneCode = "16522".parse().or_broken("a commune's code reads")?;
        let mut hub = Hub::new(&templates.hub, commune, dice)?;
        let town = town(commune, dice);
        let mut world = World {
            oracle: Oracle::new(commune.root()),
            phones: Vec::new(),
            flights: Vec::new(),
            stats: Stats::default(),
            acknowledged: BTreeMap::new(),
            log: None,
            strict: false,
            backups: Vec::new(),
            console: Vec::new(),
            sealed_files: Vec::new(),
            duties: BTreeSet::new(),
            once_durable: BTreeSet::new(),
            tampered: BTreeSet::new(),
            last_audit: 0,
            template: templates.phone.clone(),
            now: BEGIN,
            dice: dice.fork(),
            hub: {
                hub.page_bytes = [700, 3_000, 12_000, 1 << 19][dice.below(4)];
                hub
            },
            town,
        };
        let changes = world.town.changes.clone();
        world.submit(&changes)?;
        world.console.clear();
        for i in 0..world.town.members.len() {
            let (member, name) = world.town.members[i];
            let device = world.town.devices[i];
            world.enrol(name.to_owned(), member, device)?;
        }
        world.back_up()?;
        Ok(world)
    }

    /// A new phone, enrolled.
    pub fn enrol(&mut self, name: String, member: Id, device: Id) -> Check<usize> {
        let clocks = Clocks { skew: self.dice.range(-2_000, 2_000), started: self.now - 60_000, boot: 1 };
        let mut phone = Phone::new(name, member, device, &self.template, clocks)?;
        let enrolment = Enrolment { commune: self.town.commune, member, device };
        let reading = phone.moment(self.now);
        phone
            .store
            .enrol(enrolment, self.now, reading, &mut |bytes| self.dice.fill(bytes))
            .or_broken("a phone is enrolled")?;
        let key = self.hub.sealing_key().to_string();
        meta::set(phone.store.connection(), meta::SEALING_KEY, &key).or_broken("a phone is enrolled")?;
        self.phones.push(phone);
        Ok(self.phones.len() - 1)
    }

    /// Writes a line of the log.
    pub fn say(&mut self, line: impl FnOnce(&World) -> String) {
        if self.log.is_some() {
            let text = format!("{:>10.1} s  {}", (self.now - BEGIN) as f64 / 1000.0, line(self));
            if let Some(log) = &mut self.log {
                log.push(text);
            }
        }
    }

    /// The hub's time as a phone estimates it.
    pub fn hub_time(&mut self, p: usize) -> Check<Option<HubTime>> {
        let phone = &mut self.phones[p];
        let reading = phone.moment(self.now);
        match phone.store.hub_time(reading) {
            Ok(time) => Ok(Some(time)),
            Err(error) => {
                phone::only_injected(&error)?;
                Ok(None)
            }
        }
    }

    /// Phones that are still somewhere.
    pub fn living(&self) -> Vec<usize> {
        (0..self.phones.len()).filter(|p| !self.phones[*p].gone).collect()
    }
}
