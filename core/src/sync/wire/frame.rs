//! One zstd frame: how a body is packed for the wire, and unpacked within limits.

use std::{
    io::Read,
    sync::{Mutex, PoisonError},
};

use zstd::{
    bulk::Compressor,
    stream::read::Decoder,
    zstd_safe::{DCtx, ResetDirective},
};

use super::{MAX_COMPRESSED, MAX_UNPACKED, WireError, ZSTD_LEVEL, bad};

/// Contexts at rest, so that not each body pays for a new one: making one asks the processor what it can, which a
/// virtual machine answers slowly (a seventh of the simulator's time). Few are kept: each holds one to two megabytes.
struct Resting<T>(Mutex<Vec<T>>);

/// How many contexts of each kind rest.
const MOST: usize = 2;

static PACKING: Resting<Compressor<'static>> = Resting(Mutex::new(Vec::new()));
static UNPACKING: Resting<DCtx<'static>> = Resting(Mutex::new(Vec::new()));

impl<T> Resting<T> {
    fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn put(&self, context: T) {
        let mut resting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if resting.len() < MOST {
            resting.push(context);
        }
    }
}

/// Packs a body.
pub(super) fn pack(text: &str) -> Result<Vec<u8>, WireError> {
    let mut context = match PACKING.take() {
        Some(context) => context,
        None => Compressor::new(ZSTD_LEVEL).map_err(|_| WireError::Compression)?,
    };
    let packed = context.compress(text.as_bytes()).map_err(|_| WireError::Compression)?;
    PACKING.put(context);
    Ok(packed)
}

/// Unpacks a body within the limits.
pub(super) fn unpack(bytes: &[u8]) -> Result<String, WireError> {
    if bytes.len() > MAX_COMPRESSED {
        return Err(WireError::TooLarge { what: "compressed bytes", limit: MAX_COMPRESSED });
    }
    let mut context = match UNPACKING.take() {
        Some(context) => context,
        None => DCtx::try_create().ok_or(WireError::Compression)?,
    };
    // Whatever the last frame left, be it cut or broken: this one begins anew.
    context.reset(ResetDirective::SessionOnly).map_err(|_| WireError::Compression)?;
    let mut text = Vec::new();
    let read = Decoder::with_context(bytes, &mut context).take(MAX_UNPACKED as u64 + 1).read_to_end(&mut text);
    UNPACKING.put(context);
    read.map_err(|_| WireError::Compression)?;
    if text.len() > MAX_UNPACKED {
        return Err(WireError::TooLarge { what: "unpacked bytes", limit: MAX_UNPACKED });
    }
    String::from_utf8(text).map_err(|_| bad(1, "not UTF-8"))
}
