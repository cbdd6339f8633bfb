use super::Environment;
use crate::ports::{UpdateProfile, UpdateProfileOutcome};
use crate::{Account, Event, ProfileChange, ProfileError};
use hitkey_kernel::{Actor, StoreError, UserId};
use std::sync::Arc;
use std::time::Duration;

/// How often a change is made again because something else changed meanwhile.
const ROUNDS: usize = 5;

/// Being called something.
#[derive(Debug, Clone)]
pub struct Profiles {
    env: Arc<Environment>,
}

/// Nobody is there to be described.
#[derive(Debug, thiserror::Error)]
pub enum MeError {
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A profile can't be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateProfileError {
    /// Some texts don't fit, or the user name does not.
    #[error(transparent)]
    Invalid(#[from] ProfileError),
    /// Somebody else has the user name.
    #[error("the username is taken")]
    UsernameTaken,
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Profiles {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// The person's account.
    ///
    /// # Errors
    /// [`MeError`].
    pub async fn me(&self, user: UserId) -> Result<Account, MeError> {
        self.env.accounts.find(user).await?.ok_or(MeError::Gone)
    }

    /// Changes some parts of the profile and returns the account as it is then. Changes of different
    /// parts at the same time all take effect; one that changes nothing is none.
    ///
    /// # Errors
    /// [`UpdateProfileError`].
    pub async fn update(&self, by: &Actor, change: &ProfileChange) -> Result<Account, UpdateProfileError> {
        for _ in 0..ROUNDS {
            if let Some(account) = self.try_update(by, change).await? {
                return Ok(account);
            }
        }
        Err(StoreError::unavailable("the account changes too often").into())
    }

    /// `None` when the account changed meanwhile.
    async fn try_update(
        &self,
        by: &Actor,
        change: &ProfileChange,
    ) -> Result<Option<Account>, UpdateProfileError> {
        let user = by.user;
        let account = self.env.accounts.find(user).await?.ok_or(UpdateProfileError::Gone)?;
        let seen_at = account.updated_at;
        let profile = account.profile.clone().changed(change.clone())?;
        let fields = profile.differences(&account.profile);
        if fields.is_empty() {
            return Ok(Some(account));
        }
        let now = self.env.now().max(seen_at + Duration::from_micros(1));
        let audit = self.env.record(&Event::ProfileChanged { user, fields }, by, now);
        let command = UpdateProfile { user, profile: profile.clone(), seen_at, audit, now };
        match self.env.accounts.update_profile(command).await? {
            UpdateProfileOutcome::Updated => Ok(Some(Account { profile, updated_at: now, ..account })),
            UpdateProfileOutcome::Stale => Ok(None),
            UpdateProfileOutcome::UsernameTaken => Err(UpdateProfileError::UsernameTaken),
            UpdateProfileOutcome::Gone => Err(UpdateProfileError::Gone),
        }
    }
}
