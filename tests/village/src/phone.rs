//! A phone: the facade that the apps use, on a file.

use std::{
    path::Path,
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::Context;
use doorstep_bindings::{
    Doorstep, DoorstepError, enrolment::DeviceInput, platform::Platform, sync::SyncReport,
    transport::cancel::CancelToken,
};
use doorstep_core::{clock::Moment, enrolment};

/// Tries of a sync, each with the client's own tries in it, before a phone counts as stuck.
const TRIES: u32 = 50;

struct Clocks(Instant);

impl Platform for Clocks {
    fn moment(&self) -> Result<Moment, DoorstepError> {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
        Ok(Moment { wall_ms: wall, uptime_ms: self.0.elapsed().as_millis() as u64, boot: std::process::id().into() })
    }

    fn destroy_key(&self) -> Result<(), DoorstepError> {
        Ok(())
    }
}

/// Opens the phone of a file.
pub fn open(file: &Path) -> anyhow::Result<Arc<Doorstep>> {
    Ok(Doorstep::open(file.to_string_lossy().into_owned(), vec![5; 32], Arc::new(Clocks(Instant::now())))?)
}

/// Enrols a phone.
pub fn enrol(app: &Doorstep, invitation: &str) -> anyhow::Result<()> {
    let device = DeviceInput {
        label: "máy mẫu".into(),
        platform: enrolment::DevicePlatform::Terminal,
        os: String::new(),
        app: env!("CARGO_PKG_VERSION").into(),
    };
    app.enrolment().begin(invitation.to_owned(), device, Arc::new(CancelToken::new()))?;
    Ok(())
}

/// Syncs once.
pub fn try_sync(app: &Doorstep) -> Result<SyncReport, DoorstepError> {
    app.sync().run(true, Arc::new(CancelToken::new()))
}

/// Syncs until it comes to an end, and says at which try.
pub fn sync(app: &Doorstep) -> anyhow::Result<(SyncReport, u32)> {
    let mut last = None;
    for attempt in 1..=TRIES {
        match try_sync(app) {
            Ok(report) => return Ok((report, attempt)),
            Err(error) => last = Some(error),
        }
    }
    Err(last.context("not tried")?).context("a sync did not get through")
}
