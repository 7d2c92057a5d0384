//! One step of a run: a tap, something that travels, or something that goes wrong.

use doorstep_core::{
    clock::{EnrolmentLimits, EnrolmentState, enrolment_state},
    id::Id,
    store::{StoreError, meta, saving::Draft},
};
use serde_json::json;

use super::{Acknowledged, World};
use crate::{
    phone::only_injected,
    taps::{self, Screen},
    violation::{Check, OrBroken},
};

pub(super) const MINUTE: i64 = 60_000;
pub(super) const DAY: i64 = 24 * 60 * MINUTE;
pub(super) const YEAR: i64 = 365 * DAY;

/// The kinds of step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
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
    Forget,
    Deafen,
    Upgrade,
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
    (5, Step::Alter),
    (3, Step::Clone),
    (5, Step::KeepPhone),
    (3, Step::RestorePhone),
    (3, Step::RestoreHub),
    (3, Step::SealedFile),
    (4, Step::Forget),
    (6, Step::Deafen),
    (5, Step::Upgrade),
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
                let kept: Vec<usize> = living.into_iter().filter(|p| self.phones[*p].backup.is_some()).collect();
                let Some(p) = self.dice.pick(&kept).copied() else { return Ok(()) };
                if self.restore_phone(p)? {
                    self.strikes(p, "phone restored");
                }
                Ok(())
            }
            Step::RestoreHub => {
                let which = self.backups.len().saturating_sub(1 + self.dice.below(4));
                if self.restore_hub(which)? {
                    self.strikes_all("hub restored");
                }
                Ok(())
            }
            Step::Forget => self.forget_place(p),
            Step::Deafen => self.deafen(p),
            Step::Upgrade => self.upgrade_app(p),
            Step::SealedFile => {
                self.strikes(p, "sealed file handed over");
                self.hand_over_file(p)
            }
        }
    }

    pub(super) fn tap(&mut self, p: usize) -> Check {
        if self.may_not_work(p)? {
            return Ok(());
        }
        let screen = Screen::new(self.phones[p].store.connection(), self.phones[p].member, self.town.commune.root());
        let Some(draft) = taps::next(&screen, &mut self.dice) else { return Ok(()) };
        self.save(p, draft).map(drop)
    }

    /// Whether the app shows nothing but "sync": the enrolment expired.
    pub(super) fn is_locked(&mut self, p: usize) -> Check<bool> {
        let Some(time) = self.hub_time(p)? else { return Ok(true) };
        let locked = enrolment_state(&time, &EnrolmentLimits::default()) == EnrolmentState::Locked;
        if locked && !self.phones[p].locked {
            self.strikes(p, "enrolment expired");
        }
        self.phones[p].locked = locked;
        Ok(locked)
    }

    /// Whether the app lets nobody work: it is locked, or its device was revoked.
    pub fn may_not_work(&mut self, p: usize) -> Check<bool> {
        Ok(self.is_locked(p)? || self.is_revoked(p)?)
    }

    pub(super) fn is_revoked(&self, p: usize) -> Check<bool> {
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

    pub(super) fn acknowledge(&mut self, p: usize, id: Id) -> Check {
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
        let early = ready.first() != Some(&i);
        let flight = self.flights.remove(i);
        if early {
            self.strikes(flight.phone, "reordered");
        }
        self.deliver(flight)
    }
}
