use super::{MemoryStore, State};
use crate::ports::{Memberships, ProjectAccess};
use hitkey_kernel::{ProjectId, StoreError, UserId};

#[async_trait::async_trait]
impl Memberships for MemoryStore {
    async fn access(&self, user: UserId, project: ProjectId) -> Result<ProjectAccess, StoreError> {
        Ok(self.state().access(user, project))
    }
}

impl State {
    pub(super) fn access(&self, user: UserId, project: ProjectId) -> ProjectAccess {
        match self.projects.get(&project) {
            Some(project) if project.members.contains_key(&user) => ProjectAccess::Member,
            Some(project) if project.is_public => ProjectAccess::PublicOutsider,
            _ => ProjectAccess::PrivateOutsider,
        }
    }
}
