//! Identifiers, scopes and receipts as columns.

use doorstep_core::{id::Id, receipt::Receipt, record::Scope};
use doorstep_sqlcipher::rusqlite::{
    self, Row, RowIndex,
    types::{FromSqlError, Type},
};

/// An identifier out of its sixteen bytes.
pub(super) fn id(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<Id> {
    row.get::<_, [u8; 16]>(column).map(Id::from_bytes)
}

/// A scope as stored: 'm' or 's' with an identifier, or 'c'.
pub(super) fn scope_bytes(scope: &Scope) -> Vec<u8> {
    let with = |letter: u8, id: &Id| {
        let mut bytes = vec![letter];
        bytes.extend_from_slice(id.as_bytes());
        bytes
    };
    match scope {
        Scope::Member(id) => with(b'm', id),
        Scope::Squad(id) => with(b's', id),
        Scope::Commune => vec![b'c'],
    }
}

/// A scope out of its bytes.
pub(super) fn scope(row: &Row<'_>, column: usize) -> rusqlite::Result<Scope> {
    let bytes = row.get_ref(column)?.as_blob()?;
    let scope = match bytes.split_first() {
        Some((b'm', id)) => id.try_into().ok().map(|id| Scope::Member(Id::from_bytes(id))),
        Some((b's', id)) => id.try_into().ok().map(|id| Scope::Squad(Id::from_bytes(id))),
        Some((b'c', [])) => Some(Scope::Commune),
        _ => None,
    };
    scope.ok_or_else(|| broken(column, Type::Blob))
}

/// A receipt out of its text.
pub(super) fn receipt(row: &Row<'_>, column: usize) -> rusqlite::Result<Receipt> {
    Receipt::from_text(row.get_ref(column)?.as_str()?).ok_or_else(|| broken(column, Type::Text))
}

fn broken(column: usize, of: Type) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, of, Box::new(FromSqlError::InvalidType))
}
