//! Bounds that keep a hostile or broken file from exhausting the hub.

use crate::read::{Refusal, RefusalKind};

/// Upper bounds on one file. The defaults fit a ward of 60,000 households and stay below 200 MB of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as uploaded.
    pub file_bytes: usize,
    /// Bytes of all its parts, unpacked.
    pub unpacked_bytes: u64,
    /// Bytes of the table of shared strings, unpacked; readers hold it in memory several times over.
    pub shared_bytes: u64,
    /// Parts in the package.
    pub parts: usize,
    /// Sheets.
    pub sheets: usize,
    /// Cells that hold something, all sheets together.
    pub cells: usize,
    /// Cells of the rectangle around a sheet's content, for readers that build it densely (XLS).
    pub rectangle: u64,
    /// Characters of all cells together.
    pub characters: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 32 << 20,
            unpacked_bytes: 256 << 20,
            shared_bytes: 32 << 20,
            parts: 2_000,
            sheets: 200,
            cells: 1_500_000,
            rectangle: 3_000_000,
            characters: 40_000_000,
        }
    }
}

/// Counts what is kept while a file is read.
pub(crate) struct Meter<'a> {
    limits: &'a Limits,
    cells: usize,
    characters: usize,
}

impl<'a> Meter<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: 0, characters: 0 }
    }

    /// Notes a cell of so many bytes.
    pub(crate) fn cell(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.cells += 1;
        self.characters += bytes;
        match self.cells > self.limits.cells || self.characters > self.limits.characters {
            true => Err(RefusalKind::TooBig.into()),
            false => Ok(()),
        }
    }
}
