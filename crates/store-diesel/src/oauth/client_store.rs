use super::client_logout::logout_column;
use super::client_row::{ClientRow, grant_types_column, owner_columns, uris_column};
use super::token_settings::tokens_column;
use crate::Db;
use crate::audit;
use crate::conn::{Conn, on};
use crate::error::{Result, require};
use crate::paging::{self, later_than};
use crate::schema::clients;
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use hitkey_kernel::{ClientId, Page, PageRequest, Sealed, StoreError};
use hitkey_oauth::ports::{ClientStore, CreateClient, DeleteClient, RotateClientSecret, UpdateClient};
use hitkey_oauth::{Client, ClientOwner};

/// OAuth clients as a table.
#[derive(Debug, Clone)]
pub struct DieselClientStore {
    db: Db,
}

impl DieselClientStore {
    /// The clients in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// The condition that a client belongs to `owner`. What is somebody's equals in one column, and nothing equals NULL; what
/// is nobody's has NULL in both.
macro_rules! owned_by {
    ($owner:expr) => {{
        let (user, project) = owner_columns($owner);
        let ownerless = clients::owner_user_id.is_null().and(clients::owner_project_id.is_null());
        let nobodys = ownerless.and(($owner == ClientOwner::Nobody).into_sql::<Bool>());
        clients::owner_user_id.eq(user).or(clients::owner_project_id.eq(project)).or(nobodys)
    }};
}

/// The one statement that lists clients, for either kind of owner: a condition on both columns would keep the
/// index of either from serving the order.
macro_rules! list {
    ($conn:expr, $request:expr, $owned:expr) => {
        on!($conn, |c| clients::table
            .filter($owned)
            .filter(later_than!($request.after, clients::created_at, clients::id))
            .order((clients::created_at, clients::id))
            .limit(i64::from($request.rows()))
            .select(ClientRow::as_select())
            .load(c))
    };
}

fn list(conn: &mut Conn, owner: ClientOwner, request: PageRequest) -> Result<Page<Client>> {
    let rows: Vec<ClientRow> = match owner {
        ClientOwner::Nobody => Ok(Vec::new()),
        ClientOwner::User(user) => list!(conn, request, clients::owner_user_id.eq(Id(user))),
        ClientOwner::Project(project) => list!(conn, request, clients::owner_project_id.eq(Id(project))),
    }?;
    paging::page(rows, request, Client::place)
}

#[async_trait]
impl ClientStore for DieselClientStore {
    async fn create(&self, command: CreateClient) -> std::result::Result<(), StoreError> {
        let row = ClientRow::from(&command.client);
        self.db
            .write(move |conn| {
                on!(conn, |c| diesel::insert_into(clients::table).values(&row).execute(c))?;
                audit::record(conn, &command.audit)
            })
            .await
    }

    async fn find(&self, id: ClientId) -> std::result::Result<Option<Client>, StoreError> {
        self.db
            .read(move |conn| {
                let row: Option<ClientRow> = on!(conn, |c| clients::table
                    .find(Id(id))
                    .select(ClientRow::as_select())
                    .get_result(c)
                    .optional())?;
                row.map(TryInto::try_into).transpose()
            })
            .await
    }

    async fn list(
        &self,
        owner: ClientOwner,
        page: PageRequest,
    ) -> std::result::Result<Page<Client>, StoreError> {
        self.db.read(move |conn| list(conn, owner, page)).await
    }

    async fn update(&self, command: UpdateClient) -> std::result::Result<bool, StoreError> {
        let change = (
            clients::name.eq(command.name.as_str().to_owned()),
            clients::redirect_uris.eq(uris_column(&command.redirect_uris)),
            clients::grant_types.eq(grant_types_column(&command.grant_types)),
            clients::keys.eq(command.keys.to_json()),
            clients::requests.eq(command.requests.to_json()),
            clients::skip_consent.eq(command.skip_consent),
            clients::id_token_alg.eq(command.id_token_alg.as_str()),
            clients::subject_type.eq(command.subject_type.to_json()),
            clients::tokens.eq(tokens_column(command.tokens)),
            clients::logout.eq(logout_column(&command.logout)),
            clients::updated_at.eq(At(command.updated_at)),
        );
        self.db
            .write_if(move |conn| {
                require(on!(conn, |c| diesel::update(clients::table.find(Id(command.id)))
                    .filter(owned_by!(command.owner))
                    .filter(clients::updated_at.eq(At(command.seen_updated_at)))
                    .set(change.clone())
                    .execute(c))?)?;
                audit::record(conn, &command.audit)
            })
            .await
    }

    async fn delete(&self, command: DeleteClient) -> std::result::Result<bool, StoreError> {
        self.db
            .write_if(move |conn| {
                require(on!(conn, |c| diesel::delete(clients::table.find(Id(command.id)))
                    .filter(owned_by!(command.owner))
                    .execute(c))?)?;
                audit::record(conn, &command.audit)
            })
            .await
    }

    async fn rotate_secret(&self, command: RotateClientSecret) -> std::result::Result<bool, StoreError> {
        self.db
            .write_if(move |conn| {
                let change = (
                    clients::secret_digest.eq(&command.digest.as_bytes()[..]),
                    clients::secret_sealed.eq(command.sealed.as_ref().map(Sealed::as_bytes)),
                    clients::updated_at.eq(At(command.updated_at)),
                );
                require(on!(conn, |c| diesel::update(clients::table.find(Id(command.id)))
                    .filter(owned_by!(command.owner))
                    .filter(clients::secret_digest.is_not_null())
                    .set(change)
                    .execute(c))?)?;
                audit::record(conn, &command.audit)
            })
            .await
    }
}
