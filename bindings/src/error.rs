//! Errors: rich inside, few outside. An app localises by variant and code; nothing here is for people to read.

use doorstep_core::{
    enrolment::InvitationError,
    store::{
        StoreError,
        query::fates::{ReasonArg, reason_args},
    },
    sync::phone::SyncError,
};
use doorstep_sqlcipher::OpenError;

use crate::transport::TransportError;

/// What went wrong, inside.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Sync(#[from] SyncError),
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error(transparent)]
    Invitation(#[from] InvitationError),
    #[error("state: {0}")]
    State(&'static str),
    #[error("the hub answers {status}: {code}")]
    Hub { status: u16, code: String },
    #[error("input {field}")]
    Input { field: &'static str },
    #[error("file: {0}")]
    File(std::io::ErrorKind),
    #[error("the platform failed: {0}")]
    Platform(String),
}

impl From<OpenError> for Error {
    fn from(error: OpenError) -> Error {
        Error::Store(StoreError::Open(error))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error::File(error.kind())
    }
}

/// What went wrong, for an app: a variant that says where to look, a code with a string in both languages, arguments
/// (identifiers, numbers, field names; never text of people).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum DoorstepError {
    /// The rulebook refuses it and nothing was saved: the person can mend it. Code: a reason.
    #[error("refused: {code}")]
    Refused {
        /// `secret_in_text`, `consent_missing`, `invalid`, …
        code: String,
        /// Arguments of the reason.
        args: Vec<ReasonArg>,
    },
    /// The phone may not show or take anything now. Codes: `not_enrolled`, `already_enrolled`, `locked`, `revoked`,
    /// `paused`, `unsent`.
    #[error("state: {code}")]
    State {
        /// Which.
        code: String,
    },
    /// An invitation cannot be used. Codes: those of the invitation's text, or the hub's answer.
    #[error("enrolment: {code}")]
    Enrolment {
        /// `altered`, `cut_short`, `bad_code`, `too_many_attempts`, …
        code: String,
    },
    /// No exchange with the hub; everything saved stays. Codes: `offline`, `wrong_key`, `busy`, `cancelled`, `old_hub`,
    /// `update_needed`, `unknown_device`, `bad_answer`, or the hub's own.
    #[error("sync: {code}")]
    Sync {
        /// Which.
        code: String,
        /// `seconds` to wait for a busy hub.
        args: Vec<ReasonArg>,
    },
    /// The phone's file. Codes: `wrong_key`, `newer`, `damaged`, `full`, `locked_file`, `no_access`, `failed`.
    #[error("storage: {code}")]
    Storage {
        /// Which.
        code: String,
    },
    /// What was asked for is not on this phone.
    #[error("not here")]
    NotHere,
    /// The platform's own part failed, or a bug.
    #[error("internal: {code}")]
    Internal {
        /// What, for the error log.
        code: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for DoorstepError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> DoorstepError {
        DoorstepError::Internal { code: "platform_callback".into() }
    }
}

fn sync(code: &str) -> DoorstepError {
    DoorstepError::Sync { code: code.into(), args: Vec::new() }
}

fn storage(code: &str) -> DoorstepError {
    DoorstepError::Storage { code: code.into() }
}

/// The one place that decides what an app learns of an error.
impl From<Error> for DoorstepError {
    fn from(error: Error) -> DoorstepError {
        match error {
            Error::Store(error) | Error::Sync(SyncError::Store(error)) => of_store(error),
            Error::Sync(SyncError::OldHub) => sync("old_hub"),
            Error::Sync(SyncError::NewerWire(_)) => sync("update_needed"),
            Error::Sync(SyncError::Wire(_)) => sync("bad_answer"),
            Error::Transport(error) => of_transport(&error),
            Error::Invitation(error) => DoorstepError::Enrolment { code: error.code().into() },
            Error::State(code) => DoorstepError::State { code: code.into() },
            Error::Hub { status: 403 | 429, code } => DoorstepError::Enrolment { code },
            Error::Hub { code, .. } => sync(&code),
            Error::Input { field } => DoorstepError::Refused {
                code: "invalid".into(),
                args: vec![ReasonArg { name: "field".into(), value: field.into() }],
            },
            Error::File(std::io::ErrorKind::StorageFull) => storage("full"),
            Error::File(std::io::ErrorKind::PermissionDenied) => storage("no_access"),
            Error::File(_) => storage("failed"),
            Error::Platform(what) => DoorstepError::Internal { code: what },
        }
    }
}

fn of_store(error: StoreError) -> DoorstepError {
    match error {
        StoreError::Refused { reason, args } => {
            DoorstepError::Refused { code: reason.as_str().into(), args: reason_args(&args) }
        }
        StoreError::NotEnrolled => DoorstepError::State { code: "not_enrolled".into() },
        StoreError::Open(error) => storage(open_code(&error)),
        StoreError::Sqlite(error) => storage(open_code(&OpenError::of_sqlite(&error))),
        StoreError::Corrupt { what } => DoorstepError::Internal { code: format!("corrupt {what}") },
    }
}

fn of_transport(error: &TransportError) -> DoorstepError {
    match error {
        TransportError::Unreachable { .. } | TransportError::Broken(_) => sync("offline"),
        TransportError::WrongKey => sync("wrong_key"),
        TransportError::Cancelled => sync("cancelled"),
        TransportError::NotHttp(_) => sync("bad_answer"),
        TransportError::Busy { seconds } => DoorstepError::Sync {
            code: "busy".into(),
            args: vec![ReasonArg { name: "seconds".into(), value: seconds.to_string() }],
        },
    }
}

/// The code of a file's trouble.
fn open_code(error: &OpenError) -> &'static str {
    match error {
        OpenError::WrongKey | OpenError::KeyMissing | OpenError::NotEncrypted => "wrong_key",
        OpenError::Newer { .. } => "newer",
        OpenError::Damaged | OpenError::NotADatabase => "damaged",
        OpenError::DiskFull => "full",
        OpenError::Locked => "locked_file",
        OpenError::ReadOnly | OpenError::Folder | OpenError::Missing => "no_access",
        _ => "failed",
    }
}
