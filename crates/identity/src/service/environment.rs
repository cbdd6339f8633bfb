use super::{
    Accounts, Activity, Addresses, Passwords, People, Profiles, Registration, SecondFactors, Sessions, SignIn,
};
use crate::ports::{
    AccountStore, AuditLog, ChallengeStore, Directory, EmailStore, InvitationStore, Notices,
    OneTimePasswords, PasswordHasher, Sealer, SessionStore, ThrottleStore,
};
use crate::{Event, Rules};
use hitkey_kernel::{Ambient, AuditRecord, Author, Scribe, Timestamp};
use std::sync::Arc;

/// Everything that the use cases take from the world.
#[derive(Clone)]
pub struct Environment {
    /// Keeps people.
    pub accounts: Arc<dyn AccountStore>,
    /// Keeps the addresses of people.
    pub emails: Arc<dyn EmailStore>,
    /// Keeps sessions.
    pub sessions: Arc<dyn SessionStore>,
    /// Keeps what waits for a proof.
    pub challenges: Arc<dyn ChallengeStore>,
    /// Knows who was invited; [`NoInvitations`](crate::ports::NoInvitations) in a service without projects.
    pub invitations: Arc<dyn InvitationStore>,
    /// Finds people.
    pub directory: Arc<dyn Directory>,
    /// Counts attempts.
    pub throttle: Arc<dyn ThrottleStore>,
    /// Hashes passwords.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Encrypts TOTP secrets.
    pub sealer: Arc<dyn Sealer>,
    /// Computes TOTP codes.
    pub one_time_passwords: Arc<dyn OneTimePasswords>,
    /// Words mails.
    pub notices: Arc<dyn Notices>,
    /// Keeps who did what.
    pub audit: Arc<dyn AuditLog>,
    /// Words what is kept there.
    pub scribe: Scribe,
    /// Time and randomness.
    pub ambient: Ambient,
    /// How long things live and how often they may be tried.
    pub rules: Rules,
}

impl Environment {
    pub(super) fn now(&self) -> Timestamp {
        self.ambient.now()
    }

    /// An entry for the audit log, to be written with what happened.
    pub(super) fn record<'a>(
        &self,
        event: &Event,
        author: impl Into<Author<'a>>,
        now: Timestamp,
    ) -> AuditRecord {
        self.scribe.record(event, author.into(), now)
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment").field("rules", &self.rules).finish_non_exhaustive()
    }
}

/// All use cases, over one environment.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Becoming a person with an account.
    pub registration: Registration,
    /// Signing in.
    pub sign_in: SignIn,
    /// Being signed in.
    pub sessions: Sessions,
    /// Being called something.
    pub profiles: Profiles,
    /// Finding people.
    pub people: People,
    /// Having several addresses.
    pub addresses: Addresses,
    /// Giving the account up.
    pub accounts: Accounts,
    /// Seeing what happened.
    pub activity: Activity,
    /// Forgetting and changing passwords.
    pub passwords: Passwords,
    /// Proving more than a password.
    pub second_factors: SecondFactors,
}

impl Identity {
    /// Builds them all.
    pub fn new(environment: Environment) -> Self {
        let env = Arc::new(environment);
        Self {
            registration: Registration::new(Arc::clone(&env)),
            sign_in: SignIn::new(Arc::clone(&env)),
            sessions: Sessions::new(Arc::clone(&env)),
            profiles: Profiles::new(Arc::clone(&env)),
            people: People::new(Arc::clone(&env)),
            addresses: Addresses::new(Arc::clone(&env)),
            accounts: Accounts::new(Arc::clone(&env)),
            activity: Activity::new(Arc::clone(&env)),
            passwords: Passwords::new(Arc::clone(&env)),
            second_factors: SecondFactors::new(env),
        }
    }
}
