//! What lets phones in: tokens, and the codes that are exchanged for them once. Only hashes are kept.

use doorstep_core::{
    id::{CommuneCode, Id},
    sync::hub::store::StoreResult,
};
use doorstep_sqlcipher::rusqlite::{Connection, OptionalExtension, params, types::Type};

use super::{SqliteHub, Unit, error::OrStoreError, row};

/// The hash of a token or of a code, as the server computes it.
pub type SecretHash = [u8; 32];

/// Who may enrol with a code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// The commune.
    pub commune: CommuneCode,
    /// The member.
    pub member: Id,
    /// Milliseconds since 1970; from then on the code is void.
    pub expires_at: i64,
    /// What the leader called the phone.
    pub label: String,
}

impl SqliteHub {
    /// Adds a device's token. A token that is known already, of whatever device, is an error.
    pub fn add_credential(&self, token: &SecretHash, commune: &CommuneCode, device: Id) -> StoreResult<()> {
        add_credential(&self.shared.pool.writer(), token, commune, device)
    }

    /// The device of a token.
    pub fn find_credential(&self, token: &SecretHash) -> StoreResult<Option<(CommuneCode, Id)>> {
        self.shared
            .pool
            .reader()?
            .prepare_cached("SELECT commune, device FROM credential WHERE token_hash = ?1")
            .or_store()?
            .query_row([token], |found| Ok((commune(found, 0)?, row::id(found, 1)?)))
            .optional()
            .or_store()
    }

    /// Forgets a token; answers whether it was known.
    pub fn remove_credential(&self, token: &SecretHash) -> StoreResult<bool> {
        let removed = self.shared.pool.writer().execute("DELETE FROM credential WHERE token_hash = ?1", [token]);
        Ok(removed.or_store()? > 0)
    }

    /// Adds a code with which a member may enrol one phone.
    pub fn add_code(&self, code: &SecretHash, invitation: &Invitation) -> StoreResult<()> {
        let Invitation { commune, member, expires_at, label } = invitation;
        self.shared
            .pool
            .writer()
            .execute(
                "INSERT INTO enrolment_code (code_hash, commune, member, expires_at, label) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![code, commune.as_str(), member.as_bytes(), expires_at, label],
            )
            .or_store()?;
        Ok(())
    }

    /// Forgets codes that have expired; answers how many.
    pub fn remove_expired_codes(&self, now: i64) -> StoreResult<usize> {
        self.shared.pool.writer().execute("DELETE FROM enrolment_code WHERE expires_at <= ?1", [now]).or_store()
    }
}

impl Unit<'_> {
    /// Takes a code that has not expired: it works once, if the transaction around this commits.
    pub fn take_code(&mut self, code: &SecretHash, now: i64) -> StoreResult<Option<Invitation>> {
        self.connection
            .prepare_cached(
                "DELETE FROM enrolment_code WHERE code_hash = ?1 AND expires_at > ?2
                 RETURNING commune, member, expires_at, label",
            )
            .or_store()?
            .query_row(params![code, now], |found| {
                Ok(Invitation {
                    commune: commune(found, 0)?,
                    member: row::id(found, 1)?,
                    expires_at: found.get(2)?,
                    label: found.get(3)?,
                })
            })
            .optional()
            .or_store()
    }

    /// Adds a device's token. A token that is known already, of whatever device, is an error.
    pub fn add_credential(&mut self, token: &SecretHash, commune: &CommuneCode, device: Id) -> StoreResult<()> {
        add_credential(self.connection, token, commune, device)
    }
}

fn add_credential(connection: &Connection, token: &SecretHash, commune: &CommuneCode, device: Id) -> StoreResult<()> {
    let sql = "INSERT INTO credential (token_hash, commune, device) VALUES (?1, ?2, ?3)";
    connection.execute(sql, params![token, commune.as_str(), device.as_bytes()]).or_store()?;
    Ok(())
}

/// A commune's code out of its text.
pub(super) fn commune(
    row: &doorstep_sqlcipher::rusqlite::Row<'_>,
    column: usize,
) -> doorstep_sqlcipher::rusqlite::Result<CommuneCode> {
    row.get_ref(column)?.as_str()?.parse().map_err(|error: doorstep_core::id::NotACommuneCode| {
        doorstep_sqlcipher::rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}
