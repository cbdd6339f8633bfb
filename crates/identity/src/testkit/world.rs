use super::{FakeHasher, FakeOneTimePasswords, MemoryStore, PlainSealer, RecordedNotices};
use crate::service::{CompleteRegistration, Environment, Identity, PasswordSignIn, SignedIn};
use crate::{
    AccountEmail, Credentials, Notice, Origin, Password, RecoveryCode, ResetToken, Rules, VerificationCode,
    totp_step,
};
use data_encoding::BASE32_NOPAD;
use hitkey_kernel::testkit::{ManualClock, ambient_at};
use hitkey_kernel::{Actor, Clock, EmailAddress, Language, Scribe, SecretText, UserId};
use std::sync::Arc;

/// An error of a fixture: something did not go the way a test may take for granted.
pub type FixtureError = Box<dyn std::error::Error + Send + Sync>;

/// All use cases over memory, fakes and a clock that you move.
#[derive(Debug, Clone)]
pub struct World {
    /// The use cases.
    pub identity: Identity,
    /// What they stand on.
    pub environment: Environment,
    /// The clock.
    pub clock: Arc<ManualClock>,
    /// The stores.
    pub store: Arc<MemoryStore>,
    /// The password hasher.
    pub hasher: Arc<FakeHasher>,
    /// Every notice that was worded, sent or not.
    pub notices: Arc<RecordedNotices>,
}

impl Default for World {
    fn default() -> Self {
        Self::new(|_| {})
    }
}

impl World {
    /// A password that is accepted.
    pub const PASSWORD: &'static str = "correct horse battery staple";

    /// A world after `adapt` changed its rules or exchanged some of its ports.
    pub fn new(adapt: impl FnOnce(&mut Environment)) -> Self {
        let clock = Arc::new(ManualClock::default());
        let store = Arc::new(MemoryStore::default());
        let hasher = Arc::new(FakeHasher::default());
        let notices = Arc::new(RecordedNotices::default());
        let ambient = ambient_at(Arc::clone(&clock));
        let mut environment = Environment {
            accounts: store.clone(),
            sessions: store.clone(),
            emails: store.clone(),
            challenges: store.clone(),
            invitations: store.clone(),
            directory: store.clone(),
            throttle: store.clone(),
            hasher: hasher.clone(),
            sealer: Arc::new(PlainSealer),
            one_time_passwords: Arc::new(FakeOneTimePasswords),
            notices: notices.clone(),
            audit: store.clone(),
            scribe: Scribe::new(ambient.clone()),
            ambient,
            rules: Rules::default(),
        };
        adapt(&mut environment);
        let identity = Identity::new(environment.clone());
        Self { identity, environment, clock, store, hasher, notices }
    }

    /// A browser at home.
    pub fn origin() -> Origin {
        Self::origin_at([192, 0, 2, 7])
    }

    /// A person at home.
    pub fn actor(user: UserId) -> Actor {
        Actor::new(user, Self::origin())
    }

    /// The same browser elsewhere.
    pub fn origin_at(ip: [u8; 4]) -> Origin {
        Origin::new(Some(ip.into()), Some("Firefox/130.0"), Language::En)
    }

    /// What was mailed so far, oldest first.
    pub fn mails(&self) -> Vec<Notice> {
        self.store.outbox().iter().filter_map(|entry| self.notices.behind(entry.id)).collect()
    }

    /// The code in the last registration mail to this address.
    pub fn last_code(&self, email: &EmailAddress) -> Option<VerificationCode> {
        self.mails().into_iter().rev().find_map(|notice| match notice {
            Notice::RegistrationCode { to, code, .. } if to == *email => Some(code),
            _ => None,
        })
    }

    /// The code in the last mail that proves this address for an account.
    pub fn last_address_code(&self, email: &EmailAddress) -> Option<VerificationCode> {
        self.mails().into_iter().rev().find_map(|notice| match notice {
            Notice::AddressCode { to, code, .. } if to == *email => Some(code),
            _ => None,
        })
    }

    /// The token in the last reset mail to this address.
    pub fn last_reset(&self, email: &EmailAddress) -> Option<ResetToken> {
        self.mails().into_iter().rev().find_map(|notice| match notice {
            Notice::PasswordReset { to, token, .. } if to == *email => Some(token),
            _ => None,
        })
    }

    /// Registers a person with [`PASSWORD`](Self::PASSWORD) from [`origin`](Self::origin).
    ///
    /// # Errors
    /// When any of the three steps fails.
    pub async fn register<C: Credentials>(&self, email: &str) -> Result<SignedIn<C>, FixtureError> {
        let (email, origin) = (EmailAddress::parse(email)?, Self::origin());
        let registration = &self.identity.registration;
        registration.start(&email, &origin).await?;
        let code = self.last_code(&email).ok_or("no code was mailed")?;
        let token = registration.verify(&email, &code, &origin).await?;
        let password = Password::new(Self::PASSWORD);
        let request = CompleteRegistration { email, password, token: Some(token), origin, supersedes: None };
        Ok(registration.complete(request).await?)
    }

    /// Gives a person a further address that is verified.
    ///
    /// # Errors
    /// When adding or verifying it fails.
    pub async fn add_address(&self, user: UserId, email: &str) -> Result<AccountEmail, FixtureError> {
        let (email, by) = (EmailAddress::parse(email)?, Self::actor(user));
        self.identity.addresses.add(&by, &email).await?;
        let code = self.last_address_code(&email).ok_or("no code was mailed")?;
        Ok(self.identity.addresses.verify(&by, &email, &code).await?)
    }

    /// A sign-in from [`origin`](Self::origin) with the right password.
    ///
    /// # Errors
    /// When `email` is no address.
    pub fn sign_in_of(&self, email: &str) -> Result<PasswordSignIn, FixtureError> {
        Ok(PasswordSignIn {
            email: EmailAddress::parse(email)?,
            password: Password::new(Self::PASSWORD),
            origin: Self::origin(),
            supersedes: None,
        })
    }

    /// Switches the second factor of a person on: the secret, and the recovery codes.
    ///
    /// # Errors
    /// When setting up or enabling fails.
    pub async fn enable_second_factor(
        &self,
        user: UserId,
    ) -> Result<(Vec<u8>, Vec<RecoveryCode>), FixtureError> {
        let setup = self.identity.second_factors.set_up(&Self::actor(user)).await?;
        let secret = BASE32_NOPAD.decode(setup.secret.expose().as_bytes())?;
        let code = self.totp(&secret);
        let codes = self.identity.second_factors.enable(&Self::actor(user), &code).await?;
        Ok((secret, codes))
    }

    /// The TOTP code of the current step.
    pub fn totp(&self, secret: &[u8]) -> SecretText {
        SecretText::new(self.environment.one_time_passwords.code(secret, totp_step(self.clock.now())))
    }
}
