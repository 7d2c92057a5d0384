//! Why a file could not be opened, in terms that a person can act on.

use std::io;

use rusqlite::{Error, ErrorCode, ffi};
use thiserror::Error;

/// Why a file was not opened. Nothing of the file, its path or its key is in it: the caller knows which file it
/// named. `Display` is English; [`OpenError::vietnamese`] says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is no file, and none was to be made.
    #[error("There is no database file at this place. Check the path.")]
    Missing,
    /// The file is whole as far as can be seen, and was written with another key.
    #[error("The key does not open this database. Give the key that it was made with.")]
    WrongKey,
    /// The file is encrypted, or no database at all, and no key was given.
    #[error("The file is encrypted or is not a database. Give its key, or check the path.")]
    KeyMissing,
    /// A key was given for a plain file.
    #[error("The database is not encrypted, but a key was given. Open it without a key, or check the path.")]
    NotEncrypted,
    /// The file was ours and is broken. [`crate::set_aside`] makes room without losing it.
    #[error("The database file is damaged. Set it aside (nothing is deleted) and restore a backup or sync again.")]
    Damaged,
    /// Not a file that Doorstep made: it fits neither the key nor the format.
    #[error("The file is not a Doorstep database. Check the path.")]
    NotADatabase,
    /// A newer release wrote the file; it was left as it is.
    #[error("The database is of version {found}, this release knows versions up to {newest}. Update Doorstep.")]
    Newer {
        /// `user_version` of the file.
        found: i32,
        /// The newest that the caller knows.
        newest: i32,
    },
    /// No space is left.
    #[error("The disk is full. Free some space and try again.")]
    DiskFull,
    /// File or folder may be read but not written.
    #[error("The database file or its folder cannot be written. Allow this user to write both.")]
    ReadOnly,
    /// The folder is missing, or not one in which SQLite can keep its files (it needs shared memory and locks, which
    /// network drives do not have).
    #[error("The database cannot be kept in this folder. Check that it exists, is on a local disk and may be written.")]
    Folder,
    /// Another process holds the file, for longer than the time-out.
    #[error("The database is in use by another process. Close that one and try again.")]
    Locked,
    /// The disk or the operating system refused to read or write.
    #[error("The disk could not be read or written (SQLite code {code}). Check the disk and try again.")]
    Disk {
        /// SQLite's extended result code; 0 when the operating system refused before SQLite was asked.
        code: i32,
    },
    /// Anything else, by SQLite's number (<https://sqlite.org/rescode.html>).
    #[error("The database could not be opened (SQLite code {code}).")]
    Other {
        /// SQLite's extended result code; 0 when there is none.
        code: i32,
    },
}

impl OpenError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Missing => "Không có tệp cơ sở dữ liệu ở vị trí này. Hãy kiểm tra đường dẫn.".into(),
            Self::WrongKey => "Khóa không mở được cơ sở dữ liệu này. Hãy dùng đúng khóa đã tạo ra nó.".into(),
            Self::KeyMissing => {
                "Tệp đã được mã hóa hoặc không phải cơ sở dữ liệu. Hãy cung cấp khóa hoặc kiểm tra đường dẫn.".into()
            }
            Self::NotEncrypted => {
                "Cơ sở dữ liệu không mã hóa nhưng lại có khóa. Hãy mở không cần khóa hoặc kiểm tra đường dẫn.".into()
            }
            Self::Damaged => "Tệp cơ sở dữ liệu bị hỏng. Hãy cất riêng tệp này (không xóa gì cả) rồi khôi phục bản \
                              sao lưu hoặc đồng bộ lại."
                .into(),
            Self::NotADatabase => "Tệp không phải cơ sở dữ liệu của Từng Nhà. Hãy kiểm tra đường dẫn.".into(),
            Self::Newer { found, newest } => format!(
                "Cơ sở dữ liệu ở phiên bản {found}, bản cài này chỉ biết đến phiên bản {newest}. Hãy cập nhật Từng Nhà."
            ),
            Self::DiskFull => "Ổ lưu trữ đã đầy. Hãy giải phóng dung lượng rồi thử lại.".into(),
            Self::ReadOnly => {
                "Không ghi được vào tệp cơ sở dữ liệu hoặc thư mục chứa nó. Hãy cấp quyền ghi cho cả hai.".into()
            }
            Self::Folder => "Không lưu được cơ sở dữ liệu trong thư mục này. Hãy kiểm tra thư mục có tồn tại, nằm \
                             trên ổ trong máy và cho phép ghi."
                .into(),
            Self::Locked => "Một tiến trình khác đang dùng cơ sở dữ liệu. Hãy đóng tiến trình đó rồi thử lại.".into(),
            Self::Disk { code } => {
                format!("Không đọc hoặc ghi được ổ lưu trữ (mã SQLite {code}). Hãy kiểm tra ổ rồi thử lại.")
            }
            Self::Other { code } => format!("Không mở được cơ sở dữ liệu (mã SQLite {code})."),
        }
    }

    /// What an error of SQLite means, at opening or later, for a file whose key is known to be right.
    #[must_use]
    pub fn of_sqlite(error: &Error) -> Self {
        let Error::SqliteFailure(failure, _) = error else { return Self::Other { code: 0 } };
        let code = failure.extended_code;
        match (failure.code, code) {
            (ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt, _) => Self::Damaged,
            (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            (ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => Self::ReadOnly,
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Locked,
            (ErrorCode::CannotOpen, _) => Self::Folder,
            (ErrorCode::SystemIoFailure, _) => Self::Disk { code },
            _ => Self::Other { code },
        }
    }

    /// What an error of the operating system means.
    pub(crate) fn of_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::IsADirectory => Self::NotADatabase,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Folder,
            _ => Self::Disk { code: 0 },
        }
    }
}
