use crate::error::{Error, Result};
use crate::rows::{Reader, stored_count};
use crate::schema::{address_codes, emails};
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_identity::ports::AddEmail;
use hitkey_identity::{AddressCode, VerificationCodeDigest};
use hitkey_kernel::{EmailId, UserId};

/// A new row of `emails` that waits for its code.
#[derive(Debug, Insertable)]
#[diesel(table_name = emails)]
pub(super) struct AddedRow<'a> {
    id: Id<EmailId>,
    user_id: Id<UserId>,
    address: &'a str,
    address_key: &'a str,
    is_default: bool,
    created_at: At,
}

impl<'a> From<&'a AddEmail> for AddedRow<'a> {
    fn from(command: &'a AddEmail) -> Self {
        Self {
            id: Id(command.code.email),
            user_id: Id(command.user),
            address: command.address.as_str(),
            address_key: command.address.key(),
            is_default: false,
            created_at: At(command.now),
        }
    }
}

/// A row of `address_codes`.
#[derive(Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = address_codes)]
pub(super) struct CodeRow {
    email_id: Id<EmailId>,
    code_digest: Vec<u8>,
    attempts: i32,
    sent_at: At,
    expires_at: At,
}

impl From<&AddressCode> for CodeRow {
    fn from(code: &AddressCode) -> Self {
        Self {
            email_id: Id(code.email),
            code_digest: code.code.as_bytes().to_vec(),
            attempts: stored_count(code.attempts),
            sent_at: At(code.sent_at),
            expires_at: At(code.expires_at),
        }
    }
}

impl TryFrom<CodeRow> for AddressCode {
    type Error = Error;

    fn try_from(row: CodeRow) -> Result<Self> {
        let read = Reader::of("address_codes", &row.email_id.0);
        Ok(Self {
            email: row.email_id.0,
            code: VerificationCodeDigest::from_bytes(read.digest("code_digest", &row.code_digest)?),
            sent_at: row.sent_at.0,
            expires_at: row.expires_at.0,
            attempts: read.count("attempts", row.attempts)?,
        })
    }
}
