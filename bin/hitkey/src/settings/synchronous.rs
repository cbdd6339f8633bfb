//! How `sqlite_synchronous` is spelled.

use super::Synchronous;

/// Takes `full` or `normal`.
pub(super) fn parse(text: &str) -> Option<Synchronous> {
    [Synchronous::Full, Synchronous::Normal].into_iter().find(|mode| name(*mode) == text)
}

/// `full` or `normal`.
pub(super) const fn name(mode: Synchronous) -> &'static str {
    match mode {
        Synchronous::Full => "full",
        Synchronous::Normal => "normal",
    }
}
