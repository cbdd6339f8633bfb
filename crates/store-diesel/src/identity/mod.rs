//! The ports of `hitkey_identity`.

mod account_row;
mod account_store;
mod challenge_rows;
mod challenge_store;
mod deletion;
mod directory;
mod email_row;
mod email_store;
mod expiry;
mod invitation_store;
mod opening;
mod pardons;
mod profile_row;
mod session_lock;
mod session_row;
mod session_store;
mod throttle_store;
mod user_lock;

pub use account_store::DieselAccountStore;
pub use challenge_store::DieselChallengeStore;
pub use directory::DieselDirectory;
pub use email_store::DieselEmailStore;
pub(crate) use expiry::sweep_sessions;
pub use invitation_store::DieselInvitationStore;
pub(crate) use profile_row::ProfileRow;
pub use session_store::DieselSessionStore;
pub use throttle_store::DieselThrottleStore;
