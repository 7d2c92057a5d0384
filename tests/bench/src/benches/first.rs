//! The first sync of a new phone, until today's list and a search answer, against the limit.

use std::{net::SocketAddr, path::Path, time::Instant};

use anyhow::ensure;
use doorstep_core::sync::wire::{Line, ZSTD_LEVEL};

use crate::{
    benches::Setting,
    child::fresh,
    engine::{self, File, Layers},
    limit::{self, Reached},
    measure::{median, ratio, timed},
    phone::FirstSync,
    report::Figures,
    town::Town,
    wire::Wire,
};

/// What a first sync must reach.
struct Bars {
    wall: f64,
    cpu: f64,
    /// Bytes: so many times one zstd frame of the same records, or so many MB.
    bytes: Result<f64, f64>,
    grown_mb: f64,
}

/// 2,000 homes that people live in.
pub fn lived_in(setting: &Setting) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), setting.size(2_000, 60), setting.size(24, 3))?;
    town.bring_in_homes()?;
    town.live_in_homes()?;
    let bars = Bars { wall: 2.5, cpu: 2.5, bytes: Ok(1.3), grown_mb: 30.0 };
    measure(setting, &town, folder.path(), Figures::of("first"), &bars, "nguyen")
}

/// 20,000 flat homes of 35 fields: the peers' own work.
pub fn flat(setting: &Setting) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), setting.size(20_000, 200), 1)?;
    town.bring_in_flat()?;
    let bars = Bars { wall: 2.0, cpu: 2.0, bytes: Err(2.7), grown_mb: 30.0 };
    measure(setting, &town, folder.path(), Figures::of("flat"), &bars, "nguyen")
}

fn measure(
    setting: &Setting,
    town: &Town,
    folder: &Path,
    mut figures: Figures,
    bars: &Bars,
    search: &str,
) -> anyhow::Result<Figures> {
    let hub = town.serve()?;
    let frame = frame_of(town, folder, hub)?;
    let wire = Wire::to(hub)?;
    let invitation = town.invite(town.leader, wire.address)?;
    let file = fresh(folder, "counted", 0);
    let app = crate::phone::enrol(&file, &invitation)?;
    let (bytes, report) = wire.count(|| crate::phone::sync(&app))?;
    drop(app);
    let served = limit::serve(frame.zstd.clone())?;
    let (mut phones, mut limits): (Vec<FirstSync>, Vec<Reached>) = (Vec::new(), Vec::new());
    for round in 0..setting.rounds {
        let invitation = town.invite(town.leader, hub)?;
        phones.push(setting.program.run("phone", &[&fresh(folder, "phone", round), &invitation, &search])?);
        limits.push(setting.program.run("limit", &[&fresh(folder, "limit", round), &served.to_string()])?);
    }
    for (phone, limit) in phones.iter().zip(&limits) {
        ensure!(limit.rows == frame.rows, "the limit inserted {} of {} rows", limit.rows, frame.rows);
        ensure!(phone.found > 0, "the search answers");
    }
    let wall = |phone: &FirstSync| phone.took.wall_ms;
    let cpu = |phone: &FirstSync| phone.took.cpu_ms;
    let limit_wall = || limits.iter().map(|limit| limit.took.wall_ms);
    let limit_cpu = || limits.iter().map(|limit| limit.took.cpu_ms);
    figures.bar("wall", ratio(phones.iter().map(wall), limit_wall()), "×", bars.wall);
    figures.bar("CPU", ratio(phones.iter().map(cpu), limit_cpu()), "×", bars.cpu);
    match bars.bytes {
        Ok(most) => {
            figures.bar("bytes at the socket, one zstd-3 frame", bytes.sum() / frame.zstd.len() as f64, "×", most)
        }
        Err(most) => figures.bar("bytes at the socket", bytes.sum() / 1e6, "MB", most),
    }
    figures.bar("memory grown", median(phones.iter().map(|phone| phone.grown_mb)), "MB", bars.grown_mb);
    figures.note("memory grown by the limit", median(limits.iter().map(|limit| limit.grown_mb)), "MB");
    figures.note("records", frame.rows as f64, "rows");
    figures.note("exchanges", f64::from(report.exchanges), "");
    figures.note("phone, wall", median(phones.iter().map(wall)), "ms");
    figures.note("phone, sync alone", median(phones.iter().map(|phone| phone.sync_ms)), "ms");
    figures.note("phone, CPU", median(phones.iter().map(cpu)), "ms");
    figures.note("limit, wall", median(limit_wall()), "ms");
    figures.note("limit, CPU", median(limit_cpu()), "ms");
    layers(setting, town, folder, hub, &frame, &mut figures)?;
    Ok(figures)
}

/// The records that the leader's phone holds, as the limit gets them.
struct Frame {
    text: String,
    zstd: Vec<u8>,
    rows: usize,
}

fn frame_of(town: &Town, folder: &Path, hub: SocketAddr) -> anyhow::Result<Frame> {
    let (started, who) = (Instant::now(), town.enrol(town.leader)?);
    let file = File { encrypted: false, durable: false };
    let mut store = engine::empty_store(&folder.join("frame.db"), file, &who, started)?;
    let (mut text, mut rows) = (String::new(), 0);
    engine::sync(&mut store, town, hub, &who, started, |line| {
        if let Line::Record(_) = line {
            text.push_str(&serde_json::to_string(line).unwrap_or_default());
            text.push('\n');
            rows += 1;
        }
    })?;
    let zstd = zstd::stream::encode_all(text.as_bytes(), ZSTD_LEVEL)?;
    Ok(Frame { text, zstd, rows })
}

/// Where the time goes: the same sync into files that lack one thing each.
fn layers(
    setting: &Setting,
    town: &Town,
    folder: &Path,
    hub: SocketAddr,
    frame: &Frame,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    let (started, who) = (Instant::now(), town.enrol(town.leader)?);
    let plain = File { encrypted: false, durable: false };
    let files = [plain, File { encrypted: true, ..plain }, File { encrypted: true, durable: true }];
    let mut took: [Vec<Layers>; 3] = Default::default();
    let mut bare = Vec::new();
    for round in 0..setting.rounds {
        for (at, file) in files.into_iter().enumerate() {
            let mut store = engine::empty_store(&fresh(folder, &format!("layer-{at}"), round), file, &who, started)?;
            took[at].push(engine::sync(&mut store, town, hub, &who, started, |_| ())?);
        }
        let mut table = limit::table(&fresh(folder, "bare", round), false, false)?;
        bare.push(timed(|| limit::insert(&mut table, &frame.text))?.0.wall_ms);
    }
    let middle = |at: usize, of: fn(&Layers) -> f64| median(took[at].iter().map(of));
    let apply = [0, 1, 2].map(|at| middle(at, |layers| layers.apply));
    let records = median(bare);
    figures.note("layer: network, TLS and hub", middle(2, |layers| layers.post), "ms");
    figures.note("layer: decode", middle(2, |layers| layers.decode), "ms");
    figures.note("layer: records (parsed and inserted)", records, "ms");
    figures.note("layer: spool, projections, digest", apply[0] - records, "ms");
    figures.note("layer: cipher", apply[1] - apply[0], "ms");
    figures.note("layer: commits", apply[2] - apply[1], "ms");
    Ok(())
}
