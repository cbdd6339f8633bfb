//! From columns to domain types.

use crate::error::{Error, Result, RowError};
use std::fmt::Debug;

/// Reads the columns of one row: whatever does not parse is told with table, column and id.
pub(crate) struct Reader<'a> {
    table: &'static str,
    id: &'a dyn Debug,
}

impl<'a> Reader<'a> {
    /// The row `id` of `table`.
    pub(crate) fn of(table: &'static str, id: &'a dyn Debug) -> Self {
        Self { table, id }
    }

    /// The error for a column that does not parse.
    pub(crate) fn unreadable(&self, column: &'static str) -> Error {
        RowError { table: self.table, column, id: format!("{:?}", self.id) }.into()
    }

    /// What a column holds, if it parsed.
    pub(crate) fn parsed<T>(&self, column: &'static str, parsed: Option<T>) -> Result<T> {
        parsed.ok_or_else(|| self.unreadable(column))
    }

    /// What a column holds that may be NULL, if it parses.
    pub(crate) fn optional<S, T>(
        &self,
        column: &'static str,
        stored: Option<S>,
        parse: impl FnOnce(S) -> Option<T>,
    ) -> Result<Option<T>> {
        stored.map(|stored| self.parsed(column, parse(stored))).transpose()
    }

    /// A count.
    pub(crate) fn count(&self, column: &'static str, stored: i32) -> Result<u32> {
        self.parsed(column, u32::try_from(stored).ok())
    }

    /// A SHA-256 digest.
    pub(crate) fn digest(&self, column: &'static str, stored: &[u8]) -> Result<[u8; 32]> {
        self.parsed(column, stored.try_into().ok())
    }
}

/// A count, fit to be stored.
pub(crate) fn stored_count(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
