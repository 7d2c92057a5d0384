//! The loop around core's engine: request, post, receive. The file is locked only while core works, never while the
//! network does.

use std::sync::PoisonError;

use doorstep_core::sync::{
    phone::{self, Progress, SyncError},
    wire::MAX_COMPRESSED,
};

use super::{SyncEnd, SyncReport, jitter, refusal_code};
use crate::{
    enrolment::binding,
    error::Error,
    phone::{Phone, random},
    transport::{
        Client,
        cancel::CancelToken,
        http::{Answer, Post},
        retry::Policy,
    },
};

/// The most exchanges of one sync: 512 MB of pages. A hub that never comes to an end does not keep a phone busy.
const MAX_EXCHANGES: u32 = 1_000;

pub(super) fn run(phone: &Phone, person_waits: bool, cancel: &CancelToken) -> Result<SyncReport, Error> {
    let _one_at_a_time = phone.exchanging.lock().unwrap_or_else(PoisonError::into_inner);
    let (hub, token) = phone.with(|store| {
        store.enrolment()?;
        Ok((binding::hub(store.connection())?, binding::token(store.connection())?))
    })?;
    let mut client = Client::new(hub, Policy::new(&jitter), cancel).over(phone.networks());
    let mut report = SyncReport { end: SyncEnd::Done, exchanges: 0, sent_bytes: 0, received_bytes: 0 };
    while report.exchanges < MAX_EXCHANGES {
        let moment = phone.moment()?;
        let request = phone.with(|store| Ok(phone::request(store, moment, &mut random)?))?;
        let body = request.encode().map_err(SyncError::from)?;
        let answer = client.post(&Post {
            path: "/v1/sync",
            content_type: "application/zstd",
            token: Some(&token),
            person_waits,
            body: &body,
            max_answer: MAX_COMPRESSED,
        })?;
        report.exchanges += 1;
        report.sent_bytes += body.len() as u64;
        report.received_bytes += answer.body.len() as u64;
        let bytes = match answer {
            Answer { status: 200, body, .. } => body,
            Answer { status, body, .. } => return Err(Error::Hub { status, code: refusal_code(status, &body) }),
        };
        let moment = phone.moment()?;
        let progress = phone.with(|store| Ok(phone::receive(store, &bytes, moment, &mut random)?))?;
        report.end = match progress {
            Progress::Again | Progress::Revoked => continue,
            Progress::Done => SyncEnd::Done,
            Progress::UpdateNeeded => SyncEnd::UpdateNeeded,
            Progress::KeyMayGo => {
                phone.let_key_go()?;
                SyncEnd::KeyDestroyed
            }
        };
        return Ok(report);
    }
    Err(Error::Hub { status: 200, code: "never_done".into() })
}
