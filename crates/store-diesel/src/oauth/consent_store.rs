use crate::Db;
use crate::audit::record;
use crate::conn::{Conn, on};
use crate::error::{Result, require};
use crate::paging::earlier_than;
use crate::rows::Reader;
use crate::schema::{clients, consent_resources as allowed, consents, grants};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{ClientId, Page, PageRequest, ResourceId, StoreError, UserId};
use hitkey_oauth::ports::{ConsentStore, WithdrawConsent};
use hitkey_oauth::{AllowedApp, ClientName, Consent, ScopeSet};
use std::collections::BTreeSet;

/// What people allowed, as a table.
#[derive(Debug, Clone)]
pub struct DieselConsentStore {
    db: Db,
}

impl DieselConsentStore {
    /// The consents in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = consents)]
struct Row {
    client_id: Id<ClientId>,
    scopes: String,
    granted_at: At,
    updated_at: At,
}

impl From<Row> for Consent {
    fn from(row: Row) -> Self {
        Self {
            scopes: ScopeSet::parse(&row.scopes),
            granted_at: row.granted_at.0,
            updated_at: row.updated_at.0,
        }
    }
}

fn allowed_app((row, name): (Row, String)) -> Result<AllowedApp> {
    let client = row.client_id.0;
    let name = Reader::of("clients", &client).parsed("name", ClientName::parse(&name).ok())?;
    Ok(AllowedApp { client, name, consent: row.into() })
}

fn list(conn: &mut Conn, user: UserId, request: PageRequest) -> Result<Page<AllowedApp>> {
    let rows: Vec<(Row, String)> = on!(conn, |c| consents::table
        .inner_join(clients::table)
        .filter(consents::user_id.eq(Id(user)))
        .filter(earlier_than!(request.after, consents::granted_at, consents::client_id))
        .order((consents::granted_at.desc(), consents::client_id.desc()))
        .limit(i64::from(request.rows()))
        .select((Row::as_select(), clients::name))
        .load(c))?;
    let apps: Result<Vec<_>> = rows.into_iter().map(allowed_app).collect();
    Ok(Page::of(apps?, request, AllowedApp::place))
}

#[async_trait]
impl ConsentStore for DieselConsentStore {
    async fn find(&self, user: UserId, client: ClientId) -> std::result::Result<Option<Consent>, StoreError> {
        self.db
            .read(move |conn| {
                let id = (Id(user), Id(client));
                let row: Option<Row> = on!(conn, |c| consents::table
                    .find(id)
                    .select(Row::as_select())
                    .get_result(c)
                    .optional())?;
                Ok(row.map(Into::into))
            })
            .await
    }

    async fn resources(
        &self,
        user: UserId,
        client: ClientId,
    ) -> std::result::Result<BTreeSet<ResourceId>, StoreError> {
        self.db
            .read(move |conn| {
                let own = allowed::user_id.eq(Id(user)).and(allowed::client_id.eq(Id(client)));
                let query = allowed::table.filter(own).select(allowed::resource_id);
                let rows: Vec<Id<ResourceId>> = on!(conn, |c| query.load(c))?;
                Ok(rows.into_iter().map(|row| row.0).collect())
            })
            .await
    }

    async fn list(
        &self,
        user: UserId,
        page: PageRequest,
    ) -> std::result::Result<Page<AllowedApp>, StoreError> {
        self.db.read(move |conn| list(conn, user, page)).await
    }

    async fn withdraw(&self, command: WithdrawConsent) -> std::result::Result<bool, StoreError> {
        let WithdrawConsent { user, client, now, audit } = command;
        self.db
            .write_if(move |conn| {
                let consent = consents::table.find((Id(user), Id(client)));
                require(on!(conn, |c| diesel::delete(consent).execute(c))?)?;
                let given = grants::user_id.eq(Id(user)).and(grants::client_id.eq(Id(client)));
                on!(conn, |c| diesel::update(grants::table.filter(given))
                    .filter(grants::revoked_at.is_null())
                    .set(grants::revoked_at.eq(At(now)))
                    .execute(c))?;
                record(conn, &audit)
            })
            .await
    }
}
