use super::MemoryStore;
use crate::LiveSubject;
use crate::ports::Subjects;
use hitkey_kernel::{GrantId, StoreError, Timestamp};

#[async_trait::async_trait]
impl Subjects for MemoryStore {
    async fn behind(&self, grant: GrantId, now: Timestamp) -> Result<Option<LiveSubject>, StoreError> {
        let state = self.state();
        let row = state.grants.get(&grant).filter(|row| row.grant.is_live(now));
        Ok(row.and_then(|row| {
            let profile = state.people.get(&row.grant.user)?.clone();
            let grant = &row.grant;
            let project = state.membership(grant.client, grant.user);
            let (client, user, scopes) = (grant.client, grant.user, grant.scopes);
            Some(LiveSubject { client, user, scopes, profile, project })
        }))
    }
}
