use super::directory::search_key;
use super::profile_row::ProfileRow;
use crate::conn::{Conn, on};
use crate::error::Result;
use crate::rows::Reader;
use crate::schema::{emails, recovery_codes, users};
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_identity::{Account, AccountEmail, Emails, NewAccount, PasswordHash, Profile, SecondFactor};
use hitkey_kernel::{EmailAddress, EmailId, Sealed, UserId};

diesel::alias!(emails as owned: OwnedEmails);

/// A row of `users`.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = users)]
struct UserRow {
    id: Id<UserId>,
    #[diesel(embed)]
    profile: ProfileRow,
    password_hash: String,
    totp_secret: Option<Vec<u8>>,
    totp_enabled_at: Option<At>,
    totp_last_step: Option<i64>,
    created_at: At,
    updated_at: At,
}

/// A new row of `users`.
#[derive(Debug, Insertable)]
#[diesel(table_name = users)]
struct NewUserRow<'a> {
    id: Id<UserId>,
    #[diesel(embed)]
    profile: ProfileRow,
    search_key: String,
    password_hash: &'a str,
    created_at: At,
    updated_at: At,
}

/// A row of `emails`.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = emails)]
struct EmailRow {
    id: Id<EmailId>,
    address: String,
    is_default: bool,
    verified_at: Option<At>,
    created_at: At,
}

/// A new row of `emails`.
#[derive(Debug, Insertable)]
#[diesel(table_name = emails)]
struct NewEmailRow<'a> {
    id: Id<EmailId>,
    user_id: Id<UserId>,
    address: &'a str,
    address_key: &'a str,
    is_default: bool,
    verified_at: At,
    created_at: At,
}

/// A person, one of their addresses, and how many recovery codes they have left.
type Found = (UserRow, EmailRow, Option<i64>);

/// The one statement that reads an account; `$condition` picks the person.
macro_rules! account {
    ($conn:expr, $condition:expr) => {{
        let codes_left =
            recovery_codes::table.filter(recovery_codes::user_id.eq(users::id)).count().single_value();
        let rows: Vec<Found> = on!($conn, |c| users::table
            .inner_join(emails::table)
            .filter($condition)
            .select((UserRow::as_select(), EmailRow::as_select(), codes_left))
            .load(c))?;
        assemble(rows)
    }};
}

pub(super) fn by_id(conn: &mut Conn, id: UserId) -> Result<Option<Account>> {
    account!(conn, users::id.eq(Id(id)))
}

pub(super) fn by_email(conn: &mut Conn, email: &EmailAddress) -> Result<Option<Account>> {
    let owner = owned
        .filter(owned.field(emails::address_key).eq(email.key()))
        .filter(owned.field(emails::verified_at).is_not_null())
        .select(owned.field(emails::user_id));
    account!(conn, users::id.eq_any(owner))
}

/// Whether there is such an account.
pub(super) fn exists(conn: &mut Conn, id: UserId) -> Result<bool> {
    let query = users::table.find(Id(id)).select(users::id);
    let found: Option<Id<UserId>> = on!(conn, |c| query.get_result(c).optional())?;
    Ok(found.is_some())
}

/// Adds an account with its verified default address.
pub(super) fn insert(conn: &mut Conn, account: &NewAccount) -> Result<()> {
    let profile = Profile { display_name: account.display_name.clone(), ..Profile::default() };
    let now = At(account.created_at);
    let user = NewUserRow {
        id: Id(account.id),
        profile: (&profile).into(),
        search_key: search_key(&profile),
        password_hash: account.password.as_phc(),
        created_at: now,
        updated_at: now,
    };
    let email = NewEmailRow {
        id: Id(account.email_id),
        user_id: Id(account.id),
        address: account.email.as_str(),
        address_key: account.email.key(),
        is_default: true,
        verified_at: now,
        created_at: now,
    };
    on!(conn, |c| diesel::insert_into(users::table).values(user).execute(c))?;
    on!(conn, |c| diesel::insert_into(emails::table).values(email).execute(c))?;
    Ok(())
}

fn assemble(rows: Vec<Found>) -> Result<Option<Account>> {
    let mut person = None;
    let mut emails = Vec::with_capacity(rows.len());
    for (user, email, codes_left) in rows {
        emails.push(email.read()?);
        person = Some((user, codes_left));
    }
    let Some((user, codes_left)) = person else { return Ok(None) };
    let id = user.id.0;
    let emails = Reader::of("users", &id).parsed("emails", Emails::new(emails).ok())?;
    Ok(Some(Account {
        id,
        profile: user.profile.read(id)?,
        emails,
        second_factor: user.second_factor(codes_left.unwrap_or_default())?,
        password: PasswordHash::from_phc(user.password_hash),
        created_at: user.created_at.0,
        updated_at: user.updated_at.0,
    }))
}

impl UserRow {
    fn second_factor(&self, codes_left: i64) -> Result<SecondFactor> {
        let Some(secret) = self.totp_secret.clone().map(Sealed::from_bytes) else {
            return Ok(SecondFactor::Off);
        };
        if self.totp_enabled_at.is_none() {
            return Ok(SecondFactor::Pending { secret });
        }
        let last_step = self.totp_last_step.and_then(|step| u64::try_from(step).ok());
        let last_step = Reader::of("users", &self.id.0).parsed("totp_last_step", last_step)?;
        let recovery_left = u32::try_from(codes_left).unwrap_or(u32::MAX);
        Ok(SecondFactor::On { secret, last_step, recovery_left })
    }
}

impl EmailRow {
    fn read(self) -> Result<AccountEmail> {
        let address = EmailAddress::from_stored(&self.address);
        Ok(AccountEmail {
            id: self.id.0,
            address: Reader::of("emails", &self.id.0).parsed("address", address)?,
            is_default: self.is_default,
            verified_at: self.verified_at.map(|at| at.0),
            created_at: self.created_at.0,
        })
    }
}
