//! A line between phone and hub that counts what passes, at the socket: encrypted bytes, both ways.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// The line. It carries any number of connections until the process ends.
pub struct Wire {
    /// Where phones connect.
    pub address: SocketAddr,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    up: AtomicU64,
    down: AtomicU64,
}

/// Bytes that passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes {
    /// Towards the hub.
    pub up: u64,
    /// From the hub.
    pub down: u64,
}

impl Bytes {
    /// Both ways together.
    pub fn sum(self) -> f64 {
        (self.up + self.down) as f64
    }

    /// Without what another exchange needed, way by way.
    pub fn beyond(self, other: Bytes) -> Bytes {
        Bytes { up: self.up.saturating_sub(other.up), down: self.down.saturating_sub(other.down) }
    }
}

impl Wire {
    /// A line to a hub.
    pub fn to(hub: SocketAddr) -> anyhow::Result<Wire> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let counts = Arc::new(Counts::default());
        let shared = counts.clone();
        thread::spawn(move || {
            for phone in listener.incoming().map_while(Result::ok) {
                let Ok(hub) = TcpStream::connect(hub) else { continue };
                let (Ok(from_phone), Ok(to_hub)) = (phone.try_clone(), hub.try_clone()) else { continue };
                let (up, down) = (shared.clone(), shared.clone());
                thread::spawn(move || carry(from_phone, to_hub, &up.up));
                thread::spawn(move || carry(hub, phone, &down.down));
            }
        });
        Ok(Wire { address, counts })
    }

    /// What passes while something is done. Both ends must be done with their connection by then.
    pub fn count<T>(&self, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(Bytes, T)> {
        let before = self.counts.now();
        let done = work()?;
        Ok((self.counts.now().beyond(before), done))
    }
}

impl Counts {
    fn now(&self) -> Bytes {
        Bytes { up: self.up.load(Ordering::SeqCst), down: self.down.load(Ordering::SeqCst) }
    }
}

/// Counted before it is passed on: whoever has received an answer finds it counted.
fn carry(mut from: TcpStream, mut to: TcpStream, count: &AtomicU64) {
    let _ = to.set_nodelay(true);
    let mut bytes = vec![0; 64 << 10];
    while let Ok(n @ 1..) = from.read(&mut bytes) {
        count.fetch_add(n as u64, Ordering::SeqCst);
        if to.write_all(&bytes[..n]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Read);
    let _ = to.shutdown(Shutdown::Write);
}
