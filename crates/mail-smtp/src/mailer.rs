use crate::connections::{Connections, StepError, within_limit};
use crate::message::{MessageError, Sender, mailbox, message};
use crate::settings::SmtpSettings;
use async_trait::async_trait;
use hitkey_mail::Email;
use hitkey_mail::ports::{MailError, Mailer, SEND_LIMIT};
use lettre::Message;
use lettre::address::Envelope;
use lettre::message::Mailbox;
use lettre::transport::smtp;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt};
use std::fmt;

/// A [`Mailer`] that hands mails to one SMTP server. Needs a tokio runtime.
///
/// Only a 5xx to the recipient or to the content is final. One to the connection, the sign-in or the sender's
/// address speaks of our own set-up: the mail waits until that is mended.
pub struct SmtpMailer {
    connections: Connections,
    from: Mailbox,
}

/// A mailer can't be made of these settings.
#[derive(Debug, thiserror::Error)]
pub enum SmtpMailerError {
    /// The sender's address is none that SMTP can carry.
    #[error("the sender's address can't be used with SMTP")]
    Sender,
    /// TLS can't be set up on this machine.
    #[error("TLS can't be set up: {0}")]
    Tls(smtp::Error),
}

impl SmtpMailer {
    /// Prepares, but does not connect.
    ///
    /// # Errors
    /// [`SmtpMailerError`] when the sender or the machine's TLS can't be used.
    pub fn new(settings: SmtpSettings, from: Sender) -> Result<Self, SmtpMailerError> {
        let from = mailbox(from).map_err(|_: MessageError| SmtpMailerError::Sender)?;
        let connections = Connections::new(settings).map_err(SmtpMailerError::Tls)?;
        Ok(Self { connections, from })
    }

    /// Connects, encrypts and signs in as a mail would, but sends none.
    ///
    /// # Errors
    /// [`MailError::Transient`] with what the server or the network said.
    pub async fn check(&self) -> Result<(), MailError> {
        let mut connection = self.connections.open().await.map_err(not_now)?;
        within_limit(connection.command(Noop)).await.map_err(not_now)?;
        self.connections.give_back(connection);
        Ok(())
    }

    async fn hand_over(&self, message: &Message) -> Result<(), MailError> {
        let mut connection = self.begin(message.envelope()).await.map_err(not_now)?;
        for recipient in message.envelope().to() {
            let command = Rcpt::new(recipient.clone(), Vec::new());
            within_limit(connection.command(command)).await.map_err(refused)?;
        }
        within_limit(connection.command(Data)).await.map_err(refused)?;
        within_limit(connection.message(&message.formatted())).await.map_err(refused)?;
        self.connections.give_back(connection);
        Ok(())
    }

    /// A connection on which the sender was accepted: an idle one if it still lives, or a new one.
    async fn begin(&self, envelope: &Envelope) -> Result<AsyncSmtpConnection, StepError> {
        let command = || Mail::new(envelope.from().cloned(), Vec::new());
        if let Some(mut connection) = self.connections.take_idle()
            && within_limit(connection.command(command())).await.is_ok()
        {
            return Ok(connection);
        }
        let mut connection = self.connections.open().await?;
        within_limit(connection.command(command())).await?;
        Ok(connection)
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, email: &Email) -> Result<(), MailError> {
        let message = message(&self.from, email).map_err(|error| MailError::Permanent(error.into()))?;
        let late = |_| MailError::Transient("the mail server took too long".into());
        tokio::time::timeout(SEND_LIMIT, self.hand_over(&message)).await.map_err(late)?
    }
}

fn not_now(error: StepError) -> MailError {
    MailError::Transient(short(&error).into())
}

/// A 5xx is for good, but for 521 and 530 to 538, which speak of the server as a whole and of the sign-in.
fn refused(error: StepError) -> MailError {
    let StepError::Smtp(smtp) = &error else { return not_now(error) };
    let code = smtp.status().map_or(0, u16::from);
    let about_us = code == 521 || (530..=538).contains(&code);
    if smtp.is_permanent() && !about_us { MailError::Permanent(short(&error).into()) } else { not_now(error) }
}

/// Servers say a lot; the log and the outbox keep the beginning.
fn short(error: &StepError) -> String {
    error.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpMailer").field("from", &self.from).finish_non_exhaustive()
    }
}
