//! What goes wrong: on the way, on a phone, at the hub, among people.

use doorstep_core::{
    change::Change,
    id::Id,
    store::{outbox, saving::Draft},
};
use serde_json::json;

use super::{
    World,
    events::{DAY, MINUTE, Step, YEAR},
    exchange::Cargo,
};
use crate::{
    hub::Fault,
    phone::Phone,
    taps::{self, Screen},
    violation::{Check, OrBroken, Violation},
};

impl World {
    pub(super) fn network_fault(&mut self, step: Step) -> Check {
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
        self.strikes(self.flights[i].phone, kind);
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

    /// Counts a fault, and notes that it struck a phone: what it has unsent meets it.
    pub(super) fn strikes(&mut self, p: usize, fault: &'static str) {
        self.stats.fault(fault);
        self.phones[p].struck.insert(fault);
    }

    /// Counts a fault that strikes everybody.
    pub(super) fn strikes_all(&mut self, fault: &'static str) {
        self.stats.fault(fault);
        for phone in &mut self.phones {
            phone.struck.insert(fault);
        }
    }

    /// Requests arrive, answers do not, for a while.
    pub(super) fn deafen(&mut self, p: usize) -> Check {
        self.phones[p].deaf = !self.phones[p].deaf;
        if self.phones[p].deaf {
            self.strikes(p, "answers cut off");
        }
        self.say(|w| format!("{} hears nothing: {}", w.phones[p].name, w.phones[p].deaf));
        Ok(())
    }

    /// Twice the hub has forgotten where a phone stands, and it begins again; a page of its first beginning comes late, when
    /// the second stands at the same number.
    pub(super) fn forget_place(&mut self, p: usize) -> Check {
        if self.phones[p].cut_off || self.phones[p].deaf || self.phones[p].gone {
            return Ok(());
        }
        self.strikes(p, "place forgotten");
        self.say(|w| format!("fault: the hub has forgotten where {} stands", w.phones[p].name));
        let pages = self.dice.below(3);
        self.begins_again(p, pages)?;
        let before = self.flights.len();
        if !self.make_request(p)? {
            return Ok(());
        }
        let request = self.flights.remove(before);
        self.deliver(request)?;
        let late = (self.flights.len() > before).then(|| self.flights.remove(before));
        self.console_event()?;
        self.begins_again(p, pages)?;
        late.map_or(Ok(()), |late| self.deliver(late))
    }

    fn begins_again(&mut self, p: usize, pages: usize) -> Check {
        self.hub.fault = Fault::Forgets;
        self.exchange(p)?;
        self.hub.fault = Fault::None;
        for _ in 0..pages {
            self.exchange(p)?;
        }
        Ok(())
    }

    /// A newer app opens the file of an older one, whatever is in its outbox. Projections are code: those of the older app
    /// have another form, and the newer one fills its own from bodies. They must be what it would have kept as it went.
    pub(super) fn upgrade_app(&mut self, p: usize) -> Check {
        if self.phones[p].gone {
            return Ok(());
        }
        self.strikes(p, "app upgrade");
        self.say(|w| format!("{} gets a newer app", w.phones[p].name));
        let (unsent, rows) = (self.unsent(p)?, self.phones[p].projections()?);
        self.phones[p].age()?;
        self.phones[p].restart()?;
        if self.unsent(p)? != unsent {
            return Err(Violation::of("nothing acknowledged is lost", "an upgrade changed the outbox"));
        }
        if self.phones[p].projections()? != rows {
            return Err(Violation::of("an upgrade shows what was shown before", &self.phones[p].name));
        }
        Ok(())
    }

    pub(super) fn partition(&mut self, p: usize) -> Check {
        self.phones[p].cut_off = !self.phones[p].cut_off;
        if self.phones[p].cut_off {
            self.strikes(p, "cut off");
        }
        self.say(|w| format!("{} cut off: {}", w.phones[p].name, w.phones[p].cut_off));
        Ok(())
    }

    /// The process dies at one of the next commits, whatever the phone is doing then.
    pub(super) fn crash(&mut self, p: usize) -> Check {
        self.strikes(p, "phone crash");
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

    pub(super) fn full_disk(&mut self, p: usize) -> Check {
        self.strikes(p, "phone disk full");
        self.say(|w| format!("fault: {}'s disk is full", w.phones[p].name));
        self.phones[p].fill_disk(true)?;
        self.tap(p)?;
        self.tap(p)?;
        if !self.phones[p].cut_off {
            self.sync(p)?;
        }
        self.phones[p].fill_disk(false)
    }

    pub(super) fn clock_jump(&mut self, p: usize) -> Check {
        self.strikes(p, "clock jump");
        let jump = self.dice.range(-3, 3) * YEAR + self.dice.range(-DAY, DAY);
        self.phones[p].clocks.skew = jump;
        self.say(|w| format!("fault: {}'s clock is {} days off", w.phones[p].name, jump / DAY));
        Ok(())
    }

    pub(super) fn reboot(&mut self, p: usize) -> Check {
        self.strikes(p, "reboot");
        let now = self.now;
        let clocks = &mut self.phones[p].clocks;
        clocks.started = now;
        clocks.boot += 1;
        self.say(|w| format!("fault: {} restarts", w.phones[p].name));
        self.phones[p].restart()
    }

    pub(super) fn leap(&mut self) -> Check {
        self.strikes_all("time leap");
        let days = self.dice.weighted(&[(6, 1), (4, 5), (3, 15), (1, 31), (1, 181)]).unwrap_or(1);
        self.now += days * DAY;
        self.say(|_| format!("{days} days pass"));
        Ok(())
    }

    pub(super) fn arm_hub(&mut self) -> Check {
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
        self.strikes(p, kind);
        self.say(|w| format!("fault: {kind}, while {} syncs", w.phones[p].name));
        self.exchange(p)?;
        self.hub.fault = Fault::None;
        self.hub.restart()
    }

    /// Leaders give the same households here and there, without seeing each other.
    pub(super) fn storm(&mut self) -> Check {
        self.strikes_all("reassignment storm");
        let leaders: Vec<usize> = self.living().into_iter().filter(|p| [0, 1, 5].contains(p)).collect();
        for _ in 0..6 {
            let Some(p) = self.dice.pick(&leaders).copied() else { return Ok(()) };
            if self.may_not_work(p)? {
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

    pub(super) fn revoke(&mut self, p: usize) -> Check {
        // The coordinator's phone stays, so that somebody can end a recovery.
        if p == 0 {
            return Ok(());
        }
        self.strikes(p, "revoked");
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
    pub(super) fn settle(&mut self, p: usize) -> Check {
        if self.may_not_work(p)? {
            return Ok(());
        }
        let parked: Vec<Id> = self.hub.mirror.parked.keys().copied().collect();
        let Some(change) = self.dice.pick(&parked).copied() else { return Ok(()) };
        let decision = if self.dice.permille(700) { "accept" } else { "reject" };
        let data = crate::town::fields(json!({"change": change, "decision": decision}));
        self.save(p, Draft { kind: "parked.settle", root: Some(self.town.commune.root()), data }).map(drop)
    }

    /// A newer app on this phone wrote a change of a kind, or with members, that nobody else knows.
    pub(super) fn inject_newer(&mut self, p: usize) -> Check {
        if self.may_not_work(p)? {
            return Ok(());
        }
        self.strikes(p, "newer kind");
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
    pub(super) fn alter(&mut self, p: usize) -> Check {
        if self.may_not_work(p)? {
            return Ok(());
        }
        let named = format!("\"member\":\"{}\"", self.phones[p].member);
        let own = self.acknowledged.iter().filter(|(_, saved)| saved.text.contains(&named));
        let own: Vec<Id> = own.map(|(id, _)| *id).collect();
        let Some(id) = self.dice.pick(&own).copied() else { return Ok(()) };
        if self.outbox(p)?.contains_key(&id) {
            return Ok(());
        }
        self.strikes(p, "altered content");
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

    /// An acknowledged change, as it is, in another phone's outbox.
    pub fn copy_to(&mut self, p: usize, id: Id) -> Check {
        let Some(text) = self.acknowledged.get(&id).map(|saved| saved.text.clone()) else { return Ok(()) };
        let change = Change::from_text(&text).or_broken("a saved change reads")?;
        self.write_to_outbox(p, &change, &text)
    }

    fn write_to_outbox(&mut self, p: usize, change: &Change, text: &str) -> Check {
        self.tampered.insert(change.id);
        let conn = self.phones[p].store.connection();
        match outbox::append(conn, change, text, "") {
            Ok(()) => self.acknowledge(p, change.id),
            Err(error) => Err(Violation::of("an outbox takes a change", error)),
        }
    }

    /// The bytes of a phone's file run on a second phone.
    pub(super) fn clone_phone(&mut self, p: usize) -> Check {
        if self.phones.len() > self.town.members.len() + 6 {
            return Ok(());
        }
        self.strikes(p, "phone cloned");
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
