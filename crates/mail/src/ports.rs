//! What this crate needs from the world.

mod mailer;
mod outbox;
mod sealer;

#[cfg(feature = "testkit")]
pub use mailer::MockMailer;
pub use mailer::{MailError, Mailer, SEND_LIMIT};
#[cfg(feature = "testkit")]
pub use outbox::MockOutbox;
pub use outbox::{Claim, ClaimedEntry, Outbox};
pub use sealer::{Sealer, UnsealError};
