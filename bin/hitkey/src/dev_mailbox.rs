use async_trait::async_trait;
use hitkey_http::pages::{DevMail, DevMailbox};
use hitkey_kernel::Ambient;
use hitkey_mail::Email;
use hitkey_mail::ports::{MailError, Mailer};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many mails are kept; the oldest go first.
const KEPT: usize = 200;

/// A mail server for development: mails stay in memory and are shown at `/dev/mail`.
#[derive(Debug)]
pub(crate) struct MemoryMailbox {
    ambient: Ambient,
    mails: Mutex<VecDeque<DevMail>>,
}

impl MemoryMailbox {
    /// An empty one.
    pub(crate) fn new(ambient: Ambient) -> Self {
        Self { ambient, mails: Mutex::default() }
    }

    fn mails(&self) -> MutexGuard<'_, VecDeque<DevMail>> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for MemoryMailbox {
    async fn send(&self, email: &Email) -> Result<(), MailError> {
        let at = self.ambient.now();
        let mut mails = self.mails();
        let id = mails.front().map_or(1, |newest| newest.id + 1);
        let Email { to, subject, text, html, .. } = email.clone();
        mails.push_front(DevMail { id, to: to.to_string(), subject, text, html, at });
        mails.truncate(KEPT);
        Ok(())
    }
}

impl DevMailbox for MemoryMailbox {
    fn list(&self) -> Vec<DevMail> {
        self.mails().iter().cloned().collect()
    }
}
