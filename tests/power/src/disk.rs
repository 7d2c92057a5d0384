//! A disk in memory that knows what was synced.
//!
//! A write goes into a file's present content at once, as into an operating system's cache, and is remembered as pending
//! until the file is synced. When power is lost, a pending write is kept, dropped, or torn: only some of its sectors
//! arrive, in any order. Names are pending too: a new or deleted file is certain only once its folder is synced, which
//! SQLite does with a log or journal (as its file system for Unix does) and with a synced deletion.

mod file;
mod loss;

use std::collections::BTreeMap;

pub use self::{
    file::{File, Op},
    loss::{Loss, SECTOR},
};
use doorstep_sim::dice::Dice;

/// The files of a folder, by name, as bytes.
pub type Image = BTreeMap<String, Vec<u8>>;

/// A moment at which power was lost.
#[derive(Clone, Debug)]
pub struct Cut {
    /// What is left.
    pub image: Image,
    /// How the pending writes fared.
    pub loss: Loss,
    /// How many writes were torn: some sectors arrived and others did not.
    pub torn: u64,
}

/// What a disk was asked to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Syncs of a file.
    pub syncs: u64,
    /// Writes into a log ahead.
    pub wal_writes: u64,
    /// Bytes of those.
    pub wal_bytes: u64,
    /// Writes anywhere.
    pub writes: u64,
}

/// A folder of files.
#[derive(Debug, Default)]
pub struct Disk {
    files: BTreeMap<String, File>,
    /// Names and contents that a synced folder still has although they were deleted since.
    deleted: BTreeMap<String, File>,
    counts: Counts,
    recorder: Option<(Dice, Vec<Cut>)>,
    lies: bool,
}

impl Disk {
    /// A disk with these files, all of them certain.
    pub fn with(image: &Image) -> Disk {
        let files = image.iter().map(|(name, bytes)| (name.clone(), File::certain(bytes.clone()))).collect();
        Disk { files, ..Disk::default() }
    }

    /// From now on syncs are promised and not done: what `synchronous=OFF` or a cheap drive does.
    pub fn lie(&mut self) {
        self.lies = true;
    }

    /// What the disk was asked to do so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What programs see now.
    pub fn seen(&self) -> Image {
        self.files.iter().map(|(name, file)| (name.clone(), file.now.clone())).collect()
    }

    /// Loses power at every write, sync and deletion from now on, each time on a copy; this disk goes on.
    pub fn record(&mut self, dice: Dice) {
        self.recorder = Some((dice, Vec::new()));
    }

    /// Ends recording and hands the cuts over.
    pub fn recorded(&mut self) -> Vec<Cut> {
        self.recorder.take().map(|(_, cuts)| cuts).unwrap_or_default()
    }

    /// Whether there is such a file.
    pub fn exists(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// A file.
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// A file, for its locks and shared memory, which no power cut keeps.
    pub(crate) fn file_mut(&mut self, name: &str) -> Option<&mut File> {
        self.files.get_mut(name)
    }

    /// Makes an empty file where there is none.
    pub fn create(&mut self, name: &str) {
        if !self.exists(name) {
            self.point();
            self.files.insert(name.to_owned(), File::fresh());
        }
    }

    /// Writes.
    pub fn write(&mut self, name: &str, at: usize, bytes: &[u8]) {
        self.point();
        self.counts.writes += 1;
        if name.ends_with("-wal") {
            self.counts.wal_writes += 1;
            self.counts.wal_bytes += bytes.len() as u64;
        }
        if let Some(file) = self.files.get_mut(name) {
            file.write(at, bytes);
        }
    }

    /// Cuts a file to a length, or fills it up with zeros.
    pub fn truncate(&mut self, name: &str, length: usize) {
        self.point();
        if let Some(file) = self.files.get_mut(name) {
            file.truncate(length);
        }
    }

    /// Makes a file's content certain; with a log or journal, the folder's names too.
    pub fn sync(&mut self, name: &str) {
        self.point();
        self.counts.syncs += 1;
        if self.lies {
            return;
        }
        if let Some(file) = self.files.get_mut(name) {
            file.sync();
        }
        if name.ends_with("-wal") || name.ends_with("-journal") {
            self.sync_folder();
        }
    }

    /// Deletes a file; certain at once where the folder is synced.
    pub fn delete(&mut self, name: &str, sync_folder: bool) {
        self.point();
        if let Some(file) = self.files.remove(name)
            && file.named
        {
            self.deleted.insert(name.to_owned(), file);
        }
        if sync_folder && !self.lies {
            self.sync_folder();
        }
    }

    fn sync_folder(&mut self) {
        self.deleted.clear();
        self.files.values_mut().for_each(|file| file.named = true);
    }

    /// A moment at which power may be lost.
    fn point(&mut self) {
        let Some((mut dice, mut cuts)) = self.recorder.take() else { return };
        cuts.push(self.lose_power(&mut dice));
        self.recorder = Some((dice, cuts));
    }

    /// What is left when power is lost now, as chance has it.
    pub fn lose_power(&self, dice: &mut Dice) -> Cut {
        let loss = Loss::draw(dice);
        let mut cut = Cut { image: Image::new(), loss, torn: 0 };
        for (name, file) in &self.files {
            if file.named || loss.keeps_name(dice) {
                let (bytes, torn) = loss.left_of(file, dice);
                cut.image.insert(name.clone(), bytes);
                cut.torn += torn;
            }
        }
        for (name, file) in &self.deleted {
            // The deletion itself was not synced: the old file may be back, unless a new one took its name.
            if !cut.image.contains_key(name) && !loss.keeps_name(dice) {
                let (bytes, torn) = loss.left_of(file, dice);
                cut.image.insert(name.clone(), bytes);
                cut.torn += torn;
            }
        }
        cut
    }
}
