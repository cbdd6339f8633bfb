//! SQL types that exist on both databases, so that one schema serves both, and what they hold.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::pg::data_types::PgTimestamp;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Binary, SqlType, Timestamptz, Uuid as PgUuid};
use diesel::sqlite::Sqlite;
use hitkey_kernel::{
    ApiClientId, AuditId, ClientId, EmailId, GrantId, InitialAccessId, InviteId, MemberId, OutboxId,
    PermissionId, ProjectId, ResourceId, SessionId, Timestamp, UserId,
};
use std::fmt::Debug;
use uuid::Uuid;

/// `uuid` on Postgres, a BLOB of 16 bytes on SQLite.
#[derive(SqlType, diesel::query_builder::QueryId, Clone, Copy, Default, Debug)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct DbUuid;

/// `timestamptz` on Postgres, INTEGER microseconds since 1970 on SQLite.
#[derive(SqlType, diesel::query_builder::QueryId, Clone, Copy, Default, Debug)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Long"))]
pub struct DbTimestamp;

/// A typed id in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = DbUuid)]
pub(crate) struct Id<T: IsId>(pub(crate) T);

/// An instant in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = DbTimestamp)]
pub(crate) struct At(pub(crate) Timestamp);

/// What all ids of the kernel have in common.
pub(crate) trait IsId: Debug + Copy {
    fn to_uuid(self) -> Uuid;
    fn of_uuid(uuid: Uuid) -> Self;
}

macro_rules! ids {
    ($($name:ty),*) => {$(
        impl IsId for $name {
            fn to_uuid(self) -> Uuid {
                self.uuid()
            }

            fn of_uuid(uuid: Uuid) -> Self {
                Self::from_uuid(uuid)
            }
        }
    )*};
}
ids!(
    UserId,
    EmailId,
    SessionId,
    ClientId,
    GrantId,
    ProjectId,
    MemberId,
    PermissionId,
    InviteId,
    ResourceId,
    ApiClientId,
    InitialAccessId,
    OutboxId,
    AuditId
);

/// An id of any kind.
impl IsId for Uuid {
    fn to_uuid(self) -> Uuid {
        self
    }

    fn of_uuid(uuid: Uuid) -> Self {
        uuid
    }
}

impl<T: IsId> ToSql<DbUuid, Pg> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<PgUuid, Pg>::to_sql(&self.0.to_uuid(), &mut out.reborrow())
    }
}

impl<T: IsId> ToSql<DbUuid, Sqlite> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.to_uuid().as_bytes().to_vec());
        Ok(IsNull::No)
    }
}

impl<T: IsId> FromSql<DbUuid, Pg> for Id<T> {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        <Uuid as FromSql<PgUuid, Pg>>::from_sql(value).map(|uuid| Self(T::of_uuid(uuid)))
    }
}

impl<T: IsId> FromSql<DbUuid, Sqlite> for Id<T> {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(value)?;
        Ok(Self(T::of_uuid(Uuid::from_slice(&bytes)?)))
    }
}

/// Postgres counts microseconds from 2000-01-01.
const POSTGRES_EPOCH: i64 = 946_684_800_000_000;

impl ToSql<DbTimestamp, Pg> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let stored = PgTimestamp(self.0.unix_micros().saturating_sub(POSTGRES_EPOCH));
        ToSql::<Timestamptz, Pg>::to_sql(&stored, &mut out.reborrow())
    }
}

impl FromSql<DbTimestamp, Pg> for At {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let PgTimestamp(micros) = FromSql::<Timestamptz, Pg>::from_sql(value)?;
        Ok(Self(Timestamp::from_unix_micros(micros.saturating_add(POSTGRES_EPOCH))))
    }
}

impl ToSql<DbTimestamp, Sqlite> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.unix_micros());
        Ok(IsNull::No)
    }
}

impl FromSql<DbTimestamp, Sqlite> for At {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        <i64 as FromSql<BigInt, Sqlite>>::from_sql(value)
            .map(|micros| Self(Timestamp::from_unix_micros(micros)))
    }
}
