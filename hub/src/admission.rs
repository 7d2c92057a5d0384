//! Who is served when: a bounded number of requests is admitted before their bodies are read; of these, a few work at a
//! time, those first for whom a person waits.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::sync::oneshot;

/// How urgent an exchange is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody tapped "sync" and looks at the screen.
    User,
    /// The phone syncs by itself.
    Background,
}

/// The door and the desks of a hub.
#[derive(Debug)]
pub struct Admission {
    places: usize,
    taken: AtomicUsize,
    desks: Mutex<Desks>,
}

#[derive(Debug)]
struct Desks {
    free: usize,
    user: VecDeque<oneshot::Sender<()>>,
    background: VecDeque<oneshot::Sender<()>>,
}

/// A place in the queue, until dropped.
#[derive(Debug)]
pub struct Place(Arc<Admission>);

/// A turn to work, until dropped.
#[derive(Debug)]
pub struct Turn(Arc<Admission>);

impl Admission {
    /// So many places, and so many that work at a time.
    pub fn new(places: usize, workers: usize) -> Arc<Admission> {
        let desks = Desks { free: workers.max(1), user: VecDeque::new(), background: VecDeque::new() };
        Arc::new(Admission { places: places.max(1), taken: AtomicUsize::new(0), desks: Mutex::new(desks) })
    }

    /// Requests that have a place now.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    /// A place, if one is free. The last quarter is kept for people who wait.
    pub fn admit(self: &Arc<Self>, urgency: Urgency) -> Option<Place> {
        let open = match urgency {
            Urgency::User => self.places,
            Urgency::Background => self.places - self.places / 4,
        };
        let admitted =
            self.taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, |taken| (taken < open).then_some(taken + 1));
        admitted.ok().map(|_| Place(self.clone()))
    }

    /// Waits for a turn.
    pub async fn turn(self: &Arc<Self>, urgency: Urgency) -> Turn {
        let (sender, called) = oneshot::channel();
        {
            let mut desks = self.desks();
            if desks.free > 0 {
                desks.free -= 1;
                return Turn(self.clone());
            }
            match urgency {
                Urgency::User => desks.user.push_back(sender),
                Urgency::Background => desks.background.push_back(sender),
            }
        }
        let waiting = Waiting { admission: self, called };
        waiting.called().await
    }

    fn pass_on(&self) {
        let mut desks = self.desks();
        loop {
            let next = desks.user.pop_front().or_else(|| desks.background.pop_front());
            match next.map(|next| next.send(())) {
                Some(Ok(())) => return,
                // That one has gone away meanwhile.
                Some(Err(())) => {}
                None => break,
            }
        }
        desks.free += 1;
    }

    fn desks(&self) -> MutexGuard<'_, Desks> {
        self.desks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody in line. A turn that was called but never taken up (the connection broke in between) is passed on.
struct Waiting<'a> {
    admission: &'a Arc<Admission>,
    called: oneshot::Receiver<()>,
}

impl Waiting<'_> {
    async fn called(mut self) -> Turn {
        // The sender lives in the line until it calls, so that an error cannot come before a call.
        let _ = (&mut self.called).await;
        Turn(self.admission.clone())
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.called.close();
        if self.called.try_recv().is_ok() {
            self.admission.pass_on();
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.taken.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.pass_on();
    }
}

/// Seconds after which to come back, spread so that phones turned away together do not return together.
pub fn retry_after(urgency: Urgency) -> u64 {
    let mut byte = [0];
    // Without randomness all wait the same: unkind, not wrong.
    let _ = getrandom::fill(&mut byte);
    let spread = u64::from(byte[0]);
    match urgency {
        Urgency::User => 2 + spread % 6,
        Urgency::Background => 15 + spread % 46,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bounded_and_some_kept_for_people_who_wait() {
        let admission = Admission::new(4, 1);
        let held: Vec<_> = (0..3).map(|_| admission.admit(Urgency::Background).unwrap()).collect();
        assert!(admission.admit(Urgency::Background).is_none());
        let fourth = admission.admit(Urgency::User).unwrap();
        assert!(admission.admit(Urgency::User).is_none());
        drop(fourth);
        drop(held);
        assert_eq!(admission.taken(), 0);
    }

    #[tokio::test]
    async fn people_who_wait_come_first_and_those_who_left_are_passed_over() {
        let admission = Admission::new(10, 1);
        let first = admission.turn(Urgency::Background).await;
        let mut background = Box::pin(admission.turn(Urgency::Background));
        let mut gone = Box::pin(admission.turn(Urgency::User));
        let mut user = Box::pin(admission.turn(Urgency::User));
        for waiting in [&mut background, &mut gone, &mut user] {
            assert!(futures_poll(waiting).is_none());
        }
        drop(gone);
        drop(first);
        assert!(futures_poll(&mut background).is_none());
        let turn = futures_poll(&mut user).expect("the person's turn");
        // Called, then gone before it looked: the turn goes back.
        drop(turn);
        drop(background);
        assert!(futures_poll(&mut Box::pin(admission.turn(Urgency::Background))).is_some());
    }

    fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::Pin::new(future).poll(&mut context) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        }
    }
}
