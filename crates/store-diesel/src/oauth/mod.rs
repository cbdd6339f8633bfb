//! The ports of `hitkey_oauth`.

mod admission;
mod assertion_store;
mod client_logout;
mod client_row;
mod client_store;
mod consent_store;
mod ending;
mod grant_row;
mod grant_store;
mod key_store;
mod logout_notices;
mod lone;
mod memberships;
mod pushed_request_store;
mod registration_store;
mod revoked_tokens;
mod scope_union;
mod subjects;
mod together;
mod token_settings;
mod unused_clients;

pub(crate) use admission::{end_grants_of, end_grants_of_outsiders};
pub use assertion_store::DieselAssertionStore;
pub use client_store::DieselClientStore;
pub use consent_store::DieselConsentStore;
pub(crate) use ending::{end_grants_by, end_grants_in, end_grants_outside, move_grants};
pub use grant_store::DieselGrantStore;
pub use key_store::DieselKeyStore;
pub use logout_notices::DieselLogoutNotices;
pub use memberships::DieselMemberships;
pub use pushed_request_store::DieselPushedRequestStore;
pub use registration_store::DieselRegistrationStore;
pub use revoked_tokens::DieselRevokedTokens;
pub use subjects::DieselSubjects;
pub(crate) use unused_clients::sweep_unused_clients;
