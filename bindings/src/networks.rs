//! Which network a connection takes, where a platform has several at once: a hub on a Wi-Fi without internet is not
//! reached over the network that the platform prefers, mobile data.

use std::{io, net::SocketAddr, sync::Arc};

use socket2::{Domain, Protocol, Socket, Type};

use crate::DoorstepError;

/// Networks that a platform can bind a socket to. Called from any thread, before each connection.
#[uniffi::export(rust, foreign)]
pub trait Networks: Send + Sync {
    /// How many there are now. They are tried in order; with none, nothing is connected.
    fn count(&self) -> u32;

    /// Binds a socket that is not connected yet to one of them: `0` is the first. A failure means that it is gone, and the
    /// next is tried. The socket stays the caller's: a platform duplicates nothing and closes nothing.
    fn bind(&self, socket: i32, network: u32) -> Result<(), DoorstepError>;
}

/// The networks of a phone; none where the system's own choice will do.
pub type Choice = Option<Arc<dyn Networks>>;

/// How many ways there are to connect.
pub(crate) fn ways(networks: &Choice) -> u32 {
    networks.as_ref().map_or(1, |networks| networks.count())
}

/// A socket for an address, on one of the networks.
pub(crate) fn socket(address: SocketAddr, networks: &Choice, way: u32) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if let Some(networks) = networks {
        networks.bind(descriptor(&socket), way).map_err(|_| io::Error::from(io::ErrorKind::NetworkUnreachable))?;
    }
    Ok(socket)
}

#[cfg(unix)]
fn descriptor(socket: &Socket) -> i32 {
    std::os::fd::AsRawFd::as_raw_fd(socket)
}

/// Nobody has several networks to choose from here; a platform that offers some is told of no socket.
#[cfg(not(unix))]
fn descriptor(_: &Socket) -> i32 {
    -1
}
