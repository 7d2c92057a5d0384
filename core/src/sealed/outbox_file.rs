//! The sealed outbox: the file beside the database that survives the loss of the database's key.
//!
//! Each change is appended to it, sealed to the hub, and pruned by its id (in clear) when a checkpoint covers it. The
//! file can be handed over where no network reaches the hub; nobody in between can read it.
//!
//! ```text
//! header  "DOORSTEP" · version (1) · device id (16) · check (4)
//! frame   marker (4) · length of sealed bytes (4, little-endian) · change id (16) · sealed bytes · check (8)
//! ```
//! A check is the beginning of the BLAKE3 hash of what it follows, from the length on. It finds accidents, not forgery:
//! that is for the envelope inside.
//!
//! Reading keeps every whole frame: a tail torn by a power cut, or damage in the middle, costs the frames it touches and
//! is reported. Before appending again the phone cuts the file back to [`OutboxFile::append_at`]; what the damage took is
//! still pending in the database, whence the phone appends what the file lacks.

use std::io::{ErrorKind, Read};

use uuid::Uuid;

use super::envelope::{ENVELOPE_OVERHEAD, MAX_PLAINTEXT, OpenError, SealError, SealingSeed, open, seal};
use super::key::{HubOpeningKey, HubSealingKey};

const MAGIC: &[u8; 8] = b"DOORSTEP";
const VERSION: u8 = 1;
const HEADER_CHECK_LEN: usize = 4;
const HEADER_LEN: usize = MAGIC.len() + 1 + 16 + HEADER_CHECK_LEN;
/// Not text, not UTF-8, no run of one byte: unlikely by chance, and what the search after damage looks for.
const MARKER: [u8; 4] = [0xD5, 0x0A, 0xF8, 0x5E];
const CHANGE_START: usize = MARKER.len() + 4;
const SEALED_START: usize = CHANGE_START + 16;
const CHECK_LEN: usize = 8;

/// The most bytes that one frame's sealed part may have.
pub const MAX_SEALED: usize = MAX_PLAINTEXT + ENVELOPE_OVERHEAD;
/// The most frames that a file may have.
pub const MAX_FRAMES: usize = 100_000;
/// The most bytes that a file may have: 64 MiB.
pub const MAX_FILE: usize = 64 << 20;
/// After so many markers without a whole frame the search gives up: a crafted file cannot keep a hub busy.
const MAX_FALSE_MARKERS: usize = 1_000;

/// One change in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Id of the change, in clear, so that the phone can prune what it cannot read.
    pub change: Uuid,
    sealed: Vec<u8>,
}

impl Frame {
    /// Seals a change. The envelope is tied to the change's id.
    ///
    /// # Errors
    /// As [`seal`].
    pub fn seal(hub: &HubSealingKey, change: Uuid, plaintext: &[u8], seed: SealingSeed) -> Result<Self, SealError> {
        Ok(Self { change, sealed: seal(hub, &associated(change), plaintext, seed)? })
    }

    /// Opens the change, at the hub.
    ///
    /// # Errors
    /// As [`open`]; also [`OpenError::Altered`] if the envelope was put under another change's id.
    pub fn open(&self, hub: &HubOpeningKey) -> Result<Vec<u8>, OpenError> {
        open(hub, &associated(self.change), &self.sealed)
    }

    /// The sealed bytes.
    pub fn sealed(&self) -> &[u8] {
        &self.sealed
    }

    /// Writes the frame at the end of `file`.
    pub fn append_to(&self, file: &mut Vec<u8>) {
        file.extend_from_slice(&MARKER);
        let checked_from = file.len();
        // At most MAX_SEALED: a frame comes only from `seal`, which caps its plaintext, and from `read_at`.
        file.extend_from_slice(&(self.sealed.len() as u32).to_le_bytes());
        file.extend_from_slice(self.change.as_bytes());
        file.extend_from_slice(&self.sealed);
        let check = blake3::hash(&file[checked_from..]);
        file.extend_from_slice(&check.as_bytes()[..CHECK_LEN]);
    }

    /// The whole frame at the start of `bytes`, and its length; `None` if there is none.
    fn read_at(bytes: &[u8]) -> Option<(Self, usize)> {
        let rest = bytes.strip_prefix(&MARKER)?;
        let sealed_len = u32::from_le_bytes(*rest.first_chunk()?) as usize;
        if sealed_len > MAX_SEALED {
            return None;
        }
        let sealed_end = SEALED_START + sealed_len;
        let check = bytes.get(sealed_end..sealed_end + CHECK_LEN)?;
        if blake3::hash(&bytes[MARKER.len()..sealed_end]).as_bytes()[..CHECK_LEN] != *check {
            return None;
        }
        let change = Uuid::from_slice(&bytes[CHANGE_START..SEALED_START]).ok()?;
        Some((Self { change, sealed: bytes[SEALED_START..sealed_end].to_vec() }, sealed_end + CHECK_LEN))
    }
}

fn associated(change: Uuid) -> Vec<u8> {
    [b"change ".as_slice(), change.as_bytes()].concat()
}

/// What a sealed outbox holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxFile {
    /// The device that wrote it; `None` if the header is damaged. Only a label: what proves the author is sealed.
    pub device: Option<Uuid>,
    /// Every whole frame, in the order in which they were appended. A change may occur twice.
    pub frames: Vec<Frame>,
    /// The stretches that could not be read, in order.
    pub damage: Vec<Damage>,
    /// Where the last whole frame ends: the length to cut the file back to before the next append. A file without a
    /// whole header (`device` is `None`) is written anew instead, from its frames.
    pub append_at: usize,
    /// Why reading stopped early, if the medium failed.
    pub stopped: Option<ErrorKind>,
}

/// Bytes that belong to no whole frame: a torn tail if it reaches the end of the file, else damage in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// Offset of the first byte.
    pub at: usize,
    /// Number of bytes.
    pub len: usize,
}

/// A new file of `device` with these frames: the file at its first change, or after pruning.
pub fn encode<'a>(device: Uuid, frames: impl IntoIterator<Item = &'a Frame>) -> Vec<u8> {
    let mut file = Vec::new();
    file.extend_from_slice(MAGIC);
    file.push(VERSION);
    file.extend_from_slice(device.as_bytes());
    let check = blake3::hash(&file);
    file.extend_from_slice(&check.as_bytes()[..HEADER_CHECK_LEN]);
    for frame in frames {
        frame.append_to(&mut file);
    }
    file
}

/// Reads a sealed outbox from memory.
///
/// # Errors
/// Only if there is nothing to keep: not an outbox, a newer version, no header and no frame; or a cap is exceeded.
pub fn decode(file: &[u8]) -> Result<OutboxFile, OutboxFileError> {
    if file.len() > MAX_FILE {
        return Err(OutboxFileError::TooLong);
    }
    let header = Header::read(file);
    let (device, mut at) = match header {
        Header::Whole { version, .. } if version != VERSION => {
            return Err(OutboxFileError::UnknownVersion { version });
        }
        Header::Whole { device, .. } => (Some(device), HEADER_LEN),
        Header::Torn | Header::Damaged | Header::Foreign => (None, 0),
    };
    let mut found = OutboxFile { device, frames: Vec::new(), damage: Vec::new(), append_at: at, stopped: None };
    let mut false_markers = 0;
    while at < file.len() {
        if let Some((frame, len)) = Frame::read_at(&file[at..]) {
            if found.frames.len() == MAX_FRAMES {
                return Err(OutboxFileError::TooManyFrames);
            }
            found.note_damage_before(at);
            found.frames.push(frame);
            at += len;
            found.append_at = at;
            continue;
        }
        false_markers += usize::from(file[at..].starts_with(&MARKER));
        if false_markers > MAX_FALSE_MARKERS {
            break;
        }
        at = next_marker(file, at + 1);
    }
    found.note_damage_before(file.len());
    if found.frames.is_empty() {
        header.accept_alone(file)?;
    }
    Ok(found)
}

/// Reads a sealed outbox from a file or a connection. If the medium fails on the way, what came before is kept and
/// [`OutboxFile::stopped`] tells why.
///
/// # Errors
/// As [`decode`]; [`OutboxFileError::Unreadable`] if the medium failed before anything could be kept.
pub fn read(source: impl Read) -> Result<OutboxFile, OutboxFileError> {
    let mut file = Vec::new();
    // One byte above the cap, so that a longer file is seen to be longer.
    let stopped = source.take(MAX_FILE as u64 + 1).read_to_end(&mut file).err().map(|error| error.kind());
    match (decode(&file), stopped) {
        (Ok(found), stopped) => Ok(OutboxFile { stopped, ..found }),
        (Err(_), Some(kind)) => Err(OutboxFileError::Unreadable { kind }),
        (Err(error), None) => Err(error),
    }
}

impl OutboxFile {
    fn note_damage_before(&mut self, at: usize) {
        if at > self.append_at {
            self.damage.push(Damage { at: self.append_at, len: at - self.append_at });
        }
    }
}

fn next_marker(file: &[u8], from: usize) -> usize {
    file[from..].windows(MARKER.len()).position(|bytes| bytes == MARKER).map_or(file.len(), |found| from + found)
}

enum Header {
    Whole { version: u8, device: Uuid },
    Torn,
    Damaged,
    Foreign,
}

impl Header {
    fn read(file: &[u8]) -> Self {
        let Some(header) = file.get(..HEADER_LEN) else {
            let start = &file[..file.len().min(MAGIC.len())];
            return if MAGIC.starts_with(start) { Self::Torn } else { Self::Foreign };
        };
        if !header.starts_with(MAGIC) {
            return Self::Foreign;
        }
        let (told, check) = header.split_at(HEADER_LEN - HEADER_CHECK_LEN);
        match Uuid::from_slice(&told[MAGIC.len() + 1..]) {
            Ok(device) if blake3::hash(told).as_bytes()[..HEADER_CHECK_LEN] == *check => {
                Self::Whole { version: told[MAGIC.len()], device }
            }
            _ => Self::Damaged,
        }
    }

    /// Whether a file without a single frame is an outbox all the same.
    fn accept_alone(&self, file: &[u8]) -> Result<(), OutboxFileError> {
        match self {
            Self::Whole { .. } => Ok(()),
            Self::Torn => Err(OutboxFileError::NoHeader { len: file.len() }),
            Self::Damaged => Err(OutboxFileError::NothingReadable),
            Self::Foreign => Err(OutboxFileError::NotAnOutbox),
        }
    }
}

/// Why nothing could be read from a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutboxFileError {
    /// The file is something else.
    #[error("this is not a Doorstep outbox: choose the file that the phone's \"hand over\" made")]
    NotAnOutbox,
    /// Empty, or torn inside its header: it never held a change.
    #[error("the outbox has only {len} bytes and no change yet: start it anew")]
    NoHeader {
        /// Bytes found.
        len: usize,
    },
    /// An outbox of which neither the header nor any frame survived.
    #[error("the outbox is damaged and holds no readable change: hand it over again from the phone")]
    NothingReadable,
    /// Written by a newer release.
    #[error("outbox of version {version}, this release reads version {VERSION}: update the hub")]
    UnknownVersion {
        /// Version found.
        version: u8,
    },
    /// Longer than [`MAX_FILE`].
    #[error("the outbox is longer than {MAX_FILE} bytes: no phone writes one so long")]
    TooLong,
    /// More frames than [`MAX_FRAMES`].
    #[error("the outbox holds more than {MAX_FRAMES} changes: no phone writes so many")]
    TooManyFrames,
    /// The medium failed before anything could be kept.
    #[error("the outbox could not be read ({kind}): try another copy")]
    Unreadable {
        /// What the system reported.
        kind: ErrorKind,
    },
}
