//! One connection: the first address that answers with the hub's key.

use std::{
    io,
    net::{SocketAddr, TcpStream, ToSocketAddrs},
};

use rustls::{ClientConnection, StreamOwned, pki_types::ServerName};
use socket2::Socket;

use super::{
    CONNECT_TIMEOUT, Hub, IDLE_TIMEOUT, TransportError,
    cancel::CancelToken,
    http::{self, Answer, Post},
    tls,
};
use crate::networks::{self, Choice};

/// An open connection, its handshake done.
pub struct Connection {
    stream: StreamOwned<ClientConnection, TcpStream>,
    host: String,
}

impl Connection {
    /// Tries the addresses in order, over one network after the other.
    ///
    /// # Errors
    /// [`TransportError::WrongKey`] if somebody else answered at one of them and the hub at none;
    /// [`TransportError::Unreachable`] if nobody did.
    pub fn open(hub: &Hub, networks: &Choice, cancel: &CancelToken) -> Result<Connection, TransportError> {
        let mut impostor = false;
        for way in 0..networks::ways(networks) {
            for address in &hub.addresses {
                // A name may stand for several numbers, of which the first need not be reachable.
                for number in address.to_socket_addrs().into_iter().flatten() {
                    cancel.check()?;
                    let tcp = networks::socket(number, networks, way).map_err(|error| broken(&error));
                    match tcp.and_then(|tcp| connect(address, number, tcp, hub.pin, cancel)) {
                        Ok(connection) => return Ok(connection),
                        Err(TransportError::WrongKey) => impostor = true,
                        Err(TransportError::Cancelled) => return Err(TransportError::Cancelled),
                        Err(_) => {}
                    }
                }
            }
        }
        cancel.check()?;
        Err(if impostor {
            TransportError::WrongKey
        } else {
            TransportError::Unreachable { addresses: hub.addresses.len() }
        })
    }

    /// Sends a request and reads its answer.
    pub(super) fn post(&mut self, post: &Post<'_>) -> Result<Answer, TransportError> {
        http::exchange(&mut self.stream, &self.host, post)
    }
}

fn connect(
    address: &str,
    number: SocketAddr,
    tcp: Socket,
    pin: [u8; 32],
    cancel: &CancelToken,
) -> Result<Connection, TransportError> {
    let config = tls::config(pin).map_err(|_| TransportError::NotHttp("no TLS 1.3 in this build"))?;
    let client = ClientConnection::new(config, ServerName::IpAddress(number.ip().into()))
        .map_err(|_| TransportError::NotHttp("no TLS client"))?;
    tcp.connect_timeout(&number.into(), CONNECT_TIMEOUT).map_err(|error| broken(&error))?;
    let tcp = TcpStream::from(tcp);
    let setting = |result: io::Result<()>| result.map_err(|error| broken(&error));
    setting(tcp.set_read_timeout(Some(IDLE_TIMEOUT)))?;
    setting(tcp.set_write_timeout(Some(IDLE_TIMEOUT)))?;
    setting(tcp.set_nodelay(true))?;
    cancel.watch(&tcp)?;
    let mut stream = StreamOwned::new(client, tcp);
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock).map_err(|error| refused(&error))?;
    }
    Ok(Connection { stream, host: address.to_owned() })
}

fn broken(error: &io::Error) -> TransportError {
    TransportError::Broken(error.kind())
}

/// A handshake that the verifier ended was with somebody else.
fn refused(error: &io::Error) -> TransportError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(_)) => TransportError::WrongKey,
        _ => broken(error),
    }
}
