//! A running hub with one squad and one volunteer, and a phone that talks to it.

use std::{
    net::SocketAddr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use doorstep_core::{
    change::Change,
    enrolment::{DevicePlatform, EnrolAnswer, EnrolRequest, Invitation, Token},
    id::{CommuneCode, Id},
    model::member::Role,
    sync::wire::{Answer, PushLine, Request as Exchange, RequestHead, SpoolPlace, VERSION},
};
use doorstep_hub::{
    admission::Admission,
    attempts::Attempts,
    hub::Hub,
    identity::Secret,
    metrics::Metrics,
    office::{Office, devices::Whereabouts, fields, members::MemberData},
    routes::{self, App},
    server,
};
use http_body_util::{BodyExt, Full};
use hyper::{Request, Response, body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use p256::pkcs8::der::Decode;
use rustls::{
    ClientConfig, DigitallySignedStruct, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

pub(crate) const NOW: i64 = 1_764_000_000_000;
static CLOCK: OnceLock<AtomicI64> = OnceLock::new();

fn clock() -> i64 {
    CLOCK.get_or_init(|| AtomicI64::new(NOW)).load(Ordering::Relaxed)
}

/// A hub that runs until dropped.
pub(crate) struct Ward {
    pub(crate) app: Arc<App>,
    pub(crate) address: SocketAddr,
    pub(crate) commune: CommuneCode,
    pub(crate) volunteer: Id,
    _folder: tempfile::TempDir,
    _stop: oneshot::Sender<()>,
}

impl Ward {
    pub(crate) async fn start() -> Ward {
        Ward::start_with(Admission::new(64, 4)).await
    }

    pub(crate) async fn start_with(admission: Arc<Admission>) -> Ward {
        let folder = tempfile::tempdir().unwrap();
        let hub = Arc::new(Hub::in_memory(folder.path(), &Secret::from_bytes([7; 32])).unwrap());
        let commune: CommuneCode = "16522".parse().unwrap();
        let office = Office::of(&hub, commune, NOW);
        office.set_up_commune("Quảng Phú", "phường Quảng Phú").unwrap();
        let squad = office.add_squad("Đội 1").unwrap();
        let volunteer = office
            .add_member(MemberData {
                name: Some("Lê Thị Mẫu".into()),
                roles: Some(vec![Role::Volunteer]),
                squad: Some(squad),
                ..MemberData::default()
            })
            .unwrap();
        let listener = server::listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let tls = server::tls_config(hub.keys().tls(vec!["localhost".into()]).unwrap()).unwrap();
        let app = Arc::new(App {
            hub,
            admission,
            attempts: Attempts::default(),
            metrics: Metrics::new().unwrap(),
            whereabouts: Whereabouts { addresses: vec![address.to_string()], local_name: None },
            metrics_open: false,
            body_time: Duration::from_secs(5),
            clock,
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let router = routes::router(app.clone());
        tokio::spawn(server::serve(listener, tls, router, async {
            let _ = stopped.await;
        }));
        Ward { app, address, commune, volunteer, _folder: folder, _stop: stop }
    }

    pub(crate) fn office(&self) -> Office<'_> {
        Office::of(&self.app.hub, self.commune, NOW)
    }

    pub(crate) fn invite(&self) -> Invitation {
        self.office().invite(self.volunteer, "máy mẫu", &self.app.whereabouts).unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Full<Bytes>>) -> Response<Bytes> {
        self.send_pinned(request, *self.app.hub.keys().pin()).await.unwrap()
    }

    /// Sends a request to the hub that has this key, whatever its certificate says.
    pub(crate) async fn send_pinned(
        &self,
        request: Request<Full<Bytes>>,
        pin: [u8; 32],
    ) -> std::io::Result<Response<Bytes>> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Pinned(pin)))
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let stream = tokio::net::TcpStream::connect(self.address).await?;
        let name = ServerName::try_from("hub.invalid").unwrap();
        let stream = tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(std::io::Error::other)?;
        tokio::spawn(connection);
        let (parts, body) = sender.send_request(request).await.map_err(std::io::Error::other)?.into_parts();
        Ok(Response::from_parts(parts, body.collect().await.map_err(std::io::Error::other)?.to_bytes()))
    }

    pub(crate) async fn enrol(&self, request: &EnrolRequest) -> Response<Bytes> {
        self.send(post("/v1/enrol", serde_json::to_vec(request).unwrap())).await
    }

    /// A phone of the volunteer.
    pub(crate) async fn phone(&self) -> Phone {
        let request = asking(&self.invite(), 1);
        let answer = self.enrol(&request).await;
        assert_eq!(answer.status(), 200);
        Phone { answer: serde_json::from_slice(answer.body()).unwrap(), inc: Id::v7(NOW, [3; 10]) }
    }

    pub(crate) async fn sync(&self, phone: &Phone, changes: &[(i64, &Change)]) -> Answer {
        let answer = self.send(phone.request(changes)).await;
        assert_eq!(answer.status(), 200, "{:?}", answer.body());
        Answer::decode(answer.body()).unwrap()
    }
}

/// A request with which a phone asks to be let in; `attempt` tells phones apart.
pub(crate) fn asking(invitation: &Invitation, attempt: u8) -> EnrolRequest {
    EnrolRequest {
        code: invitation.code,
        attempt: Token::from_bytes([attempt; 32]),
        label: "Samsung A05".into(),
        platform: DevicePlatform::Android,
        os: "14".into(),
        app: "0.1.0".into(),
    }
}

pub(crate) struct Phone {
    pub(crate) answer: EnrolAnswer,
    pub(crate) inc: Id,
}

impl Phone {
    pub(crate) fn body(&self, changes: &[(i64, &Change)]) -> Vec<u8> {
        let raw = |change: &Change| serde_json::value::RawValue::from_string(change.to_text()).unwrap();
        Exchange {
            head: RequestHead {
                v: VERSION,
                inc: self.inc,
                cursor: None,
                spool: SpoolPlace { id: self.inc, pages: 0, head: None, leg: None },
                generation: 0,
                now: NOW,
                push_only: false,
                gaps: 0,
            },
            changes: changes
                .iter()
                .map(|(n, change)| PushLine { n: *n, inc: None, change: Some(raw(change)), sealed: None, was: None })
                .collect(),
        }
        .encode()
        .unwrap()
    }

    pub(crate) fn request(&self, changes: &[(i64, &Change)]) -> Request<Full<Bytes>> {
        with_token(post("/v1/sync", self.body(changes)), &self.answer.token)
    }

    /// A change that every member may make: their own phone number.
    pub(crate) fn edits_own_number(&self, tag: u8) -> Change {
        Change {
            id: Id::v7(NOW, [tag; 10]),
            member: self.answer.member,
            at: NOW,
            unsure: false,
            kind: "member.edit".into(),
            v: 1,
            root: self.answer.member,
            seen: i64::MAX,
            after: vec![],
            epoch: 0,
            data: fields([
                ("member", self.answer.member.to_string().into()),
                ("phone", format!("+849510000{tag:02}").into()),
            ]),
        }
    }
}

pub(crate) fn post(path: &str, body: Vec<u8>) -> Request<Full<Bytes>> {
    Request::post(path).header("host", "hub.invalid").body(Full::new(body.into())).unwrap()
}

pub(crate) fn get(path: &str) -> Request<Full<Bytes>> {
    Request::get(path).header("host", "hub.invalid").body(Full::default()).unwrap()
}

pub(crate) fn with_token(mut request: Request<Full<Bytes>>, token: &Token) -> Request<Full<Bytes>> {
    let value = format!("Bearer {}", token.to_text()).parse().unwrap();
    request.headers_mut().insert("authorization", value);
    request
}

/// The problem of an answer: status, name, and that it has the promised form.
pub(crate) fn problem(answer: &Response<Bytes>) -> (u16, String) {
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert!(answer.headers().contains_key(routes::headers::REQUEST_ID));
    let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
    assert_eq!(body["status"], answer.status().as_u16());
    assert!(!body["title"].as_str().unwrap().is_empty() && !body["title_en"].as_str().unwrap().is_empty());
    let name = body["type"].as_str().unwrap().strip_prefix("urn:doorstep:problem:").unwrap();
    (answer.status().as_u16(), name.to_owned())
}

/// Accepts whoever proves one key.
#[derive(Debug)]
struct Pinned([u8; 32]);

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if pin_of(certificate) == Some(self.0) {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(rustls::Error::General("another key".into()))
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.3 only".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ECDSA_NISTP256_SHA256]
    }
}

/// SHA-256 of a certificate's SubjectPublicKeyInfo: the seventh field of the certificate's body.
fn pin_of(certificate: &[u8]) -> Option<[u8; 32]> {
    use p256::pkcs8::der::asn1::AnyRef;
    let outer = AnyRef::from_der(certificate).ok()?;
    let body = AnyRef::from_der_prefix(outer.value())?;
    let mut rest = body.0.value();
    // version, serial, algorithm, issuer, validity, subject
    for _ in 0..6 {
        rest = AnyRef::from_der_prefix(rest)?.1;
    }
    let (_, after) = AnyRef::from_der_prefix(rest)?;
    Some(Sha256::digest(&rest[..rest.len() - after.len()]).into())
}

trait Prefix<'a>: Sized {
    fn from_der_prefix(bytes: &'a [u8]) -> Option<(Self, &'a [u8])>;
}

impl<'a> Prefix<'a> for p256::pkcs8::der::asn1::AnyRef<'a> {
    fn from_der_prefix(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        Self::from_der_partial(bytes).ok()
    }
}
