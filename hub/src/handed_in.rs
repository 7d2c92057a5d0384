//! Sealed outboxes that somebody hands in: where no network reaches the hub, or after a phone lost its database's key.
//!
//! Whoever knows the hub's public key can seal to it. What proves the author is the device's token, which travels sealed
//! beside each change ([`SealedChange`]); a change counts only for the device whose token it carries.

use std::collections::BTreeMap;

use doorstep_core::{
    change::Change,
    enrolment::SealedChange,
    id::{CommuneCode, Id},
    receipt::Receipt,
    sealed::outbox_file::{self, Frame},
};

use crate::{
    complaint::{Complaint, Outcome},
    hub::Hub,
};

/// What a file came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HandedIn {
    /// A receipt for each change that was taken, known ones included.
    pub receipts: Vec<Receipt>,
    /// Changes that were sealed to another hub, altered, or without a token of this hub and commune.
    pub refused: usize,
    /// Stretches of the file that could not be read.
    pub damaged: usize,
}

/// Takes a file: by identity, outside any queue, as often as it is handed in.
///
/// # Errors
/// Not a sealed outbox at all, or the store failed: then nothing was taken.
pub fn receive(hub: &Hub, commune: &CommuneCode, file: &[u8], now: i64) -> Outcome<HandedIn> {
    let outbox = outbox_file::decode(file).map_err(|error| {
        Complaint::new(
            "sealed_file",
            format!("Không đọc được tệp ({error})."),
            format!("The file cannot be read: {error}."),
        )
    })?;
    let mut handed_in = HandedIn { damaged: outbox.damage.len(), ..HandedIn::default() };
    let mut by_device: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    for frame in &outbox.frames {
        match authored(hub, commune, frame)? {
            Some((device, text)) => by_device.entry(device).or_default().push(text),
            None => handed_in.refused += 1,
        }
    }
    for (device, texts) in by_device {
        for texts in texts.chunks(500) {
            handed_in.receipts.extend(hub.receive(commune, device, texts, now)?);
        }
    }
    Ok(handed_in)
}

/// The device that proves to have made the change of a frame, and the change's text.
fn authored(hub: &Hub, commune: &CommuneCode, frame: &Frame) -> Outcome<Option<(Id, String)>> {
    let sealed = hub.keys().open_frame(frame).ok().and_then(|plain| SealedChange::from_bytes(&plain));
    let Some(SealedChange { token, change }) = sealed else { return Ok(None) };
    let Ok(read) = Change::from_text(&change) else { return Ok(None) };
    if read.id.as_bytes() != frame.change.as_bytes() {
        return Ok(None);
    }
    let found = hub.store().find_credential(&token.hash())?;
    Ok(found.filter(|(of, _)| of == commune).map(|(_, device)| (device, change)))
}
