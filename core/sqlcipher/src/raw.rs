//! Reads a file's bytes as they are, through the handle that SQLite has on it.

use std::ffi::c_int;
use std::ptr::null_mut;

use rusqlite::{Connection, ffi};

/// Fills `room` from the start of the connection's file; what the file does not have becomes zeros.
pub(crate) fn read_start(connection: &Connection, room: &mut [u8]) -> rusqlite::Result<()> {
    let length = c_int::try_from(room.len()).map_err(|_| failure(ffi::SQLITE_TOOBIG))?;
    let mut file: *mut ffi::sqlite3_file = null_mut();
    // SAFETY: the handle is only passed on below, while `connection` is borrowed.
    let handle = unsafe { connection.handle() };
    let ask = ffi::SQLITE_FCNTL_FILE_POINTER;
    // SAFETY: an open connection, the name of its first database, and the room for a pointer that this request wants.
    let code = unsafe { ffi::sqlite3_file_control(handle, c"main".as_ptr(), ask, (&raw mut file).cast()) };
    if code != ffi::SQLITE_OK || file.is_null() {
        return Err(failure(code));
    }
    // SAFETY: SQLite's own file of this connection; it lives as long as the connection, which is borrowed.
    let methods = unsafe { (*file).pMethods };
    // SAFETY: null (the file is not open), or the static table of the file's implementation.
    let Some(read) = unsafe { methods.as_ref() }.and_then(|methods| methods.xRead) else {
        return Err(failure(ffi::SQLITE_CANTOPEN));
    };
    // SAFETY: the file that this method belongs to, room for `length` bytes, an offset within any file. The connection
    // is not shared between threads (`Connection` is not `Sync`), so nobody else uses the file now.
    match unsafe { read(file, room.as_mut_ptr().cast(), length, 0) } {
        ffi::SQLITE_OK | ffi::SQLITE_IOERR_SHORT_READ => Ok(()),
        code => Err(failure(code)),
    }
}

fn failure(code: c_int) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)
}
