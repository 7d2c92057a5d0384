//! Who wants to know that something changed: which areas, never rows. Many changes at once become one notice.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

/// A part of what screens show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, uniffi::Enum)]
pub enum Area {
    /// Homes, people, visits, notes, consents, follow-ups.
    Homes,
    /// Rides and who is not home.
    Rides,
    /// What became of what was done.
    Fates,
    /// Who uses the phone, enrolment, sync.
    Status,
    /// Forms under way.
    Drafts,
}

/// An app's end. Called from the phone's own thread; calls come one after another.
#[uniffi::export(rust, foreign)]
pub trait Listener: Send + Sync {
    /// Something in these areas changed: ask again what is on screen.
    fn changed(&self, areas: Vec<Area>);
}

/// Ends a subscription when it is cancelled or dropped.
#[derive(uniffi::Object)]
pub struct Subscription {
    number: u64,
    observers: Weak<Observers>,
}

#[uniffi::export]
impl Subscription {
    /// No notice comes after this, but for one that is on its way.
    pub fn cancel(&self) {
        if let Some(observers) = self.observers.upgrade() {
            observers.listeners().1.remove(&self.number);
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.cancel();
    }
}

type Listeners = (u64, BTreeMap<u64, Arc<dyn Listener>>);

/// All listeners.
#[derive(Default)]
pub(crate) struct Observers(Mutex<Listeners>);

impl Observers {
    fn listeners(&self) -> MutexGuard<'_, Listeners> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn subscribe(self: &Arc<Self>, listener: Arc<dyn Listener>) -> Arc<Subscription> {
        let mut listeners = self.listeners();
        listeners.0 += 1;
        let number = listeners.0;
        listeners.1.insert(number, listener);
        Arc::new(Subscription { number, observers: Arc::downgrade(self) })
    }

    /// Tells everybody, without holding the lock while they listen.
    pub(crate) fn tell(&self, areas: &BTreeSet<Area>) {
        let listeners: Vec<_> = self.listeners().1.values().cloned().collect();
        for listener in listeners {
            listener.changed(areas.iter().copied().collect());
        }
    }
}
