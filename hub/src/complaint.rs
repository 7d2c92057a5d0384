//! What a command says when it does not do what it was asked: in Vietnamese first, in English below.

use std::{fmt, io, path::Path};

use doorstep_core::sync::hub::{ExchangeError, store::StoreError};

use crate::store::sqlite::OpenHubError;

/// A refusal that a person reads. It names the thing, what is wrong with it, and what to do. It holds no resident's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Stable: for scripts, tests and `docs/hub.md`.
    pub code: &'static str,
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// A result of a command.
pub type Outcome<T> = Result<T, Complaint>;

impl Complaint {
    /// A complaint in both languages.
    pub fn new(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Complaint {
        Complaint { code, vi: vi.into(), en: en.into() }
    }

    /// A file or folder that cannot be read or written.
    pub fn of_file(path: &Path, error: &io::Error) -> Complaint {
        let shown = path.display();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Complaint::new(
                "disk_full",
                format!("Hết chỗ trên đĩa khi ghi {shown}. Không có gì bị mất: hãy giải phóng chỗ rồi làm lại."),
                format!("The disk is full at {shown}. Nothing is lost: free some space and try again."),
            ),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Complaint::new(
                "not_writable",
                format!(
                    "Không được phép đọc hoặc ghi {shown}. Hãy chạy bằng tài khoản sở hữu thư mục, hoặc sửa quyền."
                ),
                format!(
                    "Not allowed to read or write {shown}. Run as the owner of the folder, or change its permissions."
                ),
            ),
            io::ErrorKind::NotFound => Complaint::new(
                "no_file",
                format!("Không có {shown}. Hãy kiểm tra đường dẫn; máy chủ mới cần chạy `doorstep-hub init` trước."),
                format!("There is no {shown}. Check the path; a new hub needs `doorstep-hub init` first."),
            ),
            _ => Complaint::new(
                "file",
                format!("Không đọc hoặc ghi được {shown} ({error})."),
                format!("Cannot read or write {shown} ({error})."),
            ),
        }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.vi, self.en)
    }
}

impl std::error::Error for Complaint {}

impl From<OpenHubError> for Complaint {
    fn from(error: OpenHubError) -> Complaint {
        Complaint::new("database", error.vietnamese(), error.to_string())
    }
}

impl From<StoreError> for Complaint {
    fn from(error: StoreError) -> Complaint {
        match error {
            // SQLite's own code for a full disk, and our word for files beside the database.
            StoreError::Unavailable(why) if why.contains("code 13") || why.contains("disk full") => Complaint::new(
                "disk_full",
                "Hết chỗ trên đĩa của cơ sở dữ liệu. Không có gì bị mất: hãy giải phóng chỗ rồi làm lại.",
                "The disk of the database is full. Nothing is lost: free some space and try again.",
            ),
            StoreError::Unavailable(why) => Complaint::new(
                "store_unavailable",
                format!("Cơ sở dữ liệu đang bận hoặc không dùng được ({why}). Chưa ghi gì; hãy thử lại."),
                format!("The database is busy or cannot be used ({why}). Nothing was written; try again."),
            ),
            StoreError::Deterministic(why) => Complaint::new(
                "store_refused",
                format!("Cơ sở dữ liệu không nhận nội dung này ({why}). Chưa ghi gì."),
                format!("The database refused this content ({why}). Nothing was written."),
            ),
        }
    }
}

impl From<ExchangeError> for Complaint {
    fn from(error: ExchangeError) -> Complaint {
        match error {
            ExchangeError::Store(error) => error.into(),
            ExchangeError::UnknownDevice => Complaint::new(
                "unknown_device",
                "Máy chủ này không biết thiết bị đó. Hãy kiểm tra mã bằng `device list`.",
                "This hub does not know that device. Check its id with `device list`.",
            ),
            ExchangeError::BadChange { line, problem } => Complaint::new(
                "bad_change",
                format!("Không đọc được thay đổi ở dòng {line} ({problem})."),
                format!("The change in line {line} cannot be read ({problem})."),
            ),
        }
    }
}
