//! A hub on a free port of loopback, over TLS as in the field.

use std::{net::SocketAddr, path::Path, sync::Arc, sync::mpsc, thread};

use anyhow::Context;
use doorstep_hub::{
    complaint::Complaint,
    config::{Config, Settings},
    folder::DataFolder,
    hub::Hub,
    routes, server,
};

/// Errors of the hub as ours: both languages in one line.
pub fn told(complaint: Complaint) -> anyhow::Error {
    anyhow::anyhow!("{} / {}", complaint.vi, complaint.en)
}

/// Serves a hub in a thread of its own until the process ends, with the settings that a hub has when nobody sets any.
pub fn serve(hub: Arc<Hub>, folder: &Path) -> anyhow::Result<SocketAddr> {
    let (tell, address) = mpsc::channel();
    let settings = Settings { listen: Some("127.0.0.1:0".parse()?), ..Settings::default() };
    let config: Config = settings.over(Settings::default(), &DataFolder::at(folder)).map_err(told)?;
    let runtime = tokio::runtime::Runtime::new()?;
    thread::spawn(move || {
        runtime.block_on(async move {
            let served: anyhow::Result<()> = async {
                let tls = server::tls_config(hub.keys().tls(vec!["localhost".into()])?)?;
                let listener = server::listen(config.listen).await.map_err(told)?;
                let app = Arc::new(routes::App::new(hub, &config)?);
                tell.send(Ok(listener.local_addr()?)).context("nobody listens")?;
                server::serve(listener, tls, routes::router(app), std::future::pending()).await;
                Ok(())
            }
            .await;
            if let Err(error) = served {
                // Once the address is told nobody listens here; the error then shows as phones that get no answer.
                let _ = tell.send(Err(error));
            }
        });
    });
    address.recv().context("the hub did not start")?
}

/// Opens the hub of a folder and serves it.
pub fn serve_folder(folder: &Path) -> anyhow::Result<SocketAddr> {
    let data = DataFolder::at(folder);
    serve(Arc::new(Hub::open(&data, &data.list()).map_err(told)?), folder)
}
