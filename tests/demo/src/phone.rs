//! A phone of the demo: the facade that the apps use, on a file of its own, behind a line of its own.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::Context;
use doorstep_bindings::{
    Doorstep, DoorstepError, enrolment::DeviceInput, input::SavedView, platform::Platform, sync::SyncEnd,
    transport::cancel::CancelToken,
};
use doorstep_core::{clock::Moment, enrolment, id::Id, model::member::Role};

use crate::line::Line;

/// A try at syncing over a lossy line may fail so often before the demo calls it stuck.
const TRIES: u32 = 200;

/// What the phone's platform offers: clocks, and a key that can be destroyed.
struct Clocks {
    started: Instant,
    key_destroyed: AtomicBool,
}

impl Platform for Clocks {
    fn moment(&self) -> Result<Moment, DoorstepError> {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
        Ok(Moment { wall_ms: wall, uptime_ms: self.started.elapsed().as_millis() as u64, boot: 1 })
    }

    fn destroy_key(&self) -> Result<(), DoorstepError> {
        self.key_destroyed.store(true, Ordering::Relaxed);
        Ok(())
    }
}

/// Whose phone it is.
#[derive(Clone, Debug)]
pub(crate) struct Owner {
    pub(crate) id: Id,
    pub(crate) squad: Option<Id>,
    pub(crate) roles: Vec<Role>,
}

impl Owner {
    pub(crate) fn is(&self, role: &Role) -> bool {
        self.roles.contains(role)
    }
}

/// A phone.
pub(crate) struct DemoPhone {
    pub(crate) owner: Owner,
    pub(crate) line: Line,
    pub(crate) app: Arc<Doorstep>,
    pub(crate) file: PathBuf,
    pub(crate) key: [u8; 32],
    clocks: Arc<Clocks>,
    taps: Mutex<Vec<Id>>,
}

impl DemoPhone {
    /// A new phone, enrolled by the text of an invitation.
    pub(crate) fn enrol(folder: &Path, owner: Owner, line: Line, invitation: &str) -> anyhow::Result<DemoPhone> {
        let file = folder.join(format!("{}.doorstep", owner.id));
        let mut key = [0; 32];
        getrandom::fill(&mut key).context("a key for the phone")?;
        let clocks = Arc::new(Clocks { started: Instant::now(), key_destroyed: AtomicBool::new(false) });
        let app = Doorstep::open(file.to_string_lossy().into_owned(), key.to_vec(), clocks.clone())?;
        let device = DeviceInput {
            label: "Máy thử".into(),
            platform: enrolment::DevicePlatform::Terminal,
            os: String::new(),
            app: env!("CARGO_PKG_VERSION").into(),
        };
        app.enrolment().begin(invitation.to_owned(), device, Arc::new(CancelToken::new()))?;
        Ok(DemoPhone { owner, line, app, file, key, clocks, taps: Mutex::default() })
    }

    /// Notes a saved tap. What the rulebook refuses on the spot was never saved, and is no tap.
    pub(crate) fn tap(&self, saved: Result<SavedView, DoorstepError>) -> Option<Id> {
        let id = saved.ok()?.id;
        if let Ok(mut taps) = self.taps.lock() {
            taps.push(id);
        }
        Some(id)
    }

    /// Every tap so far.
    pub(crate) fn taps(&self) -> Vec<Id> {
        self.taps.lock().map(|taps| taps.clone()).unwrap_or_default()
    }

    /// Syncs until done, however often the line loses an answer.
    pub(crate) fn sync(&self) -> anyhow::Result<SyncEnd> {
        let mut last = None;
        for _ in 0..TRIES {
            match self.app.sync().run(true, Arc::new(CancelToken::new())) {
                Ok(report) => return Ok(report.end),
                Err(error) => last = Some(error),
            }
        }
        let last = last.map_or_else(String::new, |error| format!("{error:?}"));
        anyhow::bail!("phone {} did not get through in {TRIES} tries: {last}", self.owner.id)
    }

    /// Whether the phone destroyed its key.
    pub(crate) fn has_destroyed_its_key(&self) -> bool {
        self.clocks.key_destroyed.load(Ordering::Relaxed)
    }
}
