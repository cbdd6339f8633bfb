use crate::Person;
use async_trait::async_trait;
use hitkey_kernel::{EmailAddress, StoreError, UserId};

/// Knows the people who have an account.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait People: Send + Sync {
    /// The person with this id.
    async fn find(&self, id: UserId) -> Result<Option<Person>, StoreError>;

    /// The person who proved to own this address, their default one or another. MUST look at verified
    /// addresses only.
    async fn find_by_email(&self, email: &EmailAddress) -> Result<Option<Person>, StoreError>;
}
