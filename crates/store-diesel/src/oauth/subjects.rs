use super::grant_row::requested;
use crate::Db;
use crate::conn::{Conn, on};
use crate::error::Result;
use crate::identity::ProfileRow;
use crate::rows::Reader;
use crate::schema::{
    clients, emails, grants, member_permissions as held, project_members as members,
    project_permissions as permissions, projects, users,
};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_identity::{DetailField, Details, Profile};
use hitkey_kernel::{ClientId, EmailAddress, EmailId, GrantId, ProjectId, StoreError, Timestamp, UserId};
use hitkey_oauth::ports::Subjects;
use hitkey_oauth::{
    LiveSubject, Scope, ScopeSet, SubjectAddress, SubjectDetails, SubjectEmail, SubjectProfile,
    SubjectProject,
};

/// The people behind grants: a join over what three domains store, because userinfo may cost one read.
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
    id: Id<GrantId>,
    claims: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = emails)]
struct EmailPart {
    id: Id<EmailId>,
    address: String,
    verified_at: Option<At>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = projects)]
struct ProjectPart {
    id: Id<ProjectId>,
    name: String,
    slug: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = grants)]
struct Person {
    #[diesel(embed)]
    grant: GrantPart,
    #[diesel(embed)]
    profile: ProfileRow,
    #[diesel(select_expression = users::updated_at)]
    updated_at: At,
    #[diesel(embed)]
    email: Option<EmailPart>,
}

/// What the person is in the client's project, and one of their permissions there.
type Membership = (Option<ProjectPart>, Option<String>, Option<String>);

/// The person behind a live grant.
macro_rules! person_behind {
    ($grant:expr, $now:expr) => {
        grants::table
            .inner_join(users::table)
            .left_join(emails::table.on(emails::user_id.eq(users::id).and(emails::is_default)))
            .filter(grants::id.eq(Id($grant)))
            .filter(grants::redeemed_at.is_not_null())
            .filter(grants::revoked_at.is_null())
            .filter(grants::expires_at.gt(At($now)))
    };
}

fn person(conn: &mut Conn, grant: GrantId, now: Timestamp) -> Result<Option<LiveSubject>> {
    let found: Option<Person> =
        on!(conn, |c| person_behind!(grant, now).select(Person::as_select()).get_result(c).optional())?;
    found.map(subject).transpose()
}

/// One row per permission, or one.
fn person_in_project(conn: &mut Conn, grant: GrantId, now: Timestamp) -> Result<Option<LiveSubject>> {
    let own = members::project_id.eq(projects::id).and(members::user_id.eq(users::id));
    let rows: Vec<(Person, Membership)> = on!(conn, |c| person_behind!(grant, now)
        .inner_join(clients::table.on(clients::id.eq(grants::client_id)))
        .left_join(projects::table.on(clients::owner_project_id.eq(projects::id.nullable())))
        .left_join(members::table.on(own))
        .left_join(held::table.on(held::member_id.eq(members::id)))
        .left_join(permissions::table.on(permissions::id.eq(held::permission_id)))
        .select((
            Person::as_select(),
            (Option::<ProjectPart>::as_select(), members::role.nullable(), permissions::key.nullable()),
        ))
        .load(c))?;
    let (people, memberships): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let Some(person) = people.into_iter().next() else { return Ok(None) };
    Ok(Some(LiveSubject { project: project(memberships), ..subject(person)? }))
}

fn profile_of(conn: &mut Conn, user: UserId) -> Result<Option<SubjectProfile>> {
    let found: Option<(ProfileRow, At, Option<EmailPart>)> = on!(conn, |c| users::table
        .find(Id(user))
        .left_join(emails::table.on(emails::user_id.eq(users::id).and(emails::is_default)))
        .select((ProfileRow::as_select(), users::updated_at, Option::<EmailPart>::as_select()))
        .get_result(c)
        .optional())?;
    let Some((profile, updated_at, email)) = found else { return Ok(None) };
    Ok(Some(facts(&profile.read(user)?, updated_at.0, email.map(subject_email).transpose()?)))
}

/// A secret counts once a code of it was entered.
fn has_second_factor(conn: &mut Conn, user: UserId) -> Result<bool> {
    let enabled = users::table.find(Id(user)).filter(users::totp_enabled_at.is_not_null());
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(enabled)).get_result(c))?)
}

fn project(rows: Vec<Membership>) -> Option<SubjectProject> {
    let mut rows = rows.into_iter();
    let mut project = member(rows.next()?)?;
    project.permissions.extend(rows.filter_map(|(_, _, key)| key));
    Some(project)
}

/// Whoever has no role in the project is no member.
fn member((project, role, key): Membership) -> Option<SubjectProject> {
    let (project, role) = (project?, role?);
    let ProjectPart { id: Id(id), name, slug } = project;
    Some(SubjectProject { id, name, slug, role, permissions: key.into_iter().collect() })
}

fn subject(Person { grant, profile, updated_at, email }: Person) -> Result<LiveSubject> {
    let user = grant.user_id.0;
    let profile = profile.read(user)?;
    let read = Reader::of("grants", &grant.id.0);
    Ok(LiveSubject {
        claims: requested(&read, grant.claims.as_deref())?.userinfo,
        client: grant.client_id.0,
        user,
        scopes: ScopeSet::parse(&grant.scopes),
        profile: facts(&profile, updated_at.0, email.map(subject_email).transpose()?),
        project: None,
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
        details: told(&profile.details),
        updated_at,
    }
}

fn told(details: &Details) -> SubjectDetails {
    if details.is_empty() {
        return SubjectDetails::default();
    }
    let text = |field| details.get(field).map(str::to_owned);
    SubjectDetails {
        middle_name: text(DetailField::MiddleName),
        nickname: text(DetailField::Nickname),
        profile: text(DetailField::Profile),
        picture: text(DetailField::Picture),
        website: text(DetailField::Website),
        gender: text(DetailField::Gender),
        birthdate: text(DetailField::Birthdate),
        zoneinfo: text(DetailField::Zoneinfo),
        locale: text(DetailField::Locale),
        phone_number: text(DetailField::PhoneNumber),
        address: address(details),
    }
}

fn address(details: &Details) -> Option<SubjectAddress> {
    let text = |field| details.get(field).map(str::to_owned);
    let address = SubjectAddress {
        formatted: text(DetailField::AddressFormatted),
        street_address: text(DetailField::AddressStreet),
        locality: text(DetailField::AddressLocality),
        region: text(DetailField::AddressRegion),
        postal_code: text(DetailField::AddressPostalCode),
        country: text(DetailField::AddressCountry),
    };
    (address != SubjectAddress::default()).then_some(address)
}

fn subject_email(row: EmailPart) -> Result<SubjectEmail> {
    let address = EmailAddress::from_stored(&row.address);
    let address = Reader::of("emails", &row.id.0).parsed("address", address)?;
    Ok(SubjectEmail { address, verified: row.verified_at.is_some() })
}

#[async_trait]
impl Subjects for DieselSubjects {
    async fn behind(
        &self,
        grant: GrantId,
        asked: ScopeSet,
        now: Timestamp,
    ) -> std::result::Result<Option<LiveSubject>, StoreError> {
        let read = if asked.contains(Scope::ProjectRead) { person_in_project } else { person };
        self.db.read(move |conn| read(conn, grant, now)).await
    }

    async fn profile(&self, user: UserId) -> std::result::Result<Option<SubjectProfile>, StoreError> {
        self.db.read(move |conn| profile_of(conn, user)).await
    }

    async fn has_second_factor(&self, user: UserId) -> std::result::Result<bool, StoreError> {
        self.db.read(move |conn| has_second_factor(conn, user)).await
    }
}
