//! Syncing: exchange after exchange until the phone stands at its hub's word, or until somebody calls it off.

mod exchange;

use std::sync::Arc;

use crate::{DoorstepError, phone::Phone, transport::cancel::CancelToken};

/// Where a sync ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SyncEnd {
    /// Nothing unsent, and the phone stands at its hub's word.
    Done,
    /// What could be sent is sent; to fetch anything, the app must be updated.
    UpdateNeeded,
    /// The device was revoked, everything unsent is safe, and the database's key was destroyed.
    KeyDestroyed,
}

/// What a sync came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SyncReport {
    /// Where it ended.
    pub end: SyncEnd,
    /// Exchanges with the hub.
    pub exchanges: u32,
    /// Bytes sent, compressed.
    pub sent_bytes: u64,
    /// Bytes received, compressed.
    pub received_bytes: u64,
}

/// Syncing.
#[derive(uniffi::Object)]
pub struct Sync(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Sync {
    /// Syncs until done. Broken anywhere, the next one goes on where this one stopped. `person_waits` puts it before
    /// background syncs at the hub.
    pub fn run(&self, person_waits: bool, cancel: Arc<CancelToken>) -> Result<SyncReport, DoorstepError> {
        let report = exchange::run(&self.0, person_waits, &cancel);
        self.0.everything_changed();
        Ok(report?)
    }

    /// The sealed file with everything unsent, up to date, to be shared: only the hub can read it.
    pub fn hand_over(&self) -> Result<String, DoorstepError> {
        Ok(self.0.sealed_file()?.to_string_lossy().into_owned())
    }

    /// Waits until what follows a tap is done too: sealing, notices. For a platform about to suspend the app.
    pub fn settle(&self) {
        self.0.settle();
    }
}

/// A random number, for waiting.
pub(crate) fn jitter() -> u32 {
    let mut bytes = [0; 4];
    crate::phone::random(&mut bytes);
    u32::from_le_bytes(bytes)
}

/// The code of a hub's refusal: the name in the `type` of its problem details, `urn:doorstep:problem:bad-code`.
pub(crate) fn refusal_code(status: u16, body: &[u8]) -> String {
    let value: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let name = value.get("type").and_then(|name| name.as_str()).and_then(|name| name.rsplit(':').next());
    match (name, status) {
        (Some(name), _) if (1..=64).contains(&name.len()) => name.replace('-', "_"),
        (_, 401) => "unknown_device".into(),
        _ => "bad_answer".into(),
    }
}
