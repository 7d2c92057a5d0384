//! One exchange in its parts: a request is made, delivered, and its answer delivered. Between the parts anything happens.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use doorstep_core::{
    id::Id,
    store::{meta, spool},
    sync::{
        cursor::Cursor,
        hub::ExchangeError,
        phone::{self as engine, Progress, SyncError},
        wire::{Answer, Line, Request, Standing},
    },
};

use super::World;
use crate::{
    hub::Fault,
    mirror::{HubReceipt, HubRow, RowKey},
    oracle::Push,
    phone::only_injected,
    violation::{Check, OrBroken, Violation},
};

/// What the phone must hold once it has applied an answer's checkpoint, by the hub's tables when the answer was made.
#[derive(Debug)]
pub struct Expectation {
    pub(super) cursor: Cursor,
    pub(super) held: BTreeSet<Id>,
    pub(super) rows: BTreeMap<RowKey, HubRow>,
    pub(super) receipts: Vec<(Id, HubReceipt)>,
}

/// What travels.
#[derive(Clone, Debug)]
pub enum Cargo {
    /// To the hub.
    Request(Arc<[u8]>),
    /// To the phone.
    Answer(Arc<[u8]>, Option<Arc<Expectation>>),
}

impl Cargo {
    /// As sent.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Cargo::Request(bytes) | Cargo::Answer(bytes, _) => bytes,
        }
    }
}

/// Something under way.
#[derive(Clone, Debug)]
pub struct Flight {
    /// From or to which phone.
    pub phone: usize,
    /// What.
    pub cargo: Cargo,
    /// It arrives no earlier, true time.
    pub not_before: i64,
    /// It was cut.
    pub cut: bool,
}

impl World {
    /// A phone makes a request. None where a fault kept it from that.
    pub fn make_request(&mut self, p: usize) -> Check<bool> {
        if self.phones[p].gone {
            return Ok(false);
        }
        let reading = self.phones[p].moment(self.now);
        let made = engine::request(&mut self.phones[p].store, reading, &mut |bytes| self.dice.fill(bytes));
        match made {
            Ok(request) => {
                let bytes: Arc<[u8]> = Arc::from(request.encode().or_broken("a request can be encoded")?);
                self.say(|w| {
                    let head = &request.head;
                    format!(
                        "{} asks: {} changes, cursor {:?}, page {}",
                        w.phones[p].name,
                        request.changes.len(),
                        head.cursor.map(|c| c.seq),
                        head.spool.pages
                    )
                });
                self.flights.push(Flight { phone: p, cargo: Cargo::Request(bytes), not_before: 0, cut: false });
                Ok(true)
            }
            Err(error) => {
                only_injected(&error)?;
                self.phones[p].restart()?;
                Ok(false)
            }
        }
    }

    /// Something that travels arrives.
    pub fn deliver(&mut self, flight: Flight) -> Check {
        let p = flight.phone;
        match flight.cargo {
            Cargo::Request(bytes) => match Request::decode(&bytes) {
                Ok(request) => self.at_hub(p, &request),
                Err(_) if flight.cut => Ok(()),
                Err(error) => Err(Violation::of("the hub reads what a phone sends", error)),
            },
            Cargo::Answer(..) if self.phones[p].deaf => Ok(()),
            Cargo::Answer(bytes, expected) => self.at_phone(p, &bytes, expected.as_deref(), flight.cut).map(drop),
        }
    }

    fn at_hub(&mut self, p: usize, request: &Request) -> Check {
        let device = self.phones[p].device;
        let push = self.read_push(device, request)?;
        let fault = self.hub.fault;
        let before = self.hub.mirror.head;
        let answer = self.hub.exchange(device, request, self.now)?;
        let committed = self.hub.mirror.head != before;
        let answer = match answer {
            Ok(answer) => Some(answer),
            Err(ExchangeError::Store(_)) if fault != Fault::None => None,
            Err(error) => return Err(Violation::of("the hub takes what a phone sends", error)),
        };
        if answer.is_some() || committed {
            let poison = if let Fault::Poison(id) = fault { Some(id) } else { None };
            let taken = self.oracle.push(device, &push, self.now, poison);
            self.oracle.committed(self.hub.mirror.head);
            self.compare_push(&taken, answer.as_ref(), device)?;
        }
        self.say(|w| match &answer {
            Some(answer) => {
                let head = &answer.head;
                let gap = head.expected.map_or(String::new(), |e| format!(", expects {}", e.n));
                let clone = if head.cloned { ", cloned" } else { "" };
                let lines = answer.lines.len();
                format!(
                    "hub answers {}: {:?}{gap}{clone}, {lines} lines, head {}",
                    w.phones[p].name, head.standing, w.hub.mirror.head
                )
            }
            None => format!("hub fails {} ({fault:?}), committed: {committed}", w.phones[p].name),
        });
        if committed {
            self.audit_sometimes()?;
        }
        if let Some(answer) = answer {
            self.stats.exchanges += 1;
            let expected = self.expect(p, &answer);
            let bytes: Arc<[u8]> = Arc::from(answer.encode().or_broken("an answer can be encoded")?);
            let cargo = Cargo::Answer(bytes, expected.map(Arc::new));
            self.flights.push(Flight { phone: p, cargo, not_before: 0, cut: false });
        }
        Ok(())
    }

    /// A request's changes as the oracle takes them.
    fn read_push(&self, device: Id, request: &Request) -> Check<Vec<Push>> {
        use doorstep_core::sync::hub::Keys;
        let mut push = Vec::with_capacity(request.changes.len());
        for line in &request.changes {
            let text = match (&line.change, &line.sealed) {
                (Some(change), _) => change.get().to_owned(),
                (None, sealed) => {
                    let sealed = crate::oracle::unhex(sealed.as_deref().unwrap_or(""));
                    let plain = self.hub.keys.open(&sealed).unwrap_or_default();
                    String::from_utf8(plain).or_broken("a sealed change is text")?
                }
            };
            let was = line.was.as_ref().map(|was| was.get().to_owned());
            push.push(Push { device, inc: line.inc.unwrap_or(request.head.inc), n: line.n, text, was });
        }
        Ok(push)
    }

    /// What the phone must hold after this answer, if it ends a pull.
    fn expect(&self, p: usize, answer: &Answer) -> Option<Expectation> {
        let cursor = answer.lines.iter().find_map(|line| match line {
            Line::Checkpoint(checkpoint) => Some(checkpoint.cursor),
            _ => None,
        })?;
        let member = self.phones[p].member;
        let held = self.hub.mirror.held(member);
        let rows = self.hub.mirror.rows_of(&held);
        Some(Expectation { cursor, held, rows, receipts: self.hub.mirror.receipts_of(member) })
    }

    /// An answer arrives at its phone.
    fn at_phone(
        &mut self,
        p: usize,
        bytes: &[u8],
        expected: Option<&Expectation>,
        cut: bool,
    ) -> Check<Option<Progress>> {
        if self.phones[p].gone {
            return Ok(None);
        }
        let conn = self.phones[p].store.connection();
        let spool_before = spool::place(conn).or_broken("the spool reads")?;
        let cursor_before = meta::cursor(conn).or_broken("the cursor reads")?;
        let reading = self.phones[p].moment(self.now);
        let taken = engine::receive(&mut self.phones[p].store, bytes, reading, &mut |bytes| self.dice.fill(bytes));
        self.say(|w| format!("{} takes an answer: {taken:?}", w.phones[p].name));
        match taken {
            Ok(progress) => {
                let conn = self.phones[p].store.connection();
                let spool_after = spool::place(conn).or_broken("the spool reads")?;
                let cursor_after = meta::cursor(conn).or_broken("the cursor reads")?;
                if let Some(expected) = expected {
                    let applied = spool_before.map(|place| place.id) != spool_after.map(|place| place.id);
                    if applied {
                        self.check_checkpoint(p, expected, cursor_after)?;
                    } else if cursor_before != cursor_after {
                        return Err(Violation::of("a cursor moves only with its checkpoint", &self.phones[p].name));
                    }
                }
                self.phones[p].locked = false;
                self.covered_by_receipts(p)?;
                if progress == Progress::KeyMayGo {
                    self.destroy_key(p)?;
                }
                Ok(Some(progress))
            }
            Err(SyncError::Store(error)) => {
                only_injected(&error)?;
                self.phones[p].restart()?;
                Ok(None)
            }
            Err(SyncError::Wire(_)) if cut => Ok(None),
            Err(SyncError::OldHub) => Ok(None),
            Err(error) => Err(Violation::of("a phone takes what the hub answers", error)),
        }
    }

    /// One whole exchange without faults on the way. None where nothing came back.
    pub fn exchange(&mut self, p: usize) -> Check<Option<Progress>> {
        let before = self.flights.len();
        if !self.make_request(p)? {
            return Ok(None);
        }
        let request = self.flights.remove(before);
        self.deliver(request)?;
        if self.flights.len() == before {
            return Ok(None);
        }
        let Flight { cargo: Cargo::Answer(bytes, expected), .. } = self.flights.remove(before) else { return Ok(None) };
        if self.phones[p].deaf {
            return Ok(None);
        }
        self.at_phone(p, &bytes, expected.as_deref(), false)
    }

    /// Exchanges until nothing is left to do, or too many have been made: answers whether it came to an end.
    pub fn sync(&mut self, p: usize) -> Check<bool> {
        for _ in 0..400 {
            self.now += 20;
            match self.exchange(p)? {
                Some(Progress::Again | Progress::Revoked) => {}
                Some(Progress::Done | Progress::UpdateNeeded | Progress::KeyMayGo) => {
                    self.phones[p].struck.clear();
                    return Ok(true);
                }
                None if self.phones[p].gone => return Ok(true),
                None => return Ok(false),
            }
        }
        Ok(false)
    }

    /// The device was revoked and everything is safe: the phone destroys its key. Its sealed file outlives it.
    fn destroy_key(&mut self, p: usize) -> Check {
        let unsafe_ids = self.unsent(p)?;
        // A hub restored since then may have lost them again; the sealed file brings them.
        let missing = unsafe_ids.iter().find(|id| !self.once_durable.contains(id));
        if let Some(id) = missing {
            return Err(Violation::of("a revoked phone destroys its key only when all is durable", id));
        }
        self.keep_sealed_file(p)?;
        self.phones[p].gone = true;
        self.say(|w| format!("{} destroys its key", w.phones[p].name));
        Ok(())
    }

    fn compare_push(&mut self, taken: &crate::oracle::Taken, answer: Option<&Answer>, device: Id) -> Check {
        const FATES: &str = "every change has the fate that the oracle predicts";
        if let Some(answer) = answer {
            let revoked = answer.head.standing == Standing::Revoked;
            if revoked != self.oracle.is_revoked(device) {
                return Err(Violation::of("a revoked device gets nothing, another does", format!("{:?}", answer.head)));
            }
            let expected = answer.head.expected.map(|expected| (expected.inc, expected.n));
            if answer.head.cloned != taken.cloned || expected != taken.expected {
                let detail = format!(
                    "hub {:?} {expected:?}, oracle {:?} {:?}",
                    answer.head.cloned, taken.cloned, taken.expected
                );
                return Err(Violation::of("the queue is answered as its numbers say", detail));
            }
            let ids: Vec<Id> = taken.answered.clone();
            let said: Vec<Id> = answer
                .lines
                .iter()
                .filter_map(|line| match line {
                    Line::Pushed(change) => Some(*change),
                    _ => None,
                })
                .chain(answer.head.durable.iter().copied())
                .collect();
            if ids != said {
                return Err(Violation::of(FATES, format!("receipts {said:?}, oracle {ids:?}")));
            }
        }
        for decided in &taken.fates {
            let sender = self.phones.iter().filter(|phone| phone.device == device);
            for fault in sender.flat_map(|phone| &phone.struck) {
                self.stats.meets(&decided.kind, decided.outcome(), fault);
            }
        }
        self.compare_fates(&taken.fates)
    }
}
