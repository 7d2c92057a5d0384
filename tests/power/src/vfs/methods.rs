//! What SQLite does with an open file.

use std::{
    ffi::{c_int, c_void},
    fs,
    ops::Range,
    ptr, slice,
    sync::atomic::{AtomicU64, Ordering, fence},
};

use doorstep_sqlcipher::rusqlite::ffi;

use super::{
    SharedDisk, lock,
    locks::{Level, REGION, SLOTS},
};

/// SQLite's file: its own beginning, then ours.
#[repr(C)]
pub(super) struct Handle {
    pub(super) base: ffi::sqlite3_file,
    pub(super) inner: *mut Inner,
}

/// A file that is open.
pub(super) struct Inner {
    disk: SharedDisk,
    name: String,
    /// Shows the length to whoever looks into the folder.
    shown: fs::File,
    /// Distinguishes handles of one file.
    id: u64,
}

static NEXT: AtomicU64 = AtomicU64::new(1);

impl Inner {
    pub(super) fn new(disk: SharedDisk, name: String, shown: fs::File) -> Inner {
        Inner { disk, name, shown, id: NEXT.fetch_add(1, Ordering::Relaxed) }
    }

    fn length(&self) -> usize {
        lock(&self.disk).file(&self.name).map_or(0, |file| file.now.len())
    }

    /// Changes the file, and shows its length if that changed.
    fn change(&self, change: impl FnOnce(&mut crate::disk::Disk)) -> c_int {
        let before = self.length();
        change(&mut lock(&self.disk));
        let after = self.length();
        if after != before && self.shown.set_len(after as u64).is_err() {
            return ffi::SQLITE_IOERR_WRITE;
        }
        ffi::SQLITE_OK
    }
}

/// The table of functions. Version 2: shared memory, no memory mapping.
pub(super) static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(raise),
    xUnlock: Some(lower),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// What a file of SQLite's is to us.
///
/// # Safety
/// `file` was opened by this system and not closed yet. SQLite uses a file from one thread at a time.
unsafe fn inner<'a>(file: *mut ffi::sqlite3_file) -> &'a Inner {
    // SAFETY: then it begins as a handle, which `open` wrote there.
    let inner = unsafe { (*file.cast::<Handle>()).inner };
    // SAFETY: out of a box that only `close` takes back; nobody has it exclusively before that.
    unsafe { &*inner }
}

/// # Safety
/// As SQLite calls `xClose`: once, and nothing after it.
unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let handle = file.cast::<Handle>();
    // SAFETY: `open` wrote a handle there.
    let address = unsafe { (*handle).inner };
    // SAFETY: out of a box, and taken back only here.
    let inner = unsafe { Box::from_raw(address) };
    if let Some(file) = lock(&inner.disk).file_mut(&inner.name) {
        file.locks.lower(inner.id, Level::Unlocked);
        file.shared.leave(inner.id);
    }
    // SAFETY: SQLite's room for the file; no methods means closed.
    unsafe { (*handle).base.pMethods = ptr::null() };
    ffi::SQLITE_OK
}

/// # Safety
/// As SQLite calls `xRead`: `room` takes `amount` bytes.
unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, room: *mut c_void, amount: c_int, at: i64) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    let (Ok(amount), Ok(at)) = (usize::try_from(amount), usize::try_from(at)) else { return ffi::SQLITE_IOERR_READ };
    // SAFETY: the caller's room of so many bytes, which SQLite initialised or will not read before we filled it; as bytes
    // any content is valid, and nobody else has it during the call.
    let room = unsafe { slice::from_raw_parts_mut(room.cast::<u8>(), amount) };
    let disk = lock(&inner.disk);
    let content = disk.file(&inner.name).map_or(&[][..], |file| &file.now);
    let from = content.get(at..).unwrap_or_default();
    let have = from.len().min(amount);
    room[..have].copy_from_slice(&from[..have]);
    room[have..].fill(0);
    if have == amount { ffi::SQLITE_OK } else { ffi::SQLITE_IOERR_SHORT_READ }
}

/// # Safety
/// As SQLite calls `xWrite`: `bytes` holds `amount` bytes.
unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, amount: c_int, at: i64) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    let (Ok(amount), Ok(at)) = (usize::try_from(amount), usize::try_from(at)) else { return ffi::SQLITE_IOERR_WRITE };
    // SAFETY: the caller's bytes, so many, unchanged during the call.
    let bytes = unsafe { slice::from_raw_parts(bytes.cast::<u8>(), amount) };
    inner.change(|disk| disk.write(&inner.name, at, bytes))
}

/// # Safety
/// As SQLite calls `xTruncate`.
unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    let Ok(length) = usize::try_from(length) else { return ffi::SQLITE_IOERR_TRUNCATE };
    inner.change(|disk| disk.truncate(&inner.name, length))
}

/// # Safety
/// As SQLite calls `xSync`.
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    lock(&inner.disk).sync(&inner.name);
    ffi::SQLITE_OK
}

/// # Safety
/// As SQLite calls `xFileSize`.
unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    // SAFETY: room for the answer.
    unsafe { *size = inner.length() as i64 };
    ffi::SQLITE_OK
}

/// # Safety
/// As SQLite calls `xLock`.
unsafe extern "C" fn raise(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    let mut disk = lock(&inner.disk);
    let granted = disk.file_mut(&inner.name).is_some_and(|file| file.locks.raise(inner.id, Level::of(level)));
    if granted { ffi::SQLITE_OK } else { ffi::SQLITE_BUSY }
}

/// # Safety
/// As SQLite calls `xUnlock`.
unsafe extern "C" fn lower(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    if let Some(file) = lock(&inner.disk).file_mut(&inner.name) {
        file.locks.lower(inner.id, Level::of(level));
    }
    ffi::SQLITE_OK
}

/// # Safety
/// As SQLite calls `xCheckReservedLock`.
unsafe extern "C" fn check_reserved(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    let reserved = lock(&inner.disk).file(&inner.name).is_some_and(|file| file.locks.reserved());
    // SAFETY: room for the answer.
    unsafe { *out = c_int::from(reserved) };
    ffi::SQLITE_OK
}

/// Nothing that SQLite may ask besides is known here, which it takes as: do without.
unsafe extern "C" fn control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

/// As the system for Unix says.
unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

/// As the system for Unix says: a write that power cuts short harms no byte outside its range. Nothing is said of order
/// or wholeness, and the disk keeps neither.
unsafe extern "C" fn characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

/// # Safety
/// As SQLite calls `xShmMap`.
unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    size: c_int,
    make: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    let (Ok(region), Ok(REGION)) = (usize::try_from(region), usize::try_from(size)) else {
        return ffi::SQLITE_IOERR_SHMMAP;
    };
    let mut disk = lock(&inner.disk);
    let Some(file) = disk.file_mut(&inner.name) else { return ffi::SQLITE_IOERR_SHMMAP };
    let address = file.shared.region(inner.id, region, make != 0).unwrap_or(ptr::null_mut());
    // SAFETY: room for an address. The region it names stays until every handle that asked for one has left.
    unsafe { *out = address.cast() };
    ffi::SQLITE_OK
}

/// # Safety
/// As SQLite calls `xShmLock`.
unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, from: c_int, count: c_int, flags: c_int) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    let Some(slots) = slots(from, count) else { return ffi::SQLITE_IOERR_SHMLOCK };
    let mut disk = lock(&inner.disk);
    let Some(file) = disk.file_mut(&inner.name) else { return ffi::SQLITE_IOERR_SHMLOCK };
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        file.shared.unlock(inner.id, slots);
        return ffi::SQLITE_OK;
    }
    let alone = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    if file.shared.lock(inner.id, slots, alone) { ffi::SQLITE_OK } else { ffi::SQLITE_BUSY }
}

fn slots(from: c_int, count: c_int) -> Option<Range<usize>> {
    let from = usize::try_from(from).ok()?;
    let to = from.checked_add(usize::try_from(count).ok()?)?;
    (to <= SLOTS).then_some(from..to)
}

/// Orders what was written to shared memory before with what is read after.
unsafe extern "C" fn shm_barrier(_: *mut ffi::sqlite3_file) {
    fence(Ordering::SeqCst);
}

/// # Safety
/// As SQLite calls `xShmUnmap`: this handle uses no region any more.
unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: SQLite calls this with a file that `open` opened.
    let inner = unsafe { inner(file) };
    if let Some(file) = lock(&inner.disk).file_mut(&inner.name) {
        file.shared.leave(inner.id);
    }
    ffi::SQLITE_OK
}
