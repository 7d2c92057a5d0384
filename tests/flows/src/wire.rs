//! The wire between phones and the hub: up, down, or about to break.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    thread,
};

/// A wire with one end of its own, so that a phone finds the hub at the same address whenever the hub is started again.
#[derive(Clone)]
pub(crate) struct Wire {
    /// Where phones find the hub.
    pub(crate) address: SocketAddr,
    hub: Arc<Mutex<Option<SocketAddr>>>,
    /// Bytes that may still come back.
    left: Arc<AtomicI64>,
}

impl Wire {
    /// A wire, up, that leads nowhere yet.
    pub(crate) fn new() -> std::io::Result<Wire> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let wire =
            Wire { address: listener.local_addr()?, hub: Arc::default(), left: Arc::new(AtomicI64::new(i64::MAX)) };
        let shared = wire.clone();
        thread::spawn(move || {
            for phone in listener.incoming().map_while(Result::ok) {
                shared.connect(phone);
            }
        });
        Ok(wire)
    }

    /// Where the hub is now; none while it is stopped.
    pub(crate) fn leads_to(&self, hub: Option<SocketAddr>) {
        *self.hub.lock().unwrap_or_else(PoisonError::into_inner) = hub;
    }

    /// From now on so many bytes come back from the hub, then nothing.
    pub(crate) fn cut_after(&self, bytes: i64) {
        self.left.store(bytes, Ordering::SeqCst);
    }

    /// Everything comes through again.
    pub(crate) fn mend(&self) {
        self.cut_after(i64::MAX);
    }

    fn connect(&self, phone: TcpStream) {
        let hub = *self.hub.lock().unwrap_or_else(PoisonError::into_inner);
        if self.left.load(Ordering::SeqCst) <= 0 {
            return;
        }
        let Some(Ok(hub)) = hub.map(TcpStream::connect) else { return };
        let (Ok(from_phone), Ok(to_hub)) = (phone.try_clone(), hub.try_clone()) else { return };
        let (up, down) = (self.left.clone(), self.left.clone());
        thread::spawn(move || carry(from_phone, to_hub, &up, false));
        thread::spawn(move || carry(hub, phone, &down, true));
    }
}

/// Carries one way until the stream ends or nothing may come through any more; then neither way goes on.
fn carry(mut from: TcpStream, mut to: TcpStream, left: &AtomicI64, counts: bool) {
    let mut bytes = [0; 4 << 10];
    while let Ok(n @ 1..) = from.read(&mut bytes) {
        let before = if counts { left.fetch_sub(n as i64, Ordering::SeqCst) } else { left.load(Ordering::SeqCst) };
        let allowed = if counts {
            before.clamp(0, n as i64) as usize
        } else if before > 0 {
            n
        } else {
            0
        };
        if to.write_all(&bytes[..allowed]).is_err() || allowed < n {
            break;
        }
    }
    // Either end may have hung up already.
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
