use crate::Db;
use crate::audit::record;
use crate::conn::on;
use crate::schema::revoked_tokens as tokens;
use crate::types::At;
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::StoreError;
use hitkey_oauth::ports::{RevokeToken, RevokedTokens};

/// Which access tokens were revoked, as a table.
#[derive(Debug, Clone)]
pub struct DieselRevokedTokens {
    db: Db,
}

impl DieselRevokedTokens {
    /// The tokens in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[async_trait]
impl RevokedTokens for DieselRevokedTokens {
    async fn revoke(&self, command: RevokeToken) -> Result<(), StoreError> {
        self.db
            .write(move |conn| {
                let row = (tokens::jti.eq(&command.jti), tokens::expires_at.eq(At(command.expires_at)));
                let added = on!(conn, |c| diesel::insert_into(tokens::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(c))?;
                if added == 1 { record(conn, &command.audit) } else { Ok(()) }
            })
            .await
    }

    async fn is_revoked(&self, jti: &str) -> Result<bool, StoreError> {
        let jti = jti.to_owned();
        self.db
            .read(move |conn| {
                let query = tokens::table.find(&jti).select(tokens::jti);
                let found: Option<String> = on!(conn, |c| query.get_result(c).optional())?;
                Ok(found.is_some())
            })
            .await
    }
}
