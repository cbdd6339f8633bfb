//! The [`Mailer`](hitkey_mail::ports::Mailer) port over SMTP (RFC 5321).
//!
//! This crate owns connections, TLS, authentication and the form of a message on the wire. It refuses to
//! decide what a mail says or when it is tried again: that is `hitkey-mail`.
//!
//! ```
//! use hitkey_kernel::EmailAddress;
//! use hitkey_mail_smtp::{Sender, SmtpMailer, SmtpSettings, TlsMode};
//!
//! let settings = SmtpSettings::parse("smtp://ann:secret@mail.example.org").unwrap();
//! assert_eq!((settings.port, settings.tls), (587, TlsMode::Required));
//!
//! let address = EmailAddress::parse("id@example.org").unwrap();
//! let mailer = SmtpMailer::new(settings, Sender { name: Some("HitKey".into()), address }).unwrap();
//! # let _ = mailer;
//! ```

mod connections;
mod mailer;
mod message;
mod settings;

pub use mailer::{SmtpMailer, SmtpMailerError};
pub use message::Sender;
pub use settings::{Credentials, SmtpSettings, SmtpUrlError, TlsMode};
