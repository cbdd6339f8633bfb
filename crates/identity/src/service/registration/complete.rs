use super::Registration;
use crate::ports::{HashingError, NewSession, Register, RegisterOutcome};
use crate::service::opening::{Occasion, Opening, SignedIn};
use crate::{
    AccountSummary, AuthMethods, Credentials, Name, NewAccount, Origin, Password, PasswordHash,
    PasswordHints, PendingRegistration, Profile, RegistrationToken, SessionCookie, WeakPassword,
};
use hitkey_kernel::{EmailAddress, EmailId, StoreError, Timestamp, UserId};

/// What finishes a registration.
#[derive(Debug, Clone)]
pub struct CompleteRegistration {
    /// The address that was proven.
    pub email: EmailAddress,
    /// The chosen password.
    pub password: Password,
    /// What [`Registration::verify`] returned, if the caller has it.
    pub token: Option<RegistrationToken>,
    /// Where the call comes from.
    pub origin: Origin,
    /// The session that this browser had until now.
    pub supersedes: Option<SessionCookie>,
}

/// A registration can't be finished.
#[derive(Debug, thiserror::Error)]
pub enum CompleteRegistrationError {
    /// The caller did not show that they entered the code.
    #[error("the address must be verified first")]
    VerificationRequired,
    /// The token is unknown, used up, or belongs to another address.
    #[error("the registration token is not good")]
    InvalidToken,
    /// The token has expired.
    #[error("the registration token has expired")]
    TokenExpired,
    /// The password can't be accepted. The token stays good.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// Somebody made an account with this address meanwhile.
    #[error("the address has an account")]
    AddressTaken,
    /// The password could not be hashed. The token stays good.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where the first session of a person begins.
pub(super) struct FirstSession<'a> {
    pub(super) origin: &'a Origin,
    pub(super) supersedes: Option<&'a SessionCookie>,
}

impl Registration {
    /// Makes the account and signs its person in.
    ///
    /// # Errors
    /// [`CompleteRegistrationError`].
    pub async fn complete<C: Credentials>(
        &self,
        request: CompleteRegistration,
    ) -> Result<SignedIn<C>, CompleteRegistrationError> {
        let token = request.token.as_ref().ok_or(CompleteRegistrationError::VerificationRequired)?;
        let pending = self.proven(&request.email, token).await?;
        let hints = PasswordHints::of([&pending.email], &Profile::default());
        request.password.judge(&hints)?;
        let password = self.env.hasher.hash(&request.password).await?;
        let now = self.env.now();
        let account = self.new_account(pending.email, password, now);
        let first = FirstSession { origin: &request.origin, supersedes: request.supersedes.as_ref() };
        let (session, signed_in) = self.first_session(&account, first, now);
        let command = Register { token: token.digest(), account, session, now };
        match self.env.accounts.register(command).await? {
            RegisterOutcome::Registered => Ok(signed_in),
            RegisterOutcome::TokenSpent => Err(CompleteRegistrationError::InvalidToken),
            RegisterOutcome::AddressTaken => Err(CompleteRegistrationError::AddressTaken),
        }
    }

    async fn proven(
        &self,
        email: &EmailAddress,
        token: &RegistrationToken,
    ) -> Result<PendingRegistration, CompleteRegistrationError> {
        let pending = self.env.challenges.find_registration_by_token(&token.digest()).await?;
        let pending = pending.filter(|pending| pending.email == *email);
        let pending = pending.ok_or(CompleteRegistrationError::InvalidToken)?;
        match pending.accepts(&token.digest(), self.env.now()) {
            Some(true) => Ok(pending),
            Some(false) => Err(CompleteRegistrationError::TokenExpired),
            None => Err(CompleteRegistrationError::InvalidToken),
        }
    }

    pub(super) fn new_account(
        &self,
        email: EmailAddress,
        password: PasswordHash,
        now: Timestamp,
    ) -> NewAccount {
        let random = self.env.ambient.random();
        NewAccount {
            id: UserId::generate(now, random),
            email_id: EmailId::generate(now, random),
            display_name: Name::parse(email.local_part()).ok(),
            email,
            password,
            created_at: now,
        }
    }

    /// Nobody is told about the device that they register on.
    pub(super) fn first_session<C: Credentials>(
        &self,
        account: &NewAccount,
        first: FirstSession<'_>,
        now: Timestamp,
    ) -> (NewSession, SignedIn<C>) {
        let opening = Opening {
            account: AccountSummary {
                id: account.id,
                email: account.email.clone(),
                display_name: account.display_name.clone(),
            },
            occasion: Occasion::Registration,
            origin: first.origin,
            supersedes: first.supersedes,
            methods: AuthMethods::PASSWORD,
            pardon: Vec::new(),
        };
        let (session, signed_in) = opening.prepare(&self.env, now);
        (NewSession { notice_if_unknown: None, ..session }, signed_in)
    }
}
