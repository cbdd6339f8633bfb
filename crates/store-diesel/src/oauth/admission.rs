//! Whom a project lets use its clients: everybody if it is public, else its members.
//!
//! A grant is issued under a shared lock of the project. Commands that shut somebody out lock it, too, and end the
//! grants afterwards: so none slips through.

use crate::conn::{Conn, on};
use crate::error::Result;
use crate::schema::{clients, grants, project_members as members, projects};
use crate::types::Id;
use diesel::prelude::*;
use hitkey_kernel::{MemberId, ProjectId, UserId};

/// Whether the project lets the person in, and on Postgres that this stays so until the transaction ends.
pub(super) fn admits(conn: &mut Conn, project: ProjectId, user: UserId) -> Result<bool> {
    let query = projects::table.find(Id(project)).select(projects::is_public);
    let is_public: Option<bool> = match conn {
        Conn::Pg(c) => query.for_share().get_result(c).optional(),
        Conn::Sqlite(c) => query.get_result(c).optional(),
    }?;
    Ok(match is_public {
        Some(false) => is_member(conn, project, user)?,
        known => known.is_some(),
    })
}

fn is_member(conn: &mut Conn, project: ProjectId, user: UserId) -> Result<bool> {
    let seat = members::project_id.eq(Id(project)).and(members::user_id.eq(Id(user)));
    let query = members::table.filter(seat).select(members::id);
    let found: Option<Id<MemberId>> = on!(conn, |c| query.get_result(c).optional())?;
    Ok(found.is_some())
}

/// The grants to clients of a project.
macro_rules! grants_in {
    ($project:expr) => {
        grants::table.filter(
            grants::client_id.eq_any(
                clients::table.filter(clients::owner_project_id.eq(Id($project))).select(clients::id),
            ),
        )
    };
}

/// Ends what somebody who is out of a locked project allowed its clients: with the grants go codes and tokens.
pub(crate) fn end_grants_of(conn: &mut Conn, project: ProjectId, user: UserId) -> Result<()> {
    let theirs = grants_in!(project).filter(grants::user_id.eq(Id(user)));
    on!(conn, |c| diesel::delete(theirs).execute(c))?;
    Ok(())
}

/// Ends what everybody but its members allowed the clients of a locked project.
pub(crate) fn end_grants_of_outsiders(conn: &mut Conn, project: ProjectId) -> Result<()> {
    let inside = members::table.filter(members::project_id.eq(Id(project))).select(members::user_id);
    let others = grants_in!(project).filter(grants::user_id.ne_all(inside));
    on!(conn, |c| diesel::delete(others).execute(c))?;
    Ok(())
}
