use super::email_row::{AddedRow, CodeRow};
use super::pardons;
use super::user_lock::lock_user;
use crate::Db;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, ensure, require};
use crate::rows::stored_count;
use crate::schema::{address_codes as codes, emails, password_resets as resets, users};
use crate::types::{At, Id};
use crate::{audit, outbox};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_identity::AddressCode;
use hitkey_identity::ports::{
    AddEmail, AddEmailOutcome, EmailStore, PutAddressCode, RemoveEmail, SetDefaultEmail, VerifyEmail,
    VerifyEmailOutcome,
};
use hitkey_kernel::{EmailId, OutboxEntry, StoreError, Timestamp, UserId};

/// Addresses as tables.
///
/// Every command locks the person first, so that those about one person take turns.
#[derive(Debug, Clone)]
pub struct DieselEmailStore {
    db: Db,
}

impl DieselEmailStore {
    /// The addresses in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// One address of a person, as it is while the person is locked.
struct Own {
    is_default: bool,
    is_verified: bool,
}

fn own(conn: &mut Conn, user: UserId, id: EmailId) -> Result<Option<Own>> {
    let query = emails::table.find(Id(id)).filter(emails::user_id.eq(Id(user)));
    let query = query.select((emails::is_default, emails::verified_at.is_not_null()));
    let row: Option<(bool, bool)> = on!(conn, |c| query.first(c).optional())?;
    Ok(row.map(|(is_default, is_verified)| Own { is_default, is_verified }))
}

fn add(conn: &mut Conn, command: &AddEmail) -> Result<AddEmailOutcome> {
    if lock_user(conn, command.user)?.is_none() {
        return Ok(AddEmailOutcome::Gone);
    }
    let (of_user, key) =
        (emails::user_id.eq(Id(command.user)), emails::address_key.eq(command.address.key()));
    // Not `key AND (… OR …)`: so each side has an index of its own.
    let taken = of_user.and(key).or(key.and(emails::verified_at.is_not_null()));
    let taken: i64 = on!(conn, |c| emails::table.filter(taken).count().get_result(c))?;
    if taken > 0 {
        return Ok(AddEmailOutcome::AddressTaken);
    }
    let had: i64 = on!(conn, |c| emails::table.filter(of_user).count().get_result(c))?;
    if had >= i64::from(command.limit) {
        return Ok(AddEmailOutcome::TooMany);
    }
    let (email, code) = (AddedRow::from(command), CodeRow::from(&command.code));
    on!(conn, |c| diesel::insert_into(emails::table).values(email).execute(c))?;
    on!(conn, |c| diesel::insert_into(codes::table).values(&code).execute(c))?;
    enqueue_all(conn, &command.mails)?;
    audit::record(conn, &command.audit)?;
    Ok(AddEmailOutcome::Added)
}

fn put_code(conn: &mut Conn, command: &PutAddressCode) -> Result<()> {
    let id = Id(command.code.email);
    let query = emails::table.find(id).select(emails::user_id);
    let user: Option<Id<UserId>> = on!(conn, |c| query.first(c).optional())?;
    let Id(user) = user.ok_or(Error::Refused)?;
    lock_user(conn, user)?.ok_or(Error::Refused)?;
    let email = own(conn, user, command.code.email)?.ok_or(Error::Refused)?;
    ensure(!email.is_verified)?;
    let query = codes::table.find(id).select(codes::sent_at);
    let current: Option<At> = on!(conn, |c| query.first(c).optional())?;
    ensure(current.is_none() || current == command.seen_sent_at.map(At))?;
    let row = CodeRow::from(&command.code);
    on!(conn, |c| diesel::insert_into(codes::table)
        .values(&row)
        .on_conflict(codes::email_id)
        .do_update()
        .set(&row)
        .execute(c))?;
    outbox::enqueue(conn, &command.mail)
}

fn claim_attempt(conn: &mut Conn, email: EmailId, tries: u32, now: Timestamp) -> Result<Option<AddressCode>> {
    let open = codes::expires_at.gt(At(now)).and(codes::attempts.lt(stored_count(tries)));
    let row: Option<CodeRow> = on!(conn, |c| diesel::update(codes::table.find(Id(email)))
        .filter(open)
        .set(codes::attempts.eq(codes::attempts + 1))
        .returning(CodeRow::as_returning())
        .get_result(c)
        .optional())?;
    row.map(TryInto::try_into).transpose()
}

/// The unique index on verified addresses refuses a second person.
fn verify(conn: &mut Conn, command: &VerifyEmail) -> Result<()> {
    lock_user(conn, command.user)?.ok_or(Error::Refused)?;
    let code = codes::table.find(Id(command.email));
    let code = code.filter(codes::code_digest.eq(&command.code.as_bytes()[..]));
    require(on!(conn, |c| diesel::delete(code).execute(c))?)?;
    let email = emails::table.find(Id(command.email));
    let waiting = emails::user_id.eq(Id(command.user)).and(emails::verified_at.is_null());
    require(on!(conn, |c| diesel::update(email)
        .filter(waiting)
        .set(emails::verified_at.eq(At(command.now)))
        .execute(c))?)?;
    touch(conn, command.user, command.now)?;
    pardons::apply(conn, &command.pardon)?;
    enqueue_all(conn, &command.notices)?;
    audit::record(conn, &command.audit)
}

fn set_default(conn: &mut Conn, command: &SetDefaultEmail) -> Result<()> {
    let user = command.user;
    lock_user(conn, user)?.ok_or(Error::Refused)?;
    ensure(own(conn, user, command.seen_default)?.is_some_and(|email| email.is_default))?;
    ensure(own(conn, user, command.email)?.is_some_and(|email| email.is_verified))?;
    make_default(conn, command.seen_default, command.email)?;
    touch(conn, user, command.now)?;
    enqueue_all(conn, &command.notices)?;
    audit::record(conn, &command.audit)
}

fn remove(conn: &mut Conn, command: &RemoveEmail) -> Result<()> {
    let (user, id) = (command.user, command.email);
    lock_user(conn, user)?.ok_or(Error::Refused)?;
    let email = own(conn, user, id)?.ok_or(Error::Refused)?;
    ensure(email.is_verified == command.seen_verified && command.default != id)?;
    ensure(own(conn, user, command.seen_default)?.is_some_and(|email| email.is_default))?;
    ensure(own(conn, user, command.default)?.is_some_and(|email| email.is_verified))?;
    make_default(conn, command.seen_default, command.default)?;
    on!(conn, |c| diesel::delete(emails::table.find(Id(id))).execute(c))?;
    if email.is_verified {
        let of_user = resets::user_id.eq(Id(user));
        on!(conn, |c| diesel::delete(resets::table.filter(of_user)).execute(c))?;
        touch(conn, user, command.now)?;
    }
    enqueue_all(conn, &command.notices)?;
    audit::record(conn, &command.audit)
}

/// In two steps: there is never a moment with two default addresses.
fn make_default(conn: &mut Conn, old: EmailId, new: EmailId) -> Result<()> {
    if old == new {
        return Ok(());
    }
    for (id, is_default) in [(old, false), (new, true)] {
        let email = emails::table.find(Id(id));
        on!(conn, |c| diesel::update(email).set(emails::is_default.eq(is_default)).execute(c))?;
    }
    Ok(())
}

/// Never sets the account back.
fn touch(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    let earlier = users::table.find(Id(user)).filter(users::updated_at.lt(At(now)));
    on!(conn, |c| diesel::update(earlier).set(users::updated_at.eq(At(now))).execute(c))?;
    Ok(())
}

fn enqueue_all(conn: &mut Conn, entries: &[OutboxEntry]) -> Result<()> {
    entries.iter().try_for_each(|entry| outbox::enqueue(conn, entry))
}

#[async_trait]
impl EmailStore for DieselEmailStore {
    async fn find_code(&self, email: EmailId) -> std::result::Result<Option<AddressCode>, StoreError> {
        self.db
            .read(move |conn| {
                let row: Option<CodeRow> = on!(conn, |c| codes::table
                    .find(Id(email))
                    .select(CodeRow::as_select())
                    .first(c)
                    .optional())?;
                row.map(TryInto::try_into).transpose()
            })
            .await
    }

    async fn add(&self, command: AddEmail) -> std::result::Result<AddEmailOutcome, StoreError> {
        self.db.write(move |conn| add(conn, &command)).await
    }

    async fn put_code(&self, command: PutAddressCode) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| put_code(conn, &command)).await
    }

    async fn claim_attempt(
        &self,
        email: EmailId,
        tries: u32,
        now: Timestamp,
    ) -> std::result::Result<Option<AddressCode>, StoreError> {
        self.db.write_once(move |conn| claim_attempt(conn, email, tries, now)).await
    }

    async fn verify(&self, command: VerifyEmail) -> std::result::Result<VerifyEmailOutcome, StoreError> {
        self.db
            .write_once(move |conn| match conn.transaction(|conn| verify(conn, &command)) {
                Ok(()) => Ok(VerifyEmailOutcome::Verified),
                Err(Error::Refused) => Ok(VerifyEmailOutcome::CodeSpent),
                Err(error) if error.is_unique("emails.address_key") => Ok(VerifyEmailOutcome::AddressTaken),
                Err(error) => Err(error),
            })
            .await
    }

    async fn set_default(&self, command: SetDefaultEmail) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| set_default(conn, &command)).await
    }

    async fn remove(&self, command: RemoveEmail) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| remove(conn, &command)).await
    }
}
