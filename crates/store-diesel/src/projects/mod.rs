//! The ports of `hitkey_projects`.
//!
//! Every command about a project locks its row before it looks at anything else of it: so commands about one
//! project take turns, and what a precondition saw stays true until the command is done.

mod api_client_row;
mod api_client_store;
mod invite_row;
mod invite_store;
mod member_row;
mod member_store;
mod people;
mod permission_row;
mod permission_store;
mod project_lock;
mod project_row;
mod project_store;

pub use api_client_store::DieselApiClientStore;
pub use invite_store::DieselInviteStore;
pub(crate) use invite_store::accept;
pub use member_store::DieselMemberStore;
pub use people::DieselPeople;
pub use permission_store::DieselPermissionStore;
pub use project_store::DieselProjectStore;
