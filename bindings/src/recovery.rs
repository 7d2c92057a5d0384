//! When a phone's file cannot be opened: its key is lost, or it is damaged. What is unsent is still beside it, sealed to the
//! hub; nothing is deleted.

use std::{path::Path, time::SystemTime};

use crate::{DoorstepError, error::Error, sealed_outbox::SealedOutbox};

/// The sealed file with everything unsent that lies beside a database, to be shared or handed in at the hub; none where
/// nothing was unsent. It needs no key.
#[uniffi::export]
pub fn sealed_file_beside(path: String) -> Option<String> {
    let sealed = SealedOutbox::beside(Path::new(&path));
    sealed.path().exists().then(|| sealed.path().to_string_lossy().into_owned())
}

/// Sets a database that cannot be opened aside, with its sealed file, so that the phone can be enrolled again: both are
/// renamed and neither is deleted. Answers where the database lies now.
#[uniffi::export]
pub fn set_aside(path: String) -> Result<String, DoorstepError> {
    let now = SystemTime::now();
    let database = Path::new(&path);
    let aside = doorstep_sqlcipher::set_aside(database, now).map_err(Error::from)?;
    let sealed = SealedOutbox::beside(database);
    if sealed.path().exists() {
        let beside = SealedOutbox::beside(&aside);
        std::fs::rename(sealed.path(), beside.path()).map_err(Error::from)?;
    }
    Ok(aside.to_string_lossy().into_owned())
}
