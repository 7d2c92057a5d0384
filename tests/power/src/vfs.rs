//! SQLite's file system over [`Disk`]s in memory: whatever lies in the folder of a [`Mount`] is on its disk, everything
//! else goes where it always went.
//!
//! The system is SQLite's own for Unix with three functions replaced: opening, deleting and looking for a file. So every
//! connection of this process that names a file in a mounted folder works on its disk, product code included, which knows
//! nothing of it. A mounted folder is also a real one, with an empty file of each name and the length of what is on
//! the disk: the product looks at names and lengths before it asks SQLite.

pub mod locks;
mod methods;

use std::{
    collections::BTreeMap,
    ffi::{CStr, OsStr, c_char, c_int},
    fs, io,
    mem::size_of,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    ptr,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use doorstep_sqlcipher::rusqlite::ffi;

use self::methods::{Handle, Inner};
use crate::disk::{Disk, Image};

/// A disk that several handles use.
pub(crate) type SharedDisk = Arc<Mutex<Disk>>;

/// The disks of mounted folders.
static MOUNTED: Mutex<BTreeMap<PathBuf, SharedDisk>> = Mutex::new(BTreeMap::new());
/// The system that was the default before ours, as an address; 0 where ours could not be registered.
static BEFORE: OnceLock<usize> = OnceLock::new();

/// A panic leaves a disk as the last whole operation made it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A folder whose files lie on a disk in memory, until dropped. Close every connection first.
#[derive(Debug)]
pub struct Mount {
    folder: tempfile::TempDir,
    disk: SharedDisk,
}

impl Mount {
    /// Mounts a disk with these files.
    ///
    /// # Errors
    /// Those of making a folder; or SQLite does not take the file system.
    pub fn new(image: &Image) -> io::Result<Mount> {
        if !register() {
            return Err(io::Error::other("SQLite does not take the file system"));
        }
        // Memory where there is any: only names and lengths go there.
        let shm = Path::new("/dev/shm");
        let folder = if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() }?;
        for (name, bytes) in image {
            show(&folder.path().join(name))?.set_len(bytes.len() as u64)?;
        }
        let disk = Arc::new(Mutex::new(Disk::with(image)));
        lock(&MOUNTED).insert(folder.path().to_owned(), disk.clone());
        Ok(Mount { folder, disk })
    }

    /// The path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The disk.
    pub fn disk(&self) -> MutexGuard<'_, Disk> {
        lock(&self.disk)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        lock(&MOUNTED).remove(self.folder.path());
    }
}

/// The file that shows a name and a length to whoever looks into the folder.
fn show(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().create(true).truncate(false).write(true).open(path)
}

/// The disk and name of a path in a mounted folder.
fn find(path: &Path) -> Option<(SharedDisk, String)> {
    let disk = lock(&MOUNTED).get(path.parent()?)?.clone();
    Some((disk, path.file_name()?.to_str()?.to_owned()))
}

/// A path out of SQLite's; none for the nameless files that it keeps for itself.
///
/// # Safety
/// `name` is null or ends with a zero byte, and stays as it is while the path is used.
unsafe fn path_of<'a>(name: *const c_char) -> Option<&'a Path> {
    if name.is_null() {
        return None;
    }
    // SAFETY: not null, and the caller promises the rest.
    let name = unsafe { CStr::from_ptr(name) };
    Some(Path::new(OsStr::from_bytes(name.to_bytes())))
}

/// Makes ours the default system, once. Answers whether it is.
fn register() -> bool {
    *BEFORE.get_or_init(|| {
        // SAFETY: asks for the default system; SQLite initialises itself first.
        let before = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
        // SAFETY: null, or a system that stays registered as long as the process lives.
        let Some(unix) = (unsafe { before.as_ref() }) else { return 0 };
        let ours = Box::new(ffi::sqlite3_vfs {
            szOsFile: unix.szOsFile.max(size_of::<Handle>() as c_int),
            pNext: ptr::null_mut(),
            zName: c"doorstep-power".as_ptr(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            ..*unix
        });
        // SAFETY: a whole table, leaked, so that it lives as long as the process; its other functions and application
        // data are those of the system for Unix, which take any table of theirs.
        let code = unsafe { ffi::sqlite3_vfs_register(Box::leak(ours), 1) };
        if code == ffi::SQLITE_OK { before as usize } else { 0 }
    }) != 0
}

/// The system for everything that is not ours.
fn before() -> *mut ffi::sqlite3_vfs {
    BEFORE.get().map_or(ptr::null_mut(), |address| *address as *mut ffi::sqlite3_vfs)
}

/// Opens a file.
///
/// # Safety
/// As SQLite calls `xOpen`: `name` null or a path that outlives the file; `file` has room for `szOsFile` bytes.
unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite's path, used in this call only.
    let Some((path, (disk, file_name))) = (unsafe { path_of(name) }).and_then(|path| Some((path, find(path)?))) else {
        let unix = before();
        // SAFETY: registered before ours and never taken away.
        let Some(open) = (unsafe { (*unix).xOpen }) else { return ffi::SQLITE_CANTOPEN };
        // SAFETY: the arguments that SQLite gave us, with the system that the function belongs to; our files have at
        // least as much room as its own.
        return unsafe { open(unix, name, file, flags, out_flags) };
    };
    // SAFETY: room that SQLite gave for a file. No methods means to it that there is nothing to close.
    unsafe { (*file).pMethods = ptr::null() };
    let there = lock(&disk).exists(&file_name);
    if !there && flags & ffi::SQLITE_OPEN_CREATE == 0 {
        return ffi::SQLITE_CANTOPEN;
    }
    let Ok(shown) = show(path) else { return ffi::SQLITE_CANTOPEN };
    lock(&disk).create(&file_name);
    let inner = Box::new(Inner::new(disk, file_name, shown));
    let handle = Handle { base: ffi::sqlite3_file { pMethods: &methods::METHODS }, inner: Box::into_raw(inner) };
    // SAFETY: `szOsFile` is at least the size of a handle, and SQLite aligns files to eight bytes.
    unsafe { file.cast::<Handle>().write(handle) };
    if !out_flags.is_null() {
        // SAFETY: not null, so room for the flags under which the file was opened.
        unsafe { *out_flags = flags };
    }
    ffi::SQLITE_OK
}

/// Deletes a file.
///
/// # Safety
/// As SQLite calls `xDelete`.
unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: SQLite's path, used in this call only.
    let Some((path, (disk, file_name))) = (unsafe { path_of(name) }).and_then(|path| Some((path, find(path)?))) else {
        let unix = before();
        // SAFETY: registered before ours and never taken away.
        let Some(delete) = (unsafe { (*unix).xDelete }) else { return ffi::SQLITE_IOERR_DELETE };
        // SAFETY: the arguments that SQLite gave us, with the system that the function belongs to.
        return unsafe { delete(unix, name, sync_folder) };
    };
    let mut disk = lock(&disk);
    if !disk.exists(&file_name) {
        return ffi::SQLITE_IOERR_DELETE_NOENT;
    }
    disk.delete(&file_name, sync_folder != 0);
    if fs::remove_file(path).is_ok() { ffi::SQLITE_OK } else { ffi::SQLITE_IOERR_DELETE }
}

/// Looks for a file.
///
/// # Safety
/// As SQLite calls `xAccess`.
unsafe extern "C" fn access(_: *mut ffi::sqlite3_vfs, name: *const c_char, flags: c_int, out: *mut c_int) -> c_int {
    // SAFETY: SQLite's path, used in this call only.
    let Some((disk, file_name)) = (unsafe { path_of(name) }).and_then(find) else {
        let unix = before();
        // SAFETY: registered before ours and never taken away.
        let Some(access) = (unsafe { (*unix).xAccess }) else { return ffi::SQLITE_IOERR_ACCESS };
        // SAFETY: the arguments that SQLite gave us, with the system that the function belongs to.
        return unsafe { access(unix, name, flags, out) };
    };
    let disk = lock(&disk);
    let there = match flags {
        // The system for Unix also says that an empty file does not exist; a log without content is no log.
        ffi::SQLITE_ACCESS_EXISTS => disk.file(&file_name).is_some_and(|file| !file.now.is_empty()),
        _ => disk.exists(&file_name),
    };
    // SAFETY: room for the answer.
    unsafe { *out = c_int::from(there) };
    ffi::SQLITE_OK
}
