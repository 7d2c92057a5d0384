//! The data folder: which file is what, who may read it, and who is using it now.
//!
//! ```text
//! doorstep.toml   settings, with comments
//! hub.db          everything (encrypted)
//! secret.key      the hub's secret; readable by its owner only
//! list.jsonl      revocations, erasures, highest positions: beside the database, and on another disk if set so
//! office/         changes made at this machine, sealed: they have no phone's copy
//! ```

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::Write,
    path::{Path, PathBuf},
};

use crate::{
    complaint::{Complaint, Outcome},
    identity::Secret,
};

/// A hub's data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFolder(PathBuf);

/// That a process uses the folder, until dropped. The operating system lets go when the process ends, however it ends.
#[derive(Debug)]
pub struct InUse(#[allow(dead_code, reason = "held, not read")] Vec<File>);

impl DataFolder {
    /// The folder at a path.
    pub fn at(path: impl Into<PathBuf>) -> DataFolder {
        DataFolder(path.into())
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The settings.
    pub fn settings(&self) -> PathBuf {
        self.0.join("doorstep.toml")
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.0.join("hub.db")
    }

    /// The hub's secret.
    pub fn secret(&self) -> PathBuf {
        self.0.join("secret.key")
    }

    /// The list beside the database, where the settings name no other place.
    pub fn list(&self) -> PathBuf {
        self.0.join("list.jsonl")
    }

    /// Where changes made at this machine are kept sealed.
    pub fn office(&self) -> PathBuf {
        self.0.join("office")
    }

    /// Whether a hub lives here.
    pub fn is_set_up(&self) -> bool {
        self.secret().exists() || self.database().exists()
    }

    /// Makes the folder, readable by its owner only.
    pub fn make(&self) -> Outcome<()> {
        fs::create_dir_all(&self.0).map_err(|error| Complaint::of_file(&self.0, &error))?;
        close_to_others(&self.0, 0o700)
    }

    /// Writes a file that only its owner may read; never over an existing one.
    pub fn write_private(path: &Path, text: &str) -> Outcome<()> {
        let complain = |error| Complaint::of_file(path, &error);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(complain)?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        if written.is_err() {
            // Half a secret is worse than none; the error that counts is the first.
            let _ = fs::remove_file(path);
        }
        written.map_err(complain)
    }

    /// Reads the hub's secret.
    pub fn read_secret(&self) -> Outcome<Secret> {
        let path = self.secret();
        let text = fs::read_to_string(&path).map_err(|error| Complaint::of_file(&path, &error))?;
        Secret::from_hex(&text).ok_or_else(|| {
            let shown = path.display();
            Complaint::new(
                "bad_secret",
                format!(
                    "{shown} không phải là khóa của máy chủ (cần 64 chữ số hệ 16). Hãy khôi phục bằng 24 từ: `restore`."
                ),
                format!(
                    "{shown} is not a hub's secret (64 hexadecimal digits). Bring it back by its 24 words: `restore`."
                ),
            )
        })
    }

    /// Marks the folder as used by a command; several may, but not while it is being restored.
    pub fn use_for_command(&self) -> Outcome<InUse> {
        let file = self.lock_file("use.lock")?;
        match file.try_lock_shared() {
            Ok(()) => Ok(InUse(vec![file])),
            Err(error) => Err(self.refuse(error)),
        }
    }

    /// Marks the folder as served: one hub a folder.
    pub fn use_for_serving(&self) -> Outcome<InUse> {
        let InUse(mut held) = self.use_for_command()?;
        let file = self.lock_file("serving.lock")?;
        file.try_lock().map_err(|error| self.refuse(error))?;
        held.push(file);
        Ok(InUse(held))
    }

    /// Takes the folder for oneself, to replace what is in it.
    pub fn use_alone(&self) -> Outcome<InUse> {
        let file = self.lock_file("use.lock")?;
        file.try_lock().map_err(|error| self.refuse(error))?;
        Ok(InUse(vec![file]))
    }

    fn lock_file(&self, name: &str) -> Outcome<File> {
        let path = self.0.join(name);
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        opened.map_err(|error| Complaint::of_file(&path, &error))
    }

    fn refuse(&self, error: TryLockError) -> Complaint {
        let shown = self.0.display();
        match error {
            TryLockError::WouldBlock => Complaint::new(
                "in_use",
                format!("Một máy chủ khác đang dùng {shown}. Hãy dừng nó trước, hoặc chọn thư mục khác bằng --data."),
                format!("Another hub is using {shown}. Stop it first, or name another folder with --data."),
            ),
            TryLockError::Error(error) => Complaint::of_file(&self.0, &error),
        }
    }
}

/// Takes every right of group and others away. On systems without such rights the folder's owner decides.
fn close_to_others(path: &Path, mode: u32) -> Outcome<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode))
            .map_err(|error| Complaint::of_file(path, &error))?;
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}
