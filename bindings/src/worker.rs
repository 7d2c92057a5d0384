//! The phone's one thread: what must not delay a tap. It seals new changes to the file beside the database and tells
//! listeners what changed; while it is busy, tasks gather and become one.

use std::{
    collections::BTreeSet,
    sync::{
        Weak,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use crate::{observe::Area, phone::Phone};

/// Something to do soon.
pub(crate) enum Task {
    /// The outbox changed: bring the sealed file up to date.
    Seal,
    /// These areas changed: tell listeners.
    Tell(Area),
    /// Answers when everything before it is done.
    Flush(Sender<()>),
}

/// Starts the thread. It ends when the phone is dropped, since the only sender is there.
pub(crate) fn start(receiver: Receiver<Task>, phone: Weak<Phone>) -> std::io::Result<()> {
    thread::Builder::new().name("doorstep".into()).spawn(move || run(&receiver, &phone))?;
    Ok(())
}

pub(crate) fn channel() -> (Sender<Task>, Receiver<Task>) {
    mpsc::channel()
}

fn run(receiver: &Receiver<Task>, phone: &Weak<Phone>) {
    while let Ok(first) = receiver.recv() {
        let mut seal = false;
        let mut areas = BTreeSet::new();
        let mut waiting = Vec::new();
        for task in std::iter::once(first).chain(receiver.try_iter()) {
            match task {
                Task::Seal => seal = true,
                Task::Tell(area) => {
                    areas.insert(area);
                }
                Task::Flush(done) => waiting.push(done),
            }
        }
        let Some(phone) = phone.upgrade() else { return };
        if seal {
            phone.seal_outbox();
        }
        if !areas.is_empty() {
            phone.observers.tell(&areas);
        }
        for done in waiting {
            // Whoever asked may have gone.
            let _ = done.send(());
        }
    }
}
