//! An invented commune, and the shortest ways to set it up.

use doorstep_core::{
    change::Change,
    id::{CommuneCode, Id},
    json::parse_canonical,
    receipt::{Fate, Receipt},
    sync::hub::{Keys, push::submit, store::HubStore},
};

/// 24 November 2026, 09:00 in Vietnam.
pub(crate) const NOW: i64 = 1_795_485_600_000;

/// A code that no commune has.
pub(crate) fn commune() -> CommuneCode {
    "99001".parse().unwrap()
}

/// The n-th invented identifier.
pub(crate) fn id(n: u64) -> Id {
    let mut random = [0; 10];
    random[..8].copy_from_slice(&n.to_le_bytes());
    Id::v7(NOW, random)
}

/// Keys of a test hub: nothing is sealed to it.
pub(crate) struct TestKeys;

impl Keys for TestKeys {
    fn receipt_key(&self) -> &[u8; 32] {
        &[7; 32]
    }

    fn open(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

/// A change with this identity; `data` as canonical JSON.
pub(crate) fn change(id: Id, member: Id, kind: &str, root: Id, data: &str) -> Change {
    Change {
        id,
        member,
        at: NOW,
        unsure: false,
        kind: kind.into(),
        v: 1,
        root,
        seen: 0,
        after: Vec::new(),
        epoch: 0,
        data: parse_canonical(data).unwrap(),
    }
}

/// Submits changes of the hub itself; all must apply.
pub(crate) fn apply(store: &mut dyn HubStore, changes: &[Change]) -> Vec<Receipt> {
    let receipts = submit(store, &TestKeys, &commune(), changes, NOW).unwrap();
    for receipt in &receipts {
        assert_eq!(receipt.fate, Fate::Applied, "{} {:?} {:?}", receipt.kind, receipt.reason, receipt.args);
    }
    receipts
}

/// Squad, member, neighbourhood, household and phone of the invented commune.
pub(crate) const SQUAD: u64 = 1;
pub(crate) const MEMBER: u64 = 2;
pub(crate) const NEIGHBOURHOOD: u64 = 3;
pub(crate) const HOUSEHOLD: u64 = 4;
pub(crate) const DEVICE: u64 = 5;

/// Sets up the commune: one squad with one volunteer, who has one household and one phone.
pub(crate) fn set_up(store: &mut dyn HubStore) {
    let root = commune().root();
    let squad = id(SQUAD);
    apply(
        store,
        &[
            change(id(100), Id::HUB, "commune.set_up", root, r#"{"name":"Phường Mẫu"}"#),
            change(squad, Id::HUB, "squad.add", root, r#"{"name":"Đội 1"}"#),
            change(
                id(MEMBER),
                Id::HUB,
                "member.add",
                root,
                &format!(r#"{{"name":"Nguyễn Văn Mẫu","roles":["volunteer"],"squad":"{squad}"}}"#),
            ),
            change(id(NEIGHBOURHOOD), Id::HUB, "neighbourhood.add", root, r#"{"name":"Tổ dân phố 1"}"#),
            change(
                id(101),
                Id::HUB,
                "responsibility.set",
                root,
                &format!(r#"{{"from":"2026-01-01","neighbourhood":"{}","squad":"{squad}"}}"#, id(NEIGHBOURHOOD)),
            ),
            change(
                id(HOUSEHOLD),
                Id::HUB,
                "household.add",
                id(HOUSEHOLD),
                &format!(r#"{{"head":"Trần Thị Mẫu","neighbourhood":"{}"}}"#, id(NEIGHBOURHOOD)),
            ),
            change(id(102), Id::HUB, "assignment.assign", id(HOUSEHOLD), &format!(r#"{{"member":"{}"}}"#, id(MEMBER))),
            change(id(DEVICE), Id::HUB, "device.enrol", id(MEMBER), r#"{"label":"Máy mẫu","state":"active"}"#),
        ],
    );
}
