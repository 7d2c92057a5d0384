//! The keys of a hub.

use doorstep_core::{
    enrolment::Token,
    sealed::{self, HubOpeningKey, HubSealingKey, outbox_file::Frame},
    sync::hub::Keys,
};
use doorstep_sqlcipher::Key;
use p256::{
    SecretKey,
    pkcs8::{EncodePrivateKey, EncodePublicKey},
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};

use super::secret::{Purpose, Secret};

/// A key could not be made of the secret. Not seen in practice: it needs a fault of memory or of a library.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the hub's {0} could not be made from its secret")]
pub struct BadKey(&'static str);

/// The keys of a hub, all from its secret.
pub struct HubKeys {
    identity: SecretKey,
    pin: [u8; 32],
    opening: HubOpeningKey,
    receipts: [u8; 32],
    tokens: [u8; 32],
    database: Key,
}

/// What TLS needs: a certificate around the identity key.
pub struct TlsIdentity {
    /// Self-signed; phones look at nothing but its key.
    pub certificate: CertificateDer<'static>,
    /// The identity key.
    pub key: PrivateKeyDer<'static>,
}

impl HubKeys {
    /// The keys of a secret; the same each time.
    ///
    /// # Errors
    /// [`BadKey`]; not seen in practice.
    pub fn of(secret: &Secret) -> Result<HubKeys, BadKey> {
        // One candidate in 2^32 is above the curve's order; the next round then gives another.
        let identity = (0..=u8::MAX)
            .find_map(|round| SecretKey::from_slice(&secret.derive(Purpose::Identity, round)).ok())
            .ok_or(BadKey("identity key"))?;
        let public = identity.public_key().to_public_key_der().map_err(|_| BadKey("identity key"))?;
        Ok(HubKeys {
            pin: Sha256::digest(public.as_bytes()).into(),
            identity,
            opening: HubOpeningKey::from_seed(&secret.derive(Purpose::Sealing, 0)),
            receipts: secret.derive(Purpose::Receipts, 0),
            tokens: secret.derive(Purpose::Tokens, 0),
            database: Key::from_slice(&secret.derive(Purpose::Database, 0)).ok_or(BadKey("database key"))?,
        })
    }

    /// SHA-256 of the public key (SubjectPublicKeyInfo): what phones pin.
    pub const fn pin(&self) -> &[u8; 32] {
        &self.pin
    }

    /// The key to which phones seal.
    pub const fn sealing_key(&self) -> HubSealingKey {
        self.opening.sealing_key()
    }

    /// The key of the database file.
    pub const fn database(&self) -> &Key {
        &self.database
    }

    /// The token of the device that enrolled by this attempt: the same when the phone asks again after a lost answer,
    /// and known to nobody who lacks either the attempt or the hub's secret.
    pub fn token_of(&self, attempt: &Token) -> Token {
        Token::from_bytes(*blake3::keyed_hash(&self.tokens, &attempt.hash()).as_bytes())
    }

    /// Opens one change of a sealed outbox.
    pub fn open_frame(&self, frame: &Frame) -> Result<Vec<u8>, sealed::OpenError> {
        frame.open(&self.opening)
    }

    /// A certificate for TLS, made anew at each start.
    ///
    /// # Errors
    /// [`BadKey`]; not seen in practice.
    pub fn tls(&self, names: Vec<String>) -> Result<TlsIdentity, BadKey> {
        let bad = || BadKey("certificate");
        let pkcs8 = self.identity.to_pkcs8_der().map_err(|_| bad())?;
        let key = PrivatePkcs8KeyDer::from(pkcs8.as_bytes().to_vec());
        let pair =
            rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&key, &rcgen::PKCS_ECDSA_P256_SHA256).map_err(|_| bad())?;
        let mut parameters = rcgen::CertificateParams::new(names).map_err(|_| bad())?;
        parameters.distinguished_name = rcgen::DistinguishedName::new();
        parameters.distinguished_name.push(rcgen::DnType::CommonName, "Doorstep hub");
        let certificate = parameters.self_signed(&pair).map_err(|_| bad())?.der().clone();
        Ok(TlsIdentity { certificate, key: key.into() })
    }
}

impl Keys for HubKeys {
    fn receipt_key(&self) -> &[u8; 32] {
        &self.receipts
    }

    /// Changes that a phone retains of households that have left are sealed without associated bytes: they come back
    /// over an authenticated exchange.
    fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        sealed::open(&self.opening, b"", sealed).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_a_secret_are_for_ever() {
        let keys = HubKeys::of(&Secret::from_bytes([1; 32])).unwrap();
        let again = HubKeys::of(&Secret::from_bytes([1; 32])).unwrap();
        assert_eq!(keys.pin(), again.pin());
        assert_eq!(keys.sealing_key(), again.sealing_key());
        assert_ne!(keys.pin(), HubKeys::of(&Secret::from_bytes([2; 32])).unwrap().pin());
    }

    #[test]
    fn a_certificate_carries_the_pinned_key() {
        let keys = HubKeys::of(&Secret::from_bytes([1; 32])).unwrap();
        let tls = keys.tls(vec!["localhost".into()]).unwrap();
        let public = keys.identity.public_key().to_public_key_der().unwrap();
        let holds = tls.certificate.windows(public.as_bytes().len()).any(|window| window == public.as_bytes());
        assert!(holds, "the certificate holds the public key whose hash is pinned");
    }
}
