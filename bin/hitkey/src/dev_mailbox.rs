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

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_crypto::{OsRandom, SystemClock};
    use hitkey_kernel::{EmailAddress, Language, OutboxId};
    use std::sync::Arc;

    #[tokio::test]
    async fn the_newest_mails_are_kept_newest_first() {
        let ambient = Ambient::new(Arc::new(SystemClock), Arc::new(OsRandom));
        let mailbox = MemoryMailbox::new(ambient.clone());
        for number in 1..=KEPT + 5 {
            let email = Email {
                id: OutboxId::generate(ambient.now(), ambient.random()),
                to: EmailAddress::parse("ann@example.org").unwrap(),
                language: Language::En,
                subject: number.to_string(),
                text: String::new(),
                html: String::new(),
            };
            mailbox.send(&email).await.unwrap();
        }
        let mails = mailbox.list();
        assert_eq!(mails.len(), KEPT);
        assert_eq!((mails[0].id, mails[0].subject.as_str()), (205, "205"));
        assert_eq!(mails[KEPT - 1].subject, "6");
    }
}
