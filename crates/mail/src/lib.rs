//! Mail: what HitKey says to people, in which words, and how it surely leaves the house.
//!
//! This crate owns the typed [`Message`]s, their wording in five languages, their text and HTML form, and the
//! delivery of the outbox: at least once, with growing pauses, given up after a day. It refuses to decide
//! *when* a mail is due (the other domains do), to speak SMTP (an adapter does, behind [`ports::Mailer`]), and
//! to keep anything itself (behind [`ports::Outbox`]).
//!
//! ```
//! # #[cfg(feature = "testkit")] {
//! use hitkey_kernel::{EmailAddress, Language, SecretText, testkit};
//! use hitkey_mail::testkit::PlainSealer;
//! use hitkey_mail::{Content, Letter, Message};
//!
//! let ambient = testkit::ambient();
//! let letter = Letter {
//!     to: EmailAddress::parse("ann@example.org").unwrap(),
//!     language: Language::En,
//!     content: Content::RegistrationCode { code: SecretText::new("042137"), valid_minutes: 10 },
//! };
//!
//! // Whoever makes the message stores the entry with the change that caused it …
//! let entry = Message::Letter(letter.clone()).to_entry(&PlainSealer, &ambient);
//! assert_eq!(entry.topic, "mail.registration_code");
//!
//! // … and the delivery opens and renders it later.
//! assert_eq!(Message::from_entry(&entry, &PlainSealer).unwrap(), Message::Letter(letter.clone()));
//! let email = letter.render(entry.id);
//! assert_eq!(email.subject, "Your HitKey code");
//! assert!(email.text.contains("042137"));
//! # }
//! ```

mod compose;
mod device;
mod email;
mod message;
mod payload;
pub mod ports;
mod render;
pub mod service;
#[cfg(feature = "testkit")]
pub mod testkit;
mod wording;

pub use email::Email;
pub use message::{AddressEvent, Content, Letter, Message};
pub use payload::OpenError;
