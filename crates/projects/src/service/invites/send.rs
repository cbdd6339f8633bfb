use super::Invites;
use crate::ports::{CreateInvite, CreateInviteOutcome, InviteMail};
use crate::service::guard::{Entitled, from_authorize_error, settle};
use crate::{Action, Agent, Event, Invite, InviteToken, NewInvite, Notice, Project, Refusal, Slug};
use hitkey_kernel::{InviteId, Language, OutboxEntry, StoreError, UserId};
use std::time::Duration;

/// Somebody can't be invited.
#[derive(Debug, thiserror::Error)]
pub enum CreateInviteError {
    /// There is no such project.
    #[error("no such project")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Whoever has the address is a member.
    #[error("already a member of this project")]
    AlreadyMember,
    /// The address has an invite that can be accepted.
    #[error("this address is invited already")]
    AlreadyInvited,
    /// Too many were invited into this project, by this person, or at this address.
    #[error("too many invites")]
    Throttled(Duration),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_authorize_error!(CreateInviteError);

impl Invites {
    /// Invites an address into the project, by a mail in this language.
    ///
    /// # Errors
    /// [`CreateInviteError`].
    pub async fn create(
        &self,
        slug: &Slug,
        by: impl Into<Agent>,
        new: &NewInvite,
        language: Language,
    ) -> Result<Invite, CreateInviteError> {
        let by = by.into();
        settle!(self.try_create(slug, &by, new, language))
    }

    async fn try_create(
        &self,
        slug: &Slug,
        by: &Agent,
        new: &NewInvite,
        language: Language,
    ) -> Result<Option<Invite>, CreateInviteError> {
        let Entitled { project, by: standing } =
            self.env.entitle(slug, &by.caller, Action::Invite(new.role)).await?;
        let invitee = self.env.people.find_by_email(&new.email).await?.map(|person| person.id);
        let invite = self.invite(by.caller.user(), &project, new);
        self.claim_mail(by.caller.user(), &invite).await?;
        let token = InviteToken::generate(self.env.ambient.random());
        let digest = token.digest();
        let mail = self.mail(&invite, &project, token, language).await?;
        let audit = self.env.record(&sent(&invite), by, invite.created_at);
        let command =
            CreateInvite { by: standing, invite: invite.clone(), token: digest, invitee, mail, audit };
        match self.env.invites.create(command).await? {
            CreateInviteOutcome::Created => Ok(Some(invite)),
            CreateInviteOutcome::AlreadyMember => Err(CreateInviteError::AlreadyMember),
            CreateInviteOutcome::AlreadyInvited => Err(CreateInviteError::AlreadyInvited),
            CreateInviteOutcome::Stale => Ok(None),
        }
    }

    async fn claim_mail(&self, by: Option<UserId>, invite: &Invite) -> Result<(), CreateInviteError> {
        let mail = InviteMail { project: invite.project, by, to: invite.email.clone() };
        let wait = self.env.invite_mails.claim(&mail, invite.created_at).await?;
        wait.map_or(Ok(()), |wait| Err(CreateInviteError::Throttled(wait)))
    }

    fn invite(&self, caller: Option<UserId>, project: &Project, new: &NewInvite) -> Invite {
        let now = self.env.now();
        Invite {
            id: InviteId::generate(now, self.env.ambient.random()),
            project: project.id,
            email: new.email.clone(),
            role: new.role,
            redirect_url: new.redirect_url.clone(),
            invited_by: caller,
            created_at: now,
            expires_at: now + self.env.rules.invite,
        }
    }

    async fn mail(
        &self,
        invite: &Invite,
        project: &Project,
        token: InviteToken,
        language: Language,
    ) -> Result<OutboxEntry, StoreError> {
        let inviter = match invite.invited_by {
            Some(user) => self.env.people.find(user).await?,
            None => None,
        };
        let notice = Notice::ProjectInvite {
            to: invite.email.clone(),
            language,
            token,
            project_name: project.name.clone(),
            inviter: inviter.and_then(|person| person.display_name),
            expires_at: invite.expires_at,
        };
        Ok(self.env.notices.entry(&notice, invite.created_at))
    }
}

fn sent(invite: &Invite) -> Event {
    Event::InviteCreated {
        project: invite.project,
        invite: invite.id,
        role: invite.role,
        address: invite.email.clone(),
    }
}
