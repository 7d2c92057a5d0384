//! The sealed outbox on disk: each unsent change once more, readable by the hub only, beside the database. It survives
//! the loss of the database's key and can be handed over where no network reaches the hub.
//!
//! What is sealed is a [`SealedChange`]: whoever knows the hub's public key can seal, so the device's token beside the
//! change proves the author, where nobody on the way can read it.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use doorstep_core::{
    enrolment::{SealedChange, Token},
    id::Id,
    sealed::{
        HubSealingKey, SealingSeed,
        outbox_file::{self, Frame},
    },
    store::{
        PhoneStore, StoreError, meta,
        outbox::{self, Content},
    },
};
use uuid::Uuid;

use crate::{enrolment::binding, error::Error, phone::random};

/// What the file should hold.
pub(crate) struct Wanted {
    device: Uuid,
    hub: HubSealingKey,
    token: Token,
    /// Changes that no checkpoint has covered, in order of saving.
    changes: Vec<(Id, String)>,
}

/// The file, and what it is known to hold.
pub(crate) struct SealedOutbox {
    path: PathBuf,
    /// Changes in the file; unknown until it was read.
    holds: Option<BTreeSet<Uuid>>,
}

fn uuid(id: Id) -> Uuid {
    Uuid::from_bytes(*id.as_bytes())
}

impl SealedOutbox {
    /// The file beside a database.
    pub(crate) fn beside(database: &Path) -> SealedOutbox {
        let mut name = database.as_os_str().to_owned();
        name.push(".outbox");
        SealedOutbox { path: name.into(), holds: None }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What the file should hold now; none before enrolment.
    pub(crate) fn wanted(&self, store: &mut PhoneStore) -> Result<Option<Wanted>, Error> {
        if !store.is_enrolled() {
            return Ok(None);
        }
        let conn = store.connection();
        let Some(hub) = meta::sealing_key(conn)? else { return Ok(None) };
        let token = binding::token(conn)?.parse().map_err(|_| StoreError::Corrupt { what: "token" })?;
        let changes = outbox::pending(conn)?.into_iter().filter_map(|queued| match queued.content {
            Content::Text(text) => Some((queued.id, text)),
            // Sealed already, of a household that has left: the database keeps it.
            Content::Sealed(_) => None,
        });
        Ok(Some(Wanted { device: uuid(store.enrolment()?.device), hub, token, changes: changes.collect() }))
    }

    /// Appends what the file lacks, or writes it anew when something in it is covered, damaged or of another device.
    pub(crate) fn keep(&mut self, wanted: &Wanted) -> Result<(), Error> {
        let known = match self.holds.take() {
            Some(holds) => Some(holds),
            None => self.read(wanted)?,
        };
        let ids: BTreeSet<Uuid> = wanted.changes.iter().map(|(id, _)| uuid(*id)).collect();
        match known {
            Some(holds) if holds.is_subset(&ids) => self.append(wanted, holds)?,
            _ => self.write_anew(wanted)?,
        }
        self.holds = Some(ids);
        Ok(())
    }

    /// The changes of a whole file of this device; none where it must be written anew.
    fn read(&self, wanted: &Wanted) -> Result<Option<BTreeSet<Uuid>>, Error> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let Ok(found) = outbox_file::read(file) else { return Ok(None) };
        let whole = found.damage.is_empty() && found.stopped.is_none() && found.device == Some(wanted.device);
        Ok(whole.then(|| found.frames.iter().map(|frame| frame.change).collect()))
    }

    fn append(&self, wanted: &Wanted, holds: BTreeSet<Uuid>) -> Result<(), Error> {
        let mut bytes = Vec::new();
        for (id, text) in wanted.changes.iter().filter(|(id, _)| !holds.contains(&uuid(*id))) {
            seal(wanted, *id, text)?.append_to(&mut bytes);
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let mut file = OpenOptions::new().append(true).open(&self.path)?;
        file.write_all(&bytes)?;
        file.sync_data()?;
        Ok(())
    }

    /// A file beside, then a rename: at any moment there is a whole one.
    fn write_anew(&self, wanted: &Wanted) -> Result<(), Error> {
        let frames = wanted.changes.iter().map(|(id, text)| seal(wanted, *id, text));
        let frames = frames.collect::<Result<Vec<_>, _>>()?;
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        let mut file = File::create(&beside)?;
        file.write_all(&outbox_file::encode(wanted.device, &frames))?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        Ok(())
    }
}

fn seal(wanted: &Wanted, id: Id, text: &str) -> Result<Frame, Error> {
    let plain = SealedChange { change: text.to_owned(), token: wanted.token.clone() }.to_bytes();
    let mut seed = [0; 32];
    random(&mut seed);
    Frame::seal(&wanted.hub, uuid(id), &plain, SealingSeed::from_random_bytes(seed))
        .map_err(|error| Error::Platform(error.to_string()))
}
