use crate::Db;
use crate::conn::on;
use crate::schema::{project_members as members, projects};
use crate::types::Id;
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{MemberId, ProjectId, StoreError, UserId};
use hitkey_oauth::ports::{Memberships, ProjectAccess};

/// Who belongs to the projects that clients belong to: what another domain stores.
#[derive(Debug, Clone)]
pub struct DieselMemberships {
    db: Db,
}

impl DieselMemberships {
    /// The members in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[async_trait]
impl Memberships for DieselMemberships {
    async fn access(&self, user: UserId, project: ProjectId) -> Result<ProjectAccess, StoreError> {
        self.db
            .read(move |conn| {
                let own = members::project_id.eq(projects::id).and(members::user_id.eq(Id(user)));
                let found: Option<(bool, Option<Id<MemberId>>)> = on!(conn, |c| projects::table
                    .left_join(members::table.on(own))
                    .filter(projects::id.eq(Id(project)))
                    .select((projects::is_public, members::id.nullable()))
                    .first(c)
                    .optional())?;
                Ok(match found {
                    Some((_, Some(_))) => ProjectAccess::Member,
                    Some((true, None)) => ProjectAccess::PublicOutsider,
                    Some((false, None)) | None => ProjectAccess::PrivateOutsider,
                })
            })
            .await
    }
}
