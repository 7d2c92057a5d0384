//! One way of one connection: bytes are read at once, and written when they have come the whole way.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{Fault, Shared, Way, Weather};

/// About a packet.
const PIECE: usize = 1400;

/// What is under way.
enum Piece {
    Bytes(Instant, Vec<u8>),
    Pause(Duration),
    End,
    Reset,
}

pub(super) fn start(from: TcpStream, to: TcpStream, way: Way, shared: Arc<Shared>, silent: Arc<AtomicBool>) {
    let (send, under_way) = mpsc::channel();
    let (Ok(from_end), weather) = (from.try_clone(), shared.weather) else { return };
    thread::spawn(move || read(from, way, &shared, &silent, &send));
    thread::spawn(move || write(&from_end, to, weather, &under_way));
}

fn read(mut from: TcpStream, way: Way, shared: &Shared, silent: &AtomicBool, send: &Sender<Piece>) {
    let mut bytes = [0; PIECE];
    while let Ok(n @ 1..) = from.read(&mut bytes) {
        let due = Instant::now() + shared.weather.delay;
        let (through, fault) = match shared.count(way, n) {
            Some((through, fault)) => (through.min(n), Some(fault)),
            None => (n, None),
        };
        if silent.load(Ordering::SeqCst) {
            // Half open: swallowed, until whoever sends gives up.
            continue;
        }
        let mut pieces = vec![Piece::Bytes(due, bytes[..through].to_vec())];
        match fault {
            None => {}
            Some(Fault::Stall(time)) => {
                pieces.push(Piece::Pause(time));
                pieces.push(Piece::Bytes(due, bytes[through..n].to_vec()));
            }
            Some(Fault::Cut) => pieces.push(Piece::End),
            Some(Fault::Reset) => pieces.push(Piece::Reset),
            Some(Fault::HalfOpen) => silent.store(true, Ordering::SeqCst),
        }
        if pieces.into_iter().any(|piece| send.send(piece).is_err()) {
            return;
        }
    }
    // The writer may have ended before; then there is nobody to tell.
    let _ = send.send(Piece::End);
}

fn write(from: &TcpStream, mut to: TcpStream, weather: Weather, under_way: &Receiver<Piece>) {
    let mut free = Instant::now();
    for piece in under_way {
        match piece {
            Piece::Bytes(due, bytes) => {
                // The link carries one piece after another.
                let begins = free.max(due);
                thread::sleep(begins.saturating_duration_since(Instant::now()));
                free = begins + Duration::from_nanos(bytes.len() as u64 * 1_000_000_000 / weather.bytes_per_second);
                if to.write_all(&bytes).is_err() {
                    break;
                }
            }
            Piece::Pause(time) => {
                thread::sleep(time);
                free = Instant::now();
            }
            Piece::End => break,
            Piece::Reset => {
                for stream in [from, &to] {
                    // Closed with something unsent and no patience, the operating system sends a reset. Reading ends at
                    // once, so that the other direction lets go of the connection too.
                    let _ = socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO));
                    let _ = stream.shutdown(Shutdown::Read);
                }
                return;
            }
        }
    }
    // Closed by the other side already, or closed now.
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}
