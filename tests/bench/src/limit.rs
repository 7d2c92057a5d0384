//! The bare limit: one process that gets the same records in one zstd frame, unpacks, parses and inserts them in one
//! transaction, with the same cipher, key and indexes. No auth, no TLS, no paging, no projections.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    thread,
};

use anyhow::Context;
use doorstep_core::sync::wire::Line;
use doorstep_sqlcipher::{
    Key, OpenOptions,
    rusqlite::{Connection, params},
};
use serde::{Deserialize, Serialize};

use crate::{
    measure::{Took, memory_mb, timed},
    phone::KEY,
};

const TABLE: &str = "
    CREATE TABLE record (
        kind TEXT NOT NULL, id BLOB NOT NULL, root BLOB NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX record_root ON record (root, kind);";

/// What the limit's process says.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reached {
    /// From the request to the commit.
    pub took: Took,
    /// How much memory grew at most, MB.
    pub grown_mb: f64,
    /// Rows inserted.
    pub rows: usize,
}

/// Serves a body to whoever asks, until the process ends.
pub fn serve(body: Vec<u8>) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut asked = [0; 512];
            // Whoever asks sends one short head; who breaks off is not served.
            if stream.read(&mut asked).is_ok_and(|n| n > 0) {
                let head = format!("HTTP/1.0 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
            }
        }
    });
    Ok(address)
}

/// An encrypted file with the limit's table, or a plain one; with or without waiting for the disk.
pub fn table(file: &Path, encrypted: bool, durable: bool) -> anyhow::Result<Connection> {
    let key = Key::new(KEY);
    let connection = doorstep_sqlcipher::open(file, encrypted.then_some(&key), &OpenOptions::new(0))?;
    if !durable {
        connection.pragma_update(None, "synchronous", "OFF")?;
    }
    connection.execute_batch(TABLE)?;
    Ok(connection)
}

/// Gets a body.
pub fn get(address: SocketAddr) -> anyhow::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("an answer with a head")?;
    Ok(bytes.split_off(head + 4))
}

/// Inserts lines of a frame in one transaction. Answers how many.
pub fn insert(connection: &mut Connection, text: &str) -> anyhow::Result<usize> {
    let tx = connection.transaction()?;
    let mut rows = 0;
    {
        let mut insert = tx.prepare("INSERT INTO record (kind, id, root, seq, body) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for line in text.lines() {
            let Line::Record(row) = serde_json::from_str(line)? else { continue };
            let body = row.b.as_ref().map_or("", |body| body.get());
            rows += insert.execute(params![row.k.as_str(), row.i.as_bytes(), row.o.as_bytes(), row.s, body])?;
        }
    }
    tx.commit()?;
    Ok(rows)
}

/// The limit, in this process.
pub fn run(file: &Path, address: SocketAddr) -> anyhow::Result<Reached> {
    let mut connection = table(file, true, true)?;
    let before = memory_mb("self", "VmRSS");
    let (took, rows) = timed(|| {
        let frame = get(address)?;
        let text = String::from_utf8(zstd::stream::decode_all(frame.as_slice())?)?;
        insert(&mut connection, &text)
    })?;
    Ok(Reached { took, grown_mb: memory_mb("self", "VmHWM") - before, rows })
}
