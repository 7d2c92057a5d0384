//! A hub with one squad, two volunteers, a leader and three homes; phones reach it through a wire that can be cut.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    thread,
    time::Duration,
};

use doorstep_core::{
    id::{CommuneCode, Id},
    model::member::Role,
};
use doorstep_hub::{
    admission::Admission,
    attempts::Attempts,
    hub::Hub,
    identity::Secret,
    metrics::Metrics,
    office::{Office, assignments::Holder, devices::Whereabouts, fields, members::MemberData},
    routes::{self, App},
    server,
};
use tokio::{runtime::Runtime, sync::oneshot};

/// Tuesday, 24 November 2026, 8:00 in Vietnam.
pub(crate) const NOW: i64 = 1_795_482_000_000;

pub(crate) struct Ward {
    pub(crate) app: Arc<App>,
    pub(crate) commune: CommuneCode,
    pub(crate) lan: Id,
    pub(crate) minh: Id,
    pub(crate) leader: Id,
    pub(crate) wire: Wire,
    squad: Id,
    neighbourhood: Id,
    _runtime: Runtime,
    _folder: tempfile::TempDir,
    _stop: oneshot::Sender<()>,
}

fn clock() -> i64 {
    NOW
}

impl Ward {
    pub(crate) fn start() -> Ward {
        Ward::of_secret(7)
    }

    /// A ward whose hub has another secret, and so another key.
    pub(crate) fn of_secret(secret: u8) -> Ward {
        let folder = tempfile::tempdir().unwrap();
        let hub = Arc::new(Hub::in_memory(folder.path(), &Secret::from_bytes([secret; 32])).unwrap());
        let commune: CommuneCode = "16522".parse().unwrap();
        let office = Office::of(&hub, commune, NOW);
        office.set_up_commune("Quảng Phú", "phường Quảng Phú").unwrap();
        let squad = office.add_squad("Đội 1").unwrap();
        let neighbourhood = office.add_neighbourhood("Tổ dân phố 5").unwrap();
        office.set_responsibility(squad, neighbourhood, "2026-01-01".parse().unwrap()).unwrap();
        let member = |name: &str, role: Role| {
            let data = MemberData {
                name: Some(name.into()),
                roles: Some(vec![role]),
                squad: Some(squad),
                ..MemberData::default()
            };
            office.add_member(data).unwrap()
        };
        let (lan, minh) = (member("Trịnh Thị Lan", Role::Volunteer), member("Phạm Văn Minh", Role::Volunteer));
        let leader = member("Lê Thị Mai", Role::Leader);
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(server::listen("127.0.0.1:0".parse().unwrap())).unwrap();
        let wire = Wire::to(listener.local_addr().unwrap());
        let tls = server::tls_config(hub.keys().tls(vec!["localhost".into()]).unwrap()).unwrap();
        let app = Arc::new(App {
            hub,
            admission: Admission::new(64, 4),
            attempts: Attempts::default(),
            metrics: Metrics::new().unwrap(),
            whereabouts: Whereabouts { addresses: vec![wire.address.to_string()], local_name: None },
            metrics_open: false,
            body_time: Duration::from_secs(5),
            clock,
        });
        let (stop, stopped) = oneshot::channel::<()>();
        runtime.spawn(server::serve(listener, tls, routes::router(app.clone()), async {
            let _ = stopped.await;
        }));
        let ward = Ward {
            app,
            commune,
            lan,
            minh,
            leader,
            wire,
            squad,
            neighbourhood,
            _runtime: runtime,
            _folder: folder,
            _stop: stop,
        };
        for (head, member) in [("Nguyễn Thị Hương", lan), ("Lê Văn Bình", lan), ("Trần Thị Nga", minh)] {
            ward.home(head);
            ward.give(head, member);
        }
        ward
    }

    pub(crate) fn office(&self) -> Office<'_> {
        Office::of(&self.app.hub, self.commune, NOW)
    }

    /// A home of a list.
    pub(crate) fn home(&self, head: &str) -> Id {
        let office = self.office();
        let body = fields([("head", head.into()), ("neighbourhood", self.neighbourhood.to_string().into())]);
        let change = office.import_household(head, "1", body).unwrap();
        let home = change.root;
        assert_eq!(office.submit(change).unwrap().fate.as_str(), "applied");
        let resident = fields([("name", head.into()), ("state", "at_home".into())]);
        office.submit(office.import_resident(home, 0, resident).unwrap()).unwrap();
        home
    }

    /// Gives a home to a member.
    pub(crate) fn give(&self, head: &str, member: Id) {
        let homes: Vec<_> = self.office().households().unwrap();
        let id = self.office().household_of_key(head);
        let homes: Vec<_> = homes.into_iter().filter(|home| home.id == id).collect();
        let given = self.office().assign(&homes, Holder::Member { member, squad: self.squad }).unwrap();
        assert_eq!(given.given, 1);
    }

    pub(crate) fn id_of(&self, head: &str) -> Id {
        self.office().household_of_key(head)
    }

    /// An invitation's text.
    pub(crate) fn invite(&self, member: Id) -> String {
        self.office().invite(member, "máy mẫu", &self.app.whereabouts).unwrap().to_text().unwrap()
    }

    /// Visits that the hub has, by any member.
    pub(crate) fn visits(&self) -> usize {
        let office = self.office();
        let count = office.hub.look(&office.commune, |snapshot| {
            let mut visits = 0;
            for grant in snapshot.grants_to(&[doorstep_core::record::Scope::Commune].into())? {
                let rows = snapshot.feed(grant.root, 0, i64::MAX, 10_000)?;
                visits += rows.iter().filter(|row| row.key.kind == doorstep_core::model::VISIT).count();
            }
            Ok(visits)
        });
        count.unwrap()
    }
}

/// A wire between phones and the hub. Cut, it ends every connection once so many bytes have come back.
pub(crate) struct Wire {
    pub(crate) address: SocketAddr,
    left: Arc<AtomicI64>,
}

impl Wire {
    fn to(hub: SocketAddr) -> Wire {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let left = Arc::new(AtomicI64::new(i64::MAX));
        let shared = left.clone();
        thread::spawn(move || {
            for phone in listener.incoming().map_while(Result::ok) {
                let Ok(hub) = TcpStream::connect(hub) else { continue };
                let (from_phone, to_hub) = (phone.try_clone().unwrap(), hub.try_clone().unwrap());
                thread::spawn(move || carry(from_phone, to_hub, None));
                let left = shared.clone();
                thread::spawn(move || carry(hub, phone, Some(&*left)));
            }
        });
        Wire { address, left }
    }

    /// From now on so many bytes come back from the hub, then nothing.
    pub(crate) fn cut_after(&self, bytes: i64) {
        self.left.store(bytes, Ordering::SeqCst);
    }

    /// How many bytes come back from the hub meanwhile.
    pub(crate) fn measure(&self, act: impl FnOnce()) -> i64 {
        const PLENTY: i64 = 1 << 40;
        self.cut_after(PLENTY);
        act();
        PLENTY - self.left.swap(i64::MAX, Ordering::SeqCst)
    }

    pub(crate) fn mend(&self) {
        self.cut_after(i64::MAX);
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, left: Option<&AtomicI64>) {
    let mut bytes = [0; 512];
    while let Ok(n @ 1..) = from.read(&mut bytes) {
        let allowed = match left {
            Some(left) => left.fetch_sub(n as i64, Ordering::SeqCst).clamp(0, n as i64) as usize,
            None => n,
        };
        if to.write_all(&bytes[..allowed]).is_err() || allowed < n {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
