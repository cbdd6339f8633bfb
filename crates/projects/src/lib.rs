//! Projects: members with roles, custom permissions, invites.

mod change;
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
pub use change::Change;
pub use invite::{Invite, InviteToken, InviteTokenDigest, NewInvite, PresentedInvite};
pub use member::{Member, MemberChange, NewMember, Person, Teammate};
pub use notice::Notice;
pub use permission::{NewPermission, Permission, PermissionChange, PermissionKey, PermissionKeyError};
pub use policy::{Action, Actor, Refusal};
pub use project::{NewProject, OwnProject, Project, ProjectAccess, ProjectChange, Visit};
pub use redirect_url::{RedirectUrl, RedirectUrlError};
pub use role::{AssignableRole, Role, Standing};
pub use rules::Rules;
pub use text::{Description, PermissionName, ProjectName, TextError};
