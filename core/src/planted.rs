//! Bugs on purpose, to prove that the simulator sees them.
//!
//! No ordinary build has them: they need `--cfg planted`, which only `cargo xtask sim --planted` gives, and there one at a
//! time is switched on. Everywhere else [`planted`] is a constant.

/// What a sync engine can get wrong. Each was wrong somewhere in the field, or in a draft of this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Bug {
    /// The hub answers although its commit failed.
    AckBeforeCommit = 1,
    /// The hub decides on what it loaded before it held the commune's lock.
    LoadOutsideLock,
    /// The hub's cursor comes from a later snapshot than its rows.
    CheckpointFromTwoSnapshots,
    /// The phone's cursor moves before the page is applied.
    CursorBeforeApply,
    /// The phone forgets a change when it was sent.
    PurgeBeforeFate,
    /// The phone takes what a push answer says as final.
    ProvisionalIsFinal,
    /// The hub takes a known number for a known change.
    DedupeByNumber,
    /// A cloned phone sends its changes again under new identities.
    CloneUnderNewIdentities,
    /// A change's hash depends on its place in the queue.
    HashOverPlace,
    /// A pull has one position instead of legs.
    OnePositionInsteadOfLegs,
    /// A grant has no position of its own.
    GrantWithoutPosition,
    /// The phone stores a page of another spool.
    PageWithoutSpoolCheck,
    /// The hub takes a cursor of another history.
    UnknownMarkIgnored,
    /// A restored hub gives positions again, and what changes had seen of the lost ones counts.
    SeenSurvivesRestore,
    /// Retained changes that a restored hub lacks are sent, but not shown.
    RetainedNotReplayed,
    /// The hub tells a revoked phone that all changes up to a number are safe.
    RevokedTrustsNumbers,
    /// Erasure does not reach the bytes of parked changes.
    ParkedTextSurvivesErasure,
    /// The later clock wins a field.
    FieldsByClock,
    /// A root that left the phone's scope stays on the phone.
    GoneNotForgotten,
}

impl Bug {
    /// All of them.
    pub const ALL: [Bug; 19] = [
        Bug::AckBeforeCommit,
        Bug::LoadOutsideLock,
        Bug::CheckpointFromTwoSnapshots,
        Bug::CursorBeforeApply,
        Bug::PurgeBeforeFate,
        Bug::ProvisionalIsFinal,
        Bug::DedupeByNumber,
        Bug::CloneUnderNewIdentities,
        Bug::HashOverPlace,
        Bug::OnePositionInsteadOfLegs,
        Bug::GrantWithoutPosition,
        Bug::PageWithoutSpoolCheck,
        Bug::UnknownMarkIgnored,
        Bug::SeenSurvivesRestore,
        Bug::RetainedNotReplayed,
        Bug::RevokedTrustsNumbers,
        Bug::ParkedTextSurvivesErasure,
        Bug::FieldsByClock,
        Bug::GoneNotForgotten,
    ];
}

#[cfg(not(planted))]
/// Whether a bug is switched on: never.
#[inline(always)]
pub const fn planted(_: Bug) -> bool {
    false
}

#[cfg(planted)]
pub use on::*;

#[cfg(planted)]
mod on {
    use std::{
        cell::{Cell, RefCell},
        sync::atomic::{AtomicU8, Ordering},
    };

    use super::Bug;
    use crate::{id::Seq, rules::working_set::WorkingSet};

    static ON: AtomicU8 = AtomicU8::new(0);

    thread_local! {
        /// What was loaded before the last commit, for [`Bug::LoadOutsideLock`].
        pub static LOADED: RefCell<Option<WorkingSet>> = const { RefCell::new(None) };
        /// The head before a push, for [`Bug::CheckpointFromTwoSnapshots`].
        pub static EARLIER: Cell<Seq> = const { Cell::new(0) };
    }

    /// Whether a bug is switched on.
    pub fn planted(bug: Bug) -> bool {
        ON.load(Ordering::Relaxed) == bug as u8
    }

    /// Switches one bug on, and any other off.
    pub fn plant(bug: Bug) {
        ON.store(bug as u8, Ordering::Relaxed);
    }

    /// A new world begins on this thread.
    pub fn forget() {
        LOADED.take();
        EARLIER.set(0);
    }
}
