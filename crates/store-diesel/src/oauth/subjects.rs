use crate::Db;
use crate::conn::on;
use crate::error::Result;
use crate::identity::ProfileRow;
use crate::rows::Reader;
use crate::schema::{emails, grants, users};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_identity::Profile;
use hitkey_kernel::{ClientId, EmailAddress, EmailId, GrantId, StoreError, Timestamp, UserId};
use hitkey_oauth::ports::Subjects;
use hitkey_oauth::{LiveSubject, ScopeSet, SubjectEmail, SubjectProfile};

/// The people behind grants: a join over what two domains store, because userinfo may cost one read.
#[derive(Debug, Clone)]
pub struct DieselSubjects {
    db: Db,
}

impl DieselSubjects {
    /// The people in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = grants)]
struct GrantPart {
    client_id: Id<ClientId>,
    user_id: Id<UserId>,
    scopes: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = emails)]
struct EmailPart {
    id: Id<EmailId>,
    address: String,
    verified_at: Option<At>,
}

type Found = (GrantPart, ProfileRow, At, Option<EmailPart>);

fn subject((grant, profile, updated_at, email): Found) -> Result<LiveSubject> {
    let user = grant.user_id.0;
    let profile = profile.read(user)?;
    Ok(LiveSubject {
        client: grant.client_id.0,
        user,
        scopes: ScopeSet::parse(&grant.scopes),
        profile: facts(&profile, updated_at.0, email.map(subject_email).transpose()?),
    })
}

fn facts(profile: &Profile, updated_at: Timestamp, email: Option<SubjectEmail>) -> SubjectProfile {
    let text = |part: &Option<hitkey_identity::Name>| part.as_ref().map(ToString::to_string);
    SubjectProfile {
        name: profile.name().unwrap_or_default(),
        given_names: text(&profile.given_names),
        surname: text(&profile.surname),
        display_name: text(&profile.display_name),
        native_script: text(&profile.native_script),
        preferred_order: profile.preferred_order.map(|order| order.as_str().to_owned()),
        username: profile.username.as_ref().map(|username| username.as_str().to_owned()),
        email,
        updated_at,
    }
}

fn subject_email(row: EmailPart) -> Result<SubjectEmail> {
    let address = EmailAddress::parse(&row.address).ok();
    let address = Reader::of("emails", &row.id.0).parsed("address", address)?;
    Ok(SubjectEmail { address, verified: row.verified_at.is_some() })
}

#[async_trait]
impl Subjects for DieselSubjects {
    async fn behind(
        &self,
        grant: GrantId,
        now: Timestamp,
    ) -> std::result::Result<Option<LiveSubject>, StoreError> {
        self.db
            .read(move |conn| {
                let found: Option<Found> = on!(conn, |c| grants::table
                    .inner_join(users::table)
                    .left_join(emails::table.on(emails::user_id.eq(users::id).and(emails::is_default)))
                    .filter(grants::id.eq(Id(grant)))
                    .filter(grants::redeemed_at.is_not_null())
                    .filter(grants::revoked_at.is_null())
                    .filter(grants::expires_at.gt(At(now)))
                    .select((
                        GrantPart::as_select(),
                        ProfileRow::as_select(),
                        users::updated_at,
                        Option::<EmailPart>::as_select(),
                    ))
                    .get_result(c)
                    .optional())?;
                found.map(subject).transpose()
            })
            .await
    }
}
