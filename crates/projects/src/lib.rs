//! Projects: members with roles, custom permissions, invites, and API clients: tokens by which programs reach them.
//!
//! This crate owns what a [`Project`] is, who belongs to it ([`Member`]) and what they may do there: the
//! whole table of permissions is one pure function, [`policy::may`], and `tests/snapshots` shows it as
//! text. It refuses to know databases, mails, HTTP, accounts and OAuth: what it needs from the world it
//! states as traits in [`ports`], people included. Time and randomness come from the kernel's `Ambient`.
//!
//! Three principles hold throughout:
//!
//! - *Load, decide, commit.* A use case reads, asks the policy, and hands the whole change to one command
//!   of a store, which is all-or-nothing.
//! - *A decision holds for what was seen.* A command carries the [`Standing`]s that it was decided for and
//!   does nothing when somebody was demoted, removed or promoted meanwhile; then the use case looks and
//!   decides again. So an admin who is demoted while they act loses, and is told why.
//! - *Exactly one owner at every instant.* The owner neither leaves nor is removed; ownership changes by
//!   one command, and of several at the same time one wins.
//!
//! A project's clients are none of this crate's business but for the right to manage them: ask
//! [`Projects::authorize`](service::Projects::authorize) with [`Action::ManageClients`].
//!
//! The feature `testkit` has stores in memory, fakes and mocks of every port, and the contract suites
//! that an adapter has to pass. `examples/embed.rs` is a service that embeds this crate.
//!
//! ```
//! # #[cfg(feature = "testkit")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
//! use hitkey_projects::service::AuthorizeError;
//! use hitkey_projects::testkit::World;
//! use hitkey_projects::{Action, AssignableRole, Refusal};
//!
//! let world = World::default(); // everything in memory
//! let ann = world.person("ann@example.org")?;
//! let project = world.project(ann, "Қазақ тілі", false).await?;
//! assert_eq!(project.slug.as_str(), "kazak-tili");
//!
//! let bob = world.member(&project, "bob@example.org", AssignableRole::Member).await?;
//! let projects = &world.cases.projects;
//! projects.authorize(&project.slug, bob.user, Action::ListMembers).await?;
//! let refused = projects.authorize(&project.slug, bob.user, Action::ManageClients).await;
//! assert!(matches!(refused, Err(AuthorizeError::Refused(Refusal::Forbidden))));
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "testkit"))]
//! # fn main() {}
//! ```

mod api_client;
mod caller;
mod change;
mod event;
mod invite;
mod member;
mod notice;
mod permission;
pub mod policy;
pub mod ports;
mod project;
mod redirect_url;
mod role;
mod rules;
pub mod service;
mod slug;
#[cfg(feature = "testkit")]
pub mod testkit;
mod text;

pub use self::slug::{Slug, SlugError};
pub use api_client::{
    ApiClient, ApiClientChange, ApiClientEnd, ApiClientField, ApiClientKeeper, ApiClientOwner,
    ApiClientToken, ApiClientTokenDigest, Grant, Grants, NewApiClient,
};
pub use caller::{Agent, Caller, Program};
pub use change::Change;
pub use event::{Event, ProjectField};
pub use invite::{Invite, InviteToken, InviteTokenDigest, NewInvite, PresentedInvite};
pub use member::{Member, MemberChange, NewMember, Person, Teammate};
pub use notice::Notice;
pub use permission::{NewPermission, Permission, PermissionChange, PermissionKey, PermissionKeyError};
pub use policy::{Action, Actor, Refusal, Who};
pub use project::{NewProject, OwnProject, Project, ProjectAccess, ProjectChange, Visit};
pub use redirect_url::{RedirectUrl, RedirectUrlError};
pub use role::{AssignableRole, Role, Standing, Warrant};
pub use rules::Rules;
pub use text::{ApiClientName, Description, PermissionName, ProjectName, TextError};
