//! The targets.

use std::cell::RefCell;

use chrono::NaiveDate;
use doorstep_core::{
    change::Change,
    clock::Moment,
    enrolment::{Invitation, OneTimeCode},
    id::Id,
    json::{self, Fields},
    model::{
        assignment::Assignment, commune::Commune, consent::Consent, device::Device, follow_up::FollowUp,
        household::Household, member::Member, note::Note, resident::Resident, ride::Ride, squad::Squad,
        vehicle::Vehicle, visit::Visit,
    },
    receipt::Receipt,
    rules::{self, context::Context, working_set::WorkingSet},
    sealed::{HubSealingKey, outbox_file},
    store::{Enrolment, PhoneStore},
    sync::{
        phone as engine,
        wire::{Answer, Request},
    },
};

/// A target: its name, and what takes the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them. The name is that of the corpus.
pub const TARGETS: &[Target] = &[
    ("request", request),
    ("answer", answer),
    ("spool", spool),
    ("import", import),
    ("invitation", invitation),
    ("body", body),
];

const FRAME: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// A frame as it is; lines packed into one, or nothing would get past the unpacking.
fn framed(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(FRAME) { bytes.to_vec() } else { zstd::bulk::compress(bytes, 1).unwrap_or_default() }
}

/// What a phone, or a stranger, posts to the hub: the body, then each change in it by the rulebook.
fn request(bytes: &[u8]) {
    let Ok(request) = Request::decode(&framed(bytes)) else { return };
    for line in &request.changes {
        if let Some(text) = &line.change
            && let Ok(change) = Change::from_text(text.get())
        {
            decide(&change);
        }
    }
}

/// What the rulebook makes of a change where nothing else is known.
fn decide(change: &Change) {
    let mut ws = WorkingSet::default();
    // Each round asks for something new, or ends.
    for _ in 0..8 {
        let missing = ws.missing(rules::reads(change, &ws));
        if missing.is_empty() {
            break;
        }
        for key in &missing.records {
            let slot = doorstep_core::rules::working_set::Slot::NotHeld;
            ws.load_record(key.clone(), slot, Default::default());
        }
        for root in &missing.grants {
            ws.load_grants(*root, Vec::new());
        }
        for member in &missing.memberships {
            ws.load_memberships(*member, Vec::new());
        }
        for link in &missing.links {
            ws.load_link(link.clone(), Vec::new());
        }
        ws.load_erased(&missing.erased, []);
    }
    if let Ok(commune) = "16522".parse() {
        let _ = rules::apply(change, &Context::phone(commune, change.at), &ws);
    }
}

/// What a hub, or whoever has its key, answers a phone.
fn answer(bytes: &[u8]) {
    let _ = Answer::decode(&framed(bytes));
}

const NOW: i64 = 1_795_482_000_000;
const READING: Moment = Moment { wall_ms: NOW, uptime_ms: 1_000, boot: 1 };

fn zeros(bytes: &mut [u8]) {
    bytes.fill(7);
}

fn phone() -> Option<PhoneStore> {
    let mut store = PhoneStore::new(doorstep_sqlcipher::open_in_memory().ok()?).ok()?;
    let (member, device) = (Id::v7(NOW, [1; 10]), Id::v7(NOW, [2; 10]));
    store.enrol(Enrolment { commune: "16522".parse().ok()?, member, device }, NOW, READING, &mut zeros).ok()?;
    Some(store)
}

thread_local! {
    static PHONE: RefCell<Option<PhoneStore>> = RefCell::new(phone());
}

/// The lines of a page, spooled and applied by a phone.
fn spool(bytes: &[u8]) {
    let Ok(lines) = std::str::from_utf8(bytes) else { return };
    PHONE.with_borrow_mut(|phone| {
        let Some(store) = phone else { return };
        let Ok(request) = engine::request(store, READING, &mut zeros) else { return };
        // The cursor of the request, or the first that this hub gives.
        let cursor = request.head.cursor.map_or_else(|| CURSOR.to_owned(), |cursor| cursor.to_text());
        let head = serde_json::json!({"v": 1, "now": NOW, "generation": 0, "standing": "ok"});
        let place = serde_json::json!({"page": {"cursor": request.head.cursor, "spool": request.head.spool.id,
            "page": 0, "head": cursor}});
        let mut text = format!("{head}\n{place}\n");
        text.push_str(lines.trim_end_matches('\n'));
        let end = serde_json::json!({"checkpoint": {"cursor": cursor, "full": true, "gone": [], "digest": ""}});
        text.push_str(&format!("\n{end}\n"));
        let count = text.lines().count();
        text.push_str(&format!("{{\"end\":{count}}}\n"));
        let _ = engine::receive(store, &framed(text.as_bytes()), READING, &mut zeros);
    });
}

/// A cursor as the wire writes it.
const CURSOR: &str = "9.0101010101010101";

/// A household list.
fn import(bytes: &[u8]) {
    let Some(today) = NaiveDate::from_ymd_opt(2026, 11, 24) else { return };
    let options = doorstep_import::Options::on(today);
    let _ = doorstep_import::read(bytes, "danh_sach", &options);
}

/// What a camera reads: as it is, and with a check that fits, or nothing would get past it.
fn invitation(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let read = |text: &str| {
        if let Ok(invitation) = Invitation::from_text(text) {
            let again = invitation.to_text().ok().and_then(|text| Invitation::from_text(&text).ok());
            assert!(again.as_ref() == Some(&invitation), "an invitation reads as it was written");
        }
    };
    read(&text);
    if let Some((body, _)) = text.rsplit_once("&z=") {
        let hash = blake3::hash(body.as_bytes());
        read(&format!("{body}&z={}", doorstep_core::receipt::hex(&hash.as_bytes()[..4])));
    }
}

/// An invitation to begin with.
#[must_use]
pub fn sample_invitation() -> Option<String> {
    let invitation = Invitation {
        commune: "16522".parse().ok()?,
        commune_name: "Mẫu".into(),
        addresses: vec!["192.168.1.10:8443".into(), "[fd00::1]:8443".into()],
        local_name: Some("doorstep-16522.local:8443".into()),
        pin: [7; 32],
        sealing_key: HubSealingKey::from_bytes([9; 32]),
        code: OneTimeCode::from_random([0xAB; 8]),
        generation: 3,
    };
    invitation.to_text().ok()
}

/// What stores keep: bodies, changes, receipts, and the sealed file beside them.
fn body(bytes: &[u8]) {
    let _ = outbox_file::decode(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(change) = Change::from_text(text) {
        decide(&change);
    }
    if let Some(receipt) = Receipt::from_text(text) {
        let _ = receipt.to_text();
    }
    let Ok(fields) = serde_json::from_str::<Fields>(text) else { return };
    let _ = json::read::<Household>(&fields).map(|_| ());
    let _ = json::read::<Resident>(&fields).map(|_| ());
    let _ = json::read::<Visit>(&fields).map(|_| ());
    let _ = json::read::<Ride>(&fields).map(|_| ());
    let _ = json::read::<Consent>(&fields).map(|_| ());
    let _ = json::read::<Member>(&fields).map(|_| ());
    let _ = json::read::<Assignment>(&fields).map(|_| ());
    let _ = json::read::<FollowUp>(&fields).map(|_| ());
    let _ = json::read::<Vehicle>(&fields).map(|_| ());
    let _ = json::read::<Commune>(&fields).map(|_| ());
    let _ = json::read::<Device>(&fields).map(|_| ());
    let _ = json::read::<Squad>(&fields).map(|_| ());
    let _ = json::read::<Note>(&fields).map(|_| ());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page that the spool target builds is one that a phone applies: otherwise it would test nothing.
    #[test]
    fn a_page_of_the_spool_target_is_applied() {
        spool(b"{\"root\":[\"019c0000-0000-7000-8000-000000000000\",3]}");
        let held = PHONE.with_borrow(|phone| {
            let connection = phone.as_ref().unwrap().connection();
            connection.query_row("SELECT count(*) FROM held", [], |row| row.get::<_, i64>(0)).unwrap()
        });
        assert_eq!(held, 1);
    }
}
