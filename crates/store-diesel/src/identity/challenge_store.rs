use super::challenge_rows::{PendingRow, ResetRow, SignInRow};
use super::opening::open_session;
use super::pardons;
use super::user_lock::{lock_user, spend};
use crate::Db;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, ensure, require};
use crate::rows::stored_count;
use crate::schema::{
    password_resets as resets, pending_registrations as pending, sign_in_challenges as challenges,
};
use crate::types::{At, Id};
use crate::{audit, outbox};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_identity::ports::{
    ChallengeStore, CompleteSignIn, CompleteSignInOutcome, OpenReset, OpenSignIn, PutRegistration,
    VerifyRegistration,
};
use hitkey_identity::{
    ChallengeTokenDigest, PasswordReset, PendingRegistration, RegistrationTokenDigest, ResetTokenDigest,
    SignInChallenge,
};
use hitkey_kernel::{EmailAddress, StoreError, Timestamp, UserId};

/// What waits for a person to prove something, as tables.
#[derive(Debug, Clone)]
pub struct DieselChallengeStore {
    db: Db,
}

impl DieselChallengeStore {
    /// The challenges in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// When no mail was ever sent.
const NEVER: Timestamp = Timestamp::from_unix_micros(i64::MIN);

/// One statement decides who is first: it replaces only the row that was seen.
fn put_registration(conn: &mut Conn, command: &PutRegistration) -> Result<()> {
    let row = PendingRow::from(&command.pending);
    let seen = At(command.seen_sent_at.unwrap_or(NEVER));
    let rows = on!(conn, |c| {
        let put = diesel::insert_into(pending::table).values(&row);
        let put = put.on_conflict(pending::address_key).do_update().set(&row);
        diesel::query_dsl::methods::FilterDsl::filter(put, pending::sent_at.eq(seen)).execute(c)
    })?;
    require(rows)?;
    outbox::enqueue(conn, &command.mail)
}

fn claim_registration(
    conn: &mut Conn,
    email: &EmailAddress,
    tries: u32,
    now: Timestamp,
) -> Result<Option<PendingRegistration>> {
    let open = pending::token_digest
        .is_null()
        .and(pending::code_expires_at.gt(At(now)))
        .and(pending::attempts.lt(stored_count(tries)));
    let row: Option<PendingRow> = on!(conn, |c| diesel::update(pending::table.find(email.key()))
        .filter(open)
        .set(pending::attempts.eq(pending::attempts + 1))
        .returning(PendingRow::as_returning())
        .get_result(c)
        .optional())?;
    row.map(TryInto::try_into).transpose()
}

fn verify_registration(conn: &mut Conn, command: &VerifyRegistration) -> Result<()> {
    let end = At(command.token_expires_at);
    let awaits = pending::token_digest.is_null().and(pending::code_digest.eq(&command.code.as_bytes()[..]));
    let change = (
        pending::token_digest.eq(&command.token.as_bytes()[..]),
        pending::token_expires_at.eq(end),
        pending::expires_at.eq(end),
    );
    let row = pending::table.find(command.email.key());
    require(on!(conn, |c| diesel::update(row).filter(awaits).set(change).execute(c))?)?;
    pardons::apply(conn, &command.pardon)
}

fn open_sign_in(conn: &mut Conn, command: &OpenSignIn) -> Result<()> {
    let user = lock_user(conn, command.challenge.user)?.ok_or(Error::Refused)?;
    ensure(user.has_password(&command.seen_password) && user.second_factor_is_on())?;
    let row = SignInRow::from(&command.challenge);
    on!(conn, |c| diesel::insert_into(challenges::table).values(&row).execute(c))?;
    pardons::apply(conn, &command.pardon)?;
    audit::record(conn, &command.audit)
}

fn claim_sign_in(
    conn: &mut Conn,
    token: &ChallengeTokenDigest,
    tries: u32,
    now: Timestamp,
) -> Result<Option<SignInChallenge>> {
    let open = challenges::expires_at.gt(At(now)).and(challenges::attempts.lt(stored_count(tries)));
    let row: Option<SignInRow> =
        on!(conn, |c| diesel::update(challenges::table.find(&token.as_bytes()[..]))
            .filter(open)
            .set(challenges::attempts.eq(challenges::attempts + 1))
            .returning(SignInRow::as_returning())
            .get_result(c)
            .optional())?;
    row.map(TryInto::try_into).transpose()
}

/// `None` when the challenge is gone; [`Error::Refused`] when the proof is not good.
fn complete_sign_in(conn: &mut Conn, command: &CompleteSignIn) -> Result<Option<()>> {
    let row = challenges::table.find(&command.token.as_bytes()[..]);
    let query = row.filter(challenges::expires_at.gt(At(command.now))).select(challenges::user_id);
    let user: Option<Id<UserId>> = on!(conn, |c| query.get_result(c).optional())?;
    let Some(Id(user)) = user else { return Ok(None) };
    let Some(locked) = lock_user(conn, user)? else { return Ok(None) };
    if on!(conn, |c| diesel::delete(row).execute(c))? == 0 {
        return Ok(None);
    }
    ensure(locked.second_factor_is_on() && command.new.session.user == user)?;
    ensure(spend(conn, user, &command.proof)?)?;
    open_session(conn, &command.new).map(Some)
}

fn open_reset(conn: &mut Conn, command: &OpenReset) -> Result<()> {
    let row = ResetRow::from(&command.reset);
    on!(conn, |c| diesel::insert_into(resets::table).values(&row).execute(c))?;
    outbox::enqueue(conn, &command.mail)?;
    audit::record(conn, &command.audit)
}

#[async_trait]
impl ChallengeStore for DieselChallengeStore {
    async fn find_registration(
        &self,
        email: &EmailAddress,
    ) -> std::result::Result<Option<PendingRegistration>, StoreError> {
        let key = email.key().to_owned();
        self.db
            .read(move |conn| {
                let row: Option<PendingRow> = on!(conn, |c| pending::table
                    .find(&key)
                    .select(PendingRow::as_select())
                    .get_result(c)
                    .optional())?;
                row.map(TryInto::try_into).transpose()
            })
            .await
    }

    async fn find_registration_by_token(
        &self,
        token: &RegistrationTokenDigest,
    ) -> std::result::Result<Option<PendingRegistration>, StoreError> {
        let token = *token;
        self.db
            .read(move |conn| {
                let has_token = pending::token_digest.eq(&token.as_bytes()[..]);
                let row: Option<PendingRow> = on!(conn, |c| pending::table
                    .filter(has_token)
                    .select(PendingRow::as_select())
                    .get_result(c)
                    .optional())?;
                row.map(TryInto::try_into).transpose()
            })
            .await
    }

    async fn put_registration(&self, command: PutRegistration) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| put_registration(conn, &command)).await
    }

    async fn claim_registration_attempt(
        &self,
        email: &EmailAddress,
        tries: u32,
        now: Timestamp,
    ) -> std::result::Result<Option<PendingRegistration>, StoreError> {
        let email = email.clone();
        self.db.write_once(move |conn| claim_registration(conn, &email, tries, now)).await
    }

    async fn verify_registration(
        &self,
        command: VerifyRegistration,
    ) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| verify_registration(conn, &command)).await
    }

    async fn open_sign_in(&self, command: OpenSignIn) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| open_sign_in(conn, &command)).await
    }

    async fn find_sign_in(
        &self,
        token: &ChallengeTokenDigest,
    ) -> std::result::Result<Option<SignInChallenge>, StoreError> {
        let token = *token;
        self.db
            .read(move |conn| {
                let row: Option<SignInRow> = on!(conn, |c| challenges::table
                    .find(&token.as_bytes()[..])
                    .select(SignInRow::as_select())
                    .get_result(c)
                    .optional())?;
                row.map(TryInto::try_into).transpose()
            })
            .await
    }

    async fn claim_sign_in_attempt(
        &self,
        token: &ChallengeTokenDigest,
        tries: u32,
        now: Timestamp,
    ) -> std::result::Result<Option<SignInChallenge>, StoreError> {
        let token = *token;
        self.db.write_once(move |conn| claim_sign_in(conn, &token, tries, now)).await
    }

    async fn complete_sign_in(
        &self,
        command: CompleteSignIn,
    ) -> std::result::Result<CompleteSignInOutcome, StoreError> {
        self.db
            .write_once(move |conn| match conn.transaction(|conn| complete_sign_in(conn, &command)) {
                Ok(Some(())) => Ok(CompleteSignInOutcome::Completed),
                Ok(None) => Ok(CompleteSignInOutcome::Gone),
                Err(Error::Refused) => Ok(CompleteSignInOutcome::ProofSpent),
                Err(error) => Err(error),
            })
            .await
    }

    async fn open_reset(&self, command: OpenReset) -> std::result::Result<(), StoreError> {
        self.db.write(move |conn| open_reset(conn, &command)).await
    }

    async fn find_reset(
        &self,
        token: &ResetTokenDigest,
    ) -> std::result::Result<Option<PasswordReset>, StoreError> {
        let token = *token;
        self.db
            .read(move |conn| {
                let row: Option<ResetRow> = on!(conn, |c| resets::table
                    .find(&token.as_bytes()[..])
                    .select(ResetRow::as_select())
                    .get_result(c)
                    .optional())?;
                row.map(TryInto::try_into).transpose()
            })
            .await
    }
}
