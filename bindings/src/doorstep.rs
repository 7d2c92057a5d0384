//! The entry object.

use std::{path::Path, sync::Arc};

use doorstep_sqlcipher::Key;
use zeroize::Zeroizing;

use crate::{
    DoorstepError,
    consents::Consents,
    drafts::Drafts,
    enrolment::Enrolment,
    error::Error,
    fates::FateList,
    households::Households,
    leading::Leading,
    networks::Networks,
    notes::Notes,
    observe::{Listener, Subscription},
    phone::Phone,
    platform::Platform,
    rides::Rides,
    search::Search,
    settings::Settings,
    sync::Sync,
    today::TodayList,
    visits::Visits,
};

/// A phone's Doorstep: one a database file. Its areas are cheap handles.
#[derive(uniffi::Object)]
pub struct Doorstep(Arc<Phone>);

#[uniffi::export]
impl Doorstep {
    /// Opens the file at a path, or makes it, with a key of 32 bytes from the platform's secure storage.
    #[uniffi::constructor]
    pub fn open(path: String, key: Vec<u8>, platform: Arc<dyn Platform>) -> Result<Arc<Doorstep>, DoorstepError> {
        let key = Zeroizing::new(key);
        let key = Key::from_slice(&key).ok_or(Error::Input { field: "key" })?;
        Ok(Arc::new(Doorstep(Phone::open(Path::new(&path), key, platform)?)))
    }

    /// Closes the file until [`Doorstep::resume`]: a suspended app must hold no lock. Calls in between fail with `paused`.
    pub fn pause(&self) {
        self.0.pause();
    }

    /// Opens the file again.
    pub fn resume(&self) -> Result<(), DoorstepError> {
        Ok(self.0.resume()?)
    }

    /// Tells a listener which areas changed, until the subscription is cancelled or dropped.
    pub fn subscribe(&self, listener: Arc<dyn Listener>) -> Arc<Subscription> {
        self.0.observers.subscribe(listener)
    }

    /// Connects over these networks from now on, instead of the system's choice: for a platform that has several at once.
    pub fn use_networks(&self, networks: Arc<dyn Networks>) {
        self.0.use_networks(networks);
    }

    /// Enrolling.
    pub fn enrolment(&self) -> Arc<Enrolment> {
        Arc::new(Enrolment(self.0.clone()))
    }

    /// Syncing.
    pub fn sync(&self) -> Arc<Sync> {
        Arc::new(Sync(self.0.clone()))
    }

    /// What to do today.
    pub fn today(&self) -> Arc<TodayList> {
        Arc::new(TodayList(self.0.clone()))
    }

    /// Homes and the people in them.
    pub fn households(&self) -> Arc<Households> {
        Arc::new(Households(self.0.clone()))
    }

    /// Visits and follow-ups.
    pub fn visits(&self) -> Arc<Visits> {
        Arc::new(Visits(self.0.clone()))
    }

    /// Rides.
    pub fn rides(&self) -> Arc<Rides> {
        Arc::new(Rides(self.0.clone()))
    }

    /// Notes.
    pub fn notes(&self) -> Arc<Notes> {
        Arc::new(Notes(self.0.clone()))
    }

    /// Forms under way.
    pub fn drafts(&self) -> Arc<Drafts> {
        Arc::new(Drafts(self.0.clone()))
    }

    /// Consent.
    pub fn consents(&self) -> Arc<Consents> {
        Arc::new(Consents(self.0.clone()))
    }

    /// Finding homes.
    pub fn search(&self) -> Arc<Search> {
        Arc::new(Search(self.0.clone()))
    }

    /// What became of what was done.
    pub fn fates(&self) -> Arc<FateList> {
        Arc::new(FateList(self.0.clone()))
    }

    /// A leader's work.
    pub fn leading(&self) -> Arc<Leading> {
        Arc::new(Leading(self.0.clone()))
    }

    /// The volunteer's card and the phone's standing.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::new(Settings(self.0.clone()))
    }
}
