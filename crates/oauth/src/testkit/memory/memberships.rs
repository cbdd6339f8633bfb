use super::MemoryStore;
use crate::ports::{Memberships, ProjectAccess};
use hitkey_kernel::{ProjectId, StoreError, UserId};

#[async_trait::async_trait]
impl Memberships for MemoryStore {
    async fn access(&self, user: UserId, project: ProjectId) -> Result<ProjectAccess, StoreError> {
        let state = self.state();
        let found = state.projects.get(&project);
        Ok(match found {
            Some(project) if project.members.contains_key(&user) => ProjectAccess::Member,
            Some(project) if project.is_public => ProjectAccess::PublicOutsider,
            _ => ProjectAccess::PrivateOutsider,
        })
    }
}
