//! The phone's file: what it holds, what it has not sent, and what became of what it sent.
//!
//! One SQLite file, encrypted with a key of the platform's secure storage. A tap is one transaction: the change goes into
//! the outbox, the rulebook applies it to the records, and the images of those records from before it are kept beside
//! them. A checkpoint puts those images back, applies what the hub sent, and replays what is still pending.
//!
//! * [`schema`]: tables, and the projections that are refilled from bodies.
//! * [`saving`]: a tap, from draft to durable. [`replay`]: applying one change to the records held.
//! * [`checkpoint`]: what the hub sent, under what is still pending.
//! * [`outbox`], [`receipts`], [`spool`], [`meta`], [`records`]: the tables, one each.
//! * [`query`]: what screens ask for.

pub mod checkpoint;
pub mod door;
pub mod draft;
pub mod meta;
pub mod outbox;
pub mod query;
pub mod receipts;
pub mod records;
pub mod replay;
pub mod saving;
pub mod schema;
pub mod spool;

use doorstep_sqlcipher::rusqlite::{self, Connection, Transaction, TransactionBehavior};

use crate::{
    clock::{HubTime, Moment, Stamp},
    id::{CommuneCode, Id},
    receipt::Reason,
};

/// Fills a slice with fresh random bytes: core draws none itself.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]);

/// Why the store did not do what was asked. Nothing is half done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite failed: full disk, damaged page, locked file.
    #[error("the phone's file: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file could not be opened.
    #[error(transparent)]
    Open(#[from] doorstep_sqlcipher::OpenError),
    /// The rulebook refuses the draft: nothing was saved, the person can mend it.
    #[error("refused: {reason}")]
    Refused {
        /// Why.
        reason: Reason,
        /// Arguments of the reason.
        args: crate::json::Fields,
    },
    /// The phone is not enrolled.
    #[error("not enrolled")]
    NotEnrolled,
    /// What is stored does not read: an error of a release.
    #[error("stored {what} does not read")]
    Corrupt {
        /// Which part.
        what: &'static str,
    },
}

/// A result of the store.
pub type StoreResult<T> = Result<T, StoreError>;

/// Who uses this phone: known from enrolment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The commune.
    pub commune: CommuneCode,
    /// The member.
    pub member: Id,
    /// The device.
    pub device: Id,
}

/// Pages kept in memory, decrypted. With SQLite's 2 MB a large checkpoint writes, and encrypts, the same pages several times.
const CACHE_KIB: i64 = 8 << 10;

/// The phone's file, open.
pub struct PhoneStore {
    conn: Connection,
    enrolment: Option<Enrolment>,
}

impl PhoneStore {
    /// Takes an open file: creates or brings up to date its tables, and refills projections of another version.
    pub fn new(mut conn: Connection) -> StoreResult<PhoneStore> {
        schema::prepare(&mut conn)?;
        let enrolment = meta::enrolment(&conn)?;
        Ok(PhoneStore { conn, enrolment })
    }

    /// Opens the file at a path with its key.
    pub fn open(path: &std::path::Path, key: &doorstep_sqlcipher::Key) -> StoreResult<PhoneStore> {
        let options = doorstep_sqlcipher::OpenOptions::new(schema::USER_VERSION);
        let conn = doorstep_sqlcipher::open(path, Some(key), &options)?;
        conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
        PhoneStore::new(conn)
    }

    /// Who uses the phone.
    pub fn enrolment(&self) -> StoreResult<&Enrolment> {
        self.enrolment.as_ref().ok_or(StoreError::NotEnrolled)
    }

    /// Whether the phone is enrolled.
    pub fn is_enrolled(&self) -> bool {
        self.enrolment.is_some()
    }

    /// Binds an empty file to a member and device, with a fresh incarnation.
    pub fn enrol(
        &mut self,
        enrolment: Enrolment,
        hub_now: i64,
        reading: Moment,
        random: Random<'_>,
    ) -> StoreResult<()> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        meta::set_enrolment(&tx, &enrolment)?;
        let inc = fresh_id(hub_now, random);
        meta::set(&tx, meta::INC, &inc.to_string())?;
        meta::set_hub_time(&tx, &HubTime::synced(hub_now, reading))?;
        tx.commit()?;
        self.enrolment = Some(enrolment);
        Ok(())
    }

    /// The hub's time at a reading of the platform's clocks. Counted on from the last sync, never back.
    pub fn stamp(&mut self, reading: Moment) -> StoreResult<Stamp> {
        Ok(self.hub_time(reading)?.stamp())
    }

    /// The hub's time at a reading, counted on from what is kept. Kept itself only now and then
    /// ([`HubTime::is_worth_keeping_after`]): a screen that asks for the day writes nothing.
    pub fn hub_time(&mut self, reading: Moment) -> StoreResult<HubTime> {
        let kept = meta::hub_time(&self.conn)?.ok_or(StoreError::NotEnrolled)?;
        let now = kept.advanced(reading);
        if now.is_worth_keeping_after(&kept) {
            meta::set_hub_time(&self.conn, &now)?;
        }
        Ok(now)
    }

    /// For queries.
    pub fn connection(&self) -> &Connection {
        &self.conn
    }

    /// A transaction that writes.
    pub(crate) fn begin(&mut self) -> StoreResult<Transaction<'_>> {
        Ok(self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

/// A version 7 identifier at a time, from fresh randomness.
pub fn fresh_id(at_ms: i64, random: Random<'_>) -> Id {
    let mut bytes = [0; 10];
    random(&mut bytes);
    Id::v7(at_ms, bytes)
}
