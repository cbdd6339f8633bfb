use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind as Kind, Error as DieselError};
use hitkey_kernel::{BoxError, StoreError};

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// What can go wrong between us and a database. Adapters react to [`Error::Unique`]; the rest leaves the
/// crate as a [`StoreError`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Names `table.column[, table.column]`, the same on both databases.
    #[error("already there: {0}")]
    Unique(String),
    #[error("a row that is referred to does not exist")]
    ForeignKey,
    #[error("a value that is needed does not exist")]
    Missing,
    #[error("in conflict with a simultaneous transaction: {0}")]
    Conflict(String),
    #[error("the connection was lost: {0}")]
    Lost(String),
    #[error("the connection was lost before anything was done: {0}")]
    Stale(String),
    #[error("the database can't be reached: {0}")]
    Unavailable(String),
    #[error("a precondition is not met")]
    Refused,
    #[error(transparent)]
    Row(#[from] RowError),
    #[error("a migration failed: {0}")]
    Migration(BoxError),
    #[error(transparent)]
    Other(DieselError),
}

/// A stored row that this program can't have written, or that another version did.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the row {id} of {table} has an unreadable {column}")]
pub(crate) struct RowError {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) id: String,
}

impl Error {
    /// Nothing was done yet, so that a lost connection is no loss.
    pub(crate) fn before_work(self) -> Self {
        match self {
            Self::Lost(message) => Self::Stale(message),
            other => other,
        }
    }

    /// Whether it is told of one command, and what else happened in the transaction stands. After any other error
    /// SQLite may have rolled all of it back.
    pub(crate) fn is_of_the_command(&self) -> bool {
        matches!(self, Self::Unique(_) | Self::ForeignKey | Self::Missing | Self::Refused | Self::Row(_))
    }

    /// Whether it is a violation of the unique constraint on `column` (`table.column`).
    pub(crate) fn is_unique(&self, column: &str) -> bool {
        matches!(self, Self::Unique(on) if on.split(", ").any(|one| one == column))
    }
}

/// Goes on only if a statement changed something; else whatever the transaction did is undone.
pub(crate) fn require(rows: usize) -> Result<()> {
    ensure(rows > 0)
}

/// Goes on only if `met`; else whatever the transaction did is undone.
pub(crate) fn ensure(met: bool) -> Result<()> {
    if met { Ok(()) } else { Err(Error::Refused) }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::Conflict(_) | Error::Lost(_) | Error::Stale(_) | Error::Unavailable(_) => {
                Self::unavailable(error)
            }
            other => Self::failed(other),
        }
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match &error {
            DieselError::DatabaseError(kind, information) => {
                classify(kind, &**information).unwrap_or(Self::Other(error))
            }
            _ => Self::Other(error),
        }
    }
}

impl From<diesel::ConnectionError> for Error {
    fn from(error: diesel::ConnectionError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<r2d2::Error> for Error {
    fn from(error: r2d2::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

fn classify(kind: &Kind, information: &(dyn DatabaseErrorInformation + Send + Sync)) -> Option<Error> {
    let message = information.message();
    match kind {
        Kind::UniqueViolation => Some(Error::Unique(violated(information))),
        Kind::ForeignKeyViolation | Kind::RestrictViolation => Some(Error::ForeignKey),
        Kind::NotNullViolation => Some(Error::Missing),
        Kind::SerializationFailure => Some(Error::Conflict(message.to_owned())),
        Kind::ClosedConnection | Kind::UnableToSendCommand => Some(Error::Lost(message.to_owned())),
        // Diesel has no kind for what follows.
        _ if is_conflict(message) => Some(Error::Conflict(message.to_owned())),
        _ if message.starts_with("canceling statement due to") => {
            Some(Error::Unavailable(message.to_owned()))
        }
        _ => None,
    }
}

fn is_conflict(message: &str) -> bool {
    message.starts_with("database is locked")
        || message.starts_with("database table is locked")
        || message.starts_with("deadlock detected")
}

/// `table.column, table.column` of a unique violation. SQLite says it so; Postgres tells the table, and the
/// columns as `Key (a, b)=(x, y) already exists.`
fn violated(information: &(dyn DatabaseErrorInformation + Send + Sync)) -> String {
    if let Some(columns) = information.message().strip_prefix("UNIQUE constraint failed: ") {
        return columns.to_owned();
    }
    let columns = information.details().and_then(|details| details.split_once('(')?.1.split_once(")=("));
    match (information.table_name(), columns) {
        (Some(table), Some((columns, _))) => {
            columns.split(", ").map(|column| format!("{table}.{column}")).collect::<Vec<_>>().join(", ")
        }
        _ => information.constraint_name().unwrap_or("?").to_owned(),
    }
}
