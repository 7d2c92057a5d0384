//! A hub that comes back from a backup, phones that come back from theirs, files that outlive a phone.

use std::{collections::BTreeSet, sync::Arc};

use doorstep_core::{
    id::Id,
    store::outbox::{self, Content},
};
use serde_json::json;

use super::World;
use crate::{
    oracle::Oracle,
    town,
    violation::{Check, OrBroken},
};

/// A backup of the hub.
#[derive(Clone)]
pub(super) struct Backup {
    bytes: Arc<[u8]>,
    digest: [u8; 32],
    oracle: Oracle,
    console: usize,
    at: i64,
}

impl Backup {
    /// What its tables are known by.
    pub(super) fn digest(&self) -> &[u8; 32] {
        &self.digest
    }
}

/// Retained changes outlive their checkpoint by 30 days: an older backup may lack what no phone has any more.
const RESTORABLE_MS: i64 = 29 * 24 * 3_600_000;

impl World {
    /// Backs the hub up.
    pub fn back_up(&mut self) -> Check {
        let bytes = self.hub.backup()?;
        let backup = Backup {
            digest: super::rows_of(&bytes, None)?.all,
            bytes,
            oracle: self.oracle.clone(),
            console: self.console.len(),
            at: self.now,
        };
        self.backups.push(backup);
        self.say(|w| format!("hub: backup {}", w.backups.len() - 1));
        Ok(())
    }

    /// How many backups there are.
    pub fn backups(&self) -> usize {
        self.backups.len()
    }

    /// Restores the hub from one of its backups, with what is kept beside the database: the console's changes, the
    /// revocations and erasures, the highest position given. Answers whether there was a backup young enough.
    pub fn restore_hub(&mut self, which: usize) -> Check<bool> {
        let Some(backup) = self.backups.get(which) else { return Ok(false) };
        if self.now - backup.at > RESTORABLE_MS {
            return Ok(false);
        }
        let highest = self.hub.mirror.head;
        let (revoked, erased) = (self.revoked(), self.hub.mirror.erased.clone());
        let (bytes, console) = (backup.bytes.clone(), backup.console);
        self.oracle = backup.oracle.clone();
        let old_generation = self.hub.mirror.generation;
        self.backups.truncate(which + 1);
        self.hub.restore(&bytes, highest)?;
        while self.hub.mirror.generation <= old_generation {
            // A backup taken before an earlier restore: its generation must still rise above every one ever used.
            self.hub.restore(&self.hub.backup()?, self.hub.mirror.head)?;
        }
        self.oracle.restored(highest, self.hub.mirror.head);
        self.say(|w| format!("hub: restored from backup {which}, generation {}", w.hub.mirror.generation));
        let kept: Vec<_> = self.console.split_off(console);
        for change in kept {
            self.submit(&[change])?;
        }
        self.apply_again(&revoked, &erased)?;
        // What was duty before may not be known yet: phones bring it.
        self.duties.clear();
        Ok(true)
    }

    fn revoked(&self) -> BTreeSet<Id> {
        let devices = self.hub.mirror.rows.iter().filter(|((kind, _), _)| &**kind == "device");
        devices
            .map(|((_, id), _)| *id)
            .filter(|id| self.hub.mirror.device(*id).is_some_and(|(_, revoked)| revoked))
            .collect()
    }

    fn apply_again(&mut self, revoked: &BTreeSet<Id>, erased: &BTreeSet<Id>) -> Check {
        for device in revoked {
            if let Some((member, false)) = self.hub.mirror.device(*device) {
                self.console_change("device.revoke", member, json!({"device": device}))?;
            }
        }
        for id in erased {
            let live = |kind: &str| {
                let row = self.hub.mirror.rows.get(&(kind.into(), *id))?;
                row.body.as_ref().map(|_| row.root)
            };
            if live("household").is_some() {
                self.console_change("household.erase", *id, json!({}))?;
            } else if let Some(root) = live("resident") {
                self.console_change("resident.erase", root, json!({"resident": id}))?;
            }
        }
        Ok(())
    }

    /// A change of the hub's console, kept beside the database because no phone has it.
    pub fn console_change(&mut self, kind: &str, root: Id, data: serde_json::Value) -> Check {
        let id = self.dice.id(self.now);
        let change = town::change(id, Id::HUB, self.now, kind, root, data);
        self.submit(&[change])
    }

    /// The phone's file is replaced by its older copy: what was saved since is lost with the person's consent.
    pub fn restore_phone(&mut self, p: usize) -> Check<bool> {
        let Some(bytes) = self.phones[p].backup.clone() else { return Ok(false) };
        let before: BTreeSet<Id> = self.outbox(p)?.into_keys().collect();
        self.phones[p].replace(&bytes)?;
        let after = self.outbox(p)?;
        for id in before.into_iter().filter(|id| !after.contains_key(id)) {
            if let Some(saved) = self.acknowledged.get_mut(&id) {
                saved.excused = true;
            }
        }
        self.say(|w| format!("{} comes back from an older copy of its file", w.phones[p].name));
        Ok(true)
    }

    /// Keeps the sealed file of a phone, as it lies beside the database.
    pub(super) fn keep_sealed_file(&mut self, p: usize) -> Check {
        let texts = self.texts(p)?;
        self.sealed_files.push((self.phones[p].device, texts));
        Ok(())
    }

    /// Texts of everything in a phone's outbox, oldest first.
    fn texts(&self, p: usize) -> Check<Vec<String>> {
        use doorstep_core::sync::hub::Keys;
        let conn = self.phones[p].store.connection();
        let mut all = outbox::pending(conn).or_broken("the outbox reads")?;
        all.extend(outbox::retained(conn).or_broken("the outbox reads")?);
        all.sort_by_key(|queued| queued.pos);
        let text = |content: Content| match content {
            Content::Text(text) => Some(text),
            Content::Sealed(bytes) => self.hub.keys.open(&bytes).and_then(|plain| String::from_utf8(plain).ok()),
        };
        Ok(all.into_iter().filter_map(|queued| text(queued.content)).collect())
    }

    /// Somebody hands a phone's sealed file in at the hub.
    pub fn hand_over_file(&mut self, p: usize) -> Check {
        let (device, texts) = (self.phones[p].device, self.texts(p)?);
        self.say(|w| format!("the sealed file of {} is handed in", w.phones[p].name));
        self.take_file(device, &texts)
    }

    /// All sealed files that outlived their phones.
    pub fn hand_over_files(&mut self) -> Check {
        for (device, texts) in self.sealed_files.clone() {
            self.take_file(device, &texts)?;
        }
        Ok(())
    }

    fn take_file(&mut self, device: Id, texts: &[String]) -> Check {
        self.hub.receive(device, texts, self.now)?;
        let fates = self.oracle.receive(device, texts, self.now);
        self.oracle.committed(self.hub.mirror.head);
        self.compare_fates(&fates)?;
        self.audit_sometimes()
    }
}
