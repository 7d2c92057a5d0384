//! Every sync completes once the link holds again, and redoes at most one page.

use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::Context;
use doorstep_bindings::input::VisitInput;
use doorstep_core::model::visit::VisitOutcome;
use serde_json::{Value, json};

use crate::{
    chance::Chance,
    phone,
    process::{Program, free_address},
    ward::Ward,
    weather::{Fault, Link, Planned, Way, Weather},
};

/// The most that one page may be, compressed, by the protocol.
const PAGE: u64 = 128 << 10;
/// Handshakes and heads of the connections that replace the broken one.
const CONNECTIONS: u64 = 24 << 10;

/// How to run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Syncs, each with one fault.
    pub runs: u64,
    /// The seed.
    pub seed: u64,
    /// Homes of the ward: so many that a first sync has several pages.
    pub homes: usize,
    /// The link.
    pub weather: Weather,
    /// How long a stalled link is silent.
    pub stall: Duration,
    /// One run in so many is left half open, which a phone notices after 45 s; 0 for none.
    pub half_open_one_in: u64,
    /// Syncs at the same time.
    pub threads: usize,
}

/// What a run came to.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Syncs by fault: cut, reset, stalled, half open.
    pub by_fault: [u64; 4],
    /// Bytes of an undisturbed first sync, up and down.
    pub undisturbed: (u64, u64),
    /// Bytes of an undisturbed sync's exchanges, and how many there were.
    pub pages: u32,
    /// The most bytes that any sync needed besides, up and down.
    pub most_besides: (u64, u64),
    /// All bytes down of all disturbed syncs.
    pub down: u64,
    /// Visits pushed through broken links.
    pub visits: u64,
}

impl Tally {
    /// For a machine.
    pub fn to_json(&self) -> Value {
        let [cut, reset, stalled, half_open] = self.by_fault;
        let runs = self.by_fault.iter().sum::<u64>();
        json!({"syncs": runs, "completed": runs, "cut": cut, "reset": reset, "stalled": stalled,
            "half_open": half_open, "exchanges_undisturbed": self.pages, "up_undisturbed": self.undisturbed.0,
            "down_undisturbed": self.undisturbed.1, "most_up_besides": self.most_besides.0,
            "most_down_besides": self.most_besides.1,
            "down_ratio": self.down as f64 / (self.undisturbed.1 * runs).max(1) as f64, "visits": self.visits})
    }
}

/// One ward, its hub as a process, and phones that sync for the first time, each over a link of its own on which one
/// thing goes wrong at a random byte. Then the link holds.
///
/// # Errors
/// A sync that does not complete, that redoes more than a page, or a visit that does not arrive.
pub fn run(program: &Program, options: Options) -> anyhow::Result<Tally> {
    let folder = tempfile::tempdir()?;
    let ward = Ward::make(&folder.path().join("hub"), options.homes)?;
    let address = free_address()?;
    let world = World { ward: &ward, folder: folder.path(), address, options };
    // Invitations first: the hub's folder is opened here only while no hub serves it.
    let mut phones = world.enrol_all(options.runs + 1)?.into_iter();
    let _hub = program.hub(ward.folder(), address)?;
    let first = phones.next().context("a phone")?;
    let mut tally = Tally::default();
    let (whole, report) = world.first_sync(&first, None)?;
    tally.undisturbed = whole;
    tally.pages = report;
    anyhow::ensure!(report > 2, "a first sync has one page only; more homes are needed");
    let phones: Vec<Invited> = phones.collect();
    let next = AtomicU64::new(0);
    let outcome = Mutex::new((tally, Vec::new()));
    thread::scope(|scope| {
        for _ in 0..options.threads.max(1) {
            scope.spawn(|| {
                while let Some(phone) = phones.get(next.fetch_add(1, Ordering::SeqCst) as usize) {
                    let ended = world.disturbed(phone, whole);
                    let mut outcome = outcome.lock().unwrap_or_else(PoisonError::into_inner);
                    match ended {
                        Ok(one) => add(&mut outcome.0, &one, whole),
                        Err(error) => outcome.1.push(error.context(format!("phone {}", phone.number))),
                    }
                }
            });
        }
    });
    let (tally, mut errors) = outcome.into_inner().unwrap_or_else(PoisonError::into_inner);
    match errors.pop() {
        None => Ok(tally),
        Some(error) => Err(error),
    }
}

fn add(tally: &mut Tally, one: &One, whole: (u64, u64)) {
    tally.by_fault[one.fault] += 1;
    tally.most_besides.0 = tally.most_besides.0.max(one.bytes.0.saturating_sub(whole.0));
    tally.most_besides.1 = tally.most_besides.1.max(one.bytes.1.saturating_sub(whole.1));
    tally.down += one.bytes.1;
    tally.visits += 1;
}

/// A phone that may enrol, over a link of its own.
struct Invited {
    number: u64,
    link: Link,
    invitation: String,
}

/// One disturbed sync.
struct One {
    fault: usize,
    bytes: (u64, u64),
}

struct World<'w> {
    ward: &'w Ward,
    folder: &'w Path,
    address: SocketAddr,
    options: Options,
}

impl World<'_> {
    fn enrol_all(&self, count: u64) -> anyhow::Result<Vec<Invited>> {
        let hub = self.ward.hub()?;
        (0..count)
            .map(|number| {
                let link = Link::to(self.address, self.options.weather)?;
                let invitation = self.ward.invite(&hub, self.ward.coordinator, &link.address.to_string())?;
                Ok(Invited { number, link, invitation })
            })
            .collect()
    }

    /// Enrols, plans what goes wrong, and syncs: the bytes of the sync, and its last try's exchanges.
    fn first_sync(&self, phone: &Invited, planned: Option<Planned>) -> anyhow::Result<((u64, u64), u32)> {
        let file = self.folder.join(format!("{}.doorstep", phone.number));
        let app = phone::open(&file)?;
        phone::enrol(&app, &phone.invitation)?;
        let before = phone.link.carried();
        if let Some(planned) = planned {
            phone.link.plan(planned);
        }
        let (report, _) = phone::sync(&app)?;
        let after = phone.link.carried();
        if planned.is_some() {
            anyhow::ensure!(phone.link.has_happened(), "the sync ended before anything went wrong");
        }
        // What it holds now is worked with: a visit goes up through the next broken byte, and acts once.
        app.visits().record(VisitInput::new(self.ward.homes[0], VisitOutcome::NotHome))?;
        if let Some(planned) = planned {
            phone.link.plan(Planned { way: Way::Up, at: planned.at % 1_500, ..planned });
        }
        phone::sync(&app)?;
        anyhow::ensure!(app.settings().status()?.unsent == 0, "the visit did not arrive");
        app.pause();
        Ok(((after.0 - before.0, after.1 - before.1), report.exchanges))
    }

    fn disturbed(&self, phone: &Invited, whole: (u64, u64)) -> anyhow::Result<One> {
        let mut chance = Chance::new(self.options.seed.wrapping_add(phone.number));
        let half_open = self.options.half_open_one_in;
        let (fault, kind) = match phone.number % 3 {
            _ if half_open != 0 && phone.number.is_multiple_of(half_open) => (Fault::HalfOpen, 3),
            0 => (Fault::Cut, 0),
            1 => (Fault::Reset, 1),
            _ => (Fault::Stall(self.options.stall), 2),
        };
        let (way, of) = if chance.below(4) == 0 { (Way::Up, whole.0) } else { (Way::Down, whole.1) };
        // Nine tenths: how often a sync asks in vain for more differs by some bytes.
        let planned = Planned { fault, way, at: chance.below(of * 9 / 10) };
        let (bytes, _) = self.first_sync(phone, Some(planned)).with_context(|| format!("{planned:?}"))?;
        anyhow::ensure!(
            bytes.1 <= whole.1 + PAGE + CONNECTIONS && bytes.0 <= whole.0 + CONNECTIONS,
            "{planned:?}: {bytes:?} bytes, undisturbed {whole:?}: more than one page was redone"
        );
        Ok(One { fault: kind, bytes })
    }
}
