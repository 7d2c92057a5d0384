//! The core's engine and the facade's transport without the facade, step by step, so that each step can be timed.

use std::{net::SocketAddr, path::Path, time::Instant};

use anyhow::ensure;
use doorstep_bindings::transport::{Client, Hub as Whereabouts, cancel::CancelToken, http::Post, retry::Policy};
use doorstep_core::{
    enrolment::EnrolAnswer,
    store::{Enrolment, PhoneStore},
    sync::{
        phone::{self, Progress},
        wire::{Answer, Line, MAX_COMPRESSED},
    },
};
use doorstep_sqlcipher::{Key, OpenOptions};

use crate::{
    measure::timed,
    phone::{KEY, moment},
    town::Town,
};

/// Where a sync's time went, milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Layers {
    /// Network, TLS and the hub.
    pub post: f64,
    /// Unpacking and parsing.
    pub decode: f64,
    /// Storing pages, and applying them with their checkpoint.
    pub apply: f64,
}

/// A phone's file.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// With the cipher.
    pub encrypted: bool,
    /// Waiting for the disk at each commit.
    pub durable: bool,
}

/// Fresh random bytes.
pub fn random(into: &mut [u8]) {
    // Without randomness the identities repeat and the sync fails.
    let _ = getrandom::fill(into);
}

/// A store that is enrolled and empty.
pub fn empty_store(path: &Path, file: File, who: &EnrolAnswer, started: Instant) -> anyhow::Result<PhoneStore> {
    let key = Key::new(KEY);
    let options = OpenOptions::new(doorstep_core::store::schema::USER_VERSION);
    let connection = doorstep_sqlcipher::open(path, file.encrypted.then_some(&key), &options)?;
    // As the phone opens it.
    connection.pragma_update(None, "cache_size", -(8 << 10))?;
    if !file.durable {
        connection.pragma_update(None, "synchronous", "OFF")?;
    }
    let mut store = PhoneStore::new(connection)?;
    let enrolment = Enrolment { commune: who.commune, member: who.member, device: who.device };
    store.enrol(enrolment, who.now, moment(started), &mut random)?;
    Ok(store)
}

/// Syncs a store to the end over the facade's transport. `lines` sees every line that came.
pub fn sync(
    store: &mut PhoneStore,
    town: &Town,
    address: SocketAddr,
    who: &EnrolAnswer,
    started: Instant,
    mut lines: impl FnMut(&Line),
) -> anyhow::Result<Layers> {
    let hub = Whereabouts { addresses: vec![address.to_string()], pin: *town.hub.keys().pin() };
    let (cancel, jitter, token) = (CancelToken::new(), || 0, who.token.to_text());
    let mut client = Client::new(hub, Policy::new(&jitter), &cancel);
    let mut layers = Layers::default();
    loop {
        let request = phone::request(store, moment(started), &mut random)?;
        let body = request.encode()?;
        let (post, answer) = timed(|| {
            Ok(client.post(&Post {
                path: "/v1/sync",
                content_type: "application/zstd",
                token: Some(&token),
                person_waits: true,
                body: &body,
                max_answer: MAX_COMPRESSED,
            })?)
        })?;
        ensure!(answer.status == 200, "the hub answered {}", answer.status);
        let bytes = answer.body;
        let (decode, answer) = timed(|| Ok(Answer::decode(&bytes)?))?;
        answer.lines.iter().for_each(&mut lines);
        let (apply, progress) = timed(|| Ok(phone::take(store, &bytes, answer, moment(started), &mut random)?))?;
        layers.post += post.wall_ms;
        layers.decode += decode.wall_ms;
        layers.apply += apply.wall_ms;
        match progress {
            Progress::Again => {}
            Progress::Done => return Ok(layers),
            other => anyhow::bail!("the sync ended with {other:?}"),
        }
    }
}
