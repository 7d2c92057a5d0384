//! The server: TLS 1.3 around the routes, until it is told to stop.

mod loopback;

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use hyper::{Request, body::Incoming, server::conn::http1, service::Service};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use rustls::{ServerConfig, version::TLS13};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

pub use self::loopback::serve_on_loopback;
use crate::{
    complaint::{Complaint, Outcome},
    identity::TlsIdentity,
    routes::Peer,
};

/// Connections at the same time; further ones wait in the system's backlog.
const CONNECTIONS: usize = 1_024;
/// A handshake, or the head of a request, that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(20);
/// Exchanges under way at the end get so long to finish.
const GRACE: Duration = Duration::from_secs(30);

/// TLS 1.3 with the hub's identity. No client certificates: a device proves itself by its token.
pub fn tls_config(identity: TlsIdentity) -> Result<Arc<ServerConfig>, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13])?
        .with_no_client_auth()
        .with_single_cert(vec![identity.certificate], identity.key)?;
    // A phone keeps no session: two tickets would only cost it bytes.
    config.send_tls13_tickets = 0;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Takes the address and port.
pub async fn listen(address: SocketAddr) -> Outcome<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Complaint::new(
            "port_busy",
            format!("Cổng {address} đang được chương trình khác dùng. Hãy dừng nó hoặc chọn cổng khác bằng --listen."),
            format!("{address} is used by another program. Stop it, or choose another port with --listen."),
        ),
        _ => Complaint::new(
            "cannot_listen",
            format!("Không lắng nghe được ở {address} ({error}). Hãy kiểm tra --listen."),
            format!("Cannot listen on {address} ({error}). Check --listen."),
        ),
    })
}

/// Serves until `stop` ends; then takes no new connection and lets those under way finish.
pub async fn serve(
    listener: TcpListener,
    tls: Arc<ServerConfig>,
    router: axum::Router,
    stop: impl Future<Output = ()>,
) {
    let acceptor = TlsAcceptor::from(tls);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or a connection gone before it was taken: the next may do better.
                tracing::warn!(%error, "could not take a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (acceptor, router, watcher) = (acceptor.clone(), router.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _place = place;
            let Some(stream) = handshake(&acceptor, stream).await else { return };
            let routes = TowerToHyperService::new(router);
            let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(Peer(peer));
                routes.call(request)
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .serve_connection(TokioIo::new(stream), service);
            if let Err(error) = watcher.watch(connection).await {
                tracing::debug!(%error, "a connection broke");
            }
        });
    }
    drop(listener);
    if timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not finish in time; what they had pushed is either durable or sent again");
    }
}

async fn handshake(acceptor: &TlsAcceptor, stream: TcpStream) -> Option<tokio_rustls::server::TlsStream<TcpStream>> {
    // Answers are written whole; waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    match timeout(PATIENCE, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => Some(stream),
        Ok(Err(error)) => {
            tracing::debug!(%error, "a handshake failed");
            None
        }
        Err(_) => None,
    }
}
