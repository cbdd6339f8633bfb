use hitkey_kernel::{EmailAddress, Language, OutboxId};
use std::fmt;

/// A mail in its final words, ready for a [`Mailer`](crate::ports::Mailer).
#[derive(Clone, PartialEq, Eq)]
pub struct Email {
    /// The outbox entry it came from. Stays the same when a mail is sent twice, so a `Message-ID` made from
    /// it lets the reader's mail program drop the second one.
    pub id: OutboxId,
    /// Who gets it.
    pub to: EmailAddress,
    /// The language of all its texts, for `Content-Language` (RFC 3282).
    pub language: Language,
    /// The subject: one line, no secrets.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The same body as one HTML page that loads nothing from anywhere.
    pub html: String,
}

impl fmt::Debug for Email {
    /// Without the bodies: they carry codes and links.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Email")
            .field("id", &self.id)
            .field("to", &self.to)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}
