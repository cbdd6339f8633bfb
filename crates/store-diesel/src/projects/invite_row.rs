use crate::error::{Error, Result};
use crate::rows::Reader;
use crate::schema::project_invites;
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{EmailAddress, InviteId, ProjectId, UserId};
use hitkey_projects::{AssignableRole, Invite, InviteTokenDigest, RedirectUrl};

/// A row of `project_invites` without its token.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = project_invites)]
pub(super) struct InviteRow {
    id: Id<InviteId>,
    project_id: Id<ProjectId>,
    address: String,
    role: String,
    redirect_url: Option<String>,
    inviter_id: Option<Id<UserId>>,
    created_at: At,
    expires_at: At,
}

/// A new row of `project_invites`.
#[derive(Debug, Insertable)]
#[diesel(table_name = project_invites)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct NewInviteRow<'a> {
    id: Id<InviteId>,
    project_id: Id<ProjectId>,
    address: &'a str,
    address_key: &'a str,
    role: &'static str,
    redirect_url: Option<&'a str>,
    inviter_id: Option<Id<UserId>>,
    token_digest: &'a [u8],
    created_at: At,
    expires_at: At,
}

impl<'a> NewInviteRow<'a> {
    pub(super) fn of(invite: &'a Invite, token: &'a InviteTokenDigest) -> Self {
        Self {
            id: Id(invite.id),
            project_id: Id(invite.project),
            address: invite.email.as_str(),
            address_key: invite.email.key(),
            role: invite.role.as_str(),
            redirect_url: invite.redirect_url.as_ref().map(RedirectUrl::as_str),
            inviter_id: invite.invited_by.map(Id),
            token_digest: &token.as_bytes()[..],
            created_at: At(invite.created_at),
            expires_at: At(invite.expires_at),
        }
    }
}

impl TryFrom<InviteRow> for Invite {
    type Error = Error;

    fn try_from(row: InviteRow) -> Result<Self> {
        let id = row.id.0;
        let read = Reader::of("project_invites", &id);
        let url = row.redirect_url.as_deref();
        Ok(Self {
            id,
            project: row.project_id.0,
            email: read.parsed("address", EmailAddress::parse(&row.address).ok())?,
            role: read.parsed("role", AssignableRole::from_word(&row.role))?,
            redirect_url: read.optional("redirect_url", url, |text| RedirectUrl::parse(text).ok())?,
            invited_by: row.inviter_id.map(|Id(user)| user),
            created_at: row.created_at.0,
            expires_at: row.expires_at.0,
        })
    }
}
