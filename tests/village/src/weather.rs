//! A village's network: a proxy with little bandwidth, a long way, and one thing that goes wrong at one byte.

mod direction;

use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

/// How good the link is while it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weather {
    /// Bytes a second, each way.
    pub bytes_per_second: u64,
    /// How long a byte is under way.
    pub delay: Duration,
}

impl Weather {
    /// 2 Mbit/s and 300 ms there and back.
    pub const VILLAGE: Weather = Weather { bytes_per_second: 250_000, delay: Duration::from_millis(150) };
    /// The same bytes, for tests that have no time.
    pub const LOOPBACK: Weather = Weather { bytes_per_second: 100_000_000, delay: Duration::from_millis(1) };
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection ends, as if the other side had closed it.
    Cut,
    /// The connection is reset.
    Reset,
    /// Nothing comes for a while, then all of it.
    Stall(Duration),
    /// Nothing comes any more, and neither side is told.
    HalfOpen,
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the phone to the hub.
    Up,
    /// From the hub to the phone.
    Down,
}

/// What goes wrong, and after how many bytes of which way.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    /// What.
    pub fault: Fault,
    /// Which way is counted.
    pub way: Way,
    /// After so many bytes.
    pub at: u64,
}

/// What all connections of a link share.
#[derive(Debug)]
struct Shared {
    weather: Weather,
    planned: Mutex<Option<Planned>>,
    up: AtomicU64,
    down: AtomicU64,
}

impl Shared {
    fn carried(&self, way: Way) -> &AtomicU64 {
        match way {
            Way::Up => &self.up,
            Way::Down => &self.down,
        }
    }

    /// Counts bytes. Where the plan lies among them, it is due, once: how many still go through, and what then happens.
    fn count(&self, way: Way, bytes: usize) -> Option<(usize, Fault)> {
        let before = self.carried(way).fetch_add(bytes as u64, Ordering::SeqCst);
        let mut planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        let due = planned.filter(|planned| planned.way == way && planned.at < before + bytes as u64)?;
        *planned = None;
        Some((usize::try_from(due.at.saturating_sub(before)).unwrap_or(0), due.fault))
    }
}

/// A link between phones and a hub.
#[derive(Debug)]
pub struct Link {
    /// Where phones find it.
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

impl Link {
    /// A link to a hub, until the program ends.
    ///
    /// # Errors
    /// No port is free.
    pub fn to(hub: SocketAddr, weather: Weather) -> std::io::Result<Link> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let (up, down) = (AtomicU64::new(0), AtomicU64::new(0));
        let shared = Arc::new(Shared { weather, planned: Mutex::new(None), up, down });
        let of_thread = shared.clone();
        thread::spawn(move || {
            for phone in listener.incoming().map_while(Result::ok) {
                // A phone whose connection cannot be carried finds it closed.
                let _ = carry(&phone, hub, &of_thread);
            }
        });
        Ok(Link { address, shared })
    }

    /// Plans what goes wrong, counted from now.
    pub fn plan(&self, planned: Planned) {
        let at = planned.at + self.shared.carried(planned.way).load(Ordering::SeqCst);
        *self.shared.planned.lock().unwrap_or_else(PoisonError::into_inner) = Some(Planned { at, ..planned });
    }

    /// Whether what was planned has happened.
    pub fn has_happened(&self) -> bool {
        self.shared.planned.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Bytes carried so far, up and down.
    pub fn carried(&self) -> (u64, u64) {
        (self.shared.up.load(Ordering::SeqCst), self.shared.down.load(Ordering::SeqCst))
    }
}

fn carry(phone: &TcpStream, hub: SocketAddr, shared: &Arc<Shared>) -> std::io::Result<()> {
    let hub = TcpStream::connect(hub)?;
    hub.set_nodelay(true)?;
    phone.set_nodelay(true)?;
    let silent = Arc::new(AtomicBool::new(false));
    direction::start(phone.try_clone()?, hub.try_clone()?, Way::Up, shared.clone(), silent.clone());
    direction::start(hub, phone.try_clone()?, Way::Down, shared.clone(), silent);
    Ok(())
}
