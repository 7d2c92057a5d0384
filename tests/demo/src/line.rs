//! The line between one phone and the hub: a small proxy on loopback that is up, down, or loses answers.
//!
//! A lost answer is the interesting one: the hub has committed, the phone does not know. The proxy passes a random number
//! of the answer's bytes and closes both ends.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU8, AtomicU64, Ordering},
    },
    thread,
};

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

const UP: u8 = 0;
const DOWN: u8 = 1;
const LOSSY: u8 = 2;
/// Of a hundred connections over a lossy line, so many lose their answer.
const LOSSES_PERCENT: u64 = 35;
/// A TLS 1.3 handshake's answer is longer than this; some cuts fall into it, most behind it.
const MOST_BYTES_BEFORE_A_CUT: u64 = 6_000;

/// One phone's line.
pub(crate) struct Line {
    /// Where the phone finds the hub.
    pub(crate) address: SocketAddr,
    state: Arc<AtomicU8>,
    cuts: Arc<AtomicU64>,
}

impl Line {
    /// A line to the hub, up.
    pub(crate) fn to(hub: SocketAddr, seed: u64) -> std::io::Result<Line> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let state = Arc::new(AtomicU8::new(UP));
        let cuts = Arc::new(AtomicU64::new(0));
        let (line_state, line_cuts) = (state.clone(), cuts.clone());
        thread::spawn(move || {
            let mut dice = ChaCha8Rng::seed_from_u64(seed);
            for phone in listener.incoming().flatten() {
                let cut_after = match line_state.load(Ordering::Relaxed) {
                    DOWN => continue,
                    LOSSY if dice.next_u64() % 100 < LOSSES_PERCENT => Some(dice.next_u64() % MOST_BYTES_BEFORE_A_CUT),
                    _ => None,
                };
                if cut_after.is_some() {
                    line_cuts.fetch_add(1, Ordering::Relaxed);
                }
                if let Ok(hub) = TcpStream::connect(hub) {
                    carry(phone, hub, cut_after);
                }
            }
        });
        Ok(Line { address, state, cuts })
    }

    /// No connection comes through.
    pub(crate) fn goes_down(&self) {
        self.state.store(DOWN, Ordering::Relaxed);
    }

    /// Connections come through; some lose their answer.
    pub(crate) fn loses_answers(&self) {
        self.state.store(LOSSY, Ordering::Relaxed);
    }

    /// Connections come through whole.
    pub(crate) fn comes_up(&self) {
        self.state.store(UP, Ordering::Relaxed);
    }

    /// Answers lost so far.
    pub(crate) fn cuts(&self) -> u64 {
        self.cuts.load(Ordering::Relaxed)
    }
}

/// Carries a connection, each way in a thread of its own, the answer up to the cut.
fn carry(phone: TcpStream, hub: TcpStream, cut_after: Option<u64>) {
    let (Ok(phone_in), Ok(hub_out)) = (phone.try_clone(), hub.try_clone()) else { return };
    thread::spawn(move || copy(phone_in, hub_out, None));
    thread::spawn(move || copy(hub, phone, cut_after));
}

fn copy(mut from: TcpStream, mut to: TcpStream, cut_after: Option<u64>) {
    let mut left = cut_after.unwrap_or(u64::MAX);
    let mut buffer = [0; 16 << 10];
    while left > 0 {
        let Ok(read @ 1..) = from.read(&mut buffer) else { break };
        let pass = read.min(usize::try_from(left).unwrap_or(usize::MAX));
        left -= pass as u64;
        if to.write_all(&buffer[..pass]).is_err() {
            break;
        }
    }
    // At the end of the stream only this way ends; at a cut both do.
    let how = if left == 0 { Shutdown::Both } else { Shutdown::Write };
    let _ = to.shutdown(how);
    if left == 0 {
        let _ = from.shutdown(Shutdown::Both);
    }
}
