//! SQLite files, encrypted or plain, opened the way Doorstep's stores need them; no OpenSSL on any target.
//!
//! SQLCipher is SQLite with every page encrypted (AES-256-CBC) and authenticated (HMAC). It takes its primitives from
//! a *provider*; ours is made of RustCrypto, so that one pure Rust implementation serves every target, a tenth of
//! the size of OpenSSL. Why, and what was measured: `docs/decisions/0003-sqlcipher-without-openssl.md`.
//!
//! * `crypto`: the primitives, in safe Rust over slices.
//! * `provider`: the same, as SQLCipher calls them through C.
//! * `open` and what it uses: the file's key, its settings, and a verdict when it cannot be opened.
//!
//! This is the one crate of the product with `unsafe`: in `provider`, and where `keying` hands SQLCipher the key.

mod crypto;
mod key;
mod keying;
mod open;
mod provider;

pub use key::{KEY_BYTES, Key};
pub use open::open;
/// The SQLite that this crate links; take it from here, so that file and provider always belong together.
pub use rusqlite;
