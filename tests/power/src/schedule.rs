//! A schedule: a member's phone and the hub for one day, drawn from a seed; power is lost at every write of every step.

mod steps;

use doorstep_core::{change::Change, id::Id, store::Enrolment};
use doorstep_sim::{
    dice::Dice,
    town::{BEGIN, Town},
    violation::{Check, Violation},
};

use crate::{
    disk::{Cut, Image},
    ends::{HubEnd, HubKeys, PhoneEnd, Waiting, mount},
    proof::{self, Promised, World},
};

/// What runs counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Schedules.
    pub schedules: u64,
    /// Steps of phone and hub.
    pub steps: u64,
    /// Moments at which power was lost in a step of the phone.
    pub phone_points: u64,
    /// The same, of the hub.
    pub hub_points: u64,
    /// Writes that only some sectors of arrived.
    pub torn: u64,
    /// Cuts after which the two ends were let meet until everything had its fate.
    pub met: u64,
    /// Taps that were acknowledged.
    pub taps: u64,
    /// Exchanges.
    pub exchanges: u64,
    /// Logs moved into their file: asked for, or by closing it.
    pub checkpoints: u64,
    /// Assignments given or taken back.
    pub assignments: u64,
    /// Phones revoked.
    pub revocations: u64,
    /// Hubs restored from a backup.
    pub restores: u64,
}

impl Tally {
    /// Adds another one.
    pub fn add(&mut self, other: &Tally) {
        self.schedules += other.schedules;
        self.steps += other.steps;
        self.phone_points += other.phone_points;
        self.hub_points += other.hub_points;
        self.torn += other.torn;
        self.met += other.met;
        self.taps += other.taps;
        self.exchanges += other.exchanges;
        self.checkpoints += other.checkpoints;
        self.assignments += other.assignments;
        self.revocations += other.revocations;
        self.restores += other.restores;
    }
}

/// How to run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Steps of a schedule.
    pub steps: usize,
    /// After one cut in so many the two ends are let meet; after every last cut of a step, too.
    pub meet_one_in: usize,
    /// How files wait for the disk.
    pub waiting: Waiting,
}

impl Default for Options {
    fn default() -> Options {
        Options { steps: 30, meet_one_in: 16, waiting: Waiting::AsShipped }
    }
}

/// Whose power is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Phone,
    Hub,
}

/// A schedule under way.
struct Schedule {
    dice: Dice,
    options: Options,
    town: Town,
    world: World,
    hub: HubEnd,
    phone: PhoneEnd,
    promised: Promised,
    member: Id,
    backup: Option<Image>,
    /// What the office did since the backup: it has no phone's copy, and is kept beside the database.
    office: Vec<Change>,
    revoked: bool,
    tally: Tally,
}

/// Runs the schedule of a seed.
///
/// # Errors
/// The first promise that a cut broke.
pub fn run(seed: u64, options: Options) -> Check<Tally> {
    let mut schedule = Schedule::new(seed, options)?;
    let restores = seed.is_multiple_of(3);
    for step in 0..options.steps {
        schedule.step(step, restores).map_err(|broken| told(seed, step, &broken))?;
    }
    // The end of the day, power lost once more on both sides.
    schedule.last().map_err(|broken| told(seed, options.steps, &broken))?;
    schedule.tally.schedules = 1;
    schedule.tally.taps = schedule.promised.taps.len() as u64;
    Ok(schedule.tally)
}

fn told(seed: u64, step: usize, broken: &Violation) -> Violation {
    Violation::of(broken.promise, format_args!("schedule {seed}, step {step}: {}", broken.detail))
}

impl Schedule {
    fn new(seed: u64, options: Options) -> Check<Schedule> {
        let mut dice = Dice::new(seed);
        let commune = "16522".parse().map_err(|_| Violation::of("a code reads", "16522"))?;
        let town = Town::new(commune, &mut dice);
        let keys = HubKeys::new(&mut dice);
        let empty = Image::new();
        let mut hub = HubEnd::open(mount(&empty)?, keys.clone(), commune, dice.fork(), options.waiting)?;
        hub.store.create_commune(&commune).map_err(|error| Violation::of("a hub is set up", error))?;
        hub.submit(&town.changes, BEGIN)?;
        let who = dice.below(town.members.len());
        let (member, device) = (town.members[who].0, town.devices[who]);
        let mut phone = PhoneEnd::open(mount(&empty)?, 1, options.waiting)?;
        phone.enrol(Enrolment { commune, member, device }, &keys, BEGIN, &mut dice)?;
        let world = World { keys, commune, device, boot: 2, now: BEGIN, restoring: None };
        let mut schedule = Schedule {
            dice,
            options,
            town,
            world,
            hub,
            phone,
            promised: Promised::default(),
            member,
            backup: None,
            office: Vec::new(),
            revoked: false,
            tally: Tally::default(),
        };
        // A morning at the Centre: the phone holds what is its member's.
        schedule.sync()?;
        Ok(schedule)
    }

    /// Loses power at every write of what `act` does to one side, each time on a copy, and looks what is left.
    fn cut<T>(&mut self, side: Side, act: impl FnOnce(&mut Schedule) -> Check<T>) -> Check<T> {
        let promised = self.promised.clone();
        let dice = self.dice.fork();
        match side {
            Side::Phone => self.phone.mount.disk().record(dice),
            Side::Hub => self.hub.mount.disk().record(dice),
        }
        let other = match side {
            Side::Phone => self.hub.mount.disk().seen(),
            Side::Hub => self.phone.mount.disk().seen(),
        };
        let done = act(self)?;
        let cuts = match side {
            Side::Phone => self.phone.mount.disk().recorded(),
            Side::Hub => self.hub.mount.disk().recorded(),
        };
        self.prove(side, &cuts, &other, &promised)?;
        Ok(done)
    }

    /// What is left after each cut keeps every promise made before the step.
    fn prove(&mut self, side: Side, cuts: &[Cut], other: &Image, promised: &Promised) -> Check {
        self.tally.steps += 1;
        match side {
            Side::Phone => self.tally.phone_points += cuts.len() as u64,
            Side::Hub => self.tally.hub_points += cuts.len() as u64,
        }
        for (i, cut) in cuts.iter().enumerate() {
            self.tally.torn += cut.torn;
            let meets = i + 1 == cuts.len() || self.dice.below(self.options.meet_one_in) == 0;
            let mut dice = self.dice.fork();
            self.look(side, &cut.image, other, promised, meets, &mut dice).map_err(|broken| {
                let at = format_args!("{side:?} cut at write {i}, {:?}: {}", cut.loss, broken.detail);
                Violation::of(broken.promise, at)
            })?;
        }
        Ok(())
    }

    fn look(
        &mut self,
        side: Side,
        left: &Image,
        other: &Image,
        promised: &Promised,
        meets: bool,
        dice: &mut Dice,
    ) -> Check {
        let world = self.world.clone();
        let (mut hub, mut phone) = (None, None);
        match side {
            Side::Phone => {
                let opened = world.phone(left)?;
                proof::phone_holds(&opened, promised)?;
                phone = Some(opened);
            }
            Side::Hub => {
                let mut opened = world.hub(left, dice)?;
                proof::hub_holds(&mut opened, promised)?;
                hub = Some(opened);
            }
        }
        if meets {
            self.tally.met += 1;
            let mut hub = match hub {
                Some(hub) => hub,
                None => world.hub(other, dice)?,
            };
            let mut phone = match phone {
                Some(phone) => phone,
                None => world.phone(other)?,
            };
            proof::meet(&mut hub, &mut phone, &world, promised, dice)?;
        }
        Ok(())
    }

    /// Power is lost after the last step, on both sides at once.
    fn last(&mut self) -> Check {
        let mut dice = self.dice.fork();
        let phone = self.phone.mount.disk().lose_power(&mut dice);
        let hub = self.hub.mount.disk().lose_power(&mut dice);
        self.tally.phone_points += 1;
        self.tally.hub_points += 1;
        self.tally.torn += phone.torn + hub.torn;
        let promised = self.promised.clone();
        self.look(Side::Phone, &phone.image, &hub.image, &promised, true, &mut dice)?;
        self.look(Side::Hub, &hub.image, &phone.image, &promised, true, &mut dice)
    }
}
