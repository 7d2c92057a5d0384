//! A store that is opened when it is first looked at: of a world that was put aside, the next step touches little.

use std::{
    cell::{Cell, OnceCell},
    ops::{Deref, DerefMut},
    sync::Arc,
};

use crate::{violation::Check, world::Rows};

/// A database put aside.
#[derive(Clone)]
pub(crate) struct File {
    /// As serialised.
    pub(crate) bytes: Arc<[u8]>,
    /// What its tables are known by.
    pub(crate) rows: Rows,
}

type Wake<T> = Box<dyn FnOnce(&[u8]) -> Check<T>>;

/// A store, open or about to be.
pub struct Asleep<T> {
    store: OnceCell<T>,
    file: Option<File>,
    wake: Cell<Option<Wake<T>>>,
}

impl<T> Asleep<T> {
    /// One that is open.
    pub(crate) fn awake(store: T) -> Asleep<T> {
        Asleep { store: OnceCell::from(store), file: None, wake: Cell::new(None) }
    }

    /// One that opens when it is looked at.
    pub(crate) fn until_looked_at(file: File, wake: impl FnOnce(&[u8]) -> Check<T> + 'static) -> Asleep<T> {
        Asleep { store: OnceCell::new(), file: Some(file), wake: Cell::new(Some(Box::new(wake))) }
    }

    /// What it was put aside as, if nobody has looked at it since.
    pub(crate) fn untouched(&self) -> Option<&File> {
        self.file.as_ref().filter(|_| self.store.get().is_none())
    }
}

impl<T> Deref for Asleep<T> {
    type Target = T;

    #[allow(clippy::panic, reason = "bytes that were a database when put aside; no caller could go on without them")]
    fn deref(&self) -> &T {
        self.store.get_or_init(|| match (self.wake.take(), &self.file) {
            (Some(wake), Some(file)) => {
                wake(&file.bytes).unwrap_or_else(|violation| panic!("a database put aside opens again: {violation}"))
            }
            _ => panic!("a store is either open or asleep"),
        })
    }
}

impl<T> DerefMut for Asleep<T> {
    #[allow(clippy::panic, reason = "the line above has opened it")]
    fn deref_mut(&mut self) -> &mut T {
        let _: &T = self;
        self.store.get_mut().unwrap_or_else(|| panic!("a store that was looked at is open"))
    }
}
