//! Log lines on standard error: identifiers and numbers, never names or texts of people.

use tracing::Level;

/// Begins logging. A second call changes nothing: tests share a process.
pub fn begin(json: bool, level: Level) {
    let builder = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).with_ansi(false);
    // The only error is that a subscriber is set already.
    let _ = if json { builder.json().try_init() } else { builder.try_init() };
}
