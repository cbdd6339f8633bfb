use super::pardons;
use super::user_lock::lock_user;
use crate::conn::{Conn, on};
use crate::error::{Error, Result};
use crate::oauth::end_grants_by;
use crate::schema::{project_members as members, projects, users};
use crate::types::Id;
use crate::{audit, outbox};
use diesel::prelude::*;
use hitkey_identity::ports::{DeleteAccount, DeleteAccountOutcome};
use hitkey_kernel::{ProjectId, UserId};

/// Removes a person; the rows that refer to them go by cascade.
///
/// Projects are locked before the person, as in every command about projects: whoever joins one meanwhile waits,
/// and then finds that it is gone.
pub(super) fn delete(conn: &mut Conn, command: &DeleteAccount) -> Result<DeleteAccountOutcome> {
    let user = command.user;
    let owned = lock_owned(conn, user)?;
    let locked = lock_user(conn, user)?;
    if !locked.is_some_and(|locked| locked.has_password(&command.seen_password)) {
        return Ok(DeleteAccountOutcome::Stale);
    }
    if !owned.is_empty() {
        if has_others(conn, &owned, user)? {
            return Ok(DeleteAccountOutcome::OwnsSharedProject);
        }
        on!(conn, |c| diesel::delete(projects::table.filter(projects::id.eq_any(&owned))).execute(c))?;
    }
    end_grants_by(conn, user, command.now)?;
    audit::record(conn, &command.audit)?;
    audit::forget(conn, user)?;
    let person = users::table.find(Id(user));
    on!(conn, |c| diesel::delete(person).execute(c)).map_err(|error| again(error.into()))?;
    pardons::apply(conn, &command.pardon)?;
    outbox::enqueue(conn, &command.notice)?;
    Ok(DeleteAccountOutcome::Deleted)
}

/// Somebody who got a project after theirs were locked is looked at again.
fn again(error: Error) -> Error {
    match error {
        Error::ForeignKey => Error::Conflict("the person got a project meanwhile".to_owned()),
        other => other,
    }
}

/// In the order of their ids, so that nobody waits in a circle.
fn lock_owned(conn: &mut Conn, user: UserId) -> Result<Vec<Id<ProjectId>>> {
    let query = projects::table.filter(projects::owner_id.eq(Id(user)));
    let query = query.order(projects::id).select(projects::id);
    Ok(match conn {
        Conn::Pg(c) => query.for_update().load(c),
        Conn::Sqlite(c) => query.load(c),
    }?)
}

fn has_others(conn: &mut Conn, owned: &[Id<ProjectId>], user: UserId) -> Result<bool> {
    let others = members::project_id.eq_any(owned).and(members::user_id.ne(Id(user)));
    let count: i64 = on!(conn, |c| members::table.filter(others).count().get_result(c))?;
    Ok(count > 0)
}
