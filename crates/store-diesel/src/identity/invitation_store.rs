use super::account_row;
use super::opening::open_session;
use crate::Db;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, ensure};
use crate::projects;
use crate::rows::Reader;
use crate::schema::{pending_registrations as pending, project_invites as invites};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_identity::ports::{InvitationStore, RegisterInvited, RegisterInvitedOutcome};
use hitkey_identity::{Invitation, InvitationTokenDigest};
use hitkey_kernel::{EmailAddress, InviteId, ProjectId, StoreError};
use hitkey_projects::InviteTokenDigest;
use hitkey_projects::ports::{AcceptInvite, AcceptInviteOutcome};

/// Invites into projects, as far as they prove an address.
#[derive(Debug, Clone)]
pub struct DieselInvitationStore {
    db: Db,
}

impl DieselInvitationStore {
    /// The invites in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

fn find(conn: &mut Conn, token: &InvitationTokenDigest) -> Result<Option<Invitation>> {
    let query = invites::table.filter(invites::token_digest.eq(&token.as_bytes()[..]));
    let query = query.select((invites::id, invites::project_id, invites::address, invites::expires_at));
    let row: Option<(Id<InviteId>, Id<ProjectId>, String, At)> = on!(conn, |c| query.first(c).optional())?;
    row.map(|(Id(id), Id(project), address, At(expires_at))| {
        let email = EmailAddress::parse(&address).ok();
        let email = Reader::of("project_invites", &id).parsed("address", email)?;
        Ok(Invitation { project, email, expires_at })
    })
    .transpose()
}

/// Both domains' parts of one step: the account, and the membership that the invite promises.
fn register(conn: &mut Conn, command: &RegisterInvited) -> Result<()> {
    let invitation = find(conn, &command.token)?.ok_or(Error::Refused)?;
    ensure(invitation.email == command.account.email)?;
    account_row::insert(conn, &command.account)?;
    let accept = AcceptInvite {
        token: InviteTokenDigest::from_bytes(*command.token.as_bytes()),
        member: command.member,
        user: command.account.id,
        now: command.now,
        audit: command.audit.clone(),
    };
    let accepted = projects::accept(conn, &accept)?;
    ensure(matches!(accepted, AcceptInviteOutcome::Accepted(_)))?;
    let key = command.account.email.key();
    on!(conn, |c| diesel::delete(pending::table.find(key)).execute(c))?;
    open_session(conn, &command.session)
}

#[async_trait]
impl InvitationStore for DieselInvitationStore {
    async fn find(
        &self,
        token: &InvitationTokenDigest,
    ) -> std::result::Result<Option<Invitation>, StoreError> {
        let token = *token;
        self.db.read(move |conn| find(conn, &token)).await
    }

    async fn register(
        &self,
        command: RegisterInvited,
    ) -> std::result::Result<RegisterInvitedOutcome, StoreError> {
        self.db
            .write_once(move |conn| match conn.transaction(|conn| register(conn, &command)) {
                Ok(()) => Ok(RegisterInvitedOutcome::Registered),
                Err(Error::Refused) => Ok(RegisterInvitedOutcome::InvitationSpent),
                Err(error) if error.is_unique("emails.address_key") => {
                    Ok(RegisterInvitedOutcome::AddressTaken)
                }
                Err(error) => Err(error),
            })
            .await
    }
}
