//! The use cases. Each loads through ports, decides in [`policy`](crate::policy) and commits with one
//! command; when something changed meanwhile, it looks and decides again.

mod activity;
mod api_clients;
mod environment;
mod guard;
mod invites;
mod members;
mod permissions;
mod projects;

pub use activity::Activity;
pub use api_clients::{
    ApiClients, AuthenticateApiClientError, CreateApiClientError, FindApiClientError, RotateApiClientError,
    UpdateApiClientError, Worth,
};
pub use environment::{Environment, UseCases};
pub use guard::AuthorizeError;
pub use invites::{
    AcceptInviteError, AcceptedInvite, CreateInviteError, FindInviteError, Invites, RevokeInviteError,
};
pub use members::{
    AddMemberError, JoinProjectError, LeaveProjectError, Members, RemoveMemberError, UpdateMemberError,
};
pub use permissions::{CreatePermissionError, DeletePermissionError, Permissions, UpdatePermissionError};
pub use projects::{FindProjectError, Projects, TransferProjectError};
