//! How fast the hub's store is: a made-up commune of 20,000 households in a file, a push of 200 visits, a coordinator's
//! digest. `cargo run --release -p doorstep-hub --example store_speed`.
#![allow(clippy::print_stdout, reason = "figures are what it is for")]

use std::{collections::BTreeSet, time::Instant};

use doorstep_core::{
    change::Change,
    id::{CommuneCode, Id},
    json::parse_canonical,
    sync::{
        hub::{
            Keys, exchange,
            push::{receive, submit},
            store::HubStore,
        },
        wire::{Request, RequestHead, SpoolPlace, VERSION},
    },
};
use doorstep_hub::store::sqlite::SqliteHub;

const HOUSEHOLDS: u64 = 20_000;
const NOW: i64 = 1_795_485_600_000;

struct NoKeys;

impl Keys for NoKeys {
    fn receipt_key(&self) -> &[u8; 32] {
        &[7; 32]
    }

    fn open(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

fn id(n: u64) -> Id {
    // The first bytes lose bits to the version; the last ones do not.
    let mut random = [0; 10];
    random[2..].copy_from_slice(&n.to_be_bytes());
    Id::v7(NOW, random)
}

fn change(id: Id, member: Id, kind: &str, root: Id, data: &str) -> anyhow::Result<Change> {
    let data = parse_canonical(data)?;
    let kind = kind.into();
    Ok(Change { id, member, at: NOW, unsure: false, kind, v: 1, root, seen: 0, after: vec![], epoch: 0, data })
}

fn timed<T>(what: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let start = Instant::now();
    let done = work()?;
    println!("{:>9.2} ms  {what}", start.elapsed().as_secs_f64() * 1e3);
    Ok(done)
}

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let key = doorstep_sqlcipher::Key::new([3; 32]);
    let mut n = 0u64;
    let marks = Box::new(move || {
        n += 1;
        n.to_be_bytes()
    });
    let mut hub = SqliteHub::open(&folder.path().join("hub.db"), Some(&key), marks)?;
    let commune: CommuneCode = "99001".parse()?;
    hub.create_commune(&commune)?;
    let root = commune.root();
    let (squad, member, device, area) = (id(1), id(2), id(3), id(4));
    let people = format!(r#"{{"name":"Mẫu","roles":["coordinator","leader","volunteer"],"squad":"{squad}"}}"#);
    let start = [
        change(id(5), Id::HUB, "commune.set_up", root, r#"{"name":"Phường Mẫu"}"#)?,
        change(squad, Id::HUB, "squad.add", root, r#"{"name":"Đội 1"}"#)?,
        change(member, Id::HUB, "member.add", root, &people)?,
        change(area, Id::HUB, "neighbourhood.add", root, r#"{"name":"Tổ 1"}"#)?,
        change(device, Id::HUB, "device.enrol", member, r#"{"label":"Máy mẫu","state":"active"}"#)?,
    ];
    submit(&mut hub, &NoKeys, &commune, &start, NOW)?;
    timed("20,000 households imported, 500 a transaction", || {
        for batch in (0..HOUSEHOLDS).collect::<Vec<_>>().chunks(500) {
            let changes: Vec<Change> = batch
                .iter()
                .map(|n| {
                    let data = format!(
                        r#"{{"batch":"b","fields":{{"head":"Hộ mẫu {n}","neighbourhood":"{area}"}},"key":"k{n}"}}"#
                    );
                    change(id(1_000_000 + n), Id::HUB, "household.import", id(100_000 + n), &data)
                })
                .collect::<Result<_, _>>()?;
            submit(&mut hub, &NoKeys, &commune, &changes, NOW)?;
        }
        Ok(())
    })?;
    for round in 0..5 {
        let texts: Vec<String> = (0..200)
            .map(|n| {
                let data = r#"{"come_back_on":"2026-12-01","helped":[{"outcome":"submitted","service":"birth_certificate"}],"outcome":"come_back"}"#;
                let (visit, home) = (id(2_000_000 + round * 200 + n), id(100_000 + n * 97 % HOUSEHOLDS));
                Ok(change(visit, member, "visit.record", home, data)?.to_text())
            })
            .collect::<anyhow::Result<_>>()?;
        timed("200 visits in one transaction", || Ok(receive(&mut hub, &NoKeys, &commune, device, &texts, NOW)?))?;
    }
    let roots: BTreeSet<Id> = (0..HOUSEHOLDS).map(|n| id(100_000 + n)).collect();
    for _ in 0..3 {
        timed("digest of 20,000 roots", || Ok(hub.snapshot(&commune)?.digest(&roots)?))?;
    }
    let spool = SpoolPlace { id: id(6), pages: 0, head: None, leg: None };
    let head =
        RequestHead { v: VERSION, inc: id(7), cursor: None, spool, generation: 0, now: NOW, push_only: false, gaps: 0 };
    let request = Request { head, changes: Vec::new() };
    timed("first page of a coordinator", || Ok(exchange(&mut hub, &NoKeys, &commune, device, &request, NOW)?))?;
    let found = timed("check", || Ok(hub.check(&commune, None)?))?;
    anyhow::ensure!(found.is_empty(), "{found:?}");
    timed("backup", || Ok(hub.backup_to(&folder.path().join("copy.db"))?))?;
    let size = std::fs::metadata(folder.path().join("copy.db"))?.len();
    println!("{:>9.2} MB  file", size as f64 / 1e6);
    Ok(())
}
