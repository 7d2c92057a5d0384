//! Phones over a real hub, over real HTTPS on the loopback: the facade as the apps use it.

mod cuts;
mod device;
mod leaving;
mod ward;
mod working;
