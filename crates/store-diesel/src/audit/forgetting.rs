use crate::conn::{Conn, on};
use crate::error::Result;
use crate::schema::{audit_log as log, emails};
use crate::types::Id;
use diesel::prelude::*;
use hitkey_kernel::UserId;

/// Drops what is personal about somebody whose account goes: where they were, and their verified addresses
/// wherever they stand. Where somebody else acted on them stays that somebody's.
pub(crate) fn forget(conn: &mut Conn, user: UserId) -> Result<()> {
    let user = Id(user);
    let nowhere = (log::ip.eq(None::<String>), log::user_agent.eq(None::<String>));
    let no_address = log::address_key.eq(None::<String>);
    let about = log::table.filter(log::person_id.eq(user));
    let unless_others = log::actor_id.is_null().or(log::actor_id.eq(user));
    on!(conn, |c| diesel::update(about.filter(unless_others)).set(nowhere.clone()).execute(c))?;
    on!(conn, |c| diesel::update(about).set(no_address.clone()).execute(c))?;
    // In the words of the index.
    let elsewhere = log::person_id.is_null().or(log::person_id.ne(log::actor_id));
    let acted = log::table.filter(log::actor_id.eq(user).and(elsewhere));
    on!(conn, |c| diesel::update(acted).set(nowhere).execute(c))?;
    let own = emails::table.filter(emails::user_id.eq(user).and(emails::verified_at.is_not_null()));
    let named = log::table.filter(log::address_key.eq_any(own.select(emails::address_key.nullable())));
    on!(conn, |c| diesel::update(named).set(no_address).execute(c))?;
    Ok(())
}
