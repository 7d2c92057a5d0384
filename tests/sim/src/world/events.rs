//! One step of a run: a tap, something that travels, or something that goes wrong.

use doorstep_core::{
    change::Change,
    clock::{EnrolmentLimits, EnrolmentState, enrolment_state},
    id::Id,
    store::{StoreError, meta, saving::Draft},
};
use doorstep_sqlcipher::rusqlite::params;
use serde_json::json;

use super::{Acknowledged, World, exchange::Cargo};
use crate::{
    hub::Fault,
    phone::{Phone, only_injected},
    taps::{self, Screen},
    violation::{Check, OrBroken, Violation},
};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const YEAR: i64 = 365 * DAY;

/// The kinds of step.
#[derive(Clone, Copy, Debug)]
enum Step {
    Tap,
    Request,
    Deliver,
    Sync,
    Console,
    Backup,
    Drop,
    Duplicate,
    Cut,
    Hold,
    Partition,
    Crash,
    FullDisk,
    Clock,
    Reboot,
    Leap,
    HubFault,
    HubRestart,
    Storm,
    Revoke,
    Settle,
    EndRecovery,
    Inject,
    Alter,
    Clone,
    KeepPhone,
    RestorePhone,
    RestoreHub,
    SealedFile,
}

const STEPS: &[(usize, Step)] = &[
    (420, Step::Tap),
    (130, Step::Request),
    (230, Step::Deliver),
    (90, Step::Sync),
    (25, Step::Console),
    (8, Step::Backup),
    (14, Step::Drop),
    (14, Step::Duplicate),
    (8, Step::Cut),
    (8, Step::Hold),
    (10, Step::Partition),
    (22, Step::Crash),
    (6, Step::FullDisk),
    (8, Step::Clock),
    (6, Step::Reboot),
    (4, Step::Leap),
    (24, Step::HubFault),
    (4, Step::HubRestart),
    (4, Step::Storm),
    (3, Step::Revoke),
    (8, Step::Settle),
    (3, Step::EndRecovery),
    (6, Step::Inject),
    (2, Step::Alter),
    (3, Step::Clone),
    (5, Step::KeepPhone),
    (3, Step::RestorePhone),
    (3, Step::RestoreHub),
    (3, Step::SealedFile),
];

impl World {
    /// One step.
    pub fn step(&mut self) -> Check {
        self.stats.events += 1;
        self.now += self.dice.range(500, 4 * MINUTE);
        let step = self.dice.weighted(STEPS).unwrap_or(Step::Tap);
        let living = self.living();
        let Some(p) = self.dice.pick(&living).copied() else { return Ok(()) };
        match step {
            Step::Tap => self.tap(p),
            Step::Request => self.make_request(p).map(drop),
            Step::Deliver => self.deliver_some(),
            Step::Sync if self.phones[p].cut_off => Ok(()),
            Step::Sync => self.sync(p).map(drop),
            Step::Console => self.console_event(),
            Step::Backup => self.back_up(),
            Step::Drop | Step::Duplicate | Step::Cut | Step::Hold => self.network_fault(step),
            Step::Partition => self.partition(p),
            Step::Crash => self.crash(p),
            Step::FullDisk => self.full_disk(p),
            Step::Clock => self.clock_jump(p),
            Step::Reboot => self.reboot(p),
            Step::Leap => self.leap(),
            Step::HubFault => self.arm_hub(),
            Step::HubRestart => self.hub.restart(),
            Step::Storm => self.storm(),
            Step::Revoke => self.revoke(p),
            Step::Settle => self.settle(p),
            Step::EndRecovery if self.hub.mirror.recovering => {
                let root = self.town.commune.root();
                self.console_change("recovery.end", root, json!({}))
            }
            Step::EndRecovery => Ok(()),
            Step::Inject => self.inject_newer(p),
            Step::Alter => self.alter(p),
            Step::Clone => self.clone_phone(p),
            Step::KeepPhone => {
                self.phones[p].backup = Some(self.phones[p].bytes()?);
                Ok(())
            }
            Step::RestorePhone => {
                if self.restore_phone(p)? {
                    self.stats.fault("phone restored");
                }
                Ok(())
            }
            Step::RestoreHub => {
                let which = self.backups.len().saturating_sub(1 + self.dice.below(4));
                if self.restore_hub(which)? {
                    self.stats.fault("hub restored");
                }
                Ok(())
            }
            Step::SealedFile => {
                self.stats.fault("sealed file handed over");
                self.hand_over_file(p)
            }
        }
    }

    fn tap(&mut self, p: usize) -> Check {
        if self.is_locked(p)? || self.is_revoked(p)? {
            return Ok(());
        }
        let screen = Screen::new(self.phones[p].store.connection(), self.phones[p].member, self.town.commune.root());
        let Some(draft) = taps::next(&screen, &mut self.dice) else { return Ok(()) };
        self.save(p, draft).map(drop)
    }

    /// Whether the app shows nothing but "sync": the enrolment expired.
    fn is_locked(&mut self, p: usize) -> Check<bool> {
        let Some(time) = self.hub_time(p)? else { return Ok(true) };
        let locked = enrolment_state(&time, &EnrolmentLimits::default()) == EnrolmentState::Locked;
        if locked && !self.phones[p].locked {
            self.stats.fault("enrolment expired");
        }
        self.phones[p].locked = locked;
        Ok(locked)
    }

    fn is_revoked(&self, p: usize) -> Check<bool> {
        let revoked = meta::get(self.phones[p].store.connection(), meta::REVOKED).or_broken("a phone's tables read")?;
        Ok(revoked.is_some())
    }

    /// A person taps *save*. Once acknowledged, the tap must never be lost.
    pub fn save(&mut self, p: usize, draft: Draft) -> Check<Option<Id>> {
        let kind = draft.kind;
        let reading = self.phones[p].moment(self.now);
        let saved = self.phones[p].store.save(draft, reading, &mut |bytes| self.dice.fill(bytes));
        match saved {
            Ok(saved) => {
                self.stats.taps += 1;
                self.acknowledge(p, saved.id)?;
                self.say(|w| {
                    format!(
                        "{} saves {kind} {}{}",
                        w.phones[p].name,
                        saved.id,
                        if saved.shows { "" } else { " (waits)" }
                    )
                });
                Ok(Some(saved.id))
            }
            Err(StoreError::Refused { reason, .. }) => {
                self.stats.refused_at_once += 1;
                self.say(|w| format!("{} is refused {kind}: {reason}", w.phones[p].name));
                Ok(None)
            }
            Err(error) => {
                only_injected(&error)?;
                self.phones[p].restart()?;
                Ok(None)
            }
        }
    }

    fn acknowledge(&mut self, p: usize, id: Id) -> Check {
        let read = self.phones[p].store.connection().query_row(
            "SELECT hash, text FROM outbox WHERE id = ?1",
            [id.as_bytes()],
            |row| Ok((row.get(0)?, row.get::<_, String>(1)?)),
        );
        let (hash, text) = read.or_broken("an acknowledged tap is in the outbox")?;
        self.acknowledged.insert(id, Acknowledged { hash, text: text.into(), excused: false });
        Ok(())
    }

    fn deliver_some(&mut self) -> Check {
        let ready: Vec<usize> = (0..self.flights.len())
            .filter(|i| self.flights[*i].not_before <= self.now && !self.phones[self.flights[*i].phone].cut_off)
            .collect();
        let Some(i) = self.dice.pick(&ready).copied() else { return Ok(()) };
        if ready.first() != Some(&i) {
            self.stats.fault("reordered");
        }
        let flight = self.flights.remove(i);
        self.deliver(flight)
    }

    fn network_fault(&mut self, step: Step) -> Check {
        if self.flights.is_empty() {
            return Ok(());
        }
        let i = self.dice.below(self.flights.len());
        let is_request = matches!(self.flights[i].cargo, Cargo::Request(_));
        let kind = match (step, is_request) {
            (Step::Drop, true) => "request dropped",
            (Step::Drop, false) => "answer dropped",
            (Step::Duplicate, true) => "request duplicated",
            (Step::Duplicate, false) => "answer duplicated",
            (Step::Cut, true) => "request truncated",
            (Step::Cut, false) => "answer truncated",
            _ => "slow hub",
        };
        self.stats.fault(kind);
        self.say(|_| format!("fault: {kind}"));
        match step {
            Step::Drop => drop(self.flights.remove(i)),
            Step::Duplicate => {
                let twin = self.flights[i].clone();
                self.flights.push(twin);
            }
            Step::Cut => {
                let length = match &self.flights[i].cargo {
                    Cargo::Request(bytes) | Cargo::Answer(bytes, _) => bytes.len(),
                };
                let at = self.dice.below(length);
                let flight = &mut self.flights[i];
                flight.cut = true;
                match &mut flight.cargo {
                    Cargo::Request(bytes) | Cargo::Answer(bytes, _) => *bytes = bytes[..at].into(),
                }
            }
            _ => self.flights[i].not_before = self.now + self.dice.range(10 * MINUTE, 20 * DAY),
        }
        Ok(())
    }

    fn partition(&mut self, p: usize) -> Check {
        self.phones[p].cut_off = !self.phones[p].cut_off;
        if self.phones[p].cut_off {
            self.stats.fault("cut off");
        }
        self.say(|w| format!("{} cut off: {}", w.phones[p].name, w.phones[p].cut_off));
        Ok(())
    }

    /// The process dies at one of the next commits, whatever the phone is doing then.
    fn crash(&mut self, p: usize) -> Check {
        self.stats.fault("phone crash");
        let commits = self.dice.range(0, 5);
        self.say(|w| format!("fault: {} dies after {commits} commits", w.phones[p].name));
        self.phones[p].dies_after(commits);
        match self.dice.below(3) {
            0 => self.tap(p)?,
            1 if !self.phones[p].cut_off => drop(self.sync(p)?),
            _ => drop(self.make_request(p)?),
        }
        self.phones[p].restart()
    }

    fn full_disk(&mut self, p: usize) -> Check {
        self.stats.fault("phone disk full");
        self.say(|w| format!("fault: {}'s disk is full", w.phones[p].name));
        self.phones[p].fill_disk(true)?;
        self.tap(p)?;
        self.tap(p)?;
        if !self.phones[p].cut_off {
            self.sync(p)?;
        }
        self.phones[p].fill_disk(false)
    }

    fn clock_jump(&mut self, p: usize) -> Check {
        self.stats.fault("clock jump");
        let jump = self.dice.range(-3, 3) * YEAR + self.dice.range(-DAY, DAY);
        self.phones[p].clocks.skew = jump;
        self.say(|w| format!("fault: {}'s clock is {} days off", w.phones[p].name, jump / DAY));
        Ok(())
    }

    fn reboot(&mut self, p: usize) -> Check {
        self.stats.fault("reboot");
        let now = self.now;
        let clocks = &mut self.phones[p].clocks;
        clocks.started = now;
        clocks.boot += 1;
        self.say(|w| format!("fault: {} restarts", w.phones[p].name));
        self.phones[p].restart()
    }

    fn leap(&mut self) -> Check {
        self.stats.fault("time leap");
        let days = self.dice.weighted(&[(6, 1), (4, 5), (3, 15), (1, 31), (1, 181)]).unwrap_or(1);
        self.now += days * DAY;
        self.say(|_| format!("{days} days pass"));
        Ok(())
    }

    fn arm_hub(&mut self) -> Check {
        let choices = [
            (3, (Fault::Busy, "hub busy")),
            (3, (Fault::BeforeCommit, "hub crash before commit")),
            (4, (Fault::AfterCommit, "hub crash after commit")),
            (2, (Fault::Full, "hub disk full")),
            (3, (Fault::Poison(Id::HUB), "commit impossible")),
        ];
        let Some((fault, kind)) = self.dice.weighted(&choices) else { return Ok(()) };
        let living: Vec<usize> = self.living().into_iter().filter(|p| !self.phones[*p].cut_off).collect();
        let Some(p) = self.dice.pick(&living).copied() else { return Ok(()) };
        self.tap(p)?;
        let mut unsent = self.unsent(p)?;
        unsent.retain(|id| !self.hub.mirror.receipts.contains_key(id));
        self.hub.fault = match (fault, self.dice.pick(&unsent)) {
            (Fault::Poison(_), Some(id)) => Fault::Poison(*id),
            (Fault::Poison(_), None) => return Ok(()),
            (other, _) => other,
        };
        self.stats.fault(kind);
        self.say(|w| format!("fault: {kind}, while {} syncs", w.phones[p].name));
        self.exchange(p)?;
        self.hub.fault = Fault::None;
        self.hub.restart()
    }

    /// Leaders give the same households here and there, without seeing each other.
    fn storm(&mut self) -> Check {
        self.stats.fault("reassignment storm");
        let leaders: Vec<usize> = self.living().into_iter().filter(|p| [0, 1, 5].contains(p)).collect();
        for _ in 0..6 {
            let Some(p) = self.dice.pick(&leaders).copied() else { return Ok(()) };
            if self.is_locked(p)? || self.is_revoked(p)? {
                continue;
            }
            let screen =
                Screen::new(self.phones[p].store.connection(), self.phones[p].member, self.town.commune.root());
            if let Some(draft) = taps::assign(&screen, &mut self.dice) {
                self.save(p, draft)?;
            }
            self.tap(p)?;
            if self.dice.permille(300) && !self.phones[p].cut_off {
                self.sync(p)?;
            }
        }
        Ok(())
    }

    fn revoke(&mut self, p: usize) -> Check {
        // The coordinator's phone stays, so that somebody can end a recovery.
        if p == 0 {
            return Ok(());
        }
        self.stats.fault("revoked");
        self.say(|w| format!("{} is revoked", w.phones[p].name));
        let (device, member) = (self.phones[p].device, self.phones[p].member);
        self.console_change("device.revoke", member, json!({"device": device}))?;
        if self.dice.permille(700) {
            // A new phone for the same member.
            let name = format!("{} again", self.phones[p].name);
            let id = self.dice.id(self.now);
            let enrol = crate::town::change(id, Id::HUB, self.now, "device.enrol", member, json!({"label": "máy mới"}));
            self.submit(&[enrol])?;
            self.enrol(name, member, id)?;
        }
        Ok(())
    }

    /// A leader decides about something parked.
    fn settle(&mut self, p: usize) -> Check {
        if self.is_locked(p)? || self.is_revoked(p)? {
            return Ok(());
        }
        let parked: Vec<Id> = self.hub.mirror.parked.keys().copied().collect();
        let Some(change) = self.dice.pick(&parked).copied() else { return Ok(()) };
        let decision = if self.dice.permille(700) { "accept" } else { "reject" };
        let data = crate::town::fields(json!({"change": change, "decision": decision}));
        self.save(p, Draft { kind: "parked.settle", root: Some(self.town.commune.root()), data }).map(drop)
    }

    /// A newer app on this phone wrote a change of a kind, or with members, that nobody else knows.
    fn inject_newer(&mut self, p: usize) -> Check {
        if self.is_locked(p)? || self.is_revoked(p)? {
            return Ok(());
        }
        self.stats.fault("newer kind");
        let member = self.phones[p].member;
        let root = self.town.households[self.dice.below(self.town.households.len())];
        let id = self.dice.id(self.now);
        let kind = self.dice.word(&["visit.smell", "drone.fly", "visit.record"]);
        let data = json!({"outcome": "done", "drone": {"height": 2.50, "id": root}});
        let change = crate::town::change(id, member, self.now, kind, root, data);
        let text = change.to_text().replace(",\"v\":1}", ",\"v\":2,\"weather\":\"rain\"}");
        self.write_to_outbox(p, &change, &text)
    }

    /// Something writes over a change that the phone had saved (a damaged file, a forged one): same identity, other
    /// content, from a second phone of the member.
    fn alter(&mut self, p: usize) -> Check {
        if self.is_locked(p)? || self.is_revoked(p)? {
            return Ok(());
        }
        let named = format!("\"member\":\"{}\"", self.phones[p].member);
        let own = self.acknowledged.iter().filter(|(_, saved)| saved.text.contains(&named));
        let own: Vec<Id> = own.map(|(id, _)| *id).collect();
        let Some(id) = self.dice.pick(&own).copied() else { return Ok(()) };
        if self.outbox(p)?.contains_key(&id) {
            return Ok(());
        }
        self.stats.fault("altered content");
        self.forge(p, id)
    }

    /// Another content under an acknowledged identity, in a phone's outbox.
    pub fn forge(&mut self, p: usize, id: Id) -> Check {
        let Some(text) = self.acknowledged.get(&id).map(|saved| saved.text.clone()) else { return Ok(()) };
        let forged = text.replace(",\"v\":", ",\"v\":3");
        let change = Change::from_text(&forged).or_broken("a forged change reads")?;
        let kept = self.acknowledged.get(&id).cloned();
        self.write_to_outbox(p, &change, &forged)?;
        if let Some(kept) = kept {
            self.acknowledged.insert(id, kept);
        }
        Ok(())
    }

    fn write_to_outbox(&mut self, p: usize, change: &Change, text: &str) -> Check {
        let conn = self.phones[p].store.connection();
        let write = || -> Result<(), StoreError> {
            let inc = meta::id(conn, meta::INC)?.ok_or(StoreError::NotEnrolled)?;
            let n = meta::number(conn, meta::NEXT_N)?.max(1);
            conn.execute(
                "INSERT INTO outbox (id, root, kind, at, hash, inc, n, text, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'pending')",
                params![change.id.as_bytes(), change.root.as_bytes(), change.kind, change.at, Change::hash_of(text), inc.as_bytes(), n, text],
            )?;
            meta::set(conn, meta::NEXT_N, &(n + 1).to_string())
        };
        match write() {
            Ok(()) => self.acknowledge(p, change.id),
            Err(error) => Err(Violation::of("an outbox takes a change", error)),
        }
    }

    /// The bytes of a phone's file run on a second phone.
    fn clone_phone(&mut self, p: usize) -> Check {
        if self.phones.len() > 14 {
            return Ok(());
        }
        self.stats.fault("phone cloned");
        self.clone_of(p).map(drop)
    }

    /// A second phone on the bytes of this one's file.
    pub fn clone_of(&mut self, p: usize) -> Check<usize> {
        let bytes = self.phones[p].bytes()?;
        let original = &self.phones[p];
        let name = format!("{} clone", original.name);
        let phone = Phone::new(name, original.member, original.device, &bytes, original.clocks)?;
        self.say(|w| format!("{} is cloned", w.phones[p].name));
        self.phones.push(phone);
        Ok(self.phones.len() - 1)
    }
}
