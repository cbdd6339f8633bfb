//! From columns to domain types and back.

use crate::error::{Error, Result, RowError};
use std::fmt::Debug;

/// The error for a column that does not parse.
pub(crate) fn unreadable(table: &'static str, column: &'static str, id: &dyn Debug) -> Error {
    RowError { table, column, id: format!("{id:?}") }.into()
}

/// A stored count.
pub(crate) fn to_count(
    stored: i32,
    table: &'static str,
    column: &'static str,
    id: &dyn Debug,
) -> Result<u32> {
    u32::try_from(stored).map_err(|_| unreadable(table, column, id))
}

/// A count, fit to be stored.
pub(crate) fn count(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
