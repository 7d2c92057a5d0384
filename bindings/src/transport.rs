//! HTTPS to a hub that is known by its public key.
//!
//! * [`tls`]: TLS 1.3 that accepts one key and no other; dates and names of certificates do not count.
//! * [`connection`]: one connection to whichever of several addresses answers with that key.
//! * [`http`]: requests and answers of HTTP/1.1, within limits.
//! * [`retry`]: when to try again, and how long to wait.
//! * [`cancel`]: a token that ends waiting and connections at once.
//!
//! Why not a larger client: `docs/decisions/0005-phone-https.md`.

pub mod cancel;
pub mod connection;
pub mod http;
pub mod retry;
pub mod tls;

use std::time::Duration;

use cancel::CancelToken;
use connection::Connection;
use http::{Answer, Post};
use retry::{Policy, Step};

use crate::networks::Choice;

/// How long connecting to one address may take.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(8);
/// How long a hub may be silent.
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(45);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// No address answered.
    #[error("no hub answered at {addresses} addresses")]
    Unreachable {
        /// How many were tried.
        addresses: usize,
    },
    /// Something answered, but it does not have the hub's key.
    #[error("whoever answered is not the hub: its key is another one")]
    WrongKey,
    /// The connection broke, or the hub fell silent.
    #[error("the connection broke: {0}")]
    Broken(std::io::ErrorKind),
    /// The hub asks to come back later.
    #[error("the hub is busy for {seconds} s")]
    Busy {
        /// How long, in seconds.
        seconds: u64,
    },
    /// The answer is not HTTP, or exceeds a limit.
    #[error("not an answer of a hub: {0}")]
    NotHttp(&'static str),
    /// The person, or the platform, called it off.
    #[error("called off")]
    Cancelled,
}

/// A hub: where it may be, and the key that it must prove.
#[derive(Clone, Debug)]
pub struct Hub {
    /// `host:port`, the likeliest first.
    pub addresses: Vec<String>,
    /// SHA-256 of its public key.
    pub pin: [u8; 32],
}

/// A client of one hub: a connection that is kept between requests, and the one policy of trying again.
pub struct Client<'a> {
    hub: Hub,
    policy: Policy<'a>,
    cancel: &'a CancelToken,
    networks: Choice,
    open: Option<Connection>,
}

impl<'a> Client<'a> {
    /// A client that has not connected yet.
    pub fn new(hub: Hub, policy: Policy<'a>, cancel: &'a CancelToken) -> Client<'a> {
        Client { hub, policy, cancel, networks: None, open: None }
    }

    /// Connects over these networks instead of the system's choice.
    #[must_use]
    pub fn over(mut self, networks: Choice) -> Client<'a> {
        self.networks = networks;
        self
    }

    /// Sends a request until it is answered or the policy gives up. Every request here may be sent twice: the hub knows
    /// each change by its identity.
    ///
    /// # Errors
    /// The last failure.
    pub fn post(&mut self, post: &Post<'_>) -> Result<Answer, TransportError> {
        let mut attempt = 0;
        loop {
            self.cancel.check()?;
            let (failure, asked_ms) = match self.once(post) {
                Ok(answer) if answer.status == 503 => {
                    let seconds = answer.retry_after.unwrap_or(5);
                    (TransportError::Busy { seconds }, Some(seconds.saturating_mul(1000)))
                }
                Ok(answer) => return Ok(answer),
                Err(error) => {
                    self.cancel.check()?;
                    (error, None)
                }
            };
            self.open = None;
            match self.policy.after(&failure, attempt, asked_ms) {
                Step::Wait(time) => self.cancel.wait(time)?,
                Step::GiveUp => return Err(failure),
            }
            attempt += 1;
        }
    }

    fn once(&mut self, post: &Post<'_>) -> Result<Answer, TransportError> {
        let mut connection = match self.open.take() {
            Some(connection) => connection,
            None => Connection::open(&self.hub, &self.networks, self.cancel)?,
        };
        let answer = connection.post(post)?;
        if answer.keep_alive {
            self.open = Some(connection);
        }
        Ok(answer)
    }
}
