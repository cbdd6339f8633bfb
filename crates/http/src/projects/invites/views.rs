//! How an invite is shown to those who manage the project. Never with its token.

use crate::openapi::{Id, Instant, MemberRole};
use hitkey_kernel::{InviteId, Timestamp, UserId};
use hitkey_projects::{Invite, RedirectUrl};
use serde::Serialize;
use utoipa::ToSchema;

/// An invite, without its token.
#[derive(Serialize, ToSchema)]
#[schema(as = Invite)]
pub struct InviteView<'a> {
    #[schema(value_type = Id)]
    id: InviteId,
    #[schema(format = "email")]
    email: &'a str,
    #[schema(value_type = MemberRole)]
    role: &'static str,
    #[schema(required)]
    redirect_url: Option<&'a str>,
    #[schema(value_type = Option<Id>, required)]
    invited_by: Option<UserId>,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
    #[schema(value_type = Instant)]
    expires_at: Timestamp,
    is_expired: bool,
}

impl<'a> InviteView<'a> {
    pub(super) fn of(invite: &'a Invite, now: Timestamp) -> Self {
        Self {
            id: invite.id,
            email: invite.email.as_str(),
            role: invite.role.as_str(),
            redirect_url: invite.redirect_url.as_ref().map(RedirectUrl::as_str),
            invited_by: invite.invited_by,
            created_at: invite.created_at,
            expires_at: invite.expires_at,
            is_expired: invite.is_expired(now),
        }
    }
}
