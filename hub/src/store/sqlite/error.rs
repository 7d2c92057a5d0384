//! What SQLite's failures mean to the engine: content that can never be committed, or nothing known.

use std::fmt;

use doorstep_core::sync::hub::store::StoreError;
use doorstep_sqlcipher::{OpenError, rusqlite};
use rusqlite::{Error, ErrorCode};

/// Why a hub's file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenHubError {
    /// The file, its key or its version.
    #[error(transparent)]
    File(#[from] OpenError),
    /// It opened, but could not be brought up to date; the next opening goes on where this one stopped.
    #[error("The hub's database could not be brought up to date: {0}. Try again.")]
    Update(#[from] StoreError),
}

impl OpenHubError {
    /// The same in Vietnamese.
    pub fn vietnamese(&self) -> String {
        match self {
            OpenHubError::File(error) => error.vietnamese(),
            OpenHubError::Update(error) => {
                format!("Không cập nhật được cơ sở dữ liệu của máy chủ ({error}). Hãy thử lại.")
            }
        }
    }
}

/// Constraints, types and sizes lie in the batch; all else (busy, full, disk, damage) says nothing about it. The message
/// holds a code and names of our schema, never content.
pub(super) fn of_sqlite(error: Error) -> StoreError {
    match error {
        Error::SqliteFailure(failure, message) => {
            let code = failure.extended_code;
            match failure.code {
                // SQLite names the constraint's table and columns, no values.
                ErrorCode::ConstraintViolation => {
                    StoreError::Deterministic(format!("SQLite code {code}: {}", message.unwrap_or_default()))
                }
                ErrorCode::TypeMismatch | ErrorCode::TooBig => StoreError::Deterministic(format!("SQLite code {code}")),
                _ => StoreError::Unavailable(format!("SQLite code {code}")),
            }
        }
        Error::ToSqlConversionFailure(_) => StoreError::Deterministic("a value that SQLite cannot hold".into()),
        Error::FromSqlConversionFailure(column, ..) | Error::InvalidColumnType(column, ..) => {
            unreadable(format_args!("column {column} of a row"))
        }
        Error::IntegralValueOutOfRange(column, _) => unreadable(format_args!("column {column} of a row")),
        _ => StoreError::Unavailable("unexpected answer of SQLite".into()),
    }
}

/// Stored data that does not read: damage, never the batch's fault.
pub(super) fn unreadable(what: impl fmt::Display) -> StoreError {
    StoreError::Unavailable(format!("stored data unreadable: {what}; run `check`"))
}

/// Turns SQLite's results into the store's.
pub(super) trait OrStoreError<T> {
    fn or_store(self) -> Result<T, StoreError>;
}

impl<T> OrStoreError<T> for rusqlite::Result<T> {
    fn or_store(self) -> Result<T, StoreError> {
        self.map_err(of_sqlite)
    }
}
