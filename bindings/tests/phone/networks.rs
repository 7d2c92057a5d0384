//! A phone with several networks at once: the hub's Wi-Fi has no internet, so the system would take another.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use doorstep_bindings::{DoorstepError, networks::Networks, sync::SyncEnd};

use crate::{device::Device, ward::Ward};

/// Networks as a test sets them: each is there or is gone by the time it is asked for. Remembers which were asked for.
struct Several {
    there: Vec<AtomicBool>,
    asked: Mutex<Vec<u32>>,
}

impl Several {
    fn new(there: &[bool]) -> Arc<Several> {
        Arc::new(Several { there: there.iter().copied().map(AtomicBool::new).collect(), asked: Mutex::default() })
    }

    fn asked(&self) -> Vec<u32> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

impl Networks for Several {
    fn count(&self) -> u32 {
        u32::try_from(self.there.len()).unwrap()
    }

    fn bind(&self, socket: i32, network: u32) -> Result<(), DoorstepError> {
        self.asked.lock().unwrap().push(network);
        #[cfg(target_os = "linux")]
        {
            let open = std::fs::read_link(format!("/proc/self/fd/{socket}")).unwrap();
            assert!(open.to_string_lossy().starts_with("socket:"), "{open:?} is no socket");
        }
        if self.there[usize::try_from(network).unwrap()].load(Ordering::SeqCst) {
            Ok(())
        } else {
            Err(DoorstepError::Internal { code: "gone".into() })
        }
    }
}

#[test]
fn a_network_that_is_gone_is_passed_over_and_none_is_no_connection() {
    let ward = Ward::start();
    let device = Device::new();
    let networks = Several::new(&[false, true, true]);
    device.app.use_networks(networks.clone());
    // Enrolling asks, too. The first that leads to the hub is enough.
    device.enrol(&ward.invite(ward.lan)).unwrap();
    assert_eq!(networks.asked(), [0, 1]);
    assert_eq!(device.sync().unwrap().end, SyncEnd::Done);
    assert_eq!(networks.asked(), [0, 1]);

    // All gone, or none at all: the phone is offline, and nothing goes over a network that nobody offered.
    for networks in [Several::new(&[false, false]), Several::new(&[])] {
        device.app.use_networks(networks.clone());
        let failed = device.sync();
        assert!(matches!(&failed, Err(DoorstepError::Sync { code, .. }) if code == "offline"), "{failed:?}");
        assert!(networks.asked().chunks(2).all(|asked| asked == [0, 1]));
    }

    // Back again: nothing was lost by it.
    networks.there[0].store(true, Ordering::SeqCst);
    device.app.use_networks(networks.clone());
    assert_eq!(device.sync().unwrap().end, SyncEnd::Done);
    assert_eq!(networks.asked(), [0]);
}
