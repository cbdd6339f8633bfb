use super::throttle_store::{CounterRow, locked_counters, put_counters};
use crate::conn::Conn;
use crate::error::Result;
use hitkey_identity::Pardon;

/// Forgives attempts, as part of the transaction that `conn` is in.
///
/// All counters are locked first, in the order in which a claim locks them, and no other is touched: two sign-ins to
/// one account from one network would wait for each other otherwise.
pub(super) fn apply(conn: &mut Conn, pardons: &[Pardon]) -> Result<()> {
    let keys = pardons.iter().map(|(Pardon::Forget(key) | Pardon::TakeBack(key))| key.as_bytes().to_vec());
    let keys: Vec<_> = keys.collect();
    if keys.is_empty() {
        return Ok(());
    }
    let is_forgotten = |row: &CounterRow| {
        pardons.iter().any(|pardon| matches!(pardon, Pardon::Forget(key) if row.is_of(key)))
    };
    let pardoned = |row: CounterRow| if is_forgotten(&row) { row.forgotten() } else { row.taken_back() };
    let rows: Result<Vec<_>> = locked_counters(conn, &keys)?.into_iter().map(pardoned).collect();
    put_counters(conn, &rows?)
}
