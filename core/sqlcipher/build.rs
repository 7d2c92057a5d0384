//! Answers the `-lcrypto` that `libsqlite3-sys` asks for, with an archive of nothing.
//!
//! Its build script names OpenSSL's library on every target but Apple's, even when SQLCipher was told to take its
//! cryptography elsewhere (`.cargo/config.toml`). No symbol is wanted from it, so an empty archive, found before any
//! libcrypto of the system, satisfies the linker on every host and target. A build that lost that flag fails to link
//! instead of taking OpenSSL in silence.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

/// An `ar` archive without members: its magic number alone.
const EMPTY_ARCHIVE: &[u8] = b"!<arch>\n";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_VENDOR")? == "apple" {
        return Ok(());
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(folder.join("libcrypto.a"), EMPTY_ARCHIVE)?;
    println!("cargo::rustc-link-search=native={}", folder.display());
    Ok(())
}
