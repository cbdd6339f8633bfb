use crate::conn::{Conn, on};
use crate::error::Result;
use crate::schema::{recovery_codes, users};
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_identity::{PasswordHash, SecondFactorProof};
use hitkey_kernel::UserId;

/// What decides whether somebody may act as a person, read so that it stays true until the transaction ends.
///
/// Every command about several rows of one person takes this lock, or changes the row of the person, before
/// it touches anything else of theirs: so commands about one person take turns and never deadlock.
pub(super) struct LockedUser {
    password_hash: String,
    second_factor_is_on: bool,
}

/// Locks a person. SQLite needs no lock: the transaction has kept other writers out since it began.
pub(super) fn lock_user(conn: &mut Conn, user: UserId) -> Result<Option<LockedUser>> {
    let query = users::table.find(Id(user)).select((users::password_hash, users::totp_enabled_at));
    let row: Option<(String, Option<At>)> = match conn {
        Conn::Pg(c) => query.for_no_key_update().get_result(c).optional(),
        Conn::Sqlite(c) => query.get_result(c).optional(),
    }?;
    Ok(row.map(|(password_hash, enabled_at)| LockedUser {
        password_hash,
        second_factor_is_on: enabled_at.is_some(),
    }))
}

impl LockedUser {
    /// Whether `hash` is still what the person's password is compared with.
    pub(super) fn has_password(&self, hash: &PasswordHash) -> bool {
        self.password_hash == hash.as_phc()
    }

    /// Whether a password alone does not suffice.
    pub(super) fn second_factor_is_on(&self) -> bool {
        self.second_factor_is_on
    }
}

/// Uses up a proof of the second factor of a locked person. `false` when it is not good.
pub(super) fn spend(conn: &mut Conn, user: UserId, proof: &SecondFactorProof) -> Result<bool> {
    let rows = match proof {
        SecondFactorProof::Totp { step } => {
            let step = stored_step(*step);
            on!(conn, |c| diesel::update(users::table.find(Id(user)))
                .filter(users::totp_enabled_at.is_not_null().and(users::totp_last_step.lt(step)))
                .set(users::totp_last_step.eq(step))
                .execute(c))?
        }
        SecondFactorProof::Recovery(digest) => {
            let code = recovery_codes::table.find((Id(user), &digest.as_bytes()[..]));
            on!(conn, |c| diesel::delete(code).execute(c))?
        }
    };
    Ok(rows == 1)
}

/// A time step, fit to be stored.
pub(super) fn stored_step(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}
