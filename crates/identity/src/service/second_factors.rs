use super::Environment;
use super::guard::from_refusal;
use crate::ports::{BeginTotp, DisableTotp, EnableTotp, UnsealError};
use crate::{
    Account, Event, Notice, Origin, Pardon, ProofPurpose, RECOVERY_CODES, RecoveryCode, RetryAfter,
    SecondFactor, SecondFactorProof, TOTP_DIGITS, TOTP_SECRET_BYTES, ThrottleClaim, ThrottleKey,
    acceptable_steps,
};
use data_encoding::BASE32_NOPAD;
use hitkey_kernel::{Actor, OutboxEntry, Sealed, SecretText, StoreError, UserId, random_array, same_bytes};
use std::sync::Arc;
use zeroize::Zeroizing;

const PURPOSE: &str = "identity.totp";
const ISSUER: &str = "HitKey";

/// Proving more than a password: TOTP (RFC 6238) with recovery codes.
#[derive(Debug, Clone)]
pub struct SecondFactors {
    env: Arc<Environment>,
}

/// What an authenticator app needs, shown once.
#[derive(Debug, Clone)]
pub struct TotpSetup {
    /// The secret in base32.
    pub secret: SecretText,
    /// The secret as an `otpauth://` URI, for a QR code.
    pub uri: SecretText,
}

/// The second factor can't be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpSecondFactorError {
    /// It is on.
    #[error("the second factor is on already")]
    AlreadyEnabled,
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was begun can't be told.
#[derive(Debug, thiserror::Error)]
pub enum BegunSecondFactorError {
    /// The secret can't be read.
    #[error(transparent)]
    Unseal(#[from] UnsealError),
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The second factor can't be switched on.
#[derive(Debug, thiserror::Error)]
pub enum EnableSecondFactorError {
    /// No secret was handed out.
    #[error("the second factor was not set up")]
    SetupNotInitiated,
    /// It is on.
    #[error("the second factor is on already")]
    AlreadyEnabled,
    /// The code is wrong.
    #[error("the code is wrong")]
    WrongCode,
    /// The secret can't be read.
    #[error(transparent)]
    Unseal(#[from] UnsealError),
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The second factor can't be switched off.
#[derive(Debug, thiserror::Error)]
pub enum DisableSecondFactorError {
    /// It is off.
    #[error("the second factor is not on")]
    NotEnabled,
    /// The code is wrong or was used before.
    #[error("the code is wrong")]
    WrongCode,
    /// Too many codes were tried.
    #[error("too many attempts")]
    Throttled(RetryAfter),
    /// The secret can't be read.
    #[error(transparent)]
    Unseal(#[from] UnsealError),
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(DisableSecondFactorError);

impl SecondFactors {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// Makes a fresh secret. It does nothing until a code of it is shown to [`enable`](Self::enable).
    ///
    /// # Errors
    /// [`SetUpSecondFactorError`].
    pub async fn set_up(&self, by: &Actor) -> Result<TotpSetup, SetUpSecondFactorError> {
        let user = by.user;
        let account = self.env.accounts.find(user).await?.ok_or(SetUpSecondFactorError::Gone)?;
        let secret = Zeroizing::new(random_array::<TOTP_SECRET_BYTES>(self.env.ambient.random()));
        let sealed = self.env.sealer.seal(PURPOSE, user.uuid().as_bytes(), &*secret);
        let audit = self.env.record(&Event::SecondFactorBegun { user }, by, self.env.now());
        let begun = self.env.accounts.begin_totp(BeginTotp { user, secret: sealed, audit }).await?;
        if begun { Ok(setup(&account, &*secret)) } else { Err(SetUpSecondFactorError::AlreadyEnabled) }
    }

    /// The secret that was [made](Self::set_up) last, as long as no code of it was shown.
    ///
    /// # Errors
    /// [`BegunSecondFactorError`].
    pub async fn begun(&self, user: UserId) -> Result<Option<TotpSetup>, BegunSecondFactorError> {
        let account = self.env.accounts.find(user).await?.ok_or(BegunSecondFactorError::Gone)?;
        let SecondFactor::Pending { secret } = &account.second_factor else { return Ok(None) };
        let secret = self.env.sealer.unseal(PURPOSE, user.uuid().as_bytes(), secret)?;
        Ok(Some(setup(&account, &secret)))
    }

    /// Switches the second factor on, given a code of the fresh secret, and returns the recovery codes.
    ///
    /// # Errors
    /// [`EnableSecondFactorError`].
    pub async fn enable(
        &self,
        by: &Actor,
        code: &SecretText,
    ) -> Result<Vec<RecoveryCode>, EnableSecondFactorError> {
        let user = by.user;
        let account = self.env.accounts.find(user).await?.ok_or(EnableSecondFactorError::Gone)?;
        let secret = match &account.second_factor {
            SecondFactor::Off => return Err(EnableSecondFactorError::SetupNotInitiated),
            SecondFactor::On { .. } => return Err(EnableSecondFactorError::AlreadyEnabled),
            SecondFactor::Pending { secret } => secret,
        };
        let step = self.env.matching_step(user, secret, code.expose())?;
        let step = step.ok_or(EnableSecondFactorError::WrongCode)?;
        let codes: Vec<_> =
            (0..RECOVERY_CODES).map(|_| RecoveryCode::generate(self.env.ambient.random())).collect();
        let command = EnableTotp {
            user,
            secret: secret.clone(),
            step,
            recovery: codes.iter().map(|code| code.digest(user)).collect(),
            notice: self.enabled_notice(&account, &by.origin),
            audit: self.env.record(&Event::SecondFactorEnabled { user }, by, self.env.now()),
            now: self.env.now(),
        };
        let enabled = self.env.accounts.enable_totp(command).await?;
        if enabled { Ok(codes) } else { Err(EnableSecondFactorError::SetupNotInitiated) }
    }

    fn enabled_notice(&self, account: &Account, origin: &Origin) -> OutboxEntry {
        let (to, language, at) = (account.email().address.clone(), origin.language, self.env.now());
        self.env.notices.entry(&Notice::SecondFactorEnabled { to, language, at }, at)
    }

    /// Switches the second factor off, given a TOTP code or a recovery code.
    ///
    /// # Errors
    /// [`DisableSecondFactorError`].
    pub async fn disable(&self, by: &Actor, code: &SecretText) -> Result<(), DisableSecondFactorError> {
        let (env, user) = (&self.env, by.user);
        let account = env.accounts.find(user).await?.ok_or(DisableSecondFactorError::Gone)?;
        if !account.second_factor.is_on() {
            return Err(DisableSecondFactorError::NotEnabled);
        }
        let now = env.now();
        let key = ThrottleKey::second_factor(user);
        let claimed =
            env.claim([ThrottleClaim { key, policy: env.rules.throttle.second_factor }], now).await?;
        let proof = env.proof(&account, code)?;
        let command = proof.map(|proof| self.disabling(&account, proof, by, claimed.forgotten(&[key])));
        let disabled = match command {
            Some(command) => env.accounts.disable_totp(command).await?,
            None => false,
        };
        if !disabled {
            env.proof_failed(by, ProofPurpose::SecondFactorRemoval).await?;
            return Err(DisableSecondFactorError::WrongCode);
        }
        Ok(())
    }

    fn disabling(
        &self,
        account: &Account,
        proof: SecondFactorProof,
        by: &Actor,
        pardon: Vec<Pardon>,
    ) -> DisableTotp {
        let (env, user, now) = (&self.env, account.id, self.env.now());
        let (to, language) = (account.email().address.clone(), by.origin.language);
        let notice = Notice::SecondFactorDisabled { to, language, at: now };
        let event = Event::SecondFactorDisabled { user, recovery_code: proof.is_recovery_code() };
        let (notice, audit) = (env.notices.entry(&notice, now), env.record(&event, by, now));
        DisableTotp { user, proof, pardon, notice, audit, now }
    }
}

impl Environment {
    /// What `typed` proves, if it can prove anything. Whether it was used before, the store tells.
    pub(super) fn proof(
        &self,
        account: &Account,
        typed: &SecretText,
    ) -> Result<Option<SecondFactorProof>, UnsealError> {
        let SecondFactor::On { secret, last_step, .. } = &account.second_factor else { return Ok(None) };
        if let Some(code) = RecoveryCode::parse(typed.expose()) {
            return Ok(Some(SecondFactorProof::Recovery(code.digest(account.id))));
        }
        let step = self.matching_step(account.id, secret, typed.expose())?;
        Ok(step.filter(|step| step > last_step).map(|step| SecondFactorProof::Totp { step }))
    }

    /// The step around now whose code was typed; blanks don't matter.
    fn matching_step(&self, user: UserId, secret: &Sealed, typed: &str) -> Result<Option<u64>, UnsealError> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).take(TOTP_DIGITS + 1).collect();
        let secret = self.sealer.unseal(PURPOSE, user.uuid().as_bytes(), secret)?;
        let code = |step| self.one_time_passwords.code(&secret, step);
        Ok(acceptable_steps(self.now())
            .into_iter()
            .find(|step| same_bytes(code(*step).as_bytes(), digits.as_bytes())))
    }
}

fn setup(account: &Account, secret: &[u8]) -> TotpSetup {
    let secret = SecretText::new(BASE32_NOPAD.encode(secret));
    let label = percent_encoded(account.email().address.as_str());
    let uri = format!("otpauth://totp/{ISSUER}:{label}?secret={}&issuer={ISSUER}", secret.expose());
    TotpSetup { secret, uri: SecretText::new(uri) }
}

/// Escapes all but RFC 3986's unreserved characters and `@`.
fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    text.bytes().fold(String::new(), |encoded, byte| {
        if plain(byte) { encoded + &char::from(byte).to_string() } else { encoded + &format!("%{byte:02X}") }
    })
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn a_label_keeps_its_at_sign_and_escapes_what_means_something_in_a_uri() {
        assert_eq!(percent_encoded("ann+1@example.org"), "ann%2B1@example.org");
        assert_eq!(percent_encoded("ä?#/"), "%C3%A4%3F%23%2F");
    }
}
