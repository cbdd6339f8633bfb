//! How an invite is shown to those who manage the project. Never with its token.

use hitkey_kernel::{InviteId, Timestamp, UserId};
use hitkey_projects::{Invite, RedirectUrl};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct InviteView<'a> {
    id: InviteId,
    email: &'a str,
    role: &'static str,
    redirect_url: Option<&'a str>,
    invited_by: Option<UserId>,
    created_at: Timestamp,
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
