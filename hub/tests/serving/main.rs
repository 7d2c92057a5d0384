//! The hub over real HTTPS on the loopback, with a client that pins its key and ignores its certificate.

mod admission;
mod enrolment;
mod exchange;
mod ward;
