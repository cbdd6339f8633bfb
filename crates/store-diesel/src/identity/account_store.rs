use super::directory::search_key;
use super::opening::open_session;
use super::profile_row::ProfileRow;
use super::session_lock::lock_sessions;
use super::user_lock::{lock_user, spend, stored_step};
use super::{account_row, deletion, pardons};
use crate::Db;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, ensure, require};
use crate::oauth::{end_grants_by, end_grants_outside};
use crate::schema::{
    password_resets as resets, pending_registrations as pending, recovery_codes, sessions,
    sign_in_challenges as challenges, users,
};
use crate::types::{At, Id};
use crate::{audit, outbox};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_identity::Account;
use hitkey_identity::ports::{
    AccountStore, BeginTotp, ChangePassword, DeleteAccount, DeleteAccountOutcome, DisableTotp, EnableTotp,
    Register, RegisterOutcome, ReplaceHash, ResetPassword, UpdateProfile, UpdateProfileOutcome,
};
use hitkey_kernel::{EmailAddress, StoreError, Timestamp, UserId};

/// People as tables.
#[derive(Debug, Clone)]
pub struct DieselAccountStore {
    db: Db,
}

impl DieselAccountStore {
    /// The people in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// Uses up the token; the unique index on verified addresses refuses a second account.
fn register(conn: &mut Conn, command: &Register) -> Result<()> {
    let verified = pending::token_digest
        .eq(&command.token.as_bytes()[..])
        .and(pending::address_key.eq(command.account.email.key()))
        .and(pending::token_expires_at.gt(At(command.now)));
    require(on!(conn, |c| diesel::delete(pending::table.filter(verified)).execute(c))?)?;
    account_row::insert(conn, &command.account)?;
    open_session(conn, &command.session)
}

fn update_profile(conn: &mut Conn, command: &UpdateProfile) -> Result<UpdateProfileOutcome> {
    let seen = users::updated_at.eq(At(command.seen_at));
    let change = (
        ProfileRow::from(&command.profile),
        users::search_key.eq(search_key(&command.profile)),
        users::updated_at.eq(At(command.now)),
    );
    let person = users::table.find(Id(command.user));
    let rows = on!(conn, |c| diesel::update(person).filter(seen).set(change).execute(c));
    match rows? {
        0 if account_row::exists(conn, command.user)? => Ok(UpdateProfileOutcome::Stale),
        0 => Ok(UpdateProfileOutcome::Gone),
        _ => audit::record(conn, &command.audit).map(|()| UpdateProfileOutcome::Updated),
    }
}

fn begin_totp(conn: &mut Conn, command: &BeginTotp) -> Result<()> {
    let off = users::table.find(Id(command.user)).filter(users::totp_enabled_at.is_null());
    let secret = users::totp_secret.eq(command.secret.as_bytes());
    require(on!(conn, |c| diesel::update(off).set(secret).execute(c))?)?;
    audit::record(conn, &command.audit)
}

fn change_password(conn: &mut Conn, command: &ChangePassword) -> Result<()> {
    let user = Id(command.user);
    let change = (users::password_hash.eq(command.new.as_phc()), users::updated_at.eq(At(command.now)));
    require(on!(conn, |c| diesel::update(users::table.find(user))
        .filter(users::password_hash.eq(command.old.as_phc()))
        .set(change)
        .execute(c))?)?;
    lock_sessions(conn, command.user)?;
    end_grants_outside(conn, command.user, command.keep, command.now)?;
    let others = sessions::user_id.eq(user).and(sessions::id.ne(Id(command.keep)));
    on!(conn, |c| diesel::delete(sessions::table.filter(others)).execute(c))?;
    drop_challenges(conn, command.user)?;
    drop_resets(conn, command.user)?;
    pardons::apply(conn, &command.pardon)?;
    outbox::enqueue(conn, &command.notice)?;
    audit::record(conn, &command.audit)
}

fn reset_password(conn: &mut Conn, command: &ResetPassword) -> Result<()> {
    let (token, now) = (&command.token.as_bytes()[..], At(command.now));
    let query = resets::table.find(token).filter(resets::expires_at.gt(now)).select(resets::user_id);
    let user: Option<Option<Id<UserId>>> = on!(conn, |c| query.get_result(c).optional())?;
    let Id(user) = user.flatten().ok_or(Error::Refused)?;
    lock_user(conn, user)?.ok_or(Error::Refused)?;
    require(on!(conn, |c| diesel::delete(resets::table.find(token)).execute(c))?)?;
    let change = (users::password_hash.eq(command.new.as_phc()), users::updated_at.eq(now));
    on!(conn, |c| diesel::update(users::table.find(Id(user))).set(change).execute(c))?;
    end_everything(conn, user, command.now)?;
    pardons::apply(conn, &command.pardon)?;
    outbox::enqueue(conn, &command.notice)?;
    audit::record(conn, &command.audit)
}

/// Ends all by which somebody could act as the person, grants to OAuth clients included: their refresh tokens
/// are good only as long as their grant.
fn end_everything(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    let of_user = sessions::user_id.eq(Id(user));
    on!(conn, |c| diesel::delete(sessions::table.filter(of_user)).execute(c))?;
    end_grants_by(conn, user, now)?;
    drop_challenges(conn, user)?;
    drop_resets(conn, user)
}

fn drop_challenges(conn: &mut Conn, user: UserId) -> Result<()> {
    let of_user = challenges::user_id.eq(Id(user));
    on!(conn, |c| diesel::delete(challenges::table.filter(of_user)).execute(c))?;
    Ok(())
}

fn drop_resets(conn: &mut Conn, user: UserId) -> Result<()> {
    let of_user = resets::user_id.eq(Id(user));
    on!(conn, |c| diesel::delete(resets::table.filter(of_user)).execute(c))?;
    Ok(())
}

fn drop_recovery_codes(conn: &mut Conn, user: UserId) -> Result<()> {
    let of_user = recovery_codes::user_id.eq(Id(user));
    on!(conn, |c| diesel::delete(recovery_codes::table.filter(of_user)).execute(c))?;
    Ok(())
}

fn enable_totp(conn: &mut Conn, command: &EnableTotp) -> Result<()> {
    let now = At(command.now);
    let pending = users::totp_secret.eq(command.secret.as_bytes()).and(users::totp_enabled_at.is_null());
    let change = (
        users::totp_enabled_at.eq(now),
        users::totp_last_step.eq(stored_step(command.step)),
        users::updated_at.eq(now),
    );
    let person = users::table.find(Id(command.user));
    require(on!(conn, |c| diesel::update(person).filter(pending).set(change).execute(c))?)?;
    drop_recovery_codes(conn, command.user)?;
    let row = |digest: &hitkey_identity::RecoveryCodeDigest| {
        (recovery_codes::user_id.eq(Id(command.user)), recovery_codes::digest.eq(digest.as_bytes().to_vec()))
    };
    let rows: Vec<_> = command.recovery.iter().map(row).collect();
    on!(conn, |c| diesel::insert_into(recovery_codes::table).values(&rows).execute(c))?;
    outbox::enqueue(conn, &command.notice)?;
    audit::record(conn, &command.audit)
}

fn disable_totp(conn: &mut Conn, command: &DisableTotp) -> Result<()> {
    let user = lock_user(conn, command.user)?.ok_or(Error::Refused)?;
    ensure(user.second_factor_is_on())?;
    ensure(spend(conn, command.user, &command.proof)?)?;
    let change = (
        users::totp_secret.eq(None::<Vec<u8>>),
        users::totp_enabled_at.eq(None::<At>),
        users::totp_last_step.eq(None::<i64>),
        users::updated_at.eq(At(command.now)),
    );
    on!(conn, |c| diesel::update(users::table.find(Id(command.user))).set(change).execute(c))?;
    drop_recovery_codes(conn, command.user)?;
    drop_challenges(conn, command.user)?;
    pardons::apply(conn, &command.pardon)?;
    outbox::enqueue(conn, &command.notice)?;
    audit::record(conn, &command.audit)
}

#[async_trait]
impl AccountStore for DieselAccountStore {
    async fn find(&self, id: UserId) -> std::result::Result<Option<Account>, StoreError> {
        self.db.read(move |conn| account_row::by_id(conn, id)).await
    }

    async fn find_by_email(&self, email: &EmailAddress) -> std::result::Result<Option<Account>, StoreError> {
        let email = email.clone();
        self.db.read(move |conn| account_row::by_email(conn, &email)).await
    }

    async fn register(&self, command: Register) -> std::result::Result<RegisterOutcome, StoreError> {
        self.db
            .write_once(move |conn| match conn.transaction(|conn| register(conn, &command)) {
                Ok(()) => Ok(RegisterOutcome::Registered),
                Err(Error::Refused) => Ok(RegisterOutcome::TokenSpent),
                Err(error) if error.is_unique("emails.address_key") => Ok(RegisterOutcome::AddressTaken),
                Err(error) => Err(error),
            })
            .await
    }

    async fn update_profile(
        &self,
        command: UpdateProfile,
    ) -> std::result::Result<UpdateProfileOutcome, StoreError> {
        self.db
            .write_once(move |conn| match conn.transaction(|conn| update_profile(conn, &command)) {
                Err(error) if error.is_unique("users.username_key") => {
                    Ok(UpdateProfileOutcome::UsernameTaken)
                }
                outcome => outcome,
            })
            .await
    }

    async fn change_password(&self, command: ChangePassword) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| change_password(conn, &command)).await
    }

    async fn reset_password(&self, command: ResetPassword) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| reset_password(conn, &command)).await
    }

    async fn delete(&self, command: DeleteAccount) -> std::result::Result<DeleteAccountOutcome, StoreError> {
        self.db.write(move |conn| deletion::delete(conn, &command)).await
    }

    async fn replace_hash(&self, command: ReplaceHash) -> std::result::Result<bool, StoreError> {
        self.db
            .write_once(move |conn| {
                let rows = on!(conn, |c| diesel::update(users::table.find(Id(command.user)))
                    .filter(users::password_hash.eq(command.old.as_phc()))
                    .set(users::password_hash.eq(command.new.as_phc()))
                    .execute(c))?;
                Ok(rows == 1)
            })
            .await
    }

    async fn begin_totp(&self, command: BeginTotp) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| begin_totp(conn, &command)).await
    }

    async fn enable_totp(&self, command: EnableTotp) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| enable_totp(conn, &command)).await
    }

    async fn disable_totp(&self, command: DisableTotp) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| disable_totp(conn, &command)).await
    }
}
