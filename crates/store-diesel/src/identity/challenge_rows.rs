use crate::error::{Error, Result};
use crate::rows::{Reader, stored_count};
use crate::schema::{password_resets, pending_registrations, sign_in_challenges};
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_identity::{
    ChallengeTokenDigest, PasswordReset, PendingRegistration, PendingState, RegistrationTokenDigest,
    ResetTokenDigest, SessionKind, SignInChallenge, VerificationCodeDigest,
};
use hitkey_kernel::{EmailAddress, UserId};

/// A row of `pending_registrations`.
#[derive(Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = pending_registrations)]
#[diesel(treat_none_as_null = true)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct PendingRow {
    address_key: String,
    address: String,
    code_digest: Vec<u8>,
    attempts: i32,
    sent_at: At,
    code_expires_at: At,
    token_digest: Option<Vec<u8>>,
    token_expires_at: Option<At>,
    expires_at: At,
}

impl From<&PendingRegistration> for PendingRow {
    fn from(pending: &PendingRegistration) -> Self {
        let (token_digest, token_expires_at) = match &pending.state {
            PendingState::AwaitingCode => (None, None),
            PendingState::Verified { token, expires_at } => {
                (Some(token.as_bytes().to_vec()), Some(At(*expires_at)))
            }
        };
        let code_expires_at = At(pending.code_expires_at);
        Self {
            address_key: pending.email.key().to_owned(),
            address: pending.email.as_str().to_owned(),
            code_digest: pending.code.as_bytes().to_vec(),
            attempts: stored_count(pending.attempts),
            sent_at: At(pending.sent_at),
            code_expires_at,
            token_digest,
            token_expires_at,
            expires_at: token_expires_at.map_or(code_expires_at, |at| at.max(code_expires_at)),
        }
    }
}

impl TryFrom<PendingRow> for PendingRegistration {
    type Error = Error;

    fn try_from(row: PendingRow) -> Result<Self> {
        let read = Reader::of("pending_registrations", &row.address_key);
        let token = row.token_digest.as_deref().map(|stored| read.digest("token_digest", stored));
        let state = match token.transpose()?.zip(row.token_expires_at) {
            None => PendingState::AwaitingCode,
            Some((token, At(expires_at))) => {
                PendingState::Verified { token: RegistrationTokenDigest::from_bytes(token), expires_at }
            }
        };
        Ok(Self {
            email: read.parsed("address", EmailAddress::parse(&row.address).ok())?,
            code: VerificationCodeDigest::from_bytes(read.digest("code_digest", &row.code_digest)?),
            code_expires_at: row.code_expires_at.0,
            attempts: read.count("attempts", row.attempts)?,
            sent_at: row.sent_at.0,
            state,
        })
    }
}

/// A row of `sign_in_challenges`.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = sign_in_challenges)]
pub(super) struct SignInRow {
    digest: Vec<u8>,
    user_id: Id<UserId>,
    kind: String,
    methods: String,
    attempts: i32,
    expires_at: At,
}

impl From<&SignInChallenge> for SignInRow {
    fn from(challenge: &SignInChallenge) -> Self {
        Self {
            digest: challenge.token.as_bytes().to_vec(),
            user_id: Id(challenge.user),
            kind: challenge.kind.as_str().to_owned(),
            methods: challenge.methods.to_string(),
            attempts: stored_count(challenge.attempts),
            expires_at: At(challenge.expires_at),
        }
    }
}

impl TryFrom<SignInRow> for SignInChallenge {
    type Error = Error;

    fn try_from(row: SignInRow) -> Result<Self> {
        // The digest is not worth a secret, but the person says enough about which row it is.
        let read = Reader::of("sign_in_challenges", &row.user_id.0);
        Ok(Self {
            token: ChallengeTokenDigest::from_bytes(read.digest("digest", &row.digest)?),
            user: row.user_id.0,
            kind: read.parsed("kind", SessionKind::from_word(&row.kind))?,
            methods: read.parsed("methods", row.methods.parse().ok())?,
            attempts: read.count("attempts", row.attempts)?,
            expires_at: row.expires_at.0,
        })
    }
}

/// A row of `password_resets`.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = password_resets)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct ResetRow {
    digest: Vec<u8>,
    user_id: Option<Id<UserId>>,
    address: String,
    created_at: At,
    expires_at: At,
}

impl From<&PasswordReset> for ResetRow {
    fn from(reset: &PasswordReset) -> Self {
        Self {
            digest: reset.token.as_bytes().to_vec(),
            user_id: reset.user.map(Id),
            address: reset.email.as_str().to_owned(),
            created_at: At(reset.created_at),
            expires_at: At(reset.expires_at),
        }
    }
}

impl TryFrom<ResetRow> for PasswordReset {
    type Error = Error;

    fn try_from(row: ResetRow) -> Result<Self> {
        let read = Reader::of("password_resets", &row.user_id);
        Ok(Self {
            token: ResetTokenDigest::from_bytes(read.digest("digest", &row.digest)?),
            user: row.user_id.map(|user| user.0),
            email: read.parsed("address", EmailAddress::parse(&row.address).ok())?,
            created_at: row.created_at.0,
            expires_at: row.expires_at.0,
        })
    }
}
