use super::throttle_store::{CounterRow, locked_counters, put_counters};
use crate::conn::{Conn, on};
use crate::error::Result;
use crate::schema::attempt_counters as counters;
use diesel::prelude::*;
use hitkey_identity::Pardon;

/// Forgives attempts, as part of the transaction that `conn` is in.
pub(super) fn apply(conn: &mut Conn, pardons: &[Pardon]) -> Result<()> {
    let (mut forgotten, mut taken_back) = (Vec::new(), Vec::new());
    for pardon in pardons {
        match pardon {
            Pardon::Forget(key) => forgotten.push(key.as_bytes().to_vec()),
            Pardon::TakeBack(key) => taken_back.push(key.as_bytes().to_vec()),
        }
    }
    take_back(conn, taken_back)?;
    forget(conn, forgotten)
}

fn take_back(conn: &mut Conn, keys: Vec<Vec<u8>>) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let rows = locked_counters(conn, &keys)?;
    let changed = rows.iter().map(CounterRow::taken_back).collect::<Result<Vec<_>>>()?;
    put_counters(conn, &changed)
}

fn forget(conn: &mut Conn, mut keys: Vec<Vec<u8>>) -> Result<()> {
    keys.sort();
    for key in keys {
        on!(conn, |c| diesel::delete(counters::table.find(&key)).execute(c))?;
    }
    Ok(())
}
