use super::StartError;
use crate::dev_mailbox::MemoryMailbox;
use crate::settings::{Sender, Settings};
use hitkey_http::pages::DevMailbox;
use hitkey_kernel::Ambient;
use hitkey_mail::ports::Mailer;
use hitkey_mail_smtp::{SmtpMailer, SmtpMailerError, SmtpSettings};
use std::net::SocketAddr;
use std::sync::Arc;

/// Where mails go.
pub(super) struct Post {
    pub(super) mailer: Arc<dyn Mailer>,
    /// The same, when mails stay here to be read.
    pub(super) dev_mailbox: Option<Arc<dyn DevMailbox>>,
}

impl Post {
    /// SMTP if it is configured, else the development mailbox: the settings have been checked, so that the
    /// public URL is a loopback one then.
    pub(super) fn new(
        settings: &Settings,
        ambient: &Ambient,
        address: SocketAddr,
    ) -> Result<Self, StartError> {
        if let Some(url) = &settings.smtp_url {
            let smtp = SmtpSettings::parse(url.expose())?;
            let Sender { name, address } = settings.sender_at(address).ok_or(SmtpMailerError::Sender)?;
            let mailer = Arc::new(SmtpMailer::new(smtp, hitkey_mail_smtp::Sender { name, address })?);
            return Ok(Self { mailer, dev_mailbox: None });
        }
        let mailbox = Arc::new(MemoryMailbox::new(ambient.clone()));
        Ok(Self { mailer: Arc::clone(&mailbox) as _, dev_mailbox: Some(mailbox) })
    }
}
