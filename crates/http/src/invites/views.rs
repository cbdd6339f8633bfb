//! How an invite is shown to whoever holds its token, in the contract's spelling, which mixes both styles.

use crate::openapi::{Id, Instant, MemberRole};
use hitkey_kernel::{InviteId, Timestamp};
use hitkey_projects::service::AcceptedInvite;
use hitkey_projects::{PresentedInvite, RedirectUrl};
use serde::Serialize;
use utoipa::ToSchema;

/// An invite, and where it leads.
#[derive(Serialize, ToSchema)]
#[schema(as = PresentedInvite)]
pub struct PresentedView<'a> {
    #[schema(value_type = Id)]
    id: InviteId,
    #[schema(format = "email")]
    email: &'a str,
    #[schema(value_type = MemberRole)]
    role: &'static str,
    project: ProjectView<'a>,
    #[serde(rename = "invitedBy")]
    invited_by: InviterView<'a>,
    #[serde(rename = "expiresAt")]
    #[schema(value_type = Instant)]
    expires_at: Timestamp,
    is_expired: bool,
}

/// The project that an invite leads into.
#[derive(Serialize, ToSchema)]
#[schema(as = InvitingProject)]
struct ProjectView<'a> {
    name: &'a str,
    slug: &'a str,
}

/// Who invites.
#[derive(Serialize, ToSchema)]
#[schema(as = Inviter)]
struct InviterView<'a> {
    #[serde(rename = "displayName")]
    #[schema(required)]
    display_name: Option<&'a str>,
}

impl<'a> PresentedView<'a> {
    pub(super) fn of(presented: &'a PresentedInvite, now: Timestamp) -> Self {
        let PresentedInvite { invite, project, inviter } = presented;
        Self {
            id: invite.id,
            email: invite.email.as_str(),
            role: invite.role.as_str(),
            project: ProjectView { name: project.name.as_str(), slug: project.slug.as_str() },
            invited_by: InviterView { display_name: inviter.as_deref() },
            expires_at: invite.expires_at,
            is_expired: invite.is_expired(now),
        }
    }
}

/// What came of an invite.
#[derive(Serialize, ToSchema)]
#[schema(as = AcceptedInvite)]
pub struct AcceptedView<'a> {
    project_slug: &'a str,
    #[schema(required)]
    redirect_url: Option<&'a str>,
}

impl<'a> AcceptedView<'a> {
    pub(super) fn of(accepted: &'a AcceptedInvite) -> Self {
        Self {
            project_slug: accepted.project.slug.as_str(),
            redirect_url: accepted.redirect_url.as_ref().map(RedirectUrl::as_str),
        }
    }
}
