use super::MemoryStore;
use crate::ports::Subjects;
use crate::{LiveSubject, Scope, ScopeSet, SubjectProfile};
use hitkey_kernel::{GrantId, StoreError, Timestamp, UserId};

#[async_trait::async_trait]
impl Subjects for MemoryStore {
    async fn behind(
        &self,
        grant: GrantId,
        asked: ScopeSet,
        now: Timestamp,
    ) -> Result<Option<LiveSubject>, StoreError> {
        let state = self.state();
        let row = state.grants.get(&grant).filter(|row| row.grant.is_live(now));
        Ok(row.and_then(|row| {
            let profile = state.people.get(&row.grant.user)?.clone();
            let grant = &row.grant;
            let with_project = asked.contains(Scope::ProjectRead);
            let project = with_project.then(|| state.membership(grant.client, grant.user)).flatten();
            let (client, user, scopes) = (grant.client, grant.user, grant.scopes);
            Some(LiveSubject { client, user, scopes, claims: grant.claims.userinfo, profile, project })
        }))
    }

    async fn profile(&self, user: UserId) -> Result<Option<SubjectProfile>, StoreError> {
        Ok(self.state().people.get(&user).cloned())
    }

    async fn has_second_factor(&self, user: UserId) -> Result<bool, StoreError> {
        let state = self.state();
        Ok(state.people.contains_key(&user) && state.second_factors.contains(&user))
    }
}
