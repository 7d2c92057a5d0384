//! A file: what programs see, what is certain, and what lies between the two.

use crate::vfs::locks::{FileLocks, SharedMemory};

/// A change of a file that no sync has made certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Bytes at an offset.
    Write(usize, Vec<u8>),
    /// A new length.
    Length(usize),
}

impl Op {
    /// Carries it out.
    pub(super) fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Op::Write(at, bytes) => put(content, *at, bytes),
            Op::Length(length) => content.resize(*length, 0),
        }
    }
}

/// Puts bytes at an offset; a hole before them is zeros.
pub(super) fn put(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[at..end].copy_from_slice(bytes);
}

/// A file.
#[derive(Debug)]
pub struct File {
    /// What programs see.
    pub now: Vec<u8>,
    /// What the last sync made certain.
    pub(super) certain: Vec<u8>,
    /// What was done since, in order.
    pub(super) pending: Vec<Op>,
    /// Whether its name is certain.
    pub(super) named: bool,
    /// Locks of open handles.
    pub(crate) locks: FileLocks,
    /// The index of its log, shared by handles.
    pub(crate) shared: SharedMemory,
}

impl File {
    fn of(bytes: Vec<u8>, named: bool) -> File {
        let certain = bytes.clone();
        File {
            now: bytes,
            certain,
            pending: Vec::new(),
            named,
            locks: FileLocks::default(),
            shared: SharedMemory::default(),
        }
    }

    pub(super) fn certain(bytes: Vec<u8>) -> File {
        File::of(bytes, true)
    }

    pub(super) fn fresh() -> File {
        File::of(Vec::new(), false)
    }

    pub(super) fn write(&mut self, at: usize, bytes: &[u8]) {
        put(&mut self.now, at, bytes);
        self.pending.push(Op::Write(at, bytes.to_vec()));
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.now.resize(length, 0);
        self.pending.push(Op::Length(length));
    }

    pub(super) fn sync(&mut self) {
        for op in self.pending.drain(..) {
            op.apply(&mut self.certain);
        }
    }
}
