use super::Environment;
use crate::credentials::sealed::Minted;
use crate::ports::NewSession;
use crate::{
    AccountSummary, AuthMethods, Credentials, DeviceFingerprint, Event, Notice, Origin, Pardon, Session,
    SessionCookie, SessionKind,
};
use hitkey_kernel::{Author, SessionId, Timestamp};

/// A person who is signed in, and what they hold from now on.
#[derive(Debug, Clone)]
pub struct SignedIn<C> {
    /// Who.
    pub account: AccountSummary,
    /// The session that was opened.
    pub session: Session,
    /// What opens it, in clear, this once.
    pub credentials: C,
}

/// Why a session is opened.
#[derive(Clone, Copy)]
pub(super) enum Occasion {
    Registration,
    SignIn {
        /// Whether a recovery code stood in for the second factor.
        recovery_code: bool,
    },
}

/// What a session is opened with.
pub(super) struct Opening<'a> {
    pub(super) account: AccountSummary,
    pub(super) occasion: Occasion,
    pub(super) origin: &'a Origin,
    pub(super) supersedes: Option<&'a SessionCookie>,
    pub(super) methods: AuthMethods,
    pub(super) pardon: Vec<Pardon>,
}

impl Opening<'_> {
    /// The command's part and the answer's part of a fresh session.
    pub(super) fn prepare<C: Credentials>(
        self,
        env: &Environment,
        now: Timestamp,
    ) -> (NewSession, SignedIn<C>) {
        let Minted { shown, stored, expires_at } = C::mint(&env.rules, now, env.ambient.random());
        let session = self.session(env, now, expires_at);
        let event = self.event(session.id, C::KIND);
        let new = NewSession {
            audit: env.record(&event, Author::person(self.account.id, self.origin), now),
            session: session.clone(),
            credentials: stored,
            device: DeviceFingerprint::of(self.account.id, self.origin),
            notice_if_unknown: Some(env.notices.entry(&self.notice(now), now)),
            supersedes: self.supersedes.map(SessionCookie::digest),
            pardon: self.pardon,
        };
        (new, SignedIn { account: self.account, session, credentials: shown })
    }

    fn event(&self, session: SessionId, kind: SessionKind) -> Event {
        let (user, methods) = (self.account.id, self.methods);
        match self.occasion {
            Occasion::Registration => Event::AccountRegistered { user, session, kind },
            Occasion::SignIn { recovery_code } => {
                Event::SessionOpened { user, session, kind, methods, recovery_code }
            }
        }
    }

    fn session(&self, env: &Environment, now: Timestamp, expires_at: Timestamp) -> Session {
        Session {
            id: SessionId::generate(now, env.ambient.random()),
            user: self.account.id,
            created_at: now,
            last_used_at: now,
            expires_at,
            origin: self.origin.clone(),
            auth_time: now,
            methods: self.methods,
        }
    }

    fn notice(&self, now: Timestamp) -> Notice {
        Notice::NewSignIn {
            to: self.account.email.clone(),
            language: self.origin.language,
            at: now,
            ip: self.origin.ip,
            user_agent: self.origin.user_agent().map(str::to_owned),
        }
    }
}
