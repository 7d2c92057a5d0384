//! Calling a sync off: neither language's own cancellation reaches a blocking call, so there is a token.

use std::{
    net::{Shutdown, TcpStream},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::TransportError;

/// Ends what it was given to, at once and for good. One token, one sync.
#[derive(Default, uniffi::Object)]
pub struct CancelToken {
    state: Mutex<State>,
    called_off: Condvar,
}

#[derive(Default)]
struct State {
    cancelled: bool,
    /// The connection in use: shutting it down wakes whoever reads from it.
    socket: Option<TcpStream>,
}

#[uniffi::export]
impl CancelToken {
    /// A token that nobody has used.
    #[uniffi::constructor]
    pub fn new() -> CancelToken {
        CancelToken::default()
    }

    /// Calls off whatever was given this token. What was already sent or taken stays.
    pub fn cancel(&self) {
        let mut state = self.state();
        state.cancelled = true;
        if let Some(socket) = state.socket.take() {
            // It may have ended by itself.
            let _ = socket.shutdown(Shutdown::Both);
        }
        self.called_off.notify_all();
    }

    /// Whether it was called off.
    pub fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }
}

impl CancelToken {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops if it was called off.
    pub(crate) fn check(&self) -> Result<(), TransportError> {
        if self.is_cancelled() { Err(TransportError::Cancelled) } else { Ok(()) }
    }

    /// From now on calling off also ends this connection.
    pub(super) fn watch(&self, socket: &TcpStream) -> Result<(), TransportError> {
        let copy = socket.try_clone().map_err(|error| TransportError::Broken(error.kind()))?;
        let mut state = self.state();
        if state.cancelled {
            return Err(TransportError::Cancelled);
        }
        state.socket = Some(copy);
        Ok(())
    }

    /// Waits, unless it is called off.
    pub(super) fn wait(&self, time: Duration) -> Result<(), TransportError> {
        let until = Instant::now() + time;
        let mut state = self.state();
        while !state.cancelled {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            state = self.called_off.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        Err(TransportError::Cancelled)
    }
}
