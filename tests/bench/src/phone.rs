//! A phone: the facade that the apps use, on an encrypted file.

use std::{
    path::Path,
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use doorstep_bindings::{
    Doorstep, DoorstepError,
    enrolment::DeviceInput,
    platform::Platform,
    sync::{SyncEnd, SyncReport},
    transport::cancel::CancelToken,
};
use doorstep_core::{clock::Moment, enrolment, store::query::Page};
use serde::{Deserialize, Serialize};

use crate::{
    measure::{Took, memory_mb, timed},
    town::Town,
};

/// The key of every file here.
pub const KEY: [u8; 32] = [5; 32];

struct Clocks(Instant);

impl Platform for Clocks {
    fn moment(&self) -> Result<Moment, DoorstepError> {
        Ok(moment(self.0))
    }

    fn destroy_key(&self) -> Result<(), DoorstepError> {
        Ok(())
    }
}

/// A reading of the clocks of a phone that started then.
pub fn moment(started: Instant) -> Moment {
    let wall_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
    Moment { wall_ms, uptime_ms: started.elapsed().as_millis() as u64, boot: 1 }
}

/// Opens a phone's file.
pub fn open(file: &Path) -> anyhow::Result<Arc<Doorstep>> {
    let clocks = Arc::new(Clocks(Instant::now()));
    Ok(Doorstep::open(file.to_string_lossy().into_owned(), KEY.to_vec(), clocks)?)
}

/// Opens a new file and enrols.
pub fn enrol(file: &Path, invitation: &str) -> anyhow::Result<Arc<Doorstep>> {
    let app = open(file)?;
    let device = DeviceInput {
        label: "Máy đo".into(),
        platform: enrolment::DevicePlatform::Terminal,
        os: String::new(),
        app: env!("CARGO_PKG_VERSION").into(),
    };
    app.enrolment().begin(invitation.to_owned(), device, Arc::new(CancelToken::new()))?;
    Ok(app)
}

/// Makes a phone's file with so many homes, as [`crate::benches::screens`] looks at them.
pub fn fill(file: &Path, homes: usize) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), homes, (homes / 80).max(1))?;
    town.bring_in_homes()?;
    town.live_in_homes()?;
    let hub = town.serve()?;
    let app = enrol(file, &town.invite(town.leader, hub)?)?;
    sync(&app)?;
    app.sync().settle();
    Ok(())
}

/// Syncs to the end.
pub fn sync(app: &Doorstep) -> anyhow::Result<SyncReport> {
    let report = app.sync().run(true, Arc::new(CancelToken::new()))?;
    anyhow::ensure!(report.end == SyncEnd::Done, "the sync ended with {:?}", report.end);
    Ok(report)
}

/// What a phone of its own process says about its first sync.
#[derive(Debug, Serialize, Deserialize)]
pub struct FirstSync {
    /// From the tap on "sync" until today's list and a search are answered.
    pub took: Took,
    /// The sync alone, milliseconds.
    pub sync_ms: f64,
    /// How much the process's memory grew at most, MB.
    pub grown_mb: f64,
    /// Exchanges.
    pub exchanges: u32,
    /// Homes on today's list.
    pub today: usize,
    /// Homes found.
    pub found: u32,
}

/// The first sync of a new phone, until today's list and a search answer.
pub fn first_sync(file: &Path, invitation: &str, search: &str) -> anyhow::Result<FirstSync> {
    let app = enrol(file, invitation)?;
    let before = memory_mb("self", "VmRSS");
    let (took, (sync_took, report, today, found)) = timed(|| {
        let (sync_took, report) = timed(|| sync(&app))?;
        let today = app.today().screen(None)?.homes.len();
        let found = app.search().run(search.to_owned(), Page::first(30))?.total;
        Ok((sync_took, report, today, found))
    })?;
    let grown_mb = memory_mb("self", "VmHWM") - before;
    Ok(FirstSync { took, sync_ms: sync_took.wall_ms, grown_mb, exchanges: report.exchanges, today, found })
}
