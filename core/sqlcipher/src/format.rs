//! The format of an encrypted file: SQLCipher 4's, with page size and authentication code of our choice.
//!
//! Both are part of every file and frozen: a file made with others cannot be opened with these. They were chosen by
//! measurement (`examples/measure.rs`, `docs/decisions/0003-sqlcipher-without-openssl.md`).

use rusqlite::Connection;

use crate::crypto::mac::Hash;

/// Bytes of a page, in plain files too.
pub(crate) const PAGE_BYTES: usize = 4096;
/// Bytes at the front of a file that SQLCipher stores openly, as the salt of the authentication key.
pub(crate) const SALT_BYTES: usize = 16;
/// Bytes of the initialisation vector near the end of a page.
pub(crate) const IV_BYTES: usize = 16;
/// The hash under a page's authentication code. SQLCipher's name for it is in [`apply`].
pub(crate) const HASH: Hash = Hash::Sha256;
/// Bytes at the end of a page that SQLite leaves to SQLCipher: vector and authentication code.
pub(crate) const RESERVED_BYTES: usize = IV_BYTES + HASH.code_bytes();

/// Tells SQLCipher before a connection is keyed. Once it is, the room at the end of a page only grows, so SHA-512, the
/// default, would leave 32 unused bytes in each. The default is the process's; nobody else here keys connections.
pub(crate) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    tell(connection, "PRAGMA cipher_default_hmac_algorithm = HMAC_SHA256")
}

/// Tells a connection that was just keyed: all that is part of the format, so that a later SQLCipher with other
/// defaults still reads and writes it.
///
/// `cipher_memory_security` is left off, its default. SQLCipher always wipes the keys it holds; that setting wipes and
/// locks every other allocation of SQLite too, for the whole process, plain files included, and cannot be taken back.
/// It would protect little, since the app shows the same rows from ordinary memory.
pub(crate) fn apply(connection: &Connection) -> rusqlite::Result<()> {
    tell(connection, "PRAGMA cipher_page_size = 4096")?;
    tell(connection, "PRAGMA cipher_hmac_algorithm = HMAC_SHA256")?;
    tell(connection, "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512")?;
    tell(connection, "PRAGMA cipher_plaintext_header_size = 0")
}

/// Runs a statement, whether or not it answers with rows.
pub(crate) fn tell(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}
