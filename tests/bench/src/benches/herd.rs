//! Five o'clock: 500 phones with 200 changes each at once, in one commune, at a hub of its own process.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    sync::{Arc, Barrier},
    thread,
    time::Instant,
};

use anyhow::{Context, ensure};
use doorstep_bindings::transport::{Client, Hub, TransportError, cancel::CancelToken, http::Post, retry::Policy};
use doorstep_core::{
    change::Change,
    id::Id,
    receipt::{Fate, Receipt},
    sync::{
        cursor::Cursor,
        wire::{Answer, Line, MAX_COMPRESSED, PushLine, Request, RequestHead, SpoolPlace, VERSION},
    },
};
use doorstep_hub::{clock, folder::DataFolder, hub::Hub as OpenHub, office::new_id};
use doorstep_sqlcipher::OpenOptions;
use serde_json::{json, value::RawValue};

use crate::{
    benches::Setting,
    measure::{memory_mb, percentile},
    report::Figures,
    town::Town,
};

/// Changes of each phone.
const CHANGES: usize = 200;

/// A phone as the hub sees it: a token, and a request that is ready to be sent.
struct Sender {
    token: String,
    body: Vec<u8>,
    changes: usize,
}

/// The bench.
pub fn run(setting: &Setting) -> anyhow::Result<Figures> {
    let phones = setting.size(500, 12);
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), phones * 20, phones - 1)?;
    town.bring_in_homes()?;
    let senders = senders(&town)?;
    let (pin, data) = (*town.hub.keys().pin(), town.folder.clone());
    // The hub's own process opens the file next.
    drop(town);
    let mut process = setting.program.start("hub", &[&data])?;
    let told = process.0.stdout.take().context("the hub's output")?;
    let mut line = String::new();
    BufReader::new(told).read_line(&mut line)?;
    let address: SocketAddr = line.trim().parse().context("the hub's address")?;
    let sent: usize = senders.iter().map(|sender| sender.changes).sum();
    let waited = rush(senders, address, pin)?;
    let memory = memory_mb(&process.0.id().to_string(), "VmHWM");
    // Killed, not stopped: what was acknowledged is in the file.
    drop(process);
    let fates = fates(&data)?;
    let count = |fate: Fate| fates.iter().filter(|found| **found == fate).count() as f64;
    let mut figures = Figures::of("herd");
    let last = percentile(waited.iter().copied(), 1.0);
    figures.bar("last phone has its receipts after", last, "s", 15.0);
    figures.note("half of the phones after", percentile(waited.iter().copied(), 0.5), "s");
    figures.bar("refused", count(Fate::Refused), "", 0.0);
    figures.bar("parked", count(Fate::Parked), "", 0.0);
    figures.bar("lost", sent as f64 - fates.len() as f64, "", 0.0);
    figures.bar("memory of the hub", memory, "MB", 300.0);
    figures.note("changes", sent as f64, "");
    figures.note("changes a second", sent as f64 / last, "");
    Ok(figures)
}

/// A phone for everybody, with a day's work at the homes that they hold.
fn senders(town: &Town) -> anyhow::Result<Vec<Sender>> {
    let members: Vec<Id> = std::iter::once(town.leader).chain(town.volunteers.iter().copied()).collect();
    let enrolled: Vec<_> = members.iter().map(|member| town.enrol(*member)).collect::<Result<_, _>>()?;
    let head = town.hub.condition(&town.commune)?.head;
    let mut senders = Vec::new();
    for (member, who) in members.iter().zip(enrolled) {
        let homes: Vec<Id> = town.holders.iter().filter(|(_, by)| *by == member).map(|(home, _)| *home).collect();
        ensure!(!homes.is_empty(), "everybody holds homes");
        let changes = (0..CHANGES)
            .map(|n| work(town, *member, head, homes[n % homes.len()], n))
            .collect::<Result<Vec<_>, _>>()?;
        senders.push(Sender {
            token: who.token.to_text(),
            body: request(head, &changes)?.encode()?,
            changes: changes.len(),
        });
    }
    Ok(senders)
}

/// Half visits, then notes, then edits.
fn work(town: &Town, member: Id, head: Cursor, home: Id, n: usize) -> anyhow::Result<Change> {
    let now = clock::now_ms();
    let (kind, data) = match n / 20 {
        0..5 => ("visit.record", json!({"outcome": "not_home"})),
        5..8 => ("note.add", json!({"text": format!("gọi trước khi đến, lần {n}")})),
        _ => ("household.edit", json!({"landmark": format!("cạnh đình, cổng số {n}")})),
    };
    Ok(Change { seen: head.seq, epoch: head.seq, ..town.change(member, now, kind, home, data)? })
}

fn request(head: Cursor, changes: &[Change]) -> anyhow::Result<Request> {
    let id = || new_id(clock::now_ms()).map_err(anyhow::Error::from);
    let spool = SpoolPlace { id: id()?, pages: 0, head: None, leg: None };
    let now = clock::now_ms();
    let head = RequestHead {
        v: VERSION,
        inc: id()?,
        cursor: Some(head),
        spool,
        generation: 0,
        now,
        push_only: false,
        gaps: 0,
    };
    let line = |(at, change): (usize, &Change)| {
        let change = Some(RawValue::from_string(change.to_text())?);
        Ok(PushLine { n: at as i64 + 1, inc: None, change, sealed: None, was: None })
    };
    Ok(Request { head, changes: changes.iter().enumerate().map(line).collect::<anyhow::Result<_>>()? })
}

/// All at once. Answers after how many seconds each phone had an answer for all its changes.
fn rush(senders: Vec<Sender>, address: SocketAddr, pin: [u8; 32]) -> anyhow::Result<Vec<f64>> {
    let start = Arc::new(Barrier::new(senders.len()));
    let phones: Vec<_> = senders
        .into_iter()
        .map(|sender| {
            let start = start.clone();
            thread::spawn(move || {
                start.wait();
                let began = Instant::now();
                deliver(&sender, address, pin)?;
                anyhow::Ok(began.elapsed().as_secs_f64())
            })
        })
        .collect();
    phones.into_iter().map(|phone| phone.join().map_err(|_| anyhow::anyhow!("a phone broke"))?).collect()
}

/// The phone's own transport and patience; a phone that gives up comes again, as its platform would let it.
fn deliver(sender: &Sender, address: SocketAddr, pin: [u8; 32]) -> anyhow::Result<()> {
    let cancel = CancelToken::new();
    let jitter = || {
        let mut bytes = [0; 4];
        // Without randomness all wait alike.
        let _ = getrandom::fill(&mut bytes);
        u32::from_be_bytes(bytes)
    };
    let mut client = Client::new(Hub { addresses: vec![address.to_string()], pin }, Policy::new(&jitter), &cancel);
    let post = Post {
        path: "/v1/sync",
        content_type: "application/zstd",
        token: Some(&sender.token),
        person_waits: true,
        body: &sender.body,
        max_answer: MAX_COMPRESSED,
    };
    let answer = loop {
        match client.post(&post) {
            Ok(answer) => break answer,
            Err(TransportError::Busy { .. } | TransportError::Broken(_) | TransportError::Unreachable { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    };
    ensure!(answer.status == 200, "the hub answered {}", answer.status);
    let answer = Answer::decode(&answer.body)?;
    let pushed = answer.lines.iter().filter(|line| matches!(line, Line::Pushed(_))).count();
    ensure!(pushed == sender.changes, "{pushed} of {} changes have a fate", sender.changes);
    Ok(())
}

/// The fates of what phones sent, out of the file.
fn fates(folder: &Path) -> anyhow::Result<Vec<Fate>> {
    let data = DataFolder::at(folder);
    let hub = OpenHub::open(&data, &data.list())?;
    let options = OpenOptions::new(i32::MAX).existing();
    let connection = doorstep_sqlcipher::open(&data.database(), Some(hub.keys().database()), &options)?;
    let mut select = connection.prepare("SELECT text FROM receipt WHERE change IN (SELECT change FROM place)")?;
    let texts = select.query_map([], |row| row.get::<_, String>(0))?;
    texts.map(|text| Ok(Receipt::from_text(&text?).context("a receipt")?.fate)).collect()
}
