mod add;
mod default;
mod remove;
mod resend;
mod verify;

use super::guard::{Claimed, Refusal, from_block};
use super::{Environment, MeError};
use crate::{
    AccountEmail, AddressChange, AddressCode, CodePurpose, Emails, Event, Notice, Origin, ThrottleClaim,
    ThrottleKey, VerificationCode,
};
use hitkey_kernel::{Actor, AuditRecord, EmailAddress, EmailId, OutboxEntry, Timestamp, UserId};
use std::sync::Arc;

pub use add::AddAddressError;
pub use default::SetDefaultAddressError;
pub use remove::RemoveAddressError;
pub use resend::ResendAddressCodeError;
pub use verify::VerifyAddressError;

/// How often a change is made again because something else changed meanwhile.
const ROUNDS: usize = 5;

/// Having several addresses: each is proven by a code before it counts, and one of them is written to.
///
/// Whatever happens to an address, mails tell the person where they were written to before, so that nobody
/// who got hold of a session moves an account away unnoticed.
#[derive(Debug, Clone)]
pub struct Addresses {
    env: Arc<Environment>,
}

/// A code as it is stored, and the mail that tells it.
struct FreshCode {
    stored: AddressCode,
    mail: OutboxEntry,
}

impl Addresses {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// The person's addresses.
    ///
    /// # Errors
    /// [`MeError`].
    pub async fn list(&self, user: UserId) -> Result<Emails, MeError> {
        let account = self.env.accounts.find(user).await?.ok_or(MeError::Gone)?;
        Ok(account.emails)
    }

    fn fresh_code(&self, id: EmailId, address: &EmailAddress, origin: &Origin, now: Timestamp) -> FreshCode {
        let code = VerificationCode::generate(self.env.ambient.random());
        let stored = AddressCode {
            email: id,
            code: code.digest(CodePurpose::Address, address),
            sent_at: now,
            expires_at: now + self.env.rules.registration_code,
            attempts: 0,
        };
        let notice = Notice::AddressCode { to: address.clone(), language: origin.language, code };
        FreshCode { stored, mail: self.env.notices.entry(&notice, now) }
    }

    /// Counts a mail to `address` that `user` causes.
    async fn claim_mail(
        &self,
        address: &EmailAddress,
        origin: &Origin,
        more: Option<ThrottleClaim>,
        now: Timestamp,
    ) -> Result<Claimed, Refusal> {
        let policies = &self.env.rules.throttle;
        let mail = ThrottleClaim { key: ThrottleKey::address_mail(address), policy: policies.address_mail };
        let block = from_block(origin, ThrottleKey::mail_from, policies.mail_from);
        self.env.claim(block.into_iter().chain(more).chain([mail]), now).await
    }

    /// Tells each of the addresses, once, what happened to `address`.
    fn notices<'a>(
        &self,
        to: impl IntoIterator<Item = &'a AccountEmail>,
        tidings: Tidings<'_>,
        now: Timestamp,
    ) -> Vec<OutboxEntry> {
        let mut told = Vec::new();
        for email in to {
            if !told.contains(&&email.address) {
                told.push(&email.address);
            }
        }
        told.into_iter().map(|to| self.env.notices.entry(&tidings.told(to, now), now)).collect()
    }
}

/// What happened to which address, and who did it from where.
#[derive(Clone, Copy)]
struct Tidings<'a> {
    email: EmailId,
    address: &'a EmailAddress,
    change: AddressChange,
    by: &'a Actor,
}

impl Tidings<'_> {
    fn record(self, env: &Environment, now: Timestamp) -> AuditRecord {
        let (user, email, address) = (self.by.user, self.email, self.address.clone());
        let event = match self.change {
            AddressChange::Added => Event::EmailAdded { user, email, address },
            AddressChange::Verified => Event::EmailVerified { user, email, address },
            AddressChange::Removed => Event::EmailRemoved { user, email, address },
            AddressChange::MadeDefault => Event::EmailMadeDefault { user, email, address },
        };
        env.record(&event, self.by, now)
    }

    fn told(self, to: &EmailAddress, at: Timestamp) -> Notice {
        Notice::AddressChanged {
            to: to.clone(),
            language: self.by.origin.language,
            at,
            address: self.address.clone(),
            change: self.change,
        }
    }
}
