use super::client_row::ClientRow;
use super::grant_store::issue_command;
use super::resource_row::{ids, ids_column};
use crate::Db;
use crate::audit::record;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, require};
use crate::rows::{Reader, stored_count};
use crate::schema::{clients, device_requests as devices};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use hitkey_kernel::{AuditRecord, ClientId, StoreError, Timestamp};
use hitkey_oauth::ports::{ApproveDevice, BeginDevice, ClientAnd, DenyDevice, DeviceStore, NotePoll};
use hitkey_oauth::{DeviceCodeDigest, DeviceRequest, DeviceState, ScopeSet, UserCodeDigest, WaitingDevice};
use std::time::Duration;

/// Devices that wait as a table.
#[derive(Debug, Clone)]
pub struct DieselDeviceStore {
    db: Db,
}

impl DieselDeviceStore {
    /// The devices in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[derive(Debug, Insertable)]
#[diesel(table_name = devices)]
#[diesel(treat_none_as_default_value = false)]
struct NewRow {
    code_digest: Vec<u8>,
    user_code_digest: Vec<u8>,
    client_id: Id<ClientId>,
    scopes: String,
    resources: Option<String>,
    state: &'static str,
    interval_seconds: i32,
    polled_at: Option<At>,
    created_at: At,
    expires_at: At,
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = devices)]
struct Row {
    code_digest: Vec<u8>,
    scopes: String,
    resources: Option<String>,
    state: String,
    interval_seconds: i32,
    polled_at: Option<At>,
    expires_at: At,
}

const PENDING: &str = "pending";
const APPROVED: &str = "approved";
const DENIED: &str = "denied";

fn word(state: DeviceState) -> &'static str {
    match state {
        DeviceState::Pending => PENDING,
        DeviceState::Approved => APPROVED,
        DeviceState::Denied => DENIED,
    }
}

fn state(word: &str) -> Option<DeviceState> {
    let all = [DeviceState::Pending, DeviceState::Approved, DeviceState::Denied];
    all.into_iter().find(|state| self::word(*state) == word)
}

impl From<&BeginDevice> for NewRow {
    fn from(command: &BeginDevice) -> Self {
        let request = &command.request;
        Self {
            code_digest: request.code.as_bytes().to_vec(),
            user_code_digest: command.user_code.as_bytes().to_vec(),
            client_id: Id(command.client),
            scopes: request.scopes.to_string(),
            resources: ids_column(&request.resources),
            state: word(request.state),
            interval_seconds: seconds(request.interval),
            polled_at: request.polled_at.map(At),
            created_at: At(command.now),
            expires_at: At(request.expires_at),
        }
    }
}

impl TryFrom<Row> for DeviceRequest {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let read = Reader::of("device_requests", &"(a digest)");
        let interval = read.count("interval_seconds", row.interval_seconds)?;
        Ok(Self {
            code: DeviceCodeDigest::from_bytes(read.digest("code_digest", &row.code_digest)?),
            scopes: ScopeSet::parse(&row.scopes),
            resources: ids(&read, row.resources.as_deref())?,
            state: read.parsed("state", state(&row.state))?,
            interval: Duration::from_secs(interval.into()),
            polled_at: row.polled_at.map(|at| at.0),
            expires_at: row.expires_at.0,
        })
    }
}

fn seconds(interval: Duration) -> i32 {
    stored_count(u32::try_from(interval.as_secs()).unwrap_or(u32::MAX))
}

fn waiting(conn: &mut Conn, code: &UserCodeDigest, now: Timestamp) -> Result<Option<WaitingDevice>> {
    let found: Option<(ClientRow, Row)> = on!(conn, |c| devices::table
        .inner_join(clients::table.on(clients::id.eq(devices::client_id)))
        .filter(devices::user_code_digest.eq(&code.as_bytes()[..]))
        .filter(devices::state.eq(PENDING).and(devices::expires_at.gt(At(now))))
        .select((ClientRow::as_select(), Row::as_select()))
        .get_result(c)
        .optional())?;
    let device =
        found.map(|(client, row)| Ok(WaitingDevice { client: client.try_into()?, request: row.try_into()? }));
    device.transpose()
}

fn find(
    conn: &mut Conn,
    client: ClientId,
    code: &DeviceCodeDigest,
) -> Result<Option<ClientAnd<DeviceRequest>>> {
    let code = code.as_bytes().to_vec();
    let found: Option<(ClientRow, Option<Row>)> = on!(conn, |c| clients::table
        .left_join(devices::table.on(devices::code_digest.eq(code).and(devices::client_id.eq(clients::id))))
        .filter(clients::id.eq(Id(client)))
        .select((ClientRow::as_select(), Option::<Row>::as_select()))
        .get_result(c)
        .optional())?;
    let Some((client, row)) = found else { return Ok(None) };
    Ok(Some(ClientAnd { client: client.try_into()?, found: row.map(TryInto::try_into).transpose()? }))
}

/// Decides a request that waits. Of several who try, one finds it so.
fn decide(
    conn: &mut Conn,
    code: &DeviceCodeDigest,
    decision: DeviceState,
    (now, audit): (Timestamp, &AuditRecord),
) -> Result<()> {
    let waiting = devices::table
        .find(&code.as_bytes()[..])
        .filter(devices::state.eq(PENDING).and(devices::expires_at.gt(At(now))));
    let change = devices::state.eq(word(decision));
    require(on!(conn, |c| diesel::update(waiting).set(change).execute(c))?)?;
    record(conn, audit)
}

fn approve(conn: &mut Conn, command: &ApproveDevice) -> Result<()> {
    decide(conn, &command.code, DeviceState::Approved, (command.now, &command.audit))?;
    issue_command(conn, &command.issue)
}

/// Notes a poll unless another one was noted since the request was read.
fn note_poll(conn: &mut Conn, command: &NotePoll) -> Result<()> {
    let NotePoll { seen, now, interval } = command;
    let (last, first) = (seen.polled_at.map(At), seen.polled_at.is_none());
    let unchanged = devices::table
        .find(&seen.code.as_bytes()[..])
        .filter(devices::polled_at.eq(last).or(devices::polled_at.is_null().and(first.into_sql::<Bool>())))
        .filter(devices::interval_seconds.eq(seconds(seen.interval)));
    let change = (devices::polled_at.eq(At(*now)), devices::interval_seconds.eq(seconds(*interval)));
    require(on!(conn, |c| diesel::update(unchanged).set(change).execute(c))?)
}

#[async_trait]
impl DeviceStore for DieselDeviceStore {
    async fn begin(&self, command: BeginDevice) -> std::result::Result<bool, StoreError> {
        let row = NewRow::from(&command);
        self.db
            .write_once(move |conn| {
                let added = on!(conn, |c| diesel::insert_into(devices::table).values(&row).execute(c));
                match added.map_err(Error::from) {
                    Ok(_) => Ok(true),
                    Err(Error::ForeignKey) => Ok(false),
                    Err(error) if error.is_unique("device_requests.user_code_digest") => Ok(false),
                    Err(error) => Err(error),
                }
            })
            .await
    }

    async fn waiting(
        &self,
        code: &UserCodeDigest,
        now: Timestamp,
    ) -> std::result::Result<Option<WaitingDevice>, StoreError> {
        let code = *code;
        self.db.read(move |conn| waiting(conn, &code, now)).await
    }

    async fn find(
        &self,
        client: ClientId,
        code: &DeviceCodeDigest,
    ) -> std::result::Result<Option<ClientAnd<DeviceRequest>>, StoreError> {
        let code = *code;
        self.db.read(move |conn| find(conn, client, &code)).await
    }

    async fn note_poll(&self, command: NotePoll) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| note_poll(conn, &command)).await
    }

    async fn approve(&self, command: ApproveDevice) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| approve(conn, &command)).await
    }

    async fn deny(&self, command: DenyDevice) -> std::result::Result<bool, StoreError> {
        let DenyDevice { code, now, audit } = command;
        self.db.write_if(move |conn| decide(conn, &code, DeviceState::Denied, (now, &audit))).await
    }
}
