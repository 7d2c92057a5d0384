//! The ward: a hub on disk, served over real HTTPS, with a squad, three members, a car and three homes.
//! All names are invented.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use axum::{extract::Request, middleware, middleware::Next};
use doorstep_core::{
    id::{CommuneCode, Id},
    model::member::Role,
    record::{Kind, Scope},
};
use doorstep_hub::{
    admission::Admission,
    attempts::Attempts,
    clock,
    folder::DataFolder,
    hub::Hub,
    identity::{HubKeys, Secret, TlsIdentity},
    metrics::Metrics,
    office::{Office, assignments::Holder, devices::Whereabouts, fields, members::MemberData},
    routes::{self, App},
    server,
};
use serde_json::json;
use tokio::{runtime::Runtime, sync::oneshot, task::JoinHandle};

use crate::wire::Wire;

/// How far the hub's clock is ahead. The hub takes a plain function for its clock, so this is one a process.
static AHEAD_MS: AtomicI64 = AtomicI64::new(0);

fn hub_time() -> i64 {
    clock::now_ms() + AHEAD_MS.load(Ordering::SeqCst)
}

/// Members by the word that scripts name them with.
const MEMBERS: [(&str, &str, &[Role]); 3] = [
    ("lan", "Trịnh Thị Lan", &[Role::Volunteer, Role::Driver]),
    ("minh", "Phạm Văn Minh", &[Role::Volunteer]),
    ("mai", "Lê Thị Mai", &[Role::Leader, Role::Volunteer]),
];

/// Homes: word, honorific, head, house number, lane, landmark, phone.
const HOMES: [(&str, [&str; 6]); 3] = [
    ("H1", ["bà", "Nguyễn Thị Hương", "12", "ngõ 5", "cổng xanh", "+84951234567"]),
    ("H2", ["ông", "Lê Văn Bình", "34", "ngõ 7", "", ""]),
    ("H3", ["cụ", "Trần Thị Nga", "3", "ngõ 5", "", ""]),
];

/// More records than any root of a script has.
const ROWS: usize = 10_000;

/// A running server: how to stop it.
struct Serving {
    stop: oneshot::Sender<()>,
    done: JoinHandle<()>,
}

/// The ward.
pub(crate) struct Ward {
    /// What connects the phone of the script with the hub.
    pub(crate) wire: Wire,
    /// What connects everybody else.
    pub(crate) line: Wire,
    hub: Arc<Hub>,
    commune: CommuneCode,
    squad: Id,
    members: BTreeMap<&'static str, Id>,
    homes: BTreeMap<&'static str, Id>,
    runtime: Runtime,
    serving: Option<Serving>,
    loses_answer: Arc<AtomicBool>,
    spends_next: AtomicBool,
    pub(crate) folder: tempfile::TempDir,
}

impl Ward {
    /// Makes the ward and serves its hub.
    pub(crate) fn open() -> anyhow::Result<Ward> {
        let folder = tempfile::tempdir()?;
        let data = DataFolder::at(folder.path().join("hub"));
        data.make()?;
        let hub = Arc::new(Hub::create(&data, &data.list(), &Secret::random()?)?);
        let mut ward = Ward {
            wire: Wire::new()?,
            line: Wire::new()?,
            hub,
            commune: "16522".parse()?,
            squad: Id::HUB,
            members: BTreeMap::new(),
            homes: BTreeMap::new(),
            runtime: Runtime::new()?,
            serving: None,
            loses_answer: Arc::default(),
            spends_next: AtomicBool::new(false),
            folder,
        };
        ward.set_up()?;
        ward.start()?;
        Ok(ward)
    }

    /// The office of the hub, now.
    pub(crate) fn office(&self) -> Office<'_> {
        Office::of(&self.hub, self.commune, hub_time())
    }

    fn set_up(&mut self) -> anyhow::Result<()> {
        let office = Office::of(&self.hub, self.commune, hub_time());
        office.set_up_commune("Quảng Phú", "phường Quảng Phú")?;
        let squad = office.add_squad("Đội 1")?;
        let place = office.add_neighbourhood("Tổ dân phố 5")?;
        office.set_responsibility(squad, place, "2026-01-01".parse()?)?;
        let mut members = BTreeMap::new();
        for (word, name, roles) in MEMBERS {
            let data = MemberData {
                name: Some(name.into()),
                roles: Some(roles.to_vec()),
                squad: Some(squad),
                ..MemberData::default()
            };
            members.insert(word, office.add_member(data)?);
        }
        let submit = |kind: &str, root: Id, data: serde_json::Value| -> anyhow::Result<()> {
            let data = data.as_object().cloned().unwrap_or_default();
            let receipt = office.submit(office.change(kind, root, data)?)?;
            anyhow::ensure!(receipt.fate.as_str() == "applied", "{kind} was not applied");
            Ok(())
        };
        // No service point: it has days off, and a script runs on any day.
        let car = json!({ "name": "Xe của Lan", "vehicle_type": "car", "seats": 4, "wheelchair_places": 0, "driver": members["lan"] });
        submit("vehicle.add", squad, car)?;
        let mut homes = BTreeMap::new();
        for (word, [honorific, head, house_no, lane, landmark, phone]) in HOMES {
            let mut body = fields([
                ("head", head.into()),
                ("honorific", honorific.into()),
                ("neighbourhood", place.to_string().into()),
                ("address", json!({ "house_no": house_no, "lane": lane })),
            ]);
            if !landmark.is_empty() {
                body.insert("landmark".into(), landmark.into());
            }
            if !phone.is_empty() {
                body.insert("phones".into(), json!([{ "number": phone }]));
            }
            let receipt = office.submit(office.import_household(word, "1", body)?)?;
            anyhow::ensure!(receipt.fate.as_str() == "applied", "{word} was not applied");
            let home = office.household_of_key(word);
            let person = fields([
                ("name", head.into()),
                ("honorific", honorific.into()),
                ("birth_year", 1950.into()),
                ("state", "at_home".into()),
            ]);
            office.submit(office.import_resident(home, 0, person)?)?;
            homes.insert(word, home);
        }
        (self.squad, self.members, self.homes) = (squad, members, homes);
        Ok(())
    }

    /// Starts the hub; one that runs stays.
    pub(crate) fn start(&mut self) -> anyhow::Result<()> {
        if self.serving.is_some() {
            return Ok(());
        }
        let identity = self.hub.keys().tls(vec!["localhost".into()])?;
        self.serve(identity)
    }

    /// Somebody else answers at the hub's address: the same words, another certificate.
    pub(crate) fn stranger(&mut self) -> anyhow::Result<()> {
        self.stop();
        let identity = HubKeys::of(&Secret::random()?)?.tls(vec!["localhost".into()])?;
        self.serve(identity)
    }

    fn serve(&mut self, identity: TlsIdentity) -> anyhow::Result<()> {
        let app = Arc::new(App {
            hub: self.hub.clone(),
            admission: Admission::new(64, 4),
            attempts: Attempts::default(),
            metrics: Metrics::new().context("metrics")?,
            // Each phone keeps to the address of its invitation.
            whereabouts: whereabouts(None),
            metrics_open: false,
            body_time: Duration::from_secs(5),
            clock: hub_time,
        });
        let tls = server::tls_config(identity)?;
        let listener = self.runtime.block_on(server::listen(SocketAddr::from(([127, 0, 0, 1], 0))))?;
        let address = listener.local_addr()?;
        [&self.wire, &self.line].into_iter().for_each(|wire| wire.leads_to(Some(address)));
        let (wire, loses) = (self.wire.clone(), self.loses_answer.clone());
        let router = routes::router(app).layer(middleware::from_fn(move |request: Request, next: Next| {
            let (wire, loses) = (wire.clone(), loses.clone());
            async move {
                let syncs = request.uri().path() == "/v1/sync";
                let answer = next.run(request).await;
                // The hub has committed; nobody hears of it.
                if syncs && loses.swap(false, Ordering::SeqCst) {
                    wire.cut_after(0);
                }
                answer
            }
        }));
        let (stop, stopped) = oneshot::channel::<()>();
        let done = self.runtime.spawn(server::serve(listener, tls, router, async {
            // Told to stop, or the ward is gone.
            let _ = stopped.await;
        }));
        self.serving = Some(Serving { stop, done });
        Ok(())
    }

    /// Stops the hub: nobody answers at its address.
    pub(crate) fn stop(&mut self) {
        [&self.wire, &self.line].into_iter().for_each(|wire| wire.leads_to(None));
        if let Some(Serving { stop, done }) = self.serving.take() {
            let _ = stop.send(());
            // At once, as a machine whose plug is pulled: exchanges under way are not finished.
            done.abort();
        }
    }

    /// The answer to the next sync is lost once the hub has committed, and the wire with it.
    pub(crate) fn loses_next_answer(&self) {
        self.loses_answer.store(true, Ordering::SeqCst);
    }

    /// Somebody else will have used the next invitation of the script's phone.
    pub(crate) fn spends_next(&self) {
        self.spends_next.store(true, Ordering::SeqCst);
    }

    /// Whether the invitation that is made now is to be a spent one.
    pub(crate) fn next_is_spent(&self) -> bool {
        self.spends_next.swap(false, Ordering::SeqCst)
    }

    /// Minutes pass at the hub.
    pub(crate) fn later(&self, minutes: i64) {
        AHEAD_MS.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// A member, by the word that scripts use.
    pub(crate) fn member(&self, word: &str) -> anyhow::Result<Id> {
        self.members.get(word).copied().with_context(|| format!("no member {word}: lan, minh or mai"))
    }

    /// A home, by its row in the list.
    pub(crate) fn home(&self, word: &str) -> anyhow::Result<Id> {
        self.homes.get(word).copied().with_context(|| format!("no home {word}: H1, H2 or H3"))
    }

    /// Gives homes to a member.
    pub(crate) fn give(&self, member: &str, homes: &[&str]) -> anyhow::Result<()> {
        let member = self.member(member)?;
        let wanted = homes.iter().map(|home| self.home(home)).collect::<anyhow::Result<Vec<_>>>()?;
        let office = self.office();
        let homes: Vec<_> = office.households()?.into_iter().filter(|home| wanted.contains(&home.id)).collect();
        let given = office.assign(&homes, Holder::Member { member, squad: self.squad })?;
        anyhow::ensure!(given.not_given.is_empty(), "{} of the homes were not given", given.not_given.len());
        Ok(())
    }

    /// Takes a home back to the squad.
    pub(crate) fn take(&self, home: &str) -> anyhow::Result<()> {
        let wanted = self.home(home)?;
        let office = self.office();
        let home = office.households()?.into_iter().find(|home| home.id == wanted).context("no such home")?;
        let receipt = office.take_back(&home)?;
        anyhow::ensure!(receipt.fate.as_str() == "applied", "it was not taken back");
        Ok(())
    }

    /// The text of an invitation that leads over a wire.
    pub(crate) fn invite(&self, member: &str, over: &Wire) -> anyhow::Result<String> {
        Ok(self.office().invite(self.member(member)?, "máy thử", &whereabouts(Some(over)))?.to_text()?)
    }

    /// Revokes every phone of a member.
    pub(crate) fn revoke(&self, member: &str) -> anyhow::Result<()> {
        let member = self.member(member)?;
        let office = self.office();
        for device in office.devices()?.into_iter().filter(|device| device.member == member) {
            office.revoke(device.id)?;
        }
        Ok(())
    }

    /// How many records of a kind the hub has, and how many of them hold a text.
    pub(crate) fn records(&self, kind: &str, text: &str) -> anyhow::Result<usize> {
        let kind = Kind::from(kind.to_owned());
        let bodies = self.hub.look(&self.commune, |snapshot| {
            let mut bodies = Vec::new();
            for grant in snapshot.grants_to(&[Scope::Commune].into())? {
                let rows = snapshot.feed(grant.root, 0, i64::MAX, ROWS)?;
                bodies.extend(rows.into_iter().filter(|row| row.key.kind == kind).map(|row| row.body));
            }
            Ok(bodies)
        })?;
        let mut found = 0;
        for body in bodies {
            found += usize::from(serde_json::to_string(&body)?.contains(text));
        }
        Ok(found)
    }

    /// Takes a sealed file as it is handed in at the office. Answers how many changes it brought.
    pub(crate) fn handed_in(&self, path: &str) -> anyhow::Result<usize> {
        let file = std::fs::read(path).context("the file")?;
        Ok(doorstep_hub::handed_in::receive(&self.hub, &self.commune, &file, hub_time())?.receipts.len())
    }
}

fn whereabouts(wire: Option<&Wire>) -> Whereabouts {
    Whereabouts { addresses: wire.map(|wire| wire.address.to_string()).into_iter().collect(), local_name: None }
}
