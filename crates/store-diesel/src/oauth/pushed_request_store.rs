use crate::Db;
use crate::conn::{Conn, on};
use crate::error::{Result, require};
use crate::schema::pushed_requests as pushed;
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::StoreError;
use hitkey_oauth::ports::{OpenRequest, OpenedRequest, PushedRequest, PushedRequestStore, SpendRequest};

/// Pushed authorization requests as a table.
#[derive(Debug, Clone)]
pub struct DieselPushedRequestStore {
    db: Db,
}

impl DieselPushedRequestStore {
    /// The pushed requests in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// The client's request, while it has not expired.
macro_rules! live {
    ($command:expr) => {
        pushed::table
            .find(&$command.digest.as_bytes()[..])
            .filter(pushed::client_id.eq(Id($command.client)))
            .filter(pushed::expires_at.gt(At($command.now)))
    };
}

fn look(conn: &mut Conn, command: &OpenRequest) -> Result<Option<(String, Option<At>)>> {
    let query = live!(command).select((pushed::params, pushed::opened_at));
    Ok(on!(conn, |c| query.get_result(c).optional())?)
}

/// Opens a request that nobody has opened; whoever did meanwhile was first.
fn open(conn: &mut Conn, command: &OpenRequest) -> Result<Option<OpenedRequest>> {
    on!(conn, |c| diesel::update(live!(command))
        .filter(pushed::opened_at.is_null())
        .set((pushed::opened_at.eq(At(command.now)), pushed::expires_at.eq(At(command.expires_at))))
        .execute(c))?;
    Ok(look(conn, command)?.and_then(opened))
}

fn opened((params, opened_at): (String, Option<At>)) -> Option<OpenedRequest> {
    opened_at.map(|At(opened_at)| OpenedRequest { params, opened_at })
}

#[async_trait]
impl PushedRequestStore for DieselPushedRequestStore {
    async fn push(&self, request: PushedRequest) -> std::result::Result<(), StoreError> {
        self.db
            .write_once(move |conn| {
                let row = (
                    pushed::digest.eq(&request.digest.as_bytes()[..]),
                    pushed::client_id.eq(Id(request.client)),
                    pushed::params.eq(&request.params),
                    pushed::expires_at.eq(At(request.expires_at)),
                );
                on!(conn, |c| diesel::insert_into(pushed::table).values(row).execute(c))?;
                Ok(())
            })
            .await
    }

    async fn open(&self, command: OpenRequest) -> std::result::Result<Option<OpenedRequest>, StoreError> {
        match self.db.read(move |conn| look(conn, &command)).await? {
            Some(found @ (_, Some(_))) => Ok(opened(found)),
            Some((_, None)) => self.db.write(move |conn| open(conn, &command)).await,
            None => Ok(None),
        }
    }

    async fn spend(&self, command: SpendRequest) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| require(on!(conn, |c| diesel::delete(live!(command)).execute(c))?)).await
    }
}
