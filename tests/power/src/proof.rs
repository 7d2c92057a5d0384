//! What must hold after a power cut: the file opens and is sound, nothing acknowledged is missing, and once the two ends
//! have met again every tap has its one fate.

use std::collections::BTreeMap;

use doorstep_core::{
    id::{CommuneCode, Id},
    receipt::{Fate, Receipt},
    store::{meta, outbox},
    sync::{
        phone::Progress,
        wire::{Answer, Line},
    },
};
use doorstep_sim::{
    dice::Dice,
    violation::{Check, OrBroken, Violation},
};

use crate::{
    disk::Image,
    ends::{HubEnd, HubKeys, PhoneEnd, Waiting, mount},
};

const KEPT: &str = "a saved tap survives";
const TOLD: &str = "a fate that was told stays";
const ENDS: &str = "once both ends meet, every tap has one fate";
/// More exchanges than any schedule needs to come to an end.
const EXCHANGES: u32 = 200;

/// What people and phones were told so far.
#[derive(Clone, Debug, Default)]
pub struct Promised {
    /// Saved taps, and the hash of each.
    pub taps: BTreeMap<Id, [u8; 32]>,
    /// Changes that a push answer named.
    pub pushed: BTreeMap<Id, ()>,
    /// Receipts that pages carried: fate and position.
    pub fates: BTreeMap<Id, (Fate, i64)>,
}

impl Promised {
    /// Notes what an answer of the hub says.
    pub fn note(&mut self, answer: &Answer) {
        for line in &answer.lines {
            match line {
                Line::Pushed(change) => drop(self.pushed.insert(*change, ())),
                Line::Receipt(text) => {
                    if let Some(receipt) = Receipt::from_text(text.get()) {
                        self.fates.insert(receipt.change, (receipt.fate, receipt.seq));
                    }
                }
                _ => {}
            }
        }
        for change in &answer.head.durable {
            self.pushed.insert(*change, ());
        }
    }

    /// A hub restored from a backup has forgotten some of what it told; phones bring it again.
    pub fn forget_fates(&mut self) {
        self.pushed.clear();
        self.fates.clear();
    }
}

/// Who uses what: enough to open both ends of a world again.
#[derive(Clone)]
pub struct World {
    /// The hub's secrets.
    pub keys: HubKeys,
    /// The commune.
    pub commune: CommuneCode,
    /// The phone's device.
    pub device: Id,
    /// The phone's next boot.
    pub boot: u64,
    /// The time.
    pub now: i64,
    /// Where a restore was under way: the highest position ever given. Whoever restores does it again after a cut.
    pub restoring: Option<i64>,
}

impl World {
    /// Opens the hub of an image.
    pub fn hub(&self, image: &Image, dice: &mut Dice) -> Check<HubEnd> {
        let mut hub = HubEnd::open(mount(image)?, self.keys.clone(), self.commune, dice.fork(), Waiting::AsShipped)?;
        if let Some(highest) = self.restoring
            && !hub.condition()?.1
        {
            hub.store.begin_recovery(&self.commune, highest).or_broken("a restore is done again")?;
        }
        Ok(hub)
    }

    /// Opens the phone of an image.
    pub fn phone(&self, image: &Image) -> Check<PhoneEnd> {
        PhoneEnd::open(mount(image)?, self.boot, Waiting::AsShipped)
    }
}

/// The phone's file after a cut: sound, and every tap is in it.
pub fn phone_holds(phone: &PhoneEnd, promised: &Promised) -> Check {
    phone.check()?;
    for (tap, hash) in &promised.taps {
        if !phone.has(*tap, hash)? {
            return Err(Violation::of(KEPT, tap));
        }
    }
    Ok(())
}

/// The hub's file after a cut: sound, its invariants hold, and what it told is so.
pub fn hub_holds(hub: &mut HubEnd, promised: &Promised) -> Check {
    hub.check()?;
    for change in promised.pushed.keys() {
        if hub.receipts_of(*change)?.is_empty() {
            return Err(Violation::of(TOLD, change));
        }
    }
    for (change, (fate, seq)) in &promised.fates {
        let kept = hub.receipts_of(*change)?;
        if !kept.iter().any(|receipt| receipt.seq > *seq || receipt.seq == *seq && receipt.fate == *fate) {
            return Err(Violation::of(TOLD, change));
        }
    }
    Ok(())
}

/// Lets the two ends meet until nothing is left to do; then every tap has exactly one fate, at the hub and for the phone.
pub fn meet(hub: &mut HubEnd, phone: &mut PhoneEnd, world: &World, promised: &Promised, dice: &mut Dice) -> Check {
    let mut end = None;
    let mut now = world.now;
    for _ in 0..EXCHANGES {
        now += 20;
        let request = phone.request(now, dice)?;
        let answer = hub.exchange(world.device, &request, now)?;
        let progress = phone.take(answer, now, dice)?;
        if !matches!(progress, Progress::Again | Progress::Revoked) {
            end = Some(progress);
            break;
        }
    }
    let Some(end) = end else { return Err(Violation::of(ENDS, "the exchange never ends")) };
    for tap in promised.taps.keys() {
        let receipts = hub.receipts_of(*tap)?.len();
        if receipts != 1 {
            return Err(Violation::of(ENDS, format_args!("{tap} has {receipts}")));
        }
    }
    let connection = phone.store.connection();
    let divergences = meta::number(connection, meta::DIVERGENCES).or_broken(ENDS)?;
    if divergences != 0 {
        return Err(Violation::of("the phone's rows equal the hub's", format_args!("{divergences} differed")));
    }
    let pending = outbox::pending(connection).or_broken(ENDS)?.len();
    if end == Progress::Done && pending != 0 {
        return Err(Violation::of(ENDS, format_args!("{pending} pending after the end")));
    }
    hub.check()?;
    phone.check()
}
