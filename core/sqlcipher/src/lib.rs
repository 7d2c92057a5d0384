//! SQLite files, encrypted or plain, opened the way Doorstep's stores need them; no OpenSSL on any target.
//!
//! SQLCipher is SQLite with every page encrypted (AES-256-CBC) and authenticated (HMAC). It takes its primitives from
//! a *provider*; ours is made of RustCrypto, so that one pure Rust implementation serves every target, a tenth of
//! the size of OpenSSL. Why, and what was measured: `docs/decisions/0003-sqlcipher-without-openssl.md`.
//!
//! * `crypto`: the primitives, in safe Rust over slices.
//! * `provider`: the same, as SQLCipher calls them through C.
//! * `open`, and what it uses: the `file` as it lies there, the `witness` that tells a wrong key from damage, the
//!   frozen `format`, `keying`, the `settings` of a connection, and an `error` that says what to do.
//! * `check` and `aside`: for when a file is suspected, and when it is broken.
//!
//! This is the one crate of the product with `unsafe`: in `provider`, where `keying` hands SQLCipher the key, and where
//! `raw` reads a file through SQLite's handle.

mod aside;
mod check;
mod crypto;
mod error;
mod file;
mod format;
mod key;
mod keying;
mod open;
mod provider;
mod raw;
mod settings;
mod witness;

pub use aside::set_aside;
pub use check::check;
pub use error::OpenError;
pub use key::{KEY_BYTES, Key};
pub use open::{OpenOptions, open, open_in_memory};
/// The SQLite that this crate links; take it from here, so that file and provider always belong together.
pub use rusqlite;
