//! Projects, as far as the rules of identity speak of them.

use crate::people::{ambient, audit, digest, entry};
use crate::ports;
use crate::projects;
use async_trait::async_trait;
use hitkey_identity::InvitationTokenDigest;
use hitkey_identity::testkit::contract::{ProjectsProbe, WithProjects};
use hitkey_kernel::{EmailAddress, InviteId, MemberId, ProjectId, Timestamp, UserId};
use hitkey_projects::ports::{
    CreateInvite, CreateInviteOutcome, InviteStore, JoinOutcome, JoinProject, MemberStore, ProjectStore,
};
use hitkey_projects::{AssignableRole, Invite, InviteTokenDigest, Role, Standing};
use hitkey_store_diesel::{
    Db, DieselDirectory, DieselInvitationStore, DieselInviteStore, DieselMemberStore, DieselProjectStore,
};
use std::sync::Arc;

struct Probe(Db);

/// The stores of identity and the projects beside them.
pub(crate) fn with_projects(db: &Db) -> WithProjects {
    WithProjects {
        stores: ports::identity(db),
        directory: Arc::new(DieselDirectory::new(db.clone())),
        invitations: Arc::new(DieselInvitationStore::new(db.clone())),
        projects: Arc::new(Probe(db.clone())),
    }
}

#[async_trait]
impl ProjectsProbe for Probe {
    async fn create(&self, owner: UserId) -> ProjectId {
        projects::add(&self.0, true, owner).await.id
    }

    async fn join(&self, project: ProjectId, user: UserId) -> bool {
        let member = MemberId::generate(ambient().now(), ambient().random());
        let command = JoinProject { project, member, user, now: ambient().now(), audit: audit(user) };
        let outcome = DieselMemberStore::new(self.0.clone()).join(command).await.unwrap();
        matches!(outcome, JoinOutcome::Joined(_))
    }

    async fn is_member(&self, project: ProjectId, user: UserId) -> bool {
        DieselMemberStore::new(self.0.clone()).find_user(project, user).await.unwrap().is_some()
    }

    async fn invite(
        &self,
        project: ProjectId,
        email: &EmailAddress,
        expires_at: Timestamp,
    ) -> InvitationTokenDigest {
        let nobody = UserId::generate(ambient().now(), ambient().random());
        let found = DieselProjectStore::new(self.0.clone()).find(project, nobody).await.unwrap();
        let owner = found.unwrap().project.owner;
        let token = digest();
        let command = CreateInvite {
            by: Standing { user: owner, role: Role::Owner }.into(),
            invite: Invite {
                id: InviteId::generate(ambient().now(), ambient().random()),
                project,
                email: email.clone(),
                role: AssignableRole::Member,
                redirect_url: None,
                invited_by: Some(owner),
                created_at: ambient().now(),
                expires_at,
            },
            token: InviteTokenDigest::from_bytes(token),
            invitee: None,
            mail: entry(),
            audit: audit(owner),
        };
        let outcome = DieselInviteStore::new(self.0.clone()).create(command).await.unwrap();
        assert_eq!(outcome, CreateInviteOutcome::Created);
        InvitationTokenDigest::from_bytes(token)
    }
}
