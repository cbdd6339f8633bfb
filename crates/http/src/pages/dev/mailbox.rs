use hitkey_kernel::Timestamp;
use serde::Serialize;

/// A mail that would have been sent if there were a mail server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DevMail {
    /// Names the mail within this run of the server.
    pub id: u64,
    /// Who it is for.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its body as plain text.
    pub text: String,
    /// Its body as HTML.
    pub html: String,
    /// When it was delivered.
    pub at: Timestamp,
}

/// Where mails land on a server without a mail server. It keeps the newest ones, in memory.
///
/// Whoever can open `/dev/mail` reads every code and link, so it MUST only be wired up for a public URL
/// on the loopback interface.
pub trait DevMailbox: Send + Sync {
    /// The mails, newest first.
    fn list(&self) -> Vec<DevMail>;
}
