use crate::Db;
use crate::conn::on;
use crate::error::require;
use crate::schema::used_assertions;
use crate::types::At;
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::StoreError;
use hitkey_oauth::ports::{AssertionStore, SpendAssertion};

/// Used assertions as a table.
#[derive(Debug, Clone)]
pub struct DieselAssertionStore {
    db: Db,
}

impl DieselAssertionStore {
    /// The used assertions in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[async_trait]
impl AssertionStore for DieselAssertionStore {
    async fn spend(&self, command: SpendAssertion) -> Result<bool, StoreError> {
        self.db
            .write_if(move |conn| {
                let row = (
                    used_assertions::digest.eq(&command.digest[..]),
                    used_assertions::expires_at.eq(At(command.expires_at)),
                );
                require(on!(conn, |c| diesel::insert_into(used_assertions::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(c))?)
            })
            .await
    }
}
