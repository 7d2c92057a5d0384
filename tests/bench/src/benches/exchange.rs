//! A day's exchanges: 200 visits to a durable receipt, 50 changes of others, nothing changed.

use anyhow::{Context, ensure};
use doorstep_bindings::{
    Doorstep,
    input::VisitInput,
    transport::{Client, Hub, cancel::CancelToken, http::Post, retry::Policy},
};
use doorstep_core::{
    id::Id,
    model::visit::VisitOutcome,
    sync::{
        phone,
        wire::{Line, MAX_COMPRESSED},
    },
};
use serde_json::json;

use crate::{
    benches::Setting,
    child::fresh,
    engine::{self, File},
    measure::{Took, median, timed},
    report::Figures,
    town::Town,
    wire::{Bytes, Wire},
};

const PUSHED: usize = 200;
const PULLED: usize = 50;

/// What one sync came to.
struct Synced {
    took: Took,
    bytes: Bytes,
    exchanges: u32,
}

/// The bench.
pub fn run(setting: &Setting) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), setting.size(2_000, PUSHED), setting.size(24, 3))?;
    town.bring_in_homes()?;
    let wire = Wire::to(town.serve()?)?;
    let file = fresh(folder.path(), "phone", 0);
    let app = crate::phone::enrol(&file, &town.invite(town.leader, wire.address)?)?;
    crate::phone::sync(&app)?;
    let (mut pushed, mut pulled, mut nothing) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..setting.rounds {
        for home in town.homes.iter().take(PUSHED) {
            app.visits().record(VisitInput::new(*home, VisitOutcome::NotHome))?;
        }
        app.sync().settle();
        pushed.push(sync(&app, &wire)?);
        ensure!(app.settings().status()?.unsent == 0, "every visit has its receipt");
        others_work(&town, round)?;
        pulled.push(sync(&app, &wire)?);
        nothing.push(sync(&app, &wire)?);
    }
    let handshake = handshake(&town, &wire, folder.path())?;
    let mut figures = Figures::of("exchange");
    let wall = |of: &[Synced]| median(of.iter().map(|one| one.took.wall_ms));
    let beyond = |of: &[Synced], way: fn(Bytes) -> f64| median(of.iter().map(|one| way(one.bytes.beyond(handshake))));
    let most = |of: &[Synced]| of.iter().map(|one| f64::from(one.exchanges)).fold(0.0, f64::max);
    let up: fn(Bytes) -> f64 = |bytes| bytes.up as f64;
    figures.bar("push 200 visits: wall", wall(&pushed), "ms", 40.0);
    figures.bar("push 200 visits: bytes up", beyond(&pushed, up), "B", 16.0 * 1024.0);
    figures.note("push 200 visits: bytes down, rows and receipts", beyond(&pushed, |bytes| bytes.down as f64), "B");
    figures.bar("push 200 visits: exchanges", most(&pushed), "", 1.0);
    figures.bar("pull 50 changes: bytes both ways", beyond(&pulled, Bytes::sum), "B", 8.0 * 1024.0);
    figures.bar("pull 50 changes: exchanges", most(&pulled), "", 1.0);
    figures.note("pull 50 changes: wall", wall(&pulled), "ms");
    figures.bar("nothing changed: wall", wall(&nothing), "ms", 10.0);
    figures.bar("nothing changed: bytes both ways", beyond(&nothing, Bytes::sum), "B", 1024.0);
    figures.bar("nothing changed: exchanges", most(&nothing), "", 1.0);
    figures.note("TLS handshake of each, not counted above (the peers had none)", handshake.sum(), "B");
    Ok(figures)
}

fn sync(app: &Doorstep, wire: &Wire) -> anyhow::Result<Synced> {
    let (bytes, (took, report)) = wire.count(|| timed(|| crate::phone::sync(app)))?;
    Ok(Synced { took, bytes, exchanges: report.exchanges })
}

/// Fifty visits of others at homes that the phone holds.
fn others_work(town: &Town, round: usize) -> anyhow::Result<()> {
    let now = doorstep_hub::clock::now_ms();
    let homes = town.homes.iter().cycle().skip(round * PULLED).take(PULLED);
    let visit = |home: &Id| {
        let visitor = *town.holders.get(home).context("a holder")?;
        town.change(visitor, now, "visit.record", *home, json!({"outcome": "not_home"}))
    };
    town.submit(&homes.map(visit).collect::<anyhow::Result<Vec<_>>>()?)
}

/// What a handshake costs: the same exchange on a new connection, less on one that stands.
fn handshake(town: &Town, wire: &Wire, folder: &std::path::Path) -> anyhow::Result<Bytes> {
    let (started, who) = (std::time::Instant::now(), town.enrol(town.leader)?);
    let file = File { encrypted: false, durable: false };
    let mut store = engine::empty_store(&folder.join("handshake.db"), file, &who, started)?;
    engine::sync(&mut store, town, wire.address, &who, started, |_: &Line| ())?;
    let body = phone::request(&mut store, crate::phone::moment(started), &mut engine::random)?.encode()?;
    let hub = Hub { addresses: vec![wire.address.to_string()], pin: *town.hub.keys().pin() };
    let (cancel, jitter, token) = (CancelToken::new(), || 0, who.token.to_text());
    let mut client = Client::new(hub, Policy::new(&jitter), &cancel);
    let mut ask = || {
        let post = Post {
            path: "/v1/sync",
            content_type: "application/zstd",
            token: Some(&token),
            person_waits: true,
            body: &body,
            max_answer: MAX_COMPRESSED,
        };
        wire.count(|| Ok(client.post(&post)?.status))
    };
    let ((first, one), (second, two)) = (ask()?, ask()?);
    ensure!((one, two) == (200, 200), "the hub answered {one} and {two}");
    Ok(first.beyond(second))
}
