//! One sealed message: `version (1) · key hint (8) · encapsulated key (32) · ciphertext and tag`.
//!
//! Version and purpose are bound through HPKE's `info`, the key through its key schedule, so that no byte of an
//! envelope can be changed unnoticed. The hint is only there to tell "sealed to another key" from "damaged".

use std::convert::Infallible;
use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::Kem;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use zeroize::Zeroize;

use super::key::{Encapsulation, HubOpeningKey, HubSealingKey, KeyHint};

const VERSION: u8 = 1;
const INFO: &[u8] = b"doorstep sealed to the hub, version 1";
const HINT_START: usize = 1;
const ENCAPSULATED_START: usize = HINT_START + KeyHint::LEN;
const CIPHERTEXT_START: usize = ENCAPSULATED_START + 32;
const TAG_LEN: usize = 16;

/// How many bytes an envelope is longer than what it holds.
pub const ENVELOPE_OVERHEAD: usize = CIPHERTEXT_START + TAG_LEN;

/// The most bytes that one envelope holds: 1 MiB, far above any change that a person makes.
pub const MAX_PLAINTEXT: usize = 1 << 20;

/// 32 fresh random bytes for one sealing.
///
/// The same seed for two messages would give both the same key and nonce and reveal them: therefore it cannot be copied
/// and [`seal`] consumes it. Its memory is wiped when it is dropped.
pub struct SealingSeed([u8; 32]);

impl SealingSeed {
    /// A seed from 32 bytes that the caller has just drawn from the system's secure generator and uses for nothing else.
    pub const fn from_random_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl Drop for SealingSeed {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for SealingSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingSeed(secret)")
    }
}

/// Seals `plaintext` to the hub. `associated` is not in the result but must be given again to [`open`]: it ties the
/// envelope to its place (the id of the change, for instance), so that it opens nowhere else.
///
/// # Errors
/// [`SealError::TooLong`] above [`MAX_PLAINTEXT`] bytes; [`SealError::UnusableKey`] if the hub's key is none.
pub fn seal(hub: &HubSealingKey, associated: &[u8], plaintext: &[u8], seed: SealingSeed) -> Result<Vec<u8>, SealError> {
    if plaintext.len() > MAX_PLAINTEXT {
        return Err(SealError::TooLong { len: plaintext.len() });
    }
    let (encapsulated, ciphertext) = seal_with_info(hub, INFO, associated, plaintext, seed)?;
    let mut envelope = Vec::with_capacity(plaintext.len() + ENVELOPE_OVERHEAD);
    envelope.push(VERSION);
    envelope.extend_from_slice(&hub.hint().0);
    envelope.extend_from_slice(&encapsulated);
    envelope.extend_from_slice(&ciphertext);
    Ok(envelope)
}

/// HPKE itself, without our framing: apart so that RFC 9180's own vectors, which have another `info`, can test it.
pub(super) fn seal_with_info(
    hub: &HubSealingKey,
    info: &[u8],
    associated: &[u8],
    plaintext: &[u8],
    seed: SealingSeed,
) -> Result<([u8; 32], Vec<u8>), SealError> {
    let recipient = hub.encapsulation_key().ok_or(SealError::UnusableKey)?;
    let (encapsulated, ciphertext) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Encapsulation>(
        &OpModeS::Base,
        &recipient,
        info,
        plaintext,
        associated,
        &mut SeedBytes { seed, used: 0 },
    )
    .map_err(|_| SealError::UnusableKey)?;
    Ok((encapsulated.to_bytes().into(), ciphertext))
}

/// Opens an envelope with the `associated` bytes that it was sealed with.
///
/// # Errors
/// Says whether the bytes are no envelope, come from a newer release, belong to another key, or were altered.
pub fn open(hub: &HubOpeningKey, associated: &[u8], envelope: &[u8]) -> Result<Vec<u8>, OpenError> {
    match envelope.first() {
        Some(&VERSION) => {}
        Some(&version) => return Err(OpenError::UnknownVersion { version }),
        None => return Err(OpenError::TooShort { len: 0 }),
    }
    if envelope.len() < ENVELOPE_OVERHEAD {
        return Err(OpenError::TooShort { len: envelope.len() });
    }
    let mut sealed_to = KeyHint([0; KeyHint::LEN]);
    sealed_to.0.copy_from_slice(&envelope[HINT_START..ENCAPSULATED_START]);
    let ours = hub.sealing_key().hint();
    if sealed_to != ours {
        return Err(OpenError::OtherKey { sealed_to, ours });
    }
    open_with_info(
        hub,
        INFO,
        associated,
        &envelope[ENCAPSULATED_START..CIPHERTEXT_START],
        &envelope[CIPHERTEXT_START..],
    )
}

pub(super) fn open_with_info(
    hub: &HubOpeningKey,
    info: &[u8],
    associated: &[u8],
    encapsulated: &[u8],
    ciphertext: &[u8],
) -> Result<Vec<u8>, OpenError> {
    let encapsulated = <Encapsulation as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| OpenError::Altered)?;
    single_shot_open::<ChaCha20Poly1305, HkdfSha256, Encapsulation>(
        &OpModeR::Base,
        hub.decapsulation_key(),
        &encapsulated,
        info,
        ciphertext,
        associated,
    )
    .map_err(|_| OpenError::Altered)
}

/// Why something could not be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// More bytes than an envelope holds.
    #[error("{len} bytes are too many to seal, at most {MAX_PLAINTEXT}: split them")]
    TooLong {
        /// Bytes given.
        len: usize,
    },
    /// The hub's public key is one that no secret key matches.
    #[error("the hub's sealing key is not a usable key: enrol again with the hub's present code")]
    UnusableKey,
}

/// Why an envelope does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Shorter than an envelope of nothing.
    #[error("{len} bytes are too few for a sealed message, at least {ENVELOPE_OVERHEAD}: it was cut off")]
    TooShort {
        /// Bytes given.
        len: usize,
    },
    /// Sealed by a newer release, or no sealed message at all.
    #[error("sealed message of version {version}, this release opens version {VERSION}: update the hub")]
    UnknownVersion {
        /// Its first byte.
        version: u8,
    },
    /// Sealed to another key: another hub's, or one that this hub had before.
    #[error("sealed to key {sealed_to}, this is key {ours}: take it to the hub that has the first")]
    OtherKey {
        /// The key that opens it.
        sealed_to: KeyHint,
        /// The key that was tried.
        ours: KeyHint,
    },
    /// Altered after sealing, or offered in another place than it was sealed for.
    #[error("the sealed message was altered or belongs to another place: it cannot be opened")]
    Altered,
}

/// HPKE draws the 32 bytes of its ephemeral key from a generator; ours hands out the seed. More is never asked of it;
/// should a later version of the library do so, the stream goes on with bytes derived from the seed.
struct SeedBytes {
    seed: SealingSeed,
    used: u64,
}

impl TryRng for SeedBytes {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes).map(|()| u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes).map(|()| u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        let mut beyond = blake3::Hasher::new_keyed(&self.seed.0).finalize_xof();
        for byte in target {
            *byte = match self.seed.0.get(self.used as usize) {
                Some(&seed_byte) => seed_byte,
                None => {
                    let mut next = [0];
                    beyond.set_position(self.used - self.seed.0.len() as u64);
                    beyond.fill(&mut next);
                    next[0]
                }
            };
            self.used += 1;
        }
        Ok(())
    }
}

impl TryCryptoRng for SeedBytes {}
