//! Locks and shared memory of a file, as SQLite's handles in one process share them. Without `unsafe`: only `methods`
//! hands the memory's address to SQLite.

use std::{cell::UnsafeCell, collections::BTreeMap};

/// SQLite's levels of a file's lock, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// None.
    #[default]
    Unlocked,
    /// Reads.
    Shared,
    /// Means to write.
    Reserved,
    /// Waits for readers to leave.
    Pending,
    /// Writes.
    Exclusive,
}

impl Level {
    /// SQLite's number of a level.
    pub fn of(number: i32) -> Level {
        match number {
            0 => Level::Unlocked,
            1 => Level::Shared,
            2 => Level::Reserved,
            3 => Level::Pending,
            _ => Level::Exclusive,
        }
    }
}

/// Who holds which lock of a file, by handle.
#[derive(Debug, Default)]
pub struct FileLocks(BTreeMap<u64, Level>);

impl FileLocks {
    /// Raises a handle's lock. False where another handle is in the way.
    pub fn raise(&mut self, handle: u64, to: Level) -> bool {
        let own = self.0.get(&handle).copied().unwrap_or_default();
        if own >= to {
            return true;
        }
        let others = || self.0.iter().filter(move |(other, _)| **other != handle).map(|(_, level)| *level);
        let reached = match to {
            Level::Unlocked => own,
            Level::Shared if others().any(|level| level >= Level::Pending) => return false,
            Level::Shared => Level::Shared,
            _ if others().any(|level| level >= Level::Reserved) => return false,
            Level::Reserved => Level::Reserved,
            // Readers must leave first; pending keeps new ones out.
            _ if others().any(|level| level >= Level::Shared) => Level::Pending,
            _ => Level::Exclusive,
        };
        self.0.insert(handle, reached);
        reached >= to || to == Level::Pending
    }

    /// Lowers a handle's lock.
    pub fn lower(&mut self, handle: u64, to: Level) {
        if to == Level::Unlocked {
            self.0.remove(&handle);
        } else if let Some(level) = self.0.get_mut(&handle) {
            *level = (*level).min(to);
        }
    }

    /// Whether anybody means to write.
    pub fn reserved(&self) -> bool {
        self.0.values().any(|level| *level >= Level::Reserved)
    }
}

/// Slots that SQLite locks in shared memory.
pub const SLOTS: usize = 8;
/// Bytes of a region of shared memory.
pub const REGION: usize = 32 << 10;

/// A region: SQLite writes into it through its address, Rust never looks into it.
#[repr(align(64))]
pub struct Region(UnsafeCell<[u8; REGION]>);

impl std::fmt::Debug for Region {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Region")
    }
}

/// The index of a log, in memory that all handles of a file share. The last to leave takes it along, as the first to come
/// empties what a crashed process left.
#[derive(Debug, Default)]
pub struct SharedMemory {
    // Boxed: an address stays valid while more regions come.
    regions: Vec<Box<Region>>,
    users: BTreeMap<u64, ()>,
    shared: BTreeMap<(u64, usize), ()>,
    exclusive: [Option<u64>; SLOTS],
}

impl SharedMemory {
    /// The address of a region; none where there is no such region and none is to be made.
    pub fn region(&mut self, handle: u64, number: usize, make: bool) -> Option<*mut u8> {
        self.users.insert(handle, ());
        while make && self.regions.len() <= number {
            self.regions.push(Box::new(Region(UnsafeCell::new([0; REGION]))));
        }
        self.regions.get(number).map(|region| region.0.get().cast())
    }

    /// Locks slots, shared or alone. False where another handle is in the way: then nothing was locked.
    pub fn lock(&mut self, handle: u64, slots: std::ops::Range<usize>, alone: bool) -> bool {
        let taken = |slot: usize| self.exclusive[slot].is_some_and(|by| by != handle);
        let read = |slot: usize| self.shared.keys().any(|(by, at)| *at == slot && *by != handle);
        if slots.clone().any(|slot| taken(slot) || alone && read(slot)) {
            return false;
        }
        for slot in slots {
            if alone {
                self.exclusive[slot] = Some(handle);
            } else {
                self.shared.insert((handle, slot), ());
            }
        }
        true
    }

    /// Unlocks slots, what was shared or what was held alone.
    pub fn unlock(&mut self, handle: u64, slots: std::ops::Range<usize>) {
        for slot in slots {
            if self.exclusive[slot] == Some(handle) {
                self.exclusive[slot] = None;
            }
            self.shared.remove(&(handle, slot));
        }
    }

    /// A handle leaves.
    pub fn leave(&mut self, handle: u64) {
        self.unlock(handle, 0..SLOTS);
        self.users.remove(&handle);
        if self.users.is_empty() {
            self.regions.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writes_once_all_others_have_left() {
        let mut locks = FileLocks::default();
        assert!(locks.raise(1, Level::Shared) && locks.raise(2, Level::Shared));
        assert!(locks.raise(1, Level::Reserved) && !locks.raise(2, Level::Reserved));
        assert!(!locks.raise(1, Level::Exclusive), "a reader is there");
        assert!(!locks.raise(3, Level::Shared), "pending keeps readers out");
        locks.lower(2, Level::Unlocked);
        assert!(locks.raise(1, Level::Exclusive) && locks.reserved());
        locks.lower(1, Level::Shared);
        assert!(locks.raise(3, Level::Shared) && !locks.reserved());
    }

    #[test]
    fn slots_are_shared_or_held_alone() {
        let mut memory = SharedMemory::default();
        assert!(memory.region(1, 0, false).is_none());
        let address = memory.region(1, 0, true);
        assert_eq!(memory.region(2, 0, false), address);
        assert!(memory.lock(1, 3..4, false) && memory.lock(2, 3..4, false));
        assert!(!memory.lock(1, 3..8, true));
        memory.unlock(2, 3..4);
        assert!(memory.lock(1, 3..8, true) && !memory.lock(2, 4..5, false));
        memory.leave(1);
        assert!(memory.lock(2, 4..5, false));
        memory.leave(2);
        assert!(memory.region(3, 0, false).is_none());
    }
}
