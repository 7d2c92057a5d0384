//! A phone's own part: clocks that a test moves, a key that can be destroyed, a folder that outlives the app.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use doorstep_bindings::{
    Doorstep, DoorstepError,
    enrolment::DeviceInput,
    input::VisitInput,
    observe::{Area, Listener},
    platform::Platform,
    sync::SyncReport,
    transport::cancel::CancelToken,
};
use doorstep_core::{
    clock::Moment,
    enrolment,
    id::Id,
    model::visit::VisitOutcome,
    store::query::{
        Page,
        fates::{FateFilter, FateLine},
    },
};

use crate::ward::{NOW, Ward};

#[derive(Default)]
pub(crate) struct Hardware {
    pub(crate) uptime_ms: AtomicU64,
    pub(crate) destroyed: AtomicBool,
}

impl Platform for Hardware {
    fn moment(&self) -> Result<Moment, DoorstepError> {
        let uptime_ms = 1_000 + self.uptime_ms.load(Ordering::SeqCst);
        Ok(Moment { wall_ms: NOW, uptime_ms, boot: 1 })
    }

    fn destroy_key(&self) -> Result<(), DoorstepError> {
        self.destroyed.store(true, Ordering::SeqCst);
        Ok(())
    }
}

/// A listener that remembers.
#[derive(Default)]
pub(crate) struct Heard(pub(crate) Mutex<Vec<Vec<Area>>>);

impl Listener for Heard {
    fn changed(&self, areas: Vec<Area>) {
        self.0.lock().unwrap().push(areas);
    }
}

pub(crate) struct Device {
    pub(crate) app: Arc<Doorstep>,
    pub(crate) hardware: Arc<Hardware>,
    folder: tempfile::TempDir,
}

impl Device {
    pub(crate) fn new() -> Device {
        let folder = tempfile::tempdir().unwrap();
        let hardware = Arc::new(Hardware::default());
        Device { app: open(&folder, &hardware), hardware, folder }
    }

    /// A phone of a member that has synced.
    pub(crate) fn of(ward: &Ward, member: Id) -> Device {
        let device = Device::new();
        device.enrol(&ward.invite(member)).unwrap();
        device.sync().unwrap();
        device
    }

    pub(crate) fn enrol(&self, invitation: &str) -> Result<String, DoorstepError> {
        let input = DeviceInput {
            label: "Samsung A05".into(),
            platform: enrolment::DevicePlatform::Android,
            os: "14".into(),
            app: "0.1.0".into(),
        };
        let enrolled = self.app.enrolment().begin(invitation.into(), input, Arc::new(CancelToken::new()))?;
        Ok(enrolled.name)
    }

    pub(crate) fn sync(&self) -> Result<SyncReport, DoorstepError> {
        self.app.sync().run(true, Arc::new(CancelToken::new()))
    }

    pub(crate) fn visit(&self, home: Id, outcome: VisitOutcome) -> Id {
        self.app.visits().record(VisitInput::new(home, outcome)).unwrap().id
    }

    pub(crate) fn fates(&self) -> Vec<FateLine> {
        self.app.fates().list(FateFilter::default(), Page::first(100)).unwrap().lines
    }

    pub(crate) fn unsent(&self) -> u32 {
        self.app.settings().status().unwrap().unsent
    }

    /// Where the database lies.
    pub(crate) fn path(&self) -> String {
        self.folder.path().join("phone.db").to_string_lossy().into_owned()
    }

    /// The app is killed, nothing closed, and started again on the same file.
    pub(crate) fn kill_and_start(&mut self) {
        let killed = std::mem::replace(&mut self.app, open(&self.folder, &self.hardware));
        drop(killed);
    }
}

/// What opening a file with another key says.
pub(crate) fn open_without_key(path: String) -> Option<DoorstepError> {
    Doorstep::open(path, vec![6; 32], Arc::new(Hardware::default())).err()
}

fn open(folder: &tempfile::TempDir, hardware: &Arc<Hardware>) -> Arc<Doorstep> {
    let path = folder.path().join("phone.db").to_string_lossy().into_owned();
    Doorstep::open(path, vec![5; 32], hardware.clone()).unwrap()
}
