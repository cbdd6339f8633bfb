mod accounts;
mod audit;
mod challenges;
mod emails;
mod projects;
mod sessions;
mod throttle;

use crate::ports::NewSession;
use crate::{
    Account, AddressCode, ApiTokenDigest, AttemptRecord, ChallengeTokenDigest, DeviceFingerprint, Pardon,
    PasswordHash, PasswordReset, PendingRegistration, RecoveryCodeDigest, RefreshTokenDigest,
    ResetTokenDigest, Session, SessionCookieDigest, SessionCredentials, SignInChallenge, ThrottleKey,
};
use hitkey_kernel::testkit::MemoryTrail;
use hitkey_kernel::{AuditEntry, EmailAddress, EmailId, OutboxEntry, SessionId, Timestamp, UserId};
use projects::Projects;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// All stores in memory, over one state: nothing outlives the process. As much of projects as identity has to
/// do with is there, too.
///
/// Obeys the contract of the ports, so it can stand in for a database in tests and demonstrations.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<State>);

impl MemoryStore {
    /// The entries of the outbox, oldest first.
    pub fn outbox(&self) -> Vec<OutboxEntry> {
        self.state().outbox.clone()
    }

    /// The entries of the audit log, oldest first.
    pub fn trail(&self) -> Vec<AuditEntry> {
        self.state().trail.entries().to_vec()
    }

    /// What all methods do under one lock is one step for everybody else.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Default)]
struct State {
    people: BTreeMap<UserId, Person>,
    sessions: BTreeMap<SessionId, Session>,
    access: BTreeMap<ApiTokenDigest, (SessionId, Timestamp)>,
    refresh: BTreeMap<RefreshTokenDigest, StoredRefresh>,
    cookies: BTreeMap<SessionCookieDigest, SessionId>,
    registrations: BTreeMap<String, PendingRegistration>,
    sign_ins: BTreeMap<ChallengeTokenDigest, SignInChallenge>,
    resets: BTreeMap<ResetTokenDigest, PasswordReset>,
    codes: BTreeMap<EmailId, AddressCode>,
    projects: Projects,
    attempts: BTreeMap<ThrottleKey, AttemptRecord>,
    outbox: Vec<OutboxEntry>,
    trail: MemoryTrail,
}

#[derive(Debug)]
struct Person {
    account: Account,
    recovery: BTreeSet<RecoveryCodeDigest>,
    devices: BTreeSet<DeviceFingerprint>,
}

#[derive(Debug, Clone, Copy)]
struct StoredRefresh {
    session: SessionId,
    expires_at: Timestamp,
    used: bool,
}

impl State {
    fn person_by_email(&self, email: &EmailAddress) -> Option<&Person> {
        let has = |person: &&Person| person.account.emails.verified().any(|own| own.address == *email);
        self.people.values().find(has)
    }

    /// The person, if their hash is still this one and their second factor is in this state.
    fn unchanged(&self, user: UserId, seen: &PasswordHash, second_factor: bool) -> bool {
        self.people.get(&user).is_some_and(|person| {
            person.account.password == *seen && person.account.second_factor.is_on() == second_factor
        })
    }

    fn open(&mut self, new: NewSession) {
        let user = new.session.user;
        if let Some(old) = new.supersedes.and_then(|cookie| self.cookies.get(&cookie).copied()) {
            self.end(user, old);
        }
        let first_seen = self.people.get_mut(&user).is_some_and(|person| person.devices.insert(new.device));
        if first_seen {
            self.outbox.extend(new.notice_if_unknown);
        }
        match new.credentials {
            SessionCredentials::Api(digests) => self.add_api_tokens(new.session.id, &digests),
            SessionCredentials::Cookie(cookie) => {
                self.cookies.insert(cookie, new.session.id);
            }
        }
        self.sessions.insert(new.session.id, new.session);
        self.pardon(&new.pardon);
        self.record(new.audit);
    }

    fn add_api_tokens(&mut self, session: SessionId, new: &crate::ApiDigests) {
        self.access.insert(new.access, (session, new.access_expires_at));
        let refresh = StoredRefresh { session, expires_at: new.refresh_expires_at, used: false };
        self.refresh.insert(new.refresh, refresh);
    }

    fn end(&mut self, user: UserId, id: SessionId) -> bool {
        if self.sessions.get(&id).is_none_or(|session| session.user != user) {
            return false;
        }
        self.sessions.remove(&id);
        self.access.retain(|_, (session, _)| *session != id);
        self.refresh.retain(|_, token| token.session != id);
        self.cookies.retain(|_, session| *session != id);
        true
    }

    fn end_all(&mut self, user: UserId, keep: Option<SessionId>) {
        let own: Vec<_> = self.sessions.values().filter(|session| session.user == user).collect();
        let ending: Vec<_> = own.iter().map(|session| session.id).filter(|id| Some(*id) != keep).collect();
        for id in ending {
            self.end(user, id);
        }
    }

    fn drop_challenges(&mut self, user: UserId) {
        self.sign_ins.retain(|_, challenge| challenge.user != user);
    }

    fn drop_resets(&mut self, user: UserId) {
        self.resets.retain(|_, reset| reset.user != Some(user));
    }

    fn pardon(&mut self, pardons: &[Pardon]) {
        for pardon in pardons {
            match pardon {
                Pardon::Forget(key) => {
                    self.attempts.remove(key);
                }
                Pardon::TakeBack(key) => {
                    if let Some(record) = self.attempts.get_mut(key) {
                        *record = record.taken_back();
                    }
                }
            }
        }
    }
}
