//! The steps of a schedule.

use doorstep_core::{
    id::Id,
    store::{StoreError, outbox},
    sync::{phone::Progress, wire::Answer},
};
use doorstep_sim::{
    taps::{self, Screen},
    town,
    violation::{Check, OrBroken, Violation},
};
use serde_json::json;

use super::{Schedule, Side};
use crate::{
    disk::Image,
    ends::{HUB, HubEnd, PhoneEnd, mount},
};

/// Where a backup is written before it is carried away.
const BACKUP: &str = "backup.db";
const WAYS: &[&str] = &["PASSIVE", "RESTART", "TRUNCATE"];

impl Schedule {
    /// One step. A third of the schedules have a backup and a restore, a quarter end with a revocation.
    pub(super) fn step(&mut self, step: usize, restores: bool) -> Check {
        self.world.now += self.dice.range(1_000, 90_000);
        let (third, steps) = (self.options.steps / 3, self.options.steps);
        match step {
            _ if restores && step == third => return self.back_up(),
            _ if restores && step == 2 * third => return self.restore(),
            _ if step + 6 == steps && self.dice.permille(330) => return self.revoke(),
            _ => {}
        }
        match self.dice.weighted(&[(12, 0), (8, 1), (3, 2), (3, 3), (2, 4), (1, 5), (1, 6)]).unwrap_or(0) {
            0 => self.tap(),
            1 => self.exchange().map(drop),
            2 => self.sync(),
            3 => self.assign(),
            4 => self.checkpoint(),
            5 => self.restart_phone(),
            _ => self.restart_hub(),
        }
    }

    fn tap(&mut self) -> Check {
        let screen = Screen::new(self.phone.store.connection(), self.member, self.world.commune.root());
        let Some(draft) = taps::next(&screen, &mut self.dice) else { return Ok(()) };
        let saved = self.cut(Side::Phone, |s| {
            let reading = s.phone.moment(s.world.now);
            match s.phone.store.save(draft, reading, &mut |bytes| s.dice.fill(bytes)) {
                Ok(saved) => Ok(Some(saved.id)),
                Err(StoreError::Refused { .. }) => Ok(None),
                Err(error) => Err(Violation::of("a tap is saved", error)),
            }
        })?;
        if let Some(id) = saved {
            let hash = outbox::hash_of(self.phone.store.connection(), id).or_broken("a saved tap is in the outbox")?;
            let hash = hash.ok_or_else(|| Violation::of("a saved tap is in the outbox", id))?;
            self.promised.taps.insert(id, hash);
        }
        Ok(())
    }

    /// One exchange. A fifth of the answers never reaches the phone.
    fn exchange(&mut self) -> Check<Option<Progress>> {
        self.world.now += 20;
        self.tally.exchanges += 1;
        let request = self.cut(Side::Phone, |s| {
            let now = s.world.now;
            s.phone.request(now, &mut s.dice)
        })?;
        let answer = self.cut(Side::Hub, |s| s.hub.exchange(s.world.device, &request, s.world.now))?;
        // On its way: whoever reads it on the wire was told.
        self.promised.note(&answer);
        if self.dice.permille(200) {
            return Ok(None);
        }
        self.take(answer).map(Some)
    }

    fn take(&mut self, answer: Answer) -> Check<Progress> {
        self.cut(Side::Phone, |s| {
            let now = s.world.now;
            s.phone.take(answer, now, &mut s.dice)
        })
    }

    /// Exchanges until nothing is left to do.
    pub(super) fn sync(&mut self) -> Check {
        for _ in 0..100 {
            match self.exchange()? {
                Some(Progress::Again | Progress::Revoked) | None => {}
                Some(_) => return Ok(()),
            }
        }
        Err(Violation::of("a sync comes to an end", "100 exchanges"))
    }

    fn office(&mut self, kind: &str, root: Id, data: serde_json::Value) -> Check {
        let change = town::change(self.dice.id(self.world.now), Id::HUB, self.world.now, kind, root, data);
        self.office.push(change.clone());
        self.cut(Side::Hub, |s| s.hub.submit(&[change], s.world.now).map(drop))
    }

    fn assign(&mut self) -> Check {
        self.tally.assignments += 1;
        let household = self.town.households[self.dice.below(self.town.households.len())];
        if self.dice.permille(250) {
            return self.office("assignment.take_back", household, json!({}));
        }
        let to = self.town.members[self.dice.below(self.town.members.len())].0;
        let member = if self.dice.permille(500) { self.member } else { to };
        self.office("assignment.assign", household, json!({"member": member}))
    }

    fn revoke(&mut self) -> Check {
        self.tally.revocations += 1;
        self.revoked = true;
        let device = self.world.device;
        self.office("device.revoke", self.member, json!({"device": device}))
    }

    fn checkpoint(&mut self) -> Check {
        self.tally.checkpoints += 1;
        let how = self.dice.word(WAYS);
        if self.dice.permille(500) {
            self.cut(Side::Phone, |s| s.phone.checkpoint(how))
        } else {
            self.cut(Side::Hub, |s| s.hub.checkpoint(how))
        }
    }

    /// The app is closed, which moves its log into the file, and opened again.
    fn restart_phone(&mut self) -> Check {
        self.tally.checkpoints += 1;
        self.world.boot += 1;
        self.cut(Side::Phone, |s| {
            let aside = PhoneEnd::open(mount(&Image::new())?, 1, s.options.waiting)?;
            let PhoneEnd { store, mount, .. } = std::mem::replace(&mut s.phone, aside);
            drop(store);
            s.phone = PhoneEnd::open(mount, s.world.boot, s.options.waiting)?;
            Ok(())
        })
    }

    fn restart_hub(&mut self) -> Check {
        self.tally.checkpoints += 1;
        self.cut(Side::Hub, |s| {
            let aside = s.open_hub(&Image::new())?;
            let HubEnd { store, mount, .. } = std::mem::replace(&mut s.hub, aside);
            drop(store);
            s.hub = HubEnd::open(mount, s.world.keys.clone(), s.world.commune, s.dice.fork(), s.options.waiting)?;
            Ok(())
        })
    }

    fn open_hub(&mut self, image: &Image) -> Check<HubEnd> {
        HubEnd::open(mount(image)?, self.world.keys.clone(), self.world.commune, self.dice.fork(), self.options.waiting)
    }

    /// A backup beside the database, carried away once it is whole.
    fn back_up(&mut self) -> Check {
        self.cut(Side::Hub, |s| s.hub.store.backup_to(&s.hub.mount.path(BACKUP)).or_broken("a backup is written"))?;
        let seen = self.hub.mount.disk().seen();
        let bytes = seen.get(BACKUP).cloned().unwrap_or_default();
        self.backup = Some(Image::from([(HUB.to_owned(), bytes)]));
        self.office.clear();
        Ok(())
    }

    /// The hub's disk is lost; the backup goes on, far above every position ever given.
    fn restore(&mut self) -> Check {
        let Some(backup) = self.backup.take() else { return Ok(()) };
        self.tally.restores += 1;
        let highest = self.hub.condition()?.0.seq;
        self.promised.forget_fates();
        self.world.restoring = Some(highest);
        self.hub = self.open_hub(&backup)?;
        self.cut(Side::Hub, |s| {
            s.hub.store.begin_recovery(&s.world.commune, highest).or_broken("a restore").map(drop)
        })?;
        self.world.restoring = None;
        for change in std::mem::take(&mut self.office) {
            self.cut(Side::Hub, |s| s.hub.submit(&[change], s.world.now).map(drop))?;
        }
        Ok(())
    }
}
