//! Entities and the one style that matters: is this table shown?

use std::collections::HashSet;

use quick_xml::events::{BytesRef, BytesStart};

use crate::read::package::attribute;

/// The character of `&amp;`, `&#7897;`…
pub(super) fn entity(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.clone().into_inner().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Styles of tables that are not displayed.
#[derive(Default)]
pub(super) struct Styles {
    current: String,
    hidden: HashSet<String>,
}

impl Styles {
    pub(super) fn begin(&mut self, tag: &BytesStart<'_>) {
        self.current = attribute(tag, "name").unwrap_or_default();
    }

    pub(super) fn properties(&mut self, tag: &BytesStart<'_>) {
        if attribute(tag, "display").as_deref() == Some("false") {
            self.hidden.insert(self.current.clone());
        }
    }

    pub(super) fn is_hidden(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }
}
