use super::{Passwords, hints};
use crate::ports::{HashingError, ResetPassword};
use crate::{Account, Event, Origin, Pardon, Password, PasswordReset, ResetToken, ThrottleKey, WeakPassword};
use hitkey_kernel::{Author, StoreError};

/// A password can't be reset.
#[derive(Debug, thiserror::Error)]
pub enum ResetPasswordError {
    /// The token is unknown or used up.
    #[error("the reset token is not good")]
    InvalidToken,
    /// The token has expired.
    #[error("the reset token has expired")]
    TokenExpired,
    /// The new password can't be accepted. The token stays good.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The password could not be hashed. The token stays good.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Passwords {
    /// Sets a new password by a mailed token. Everything that lets somebody act as the person ends, and a
    /// mail tells them.
    ///
    /// # Errors
    /// [`ResetPasswordError`].
    pub async fn reset(
        &self,
        token: &ResetToken,
        password: &Password,
        origin: &Origin,
    ) -> Result<(), ResetPasswordError> {
        let (reset, account) = self.entitled(token).await?;
        password.judge(&hints(&account))?;
        let new = self.env.hasher.hash(password).await?;
        let now = self.env.now();
        let event = Event::PasswordReset { user: account.id };
        let command = ResetPassword {
            token: token.digest(),
            new,
            pardon: vec![Pardon::Forget(ThrottleKey::sign_in(&reset.email))],
            notice: self.changed_notice(&account, origin, now),
            audit: self.env.record(&event, Author::person(account.id, origin), now),
            now,
        };
        let done = self.env.accounts.reset_password(command).await?;
        if done { Ok(()) } else { Err(ResetPasswordError::InvalidToken) }
    }

    async fn entitled(&self, token: &ResetToken) -> Result<(PasswordReset, Account), ResetPasswordError> {
        let reset = self.env.challenges.find_reset(&token.digest()).await?;
        let reset = reset.ok_or(ResetPasswordError::InvalidToken)?;
        if reset.expires_at <= self.env.now() {
            return Err(ResetPasswordError::TokenExpired);
        }
        let user = reset.user.ok_or(ResetPasswordError::InvalidToken)?;
        let account = self.env.accounts.find(user).await?;
        Ok((reset, account.ok_or(ResetPasswordError::InvalidToken)?))
    }
}
