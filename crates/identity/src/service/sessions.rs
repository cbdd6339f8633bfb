use super::Environment;
use crate::ports::{AppAccess, EndSession, PresentedRefresh, RotateRefresh};
use crate::{ApiCredentials, ApiToken, Event, Origin, RefreshToken, Session, SessionCookie};
use hitkey_kernel::{Actor, Author, Page, PageLimit, PageRequest, SessionId, StoreError, Timestamp, UserId};
use std::sync::Arc;

/// Being signed in.
#[derive(Debug, Clone)]
pub struct Sessions {
    env: Arc<Environment>,
}

/// Nobody is signed in by these credentials.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateError {
    /// They are unknown, expired, or of a session that ended.
    #[error("not signed in")]
    Unauthenticated,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A refresh token gets nothing.
#[derive(Debug, thiserror::Error)]
pub enum RefreshSessionError {
    /// It is unknown, expired, or was used before. In the last case its session has been ended.
    #[error("the refresh token is not good")]
    InvalidToken,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A session can't be ended.
#[derive(Debug, thiserror::Error)]
pub enum EndSessionError {
    /// The person has no such session.
    #[error("no such session")]
    NotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Sessions {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// The session of an API token, in one read.
    ///
    /// # Errors
    /// [`AuthenticateError`].
    pub async fn by_token(&self, token: &ApiToken) -> Result<Session, AuthenticateError> {
        let now = self.env.now();
        let session = self.env.sessions.find_by_access(&token.digest(), now).await?;
        let session = session.ok_or(AuthenticateError::Unauthenticated)?;
        self.used(session, None, now).await
    }

    /// The session of a cookie, in one read. Using it begins its life anew; the browser has to be told so
    /// only when [`Session::last_used_at`] is the current instant.
    ///
    /// # Errors
    /// [`AuthenticateError`].
    pub async fn by_cookie(&self, cookie: &SessionCookie) -> Result<Session, AuthenticateError> {
        let now = self.env.now();
        let session = self.env.sessions.find_by_cookie(&cookie.digest(), now).await?;
        let session = session.ok_or(AuthenticateError::Unauthenticated)?;
        self.used(session, Some(now + self.env.rules.session_cookie), now).await
    }

    /// Notes the use, at most once a minute.
    async fn used(
        &self,
        session: Session,
        extend_to: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Session, AuthenticateError> {
        if now.since(session.last_used_at) < self.env.rules.last_used_resolution {
            return Ok(session);
        }
        self.env.sessions.touch(session.id, now, extend_to).await?;
        let expires_at = extend_to.unwrap_or(session.expires_at);
        Ok(Session { last_used_at: now, expires_at, ..session })
    }

    /// Exchanges a refresh token for fresh credentials. One that was used before ends its session:
    /// somebody else has it too (RFC 9700 §4.14.2).
    ///
    /// # Errors
    /// [`RefreshSessionError`].
    pub async fn refresh(
        &self,
        token: &RefreshToken,
        origin: &Origin,
    ) -> Result<ApiCredentials, RefreshSessionError> {
        let now = self.env.now();
        let presented = self.env.sessions.find_refresh(&token.digest()).await?;
        let presented = presented.ok_or(RefreshSessionError::InvalidToken)?;
        if presented.used {
            return Err(self.reused(&presented, origin).await?);
        }
        if presented.expires_at <= now {
            return Err(RefreshSessionError::InvalidToken);
        }
        let (fresh, new) = ApiCredentials::fresh(&self.env.rules, now, self.env.ambient.random());
        let rotated = self.env.sessions.rotate(RotateRefresh { old: token.digest(), new, now }).await?;
        if rotated { Ok(fresh) } else { Err(self.reused(&presented, origin).await?) }
    }

    async fn reused(
        &self,
        presented: &PresentedRefresh,
        origin: &Origin,
    ) -> Result<RefreshSessionError, StoreError> {
        let Session { user, id: session, .. } = presented.session;
        let event = Event::RefreshReused { user, session };
        let now = self.env.now();
        let audit = self.env.record(&event, Author::stranger(origin), now);
        self.env.sessions.end(EndSession { user, session, apps: AppAccess::Ends, now, audit }).await?;
        Ok(RefreshSessionError::InvalidToken)
    }

    /// A page of the person's live sessions, the last opened one first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self, user: UserId, page: PageRequest) -> Result<Page<Session>, StoreError> {
        self.env.sessions.list(user, self.env.now(), page).await
    }

    /// Ends one of the person's sessions, with all its credentials and all that apps were allowed in it: it may have
    /// been somebody else's.
    ///
    /// # Errors
    /// [`EndSessionError`].
    pub async fn end(&self, by: &Actor, session: SessionId) -> Result<(), EndSessionError> {
        let (user, now) = (by.user, self.env.now());
        let audit = self.env.record(&Event::SessionEnded { user, session }, by, now);
        let command = EndSession { user, session, apps: AppAccess::Ends, now, audit };
        let ended = self.env.sessions.end(command).await?;
        if ended { Ok(()) } else { Err(EndSessionError::NotFound) }
    }

    /// Ends all of the person's sessions but `kept`, each as [`end`](Self::end) does.
    ///
    /// # Errors
    /// [`StoreError`]; some may have ended then.
    pub async fn end_others(&self, by: &Actor, kept: SessionId) -> Result<(), StoreError> {
        let mut request = PageRequest::first(PageLimit::MAX);
        loop {
            let page = self.list(by.user, request).await?;
            for other in page.items.iter().filter(|session| session.id != kept) {
                match self.end(by, other.id).await {
                    Ok(()) | Err(EndSessionError::NotFound) => {}
                    Err(EndSessionError::Store(error)) => return Err(error),
                }
            }
            match page.next {
                Some(_) => request.after = page.next,
                None => return Ok(()),
            }
        }
    }

    /// Signs out: ends this session, if it has not ended by itself. What apps were allowed in it ends too, unless they
    /// may act while the person is away (OpenID Connect Core §11).
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn sign_out(&self, session: &Session, origin: &Origin) -> Result<(), StoreError> {
        let (user, session, now) = (session.user, session.id, self.env.now());
        let event = Event::SignedOut { user, session };
        let audit = self.env.record(&event, Author::person(user, origin), now);
        let command = EndSession { user, session, apps: AppAccess::EndsUnlessOffline, now, audit };
        self.env.sessions.end(command).await.map(|_| ())
    }
}
