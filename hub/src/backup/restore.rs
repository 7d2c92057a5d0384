//! Restoring: an older copy of the database, and everything that may not be lost by its being older.
//!
//! The generation rises, so that phones refuse the old hub should it still run; positions go on far above every one ever
//! given; revocations and erasures count again before anybody is served; changes made at this machine are applied again.
//! Phones bring the rest themselves. Until a leader ends the recovery, new commands wait.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use doorstep_core::{
    change::Change,
    id::{CommuneCode, Id},
    model::{self, device::DeviceState},
    receipt::Fate,
    rules::{
        outcome::Write,
        working_set::{Reads, WorkingSet},
    },
    sync::hub::store::{Commit, HubStore},
};

use super::{BackupFolder, copy};
use crate::{
    complaint::{Complaint, Outcome},
    config::Settings,
    folder::DataFolder,
    hub::Hub,
    identity::{HubKeys, Secret},
    journal,
    ledger::{Ledger, Listed, read_list},
    office::{Office, fields, json_id},
};

/// What a restoration came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// The generation of each commune now.
    pub generations: BTreeMap<CommuneCode, u32>,
    /// Phones revoked again, records erased again.
    pub revoked_and_erased: usize,
    /// Changes made at the hub's machine that act again, and those that do not.
    pub office: (usize, usize),
    /// Where the database lies that was here before.
    pub set_aside: Option<PathBuf>,
}

/// Brings a hub back out of a backup and its words.
///
/// The newest list is the one beside the lost database (or wherever the settings put it). Where it is lost too, the
/// backup's own list is taken only if `without_newest_list` says so: what was revoked or erased since must then be
/// repeated by hand.
///
/// # Errors
/// Another key, no list, a folder in use: the folder is as it was.
pub fn restore(
    backup: &Path,
    folder: &DataFolder,
    secret: &Secret,
    without_newest_list: bool,
    now: i64,
) -> Outcome<Restored> {
    let backup = BackupFolder(backup.to_owned());
    let keys =
        HubKeys::of(secret).map_err(|error| Complaint::new("bad_secret", "Không tạo được khóa.", error.to_string()))?;
    if backup.pin()? != *keys.pin() {
        return Err(other_key());
    }
    if folder.secret().exists() && folder.read_secret()? != *secret {
        return Err(other_key());
    }
    let old = read_list(&backup.list(), keys.pin())?;
    folder.make()?;
    let alone = folder.use_alone()?;
    let config = Settings::of_environment()?.over(Settings::read(&folder.settings())?, folder)?;
    if !config.list.exists() && !without_newest_list {
        return Err(list_lost(&config.list));
    }
    let mut restored = Restored { set_aside: put_database(&backup, folder, now)?, ..Restored::default() };
    let ledger = match config.list.exists() {
        true => Ledger::open(&config.list, keys.pin())?,
        false => Ledger::create(&config.list, keys.pin())?,
    };
    ledger.merge(&old)?;
    drop(ledger);
    for path in journal::files(&backup.office())? {
        let target = folder.office().join(path.file_name().unwrap_or_default());
        if !target.exists() {
            fs::create_dir_all(folder.office()).map_err(|error| Complaint::of_file(&folder.office(), &error))?;
            copy(&path, &target)?;
        }
    }
    if !folder.secret().exists() {
        DataFolder::write_private(&folder.secret(), &format!("{}\n", secret.to_hex()))?;
    }
    let hub = Hub::open(folder, &config.list)?;
    let listed = hub.listed();
    for commune in hub.store().communes()? {
        let listed = listed.get(&commune).cloned().unwrap_or_default();
        hub.store().begin_recovery(&commune, listed.below)?;
        restored.revoked_and_erased += count_again(&hub, commune, &listed, now)?;
        restored.generations.insert(commune, hub.condition(&commune)?.generation);
    }
    restored.office = act_again(&hub, now)?;
    drop(alone);
    Ok(restored)
}

/// Puts the backup's database in place; the one that was here is kept beside it under another name.
fn put_database(backup: &BackupFolder, folder: &DataFolder, now: i64) -> Outcome<Option<PathBuf>> {
    let (database, partial) = (folder.database(), folder.path().join("hub.db.partial"));
    copy(&backup.database(), &partial)?;
    let rename = |from: &Path, to: &Path| fs::rename(from, to).map_err(|error| Complaint::of_file(to, &error));
    let mut aside = None;
    if database.exists() {
        let kept = folder.path().join(format!("hub.db.before-restore-{now}"));
        // The log of SQLite belongs to its database: they go together or the copy would be torn.
        for ending in ["-wal", "-shm"] {
            let with = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
            if with(&database).exists() {
                rename(&with(&database), &with(&kept))?;
            }
        }
        rename(&database, &kept)?;
        aside = Some(kept);
    }
    rename(&partial, &database)?;
    Ok(aside)
}

/// Revokes and erases again what the list names. Identifiers that this copy does not know go on its erasure list all the
/// same: what phones bring back about them is stored without text.
fn count_again(hub: &Hub, commune: CommuneCode, listed: &Listed, now: i64) -> Outcome<usize> {
    let office = Office::of(hub, commune, now);
    let mut changes: Vec<Change> = Vec::new();
    for device in &listed.revoked {
        let row = hub.look(&commune, |snapshot| snapshot.device(*device))?;
        if let Some(row) = row.filter(|row| row.state == DeviceState::Active) {
            changes.push(office.change("device.revoke", row.member, fields([("device", json_id(*device))]))?);
        }
    }
    let reads = listed
        .erased
        .iter()
        .fold(Reads::default(), |reads, id| reads.record(model::RESIDENT, *id).record(model::HOUSEHOLD, *id));
    let ws = office.read(|_| reads.clone())?;
    for id in &listed.erased {
        if ws.get(model::HOUSEHOLD, *id).is_some() {
            changes.push(office.change("household.erase", *id, fields([]))?);
        } else if let Some(resident) = ws.get(model::RESIDENT, *id) {
            changes.push(office.change("resident.erase", resident.root, fields([("resident", json_id(*id))]))?);
        }
    }
    // Not through the sealed changes: these follow from the list, which stays.
    let done =
        hub.submit_again(&commune, &changes, now)?.iter().filter(|receipt| receipt.fate == Fate::Applied).count();
    remember_erased(hub, commune, listed, &office)?;
    Ok(done)
}

fn remember_erased(hub: &Hub, commune: CommuneCode, listed: &Listed, office: &Office<'_>) -> Outcome<()> {
    if listed.erased.is_empty() {
        return Ok(());
    }
    let rank = office.change("recovery.begin", commune.root(), fields([]))?.rank(office.now);
    let mut store = hub.store().clone();
    let mut transaction = store.begin(&commune)?;
    let seq = transaction.condition()?.head.seq + 1;
    let mut set = WorkingSet::default();
    let writes = listed.erased.iter().map(|id| Write::Erase { id: *id }).collect();
    set.write(writes, rank, Id::HUB, &mut || seq);
    transaction.commit(Commit { set, seq, ..Commit::default() })?;
    Ok(())
}

/// Applies the changes of this machine again; those that the copy knows are recognised by their identity.
fn act_again(hub: &Hub, now: i64) -> Outcome<(usize, usize)> {
    let mut by_commune: BTreeMap<CommuneCode, Vec<Change>> = BTreeMap::new();
    for (commune, change) in hub.journal().read(hub.keys())? {
        by_commune.entry(commune).or_default().push(change);
    }
    let communes = hub.store().communes()?;
    let (mut acted, mut not) = (0, 0);
    for (commune, changes) in by_commune.iter().filter(|(commune, _)| communes.contains(commune)) {
        for changes in changes.chunks(500) {
            for receipt in hub.submit_again(commune, changes, now)? {
                if receipt.fate == Fate::Applied { acted += 1 } else { not += 1 }
            }
        }
    }
    Ok((acted, not))
}

fn other_key() -> Complaint {
    Complaint::new(
        "other_key",
        "24 từ, bản sao lưu và thư mục dữ liệu không cùng một máy chủ. Chưa thay đổi gì; hãy kiểm tra từng thứ.",
        "The 24 words, the backup and the data folder are not of one hub. Nothing was changed; check each of them.",
    )
}

fn list_lost(path: &Path) -> Complaint {
    let shown = path.display();
    Complaint::new(
        "list_lost",
        format!(
            "Không có danh sách thu hồi và xóa ở {shown}. Hãy tìm bản mới nhất. Nếu đã mất hẳn: --without-newest-list, rồi làm lại các lần thu hồi và xóa sau bản sao lưu."
        ),
        format!(
            "The list of revocations and erasures is not at {shown}. Find its newest copy. If it is lost: --without-newest-list, then repeat what was revoked and erased since the backup."
        ),
    )
}
