//! The scene that is frozen: a small ward, one volunteer, a morning's sync, and work that was not sent.

use std::path::Path;

use anyhow::{Context, ensure};
use doorstep_core::{
    change::Change,
    clock::Moment,
    id::{CommuneCode, Id},
    json::Fields,
    receipt::Fate,
    store::{Enrolment, PhoneStore, saving::Draft},
    sync::{
        hub::{self, Keys, push},
        phone::{self, Progress},
        wire::Request,
    },
};
use doorstep_hub::store::sqlite::SqliteHub;
use doorstep_sqlcipher::Key;
use serde_json::{Value, json};

/// The phone's file.
pub const PHONE: &str = "phone.doorstep";
/// The hub's file.
pub const HUB: &str = "hub.db";
/// A request as it crossed the wire.
pub const REQUEST: &str = "request.zst";
/// Its answer.
pub const ANSWER: &str = "answer.zst";
/// 2026-11-24 09:00 in Vietnam.
pub const MORNING: i64 = 1_795_485_600_000;

/// The keys of the frozen hub: no secret, for its ward is invented.
pub struct SceneKeys;

impl Keys for SceneKeys {
    fn receipt_key(&self) -> &[u8; 32] {
        &[42; 32]
    }

    fn open(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

/// The key of the frozen phone.
pub fn phone_key() -> Key {
    Key::new([7; 32])
}

/// The commune.
pub fn commune() -> anyhow::Result<CommuneCode> {
    Ok("16522".parse()?)
}

/// A reading of the phone's clocks, so many milliseconds into the morning.
pub fn reading(ms: u64) -> Moment {
    Moment { wall_ms: MORNING + ms as i64, uptime_ms: 1_000_000 + ms, boot: 1 }
}

/// Bytes that look random and are the same in every run.
pub fn drawn() -> impl FnMut(&mut [u8]) {
    let mut n: u64 = 0;
    move |bytes| {
        for byte in bytes {
            n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (n >> 56) as u8;
        }
    }
}

/// Marks of the hub's commits, likewise.
pub fn marks() -> Box<dyn FnMut() -> [u8; 8] + Send> {
    let mut draw = drawn();
    Box::new(move || {
        let mut mark = [0; 8];
        draw(&mut mark);
        mark
    })
}

fn fields(value: Value) -> Fields {
    value.as_object().cloned().unwrap_or_default()
}

/// The hub's side of the scene.
struct Office<'a> {
    store: &'a mut SqliteHub,
    made: u8,
}

impl Office<'_> {
    /// A change of the hub itself; its identity is also the root where none is given.
    fn does(&mut self, kind: &str, root: Option<Id>, data: Value) -> anyhow::Result<Id> {
        self.made += 1;
        let id = Id::v7(MORNING - 1_000, [self.made; 10]);
        let change = Change {
            id,
            member: Id::HUB,
            at: MORNING - 1_000,
            unsure: false,
            kind: kind.into(),
            v: 1,
            root: root.unwrap_or(id),
            seen: 0,
            after: Vec::new(),
            epoch: 0,
            data: fields(data),
        };
        let receipts = push::submit(self.store, &SceneKeys, &commune()?, &[change], MORNING - 1_000)?;
        let receipt = receipts.first().context("no receipt")?;
        ensure!(receipt.fate == Fate::Applied, "{kind}: {:?} {:?}", receipt.reason, receipt.args);
        Ok(id)
    }
}

/// Plays the scene and leaves its files in a folder.
pub fn freeze(folder: &Path) -> anyhow::Result<()> {
    let mut store = SqliteHub::open(&folder.join(HUB), None, marks())?;
    store.create_commune(&commune()?)?;
    let root = Some(commune()?.root());
    let mut office = Office { store: &mut store, made: 0 };
    office.does("commune.set_up", root, json!({ "name": "Quảng Phú", "code": "16522" }))?;
    let neighbourhood = office.does("neighbourhood.add", root, json!({ "name": "Tổ dân phố 5" }))?;
    let squad = office.does("squad.add", None, json!({ "name": "Đội Quảng Hưng" }))?;
    let roles = json!(["volunteer", "leader"]);
    let member =
        office.does("member.add", None, json!({ "name": "Nguyễn Thị Hoa", "roles": roles, "squad": squad }))?;
    let device = office.does("device.enrol", Some(member), json!({ "label": "Máy cũ" }))?;
    let data = json!({ "squad": squad, "neighbourhood": neighbourhood, "from": "2026-01-01" });
    office.does("responsibility.set", root, data)?;
    for name in ["Phạm Thị Hương", "Lê Văn Tám", "Tống Công Long"] {
        // A member that only a newer release knows must survive.
        let home = json!({ "head": name, "neighbourhood": neighbourhood, "from_a_newer_release": { "x": 1 } });
        office.does("household.add", None, home)?;
    }
    let mut draw = drawn();
    let mut phone = PhoneStore::open(&folder.join(PHONE), &phone_key())?;
    phone.enrol(Enrolment { commune: commune()?, member, device }, MORNING, reading(0), &mut draw)?;
    let exchanged = exchange(&mut phone, &mut store, device, 1, &mut draw)?;
    std::fs::write(folder.join(REQUEST), exchanged.0)?;
    std::fs::write(folder.join(ANSWER), exchanged.1)?;
    ensure!(exchanged.2 == Progress::Done, "the first sync ends: {:?}", exchanged.2);
    leave_unsent(&mut phone, &mut draw)?;
    drop(phone);
    drop(store);
    Ok(())
}

/// Work that the frozen phone has not sent: facts, an edit, a command, a home of its own.
fn leave_unsent(phone: &mut PhoneStore, draw: &mut impl FnMut(&mut [u8])) -> anyhow::Result<()> {
    let homes = doorstep_core::store::records::of_kind(phone.connection(), &doorstep_core::model::HOUSEHOLD)?;
    let [first, second, ..] = homes.as_slice() else { anyhow::bail!("the phone holds {} homes", homes.len()) };
    let neighbourhood = first.body.get("neighbourhood").cloned().context("a neighbourhood")?;
    let member = phone.enrolment()?.member;
    let drafts = [
        (
            "visit.record",
            Some(first.root),
            json!({ "outcome": "done", "helped": [{ "service": "vneid_install", "outcome": "installed" }] }),
        ),
        ("note.add", Some(first.root), json!({ "text": "cổng sau mở" })),
        ("household.edit", Some(second.root), json!({ "landmark": "sau chợ", "door": { "dog": true } })),
        ("assignment.assign", Some(second.root), json!({ "member": member })),
        ("household.add", None, json!({ "head": "Mai Thị Nụ", "neighbourhood": neighbourhood })),
    ];
    for (i, (kind, root, data)) in drafts.into_iter().enumerate() {
        phone.save(Draft { kind, root, data: fields(data) }, reading(60_000 + i as u64), draw)?;
    }
    Ok(())
}

/// One exchange over bytes, as the wire carries them: the request, the answer, and what follows.
pub fn exchange(
    phone: &mut PhoneStore,
    hub_store: &mut SqliteHub,
    device: Id,
    minute: u64,
    draw: &mut impl FnMut(&mut [u8]),
) -> anyhow::Result<(Vec<u8>, Vec<u8>, Progress)> {
    let now = reading(minute * 60_000);
    let request = phone::request(phone, now, draw)?.encode()?;
    let read = Request::decode(&request)?;
    let answer = hub::exchange(hub_store, &SceneKeys, &commune()?, device, &read, now.wall_ms)?.encode()?;
    let progress = phone::receive(phone, &answer, now, draw)?;
    Ok((request, answer, progress))
}
