//! A hub on a free port of this machine, for demonstrations, benches and whoever embeds it.

use std::{net::SocketAddr, sync::Arc, sync::mpsc, thread};

use super::{listen, serve, tls_config};
use crate::{
    complaint::{Complaint, Outcome},
    config::Settings,
    folder::DataFolder,
    hub::Hub,
    routes,
};

/// Serves a hub on loopback, in a thread of its own, until the process ends, with the settings that a hub has when nobody
/// sets any. Answers once it listens.
///
/// # Errors
/// No port or thread is to be had, or the hub's identity makes no certificate.
pub fn serve_on_loopback(hub: Arc<Hub>, folder: &DataFolder) -> Outcome<SocketAddr> {
    let (tell, told) = mpsc::channel();
    let listen_at = Some(SocketAddr::from(([127, 0, 0, 1], 0)));
    let config = Settings { listen: listen_at, ..Settings::default() }.over(Settings::default(), folder)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| not_started(&error))?;
    thread::spawn(move || {
        runtime.block_on(async move {
            let ready = async {
                let identity = hub.keys().tls(vec!["localhost".into()]).map_err(|error| not_started(&error))?;
                let tls = tls_config(identity).map_err(|error| not_started(&error))?;
                let listener = listen(config.listen).await?;
                let address = listener.local_addr().map_err(|error| not_started(&error))?;
                let app = Arc::new(routes::App::new(hub, &config).map_err(|error| not_started(&error))?);
                Ok((address, listener, tls, app))
            };
            match ready.await {
                Ok((address, listener, tls, app)) => {
                    // Whoever asked may be gone; the hub then serves nobody until the process ends.
                    let _ = tell.send(Ok(address));
                    serve(listener, tls, routes::router(app), std::future::pending()).await;
                }
                Err(complaint) => drop(tell.send(Err(complaint))),
            }
        });
    });
    told.recv().map_err(|error| not_started(&error))?
}

fn not_started(error: &dyn std::fmt::Display) -> Complaint {
    let vi = format!("Máy chủ không khởi động được ({error}).");
    Complaint::new("not_started", vi, format!("The hub did not start: {error}."))
}
