//! The open file behind every area's object, and the state that decides whether it may be used.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Sender, channel},
    },
};

use doorstep_core::{
    clock::{EnrolmentLimits, EnrolmentState, Moment, Stamp, enrolment_state},
    id::Id,
    json,
    store::{
        PhoneStore, StoreError, meta,
        saving::{Draft, Saved},
    },
    sync::phone,
};
use doorstep_sqlcipher::Key;
use serde::Serialize;

use crate::{
    error::Error,
    networks::{Choice, Networks},
    observe::{Area, Observers},
    platform::Platform,
    sealed_outbox::SealedOutbox,
    worker::{self, Task},
};

/// Where the phone's file stands.
enum Slot {
    Open(Box<PhoneStore>),
    /// Closed for a while, so that no lock is held while the app is suspended.
    Paused,
    /// The device was revoked, everything unsent was delivered, the key is destroyed.
    Gone,
}

/// The phone.
pub(crate) struct Phone {
    path: PathBuf,
    key: Mutex<Option<Key>>,
    platform: Arc<dyn Platform>,
    networks: Mutex<Choice>,
    slot: Mutex<Slot>,
    sealed: Mutex<SealedOutbox>,
    pub(crate) observers: Arc<Observers>,
    tasks: Sender<Task>,
    /// Two exchanges at a time would only cross.
    pub(crate) exchanging: Mutex<()>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic inside a call left the file as its last commit has it; there is nothing half done to protect.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Fresh random bytes from the operating system. Where there are none nothing can be made safely: UniFFI turns the panic
/// into an exception.
#[expect(clippy::expect_used, reason = "an operating system without randomness cannot run this")]
pub(crate) fn random(into: &mut [u8]) {
    getrandom::fill(into).expect("the operating system has random bytes");
}

impl Phone {
    pub(crate) fn open(path: &Path, key: Key, platform: Arc<dyn Platform>) -> Result<Arc<Phone>, Error> {
        let store = PhoneStore::open(path, &key)?;
        let (tasks, receiver) = worker::channel();
        let phone = Arc::new(Phone {
            path: path.to_owned(),
            key: Mutex::new(Some(key)),
            platform,
            networks: Mutex::default(),
            slot: Mutex::new(Slot::Open(Box::new(store))),
            sealed: Mutex::new(SealedOutbox::beside(path)),
            observers: Arc::default(),
            tasks,
            exchanging: Mutex::new(()),
        });
        worker::start(receiver, Arc::downgrade(&phone))?;
        // Whatever a kill kept from the sealed file is appended now.
        phone.soon(Task::Seal);
        Ok(phone)
    }

    /// Reads the clocks.
    pub(crate) fn moment(&self) -> Result<Moment, Error> {
        self.platform.moment().map_err(|error| Error::Platform(error.to_string()))
    }

    /// Which networks connections take from now on.
    pub(crate) fn use_networks(&self, networks: Arc<dyn Networks>) {
        *lock(&self.networks) = Some(networks);
    }

    /// The networks to connect over.
    pub(crate) fn networks(&self) -> Choice {
        lock(&self.networks).clone()
    }

    /// Uses the file whatever the enrolment's state: syncing, status, enrolment.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut PhoneStore) -> Result<T, Error>) -> Result<T, Error> {
        match &mut *lock(&self.slot) {
            Slot::Open(store) => act(store),
            Slot::Paused => Err(Error::State("paused")),
            Slot::Gone => Err(Error::State("revoked")),
        }
    }

    /// Uses the data: refused while it is locked, and once the device is revoked.
    pub(crate) fn data<T>(&self, act: impl FnOnce(&mut PhoneStore) -> Result<T, Error>) -> Result<T, Error> {
        let moment = self.moment()?;
        self.with(|store| {
            // Looked at, not stored: a query writes nothing.
            let now = meta::hub_time(store.connection())?.ok_or(StoreError::NotEnrolled)?.advanced(moment);
            if phone::is_revoked(store)? {
                return Err(Error::State("revoked"));
            }
            if enrolment_state(&now, &EnrolmentLimits::default()) == EnrolmentState::Locked {
                return Err(Error::State("locked"));
            }
            act(store)
        })
    }

    /// The time of the hub, as this phone counts it.
    pub(crate) fn now(&self) -> Result<Stamp, Error> {
        let moment = self.moment()?;
        self.with(|store| Ok(store.stamp(moment)?))
    }

    /// Saves what a person did. When this returns it survives kill and power loss.
    pub(crate) fn save(&self, kind: &'static str, root: Option<Id>, data: &impl Serialize) -> Result<Saved, Error> {
        let moment = self.moment()?;
        let draft = Draft { kind, root, data: json::write(data) };
        let saved = self.data(|store| Ok(store.save(draft, moment, &mut random)?))?;
        self.soon(Task::Seal);
        for area in [area_of(kind), Area::Fates, Area::Status] {
            self.soon(Task::Tell(area));
        }
        Ok(saved)
    }

    /// Hands a task to the phone's thread.
    pub(crate) fn soon(&self, task: Task) {
        // The thread lives as long as the sender; without it nothing but sealing ahead is lost, and the next open does it.
        let _ = self.tasks.send(task);
    }

    /// Tells that a sync may have changed everything.
    pub(crate) fn everything_changed(&self) {
        self.soon(Task::Seal);
        for area in [Area::Homes, Area::Rides, Area::Fates, Area::Status, Area::Drafts] {
            self.soon(Task::Tell(area));
        }
    }

    /// Waits until what was handed to the thread before is done.
    pub(crate) fn settle(&self) {
        let (done, waiting) = channel();
        self.soon(Task::Flush(done));
        let _ = waiting.recv();
    }

    /// Brings the sealed file up to date with the outbox. Failing is no loss: the database has the changes, and the next
    /// tap, sync or open tries again.
    pub(crate) fn seal_outbox(&self) {
        let mut sealed = lock(&self.sealed);
        let Ok(Some(wanted)) = self.with(|store| sealed.wanted(store)) else { return };
        let _ = sealed.keep(&wanted);
    }

    /// The sealed file, up to date.
    pub(crate) fn sealed_file(&self) -> Result<PathBuf, Error> {
        let mut sealed = lock(&self.sealed);
        let wanted = self.with(|store| sealed.wanted(store))?.ok_or(Error::State("not_enrolled"))?;
        sealed.keep(&wanted)?;
        Ok(sealed.path().to_owned())
    }

    pub(crate) fn pause(&self) {
        let mut slot = lock(&self.slot);
        if matches!(*slot, Slot::Open(_)) {
            *slot = Slot::Paused;
        }
    }

    pub(crate) fn resume(&self) -> Result<(), Error> {
        let mut slot = lock(&self.slot);
        if let (Slot::Paused, Some(key)) = (&*slot, &*lock(&self.key)) {
            *slot = Slot::Open(Box::new(PhoneStore::open(&self.path, key)?));
        }
        Ok(())
    }

    /// The device was revoked and everything unsent is at the hub: closes the file and has its key destroyed. The sealed
    /// file stays for the platform to delete after 30 days.
    pub(crate) fn let_key_go(&self) -> Result<(), Error> {
        *lock(&self.slot) = Slot::Gone;
        *lock(&self.key) = None;
        self.platform.destroy_key().map_err(|error| Error::Platform(error.to_string()))
    }
}

fn area_of(kind: &str) -> Area {
    if kind.starts_with("ride.") || kind.starts_with("vehicle.") { Area::Rides } else { Area::Homes }
}
