use super::{MemoryStore, State};
use crate::ports::{EndSession, OpenSession, PresentedRefresh, RotateRefresh, SessionStore};
use crate::{ApiTokenDigest, RefreshTokenDigest, Session, SessionCookieDigest};
use async_trait::async_trait;
use hitkey_kernel::{Page, PageRequest, SessionId, StoreError, Timestamp, UserId};

#[async_trait]
impl SessionStore for MemoryStore {
    async fn find_by_access(
        &self,
        token: &ApiTokenDigest,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let state = self.state();
        let token = state.access.get(token).filter(|(_, expires_at)| now < *expires_at);
        Ok(token.and_then(|(session, _)| state.live(*session, now)).cloned())
    }

    async fn find_by_cookie(
        &self,
        cookie: &SessionCookieDigest,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let state = self.state();
        Ok(state.cookies.get(cookie).and_then(|session| state.live(*session, now)).cloned())
    }

    async fn open(&self, command: OpenSession) -> Result<bool, StoreError> {
        let mut state = self.state();
        let good = state.unchanged(command.new.session.user, &command.seen_password, false);
        if good {
            state.open(command.new);
        }
        Ok(good)
    }

    async fn find_refresh(&self, token: &RefreshTokenDigest) -> Result<Option<PresentedRefresh>, StoreError> {
        let state = self.state();
        Ok(state.refresh.get(token).and_then(|found| {
            let session = state.sessions.get(&found.session)?.clone();
            Some(PresentedRefresh { session, used: found.used, expires_at: found.expires_at })
        }))
    }

    async fn rotate(&self, command: RotateRefresh) -> Result<bool, StoreError> {
        Ok(self.state().rotate(&command).is_some())
    }

    async fn touch(
        &self,
        session: SessionId,
        now: Timestamp,
        extend_to: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let mut state = self.state();
        if let Some(session) = state.sessions.get_mut(&session).filter(|session| now < session.expires_at) {
            session.last_used_at = session.last_used_at.max(now);
            session.expires_at = session.expires_at.max(extend_to.unwrap_or(session.expires_at));
        }
        Ok(())
    }

    async fn list(
        &self,
        user: UserId,
        now: Timestamp,
        page: PageRequest,
    ) -> Result<Page<Session>, StoreError> {
        let state = self.state();
        let own = state.sessions.values().filter(|session| session.user == user && now < session.expires_at);
        Ok(Page::latest_first(own.cloned(), page, Session::place))
    }

    async fn end(&self, command: EndSession) -> Result<bool, StoreError> {
        let mut state = self.state();
        let ended = state.end(command.user, command.session);
        if ended {
            state.record(command.audit);
        }
        Ok(ended)
    }
}

impl State {
    fn live(&self, session: SessionId, now: Timestamp) -> Option<&Session> {
        self.sessions.get(&session).filter(|session| now < session.expires_at)
    }

    fn rotate(&mut self, command: &RotateRefresh) -> Option<()> {
        let old = self.refresh.get_mut(&command.old)?;
        if old.used || old.expires_at <= command.now {
            return None;
        }
        let session = self.sessions.get_mut(&old.session)?;
        old.used = true;
        session.last_used_at = command.now;
        session.expires_at = command.new.refresh_expires_at;
        let id = session.id;
        self.add_api_tokens(id, &command.new);
        Some(())
    }
}
