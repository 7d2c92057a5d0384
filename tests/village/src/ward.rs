//! A ward on disk: a hub's folder with a squad, members and homes. All names are invented.

use std::path::{Path, PathBuf};

use anyhow::Context;
use doorstep_core::{
    id::{CommuneCode, Id},
    model::member::Role,
};
use doorstep_hub::{
    clock,
    folder::DataFolder,
    hub::Hub,
    identity::Secret,
    office::{Office, assignments::Holder, devices::Whereabouts, fields, members::MemberData},
};

/// A ward whose hub is not running: only then is its folder opened here.
#[derive(Debug)]
pub struct Ward {
    folder: PathBuf,
    /// The commune.
    pub commune: CommuneCode,
    /// A volunteer who holds the first homes.
    pub volunteer: Id,
    /// A coordinator, who holds all.
    pub coordinator: Id,
    /// Homes.
    pub homes: Vec<Id>,
}

/// Homes that the volunteer holds.
const HELD: usize = 5;

impl Ward {
    /// Makes the folder of a hub, and a ward with so many homes.
    pub fn make(folder: &Path, homes: usize) -> anyhow::Result<Ward> {
        let data = DataFolder::at(folder);
        data.make()?;
        let secret = Secret::random()?;
        DataFolder::write_private(&data.secret(), &format!("{}\n", secret.to_hex()))?;
        let hub = Hub::create(&data, &data.list(), &secret)?;
        let commune: CommuneCode = "16522".parse()?;
        let now = clock::now_ms();
        let office = Office::of(&hub, commune, now);
        office.set_up_commune("Mẫu", "phường Mẫu")?;
        let squad = office.add_squad("Đội 1")?;
        let neighbourhood = office.add_neighbourhood("Tổ 1")?;
        office.set_responsibility(squad, neighbourhood, "2026-01-01".parse()?)?;
        let member = |name: &str, role: Role, squad: Option<Id>| {
            let data = MemberData { name: Some(name.into()), roles: Some(vec![role]), squad, ..MemberData::default() };
            office.add_member(data).map_err(anyhow::Error::from)
        };
        let volunteer = member("Người Một", Role::Volunteer, Some(squad))?;
        let coordinator = member("Người Hai", Role::Coordinator, None)?;
        let mut changes = Vec::new();
        let mut ids = Vec::new();
        for n in 0..homes {
            // Words differ, so that a page compresses as real ones do, not to nothing.
            let mixed = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let body = fields([
                ("head", format!("Chủ hộ {n}").into()),
                ("neighbourhood", neighbourhood.to_string().into()),
                ("landmark", format!("cổng {mixed:x} gần đình {:x}", mixed.rotate_left(23)).into()),
            ]);
            let key = format!("h{n}");
            changes.push(office.import_household(&key, "1", body)?);
            ids.push(office.household_of_key(&key));
        }
        for some in changes.chunks(500) {
            office.submit_all(some)?;
        }
        let held: Vec<_> = office.households()?;
        let held: Vec<_> = held.into_iter().filter(|home| ids.iter().take(HELD).any(|id| *id == home.id)).collect();
        office.assign(&held, Holder::Member { member: volunteer, squad })?;
        ids.truncate(HELD);
        Ok(Ward { folder: folder.to_owned(), commune, volunteer, coordinator, homes: ids })
    }

    /// The hub's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens the hub that is not running.
    pub fn hub(&self) -> anyhow::Result<Hub> {
        let data = DataFolder::at(&self.folder);
        Hub::open(&data, &data.list()).map_err(anyhow::Error::from)
    }

    /// The text of an invitation, by an address.
    pub fn invite(&self, hub: &Hub, member: Id, address: &str) -> anyhow::Result<String> {
        let whereabouts = Whereabouts { addresses: vec![address.to_owned()], local_name: None };
        let office = Office::of(hub, self.commune, clock::now_ms());
        Ok(office.invite(member, "máy mẫu", &whereabouts)?.to_text()?)
    }

    /// The invariants of the hub that is not running.
    pub fn check(&self) -> anyhow::Result<()> {
        let hub = self.hub()?;
        let problems = hub.store().check(&self.commune, Some(receipt_key(&hub)))?;
        anyhow::ensure!(problems.is_empty(), "the hub's invariants: {}", problems[0]);
        Ok(())
    }

    /// How many fates the hub has for a change.
    pub fn fates_of(&self, hub: &Hub, change: Id) -> anyhow::Result<usize> {
        hub.look(&self.commune, |snapshot| snapshot.receipts_of(change)).map(|receipts| receipts.len()).context("fates")
    }
}

fn receipt_key(hub: &Hub) -> &[u8; 32] {
    doorstep_core::sync::hub::Keys::receipt_key(hub.keys())
}
