//! An invented commune at a hub: one squad, its leader and volunteers, and homes, lived in or flat.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::ensure;
use chrono::Days;
use doorstep_core::{
    calendar::vietnam_date,
    change::{Change, Rank},
    enrolment::{DevicePlatform, EnrolAnswer, EnrolRequest, Token},
    id::{CommuneCode, Id},
    json::Fields,
    model::{self, member::Role},
    receipt::Fate,
    record::{Key, Scope},
    rules::{outcome::Write, working_set::WorkingSet},
    sync::hub::store::{Commit, HubStore},
};
use doorstep_hub::{
    clock,
    folder::DataFolder,
    hub::Hub,
    identity::Secret,
    office::{
        Office,
        assignments::Holder,
        devices::{self, Whereabouts},
        members::MemberData,
        new_id,
    },
    server::serve_on_loopback,
};
use doorstep_sample::{SampleWard, Spec};
use serde_json::{Value, json};

use crate::homes;

/// Changes of one transaction while a town is made.
const BATCH: usize = 500;
/// A day, milliseconds.
pub const DAY_MS: i64 = 24 * 3_600_000;

/// A town and its hub.
pub struct Town {
    /// The hub, open in this process.
    pub hub: Arc<Hub>,
    /// Its folder.
    pub folder: PathBuf,
    /// The commune.
    pub commune: CommuneCode,
    /// The squad.
    pub squad: Id,
    /// Who leads it, and sees all its homes.
    pub leader: Id,
    /// Who goes from door to door.
    pub volunteers: Vec<Id>,
    /// The homes.
    pub homes: Vec<Id>,
    /// Who holds each home.
    pub holders: BTreeMap<Id, Id>,
    neighbourhood: Id,
    sample: SampleWard,
}

/// Members of a JSON object.
pub fn fields(value: Value) -> Fields {
    match value {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

impl Town {
    /// A town without homes, for so many of them.
    pub fn found(folder: &Path, households: usize, volunteers: usize) -> anyhow::Result<Town> {
        let today = vietnam_date(clock::now_ms());
        let spec = Spec { commune: "16522".into(), households: Some(households), seed: 1, campaign_day: today };
        let sample = SampleWard::generate(&spec)?;
        let commune: CommuneCode = "16522".parse()?;
        let folder = folder.join("hub");
        let data = DataFolder::at(&folder);
        data.make()?;
        let secret = Secret::random()?;
        let hub = Arc::new(Hub::create(&data, &data.list(), &secret)?);
        DataFolder::write_private(&data.secret(), &format!("{}\n", secret.to_hex()))?;
        let office = Office::of(&hub, commune, clock::now_ms());
        office.set_up_commune(&sample.commune.name, &sample.commune.name)?;
        let squad = office.add_squad("Đội 1")?;
        let neighbourhood = office.add_neighbourhood("Tổ dân phố 1")?;
        office.set_responsibility(squad, neighbourhood, today - Days::new(60))?;
        let member = |name: &str, roles: Vec<Role>| {
            let data =
                MemberData { name: Some(name.into()), roles: Some(roles), squad: Some(squad), ..MemberData::default() };
            office.add_member(data).map_err(anyhow::Error::from)
        };
        let leader = member("Lê Thị Mẫu", vec![Role::Leader, Role::Volunteer])?;
        let volunteers =
            (0..volunteers).map(|n| member(&format!("Mẫu {n}"), vec![Role::Volunteer])).collect::<Result<_, _>>()?;
        Ok(Town {
            hub,
            folder,
            commune,
            squad,
            leader,
            volunteers,
            homes: Vec::new(),
            holders: BTreeMap::new(),
            neighbourhood,
            sample,
        })
    }

    /// The office, now.
    pub fn office(&self) -> Office<'_> {
        Office::of(&self.hub, self.commune, clock::now_ms())
    }

    /// Serves the hub.
    pub fn serve(&self) -> anyhow::Result<SocketAddr> {
        Ok(serve_on_loopback(self.hub.clone(), &DataFolder::at(&self.folder))?)
    }

    /// Submits changes in order, some at a time. All must apply.
    pub fn submit(&self, changes: &[Change]) -> anyhow::Result<()> {
        for some in changes.chunks(BATCH) {
            for receipt in self.hub.submit(&self.commune, some, clock::now_ms())? {
                ensure!(receipt.fate == Fate::Applied, "{}: {:?} {:?}", receipt.kind, receipt.reason, receipt.args);
            }
        }
        Ok(())
    }

    /// A change of somebody at a time.
    pub fn change(&self, by: Id, at: i64, kind: &str, root: Id, data: Value) -> anyhow::Result<Change> {
        let change = self.office().change(kind, root, fields(data))?;
        Ok(Change { id: new_id(at)?, member: by, at, ..change })
    }

    /// Brings in the sample's homes as a list does, and shares them out: to the leader the first few, the rest evenly.
    pub fn bring_in_homes(&mut self) -> anyhow::Result<()> {
        let mut changes = Vec::new();
        for household in &self.sample.households {
            let body = fields(homes::household(household, self.neighbourhood));
            let change = self.office().import_household(&household.code, "1", body)?;
            self.homes.push(change.root);
            changes.push(change);
        }
        self.submit(&changes)?;
        let mut holders = BTreeMap::new();
        let office = self.office();
        let homes = office.households()?;
        let members: Vec<Id> = std::iter::once(self.leader).chain(self.volunteers.iter().copied()).collect();
        for (member, homes) in members.iter().zip(homes.chunks(homes.len().div_ceil(members.len()))) {
            let given = office.assign(homes, Holder::Member { member: *member, squad: self.squad })?;
            ensure!(given.not_given.is_empty(), "{} homes were not given", given.not_given.len());
            holders.extend(homes.iter().map(|home| (home.id, *member)));
        }
        self.holders = holders;
        Ok(())
    }

    /// Lets people live in the homes: residents, consents, and visits of thirty days.
    pub fn live_in_homes(&self) -> anyhow::Result<()> {
        let now = clock::now_ms();
        let mut changes = Vec::new();
        for (nth, household) in self.sample.households.iter().enumerate() {
            let home = self.homes[nth];
            let mut head = None;
            for (at, resident) in household.residents().enumerate() {
                let body = fields(homes::resident(resident));
                let change = self.office().import_resident(home, at, body)?;
                head = head.or(Some(change.id));
                changes.push(change);
            }
            let visitor = self.holders.get(&home).copied().unwrap_or(self.leader);
            for purpose in ["record", "contact"] {
                let data = json!({"resident": head, "purpose": purpose, "answer": "given", "method": "paper"});
                changes.push(self.change(visitor, now - 25 * DAY_MS, "consent.record", home, data)?);
            }
            for (days, data) in homes::visits(nth, head) {
                changes.push(self.change(visitor, now - days * DAY_MS, "visit.record", home, data)?);
            }
        }
        self.submit(&changes)
    }

    /// Puts in flat homes, 35 fields each, as the peers were measured with. Beside the rules, which know no such lists.
    pub fn bring_in_flat(&mut self) -> anyhow::Result<()> {
        let mut store = self.hub.store().clone();
        for some in self.sample.households.chunks(BATCH) {
            let mut tx = store.begin(&self.commune)?;
            let mut seq = tx.condition()?.head.seq;
            let (mut set, mut writes) = (WorkingSet::default(), Vec::new());
            for household in some {
                let root = self.commune.root().derive(&household.code);
                self.homes.push(root);
                // Nobody has been granted it before.
                set.load_grants(root, Vec::new());
                let body = fields(homes::flat(household, self.neighbourhood));
                writes.push(Write::Put { key: Key::new(model::HOUSEHOLD, root), root, body, fields: Vec::new() });
                writes.push(Write::Grant { scope: Scope::Squad(self.squad), root });
            }
            let mut next = || {
                seq += 1;
                seq
            };
            let rank = Rank { sure: true, at: clock::now_ms(), id: Id::HUB };
            set.write(writes, rank, self.leader, &mut next);
            let commit = Commit { set, seq: next(), ..Commit::default() };
            tx.commit(commit)?;
        }
        Ok(())
    }

    /// The text of an invitation that names one address.
    pub fn invite(&self, member: Id, address: SocketAddr) -> anyhow::Result<String> {
        let whereabouts = Whereabouts { addresses: vec![address.to_string()], local_name: None };
        Ok(self.office().invite(member, "Máy đo", &whereabouts)?.to_text()?)
    }

    /// Lets a phone in without the network.
    pub fn enrol(&self, member: Id) -> anyhow::Result<EnrolAnswer> {
        let whereabouts = Whereabouts { addresses: Vec::new(), local_name: None };
        let invitation = self.office().invite(member, "Máy đo", &whereabouts)?;
        let mut attempt = [0; 32];
        getrandom::fill(&mut attempt)?;
        let request = EnrolRequest {
            code: invitation.code,
            attempt: Token::from_bytes(attempt),
            label: "Máy đo".into(),
            platform: DevicePlatform::Terminal,
            os: String::new(),
            app: String::new(),
        };
        Ok(devices::enrol(&self.hub, &request, &whereabouts, clock::now_ms())?)
    }
}
