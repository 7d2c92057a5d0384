//! An enrolled phone.

use serde::Deserialize;

use crate::codes;

codes! {
    /// What a device may do.
    DeviceState {
        /// It syncs.
        Active = "active",
        /// Lost, stolen or handed back: it may only deliver what it had not sent.
        Revoked = "revoked",
    }
}

/// A phone of a member.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
pub struct Device {
    /// What the leader sees in a list: "Samsung A05".
    pub label: String,
    /// What it may do.
    pub state: DeviceState,
}

impl Default for Device {
    fn default() -> Self {
        Device { label: String::new(), state: DeviceState::Active }
    }
}
