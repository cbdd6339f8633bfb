//! How a member is shown.

use crate::openapi::{Id, Instant, MemberRole};
use hitkey_kernel::{MemberId, Timestamp, UserId};
use hitkey_projects::{PermissionKey, Person, Teammate};
use serde::Serialize;
use utoipa::ToSchema;

/// A member and the person behind it.
#[derive(Serialize, ToSchema)]
#[schema(as = Member)]
pub struct MemberView<'a> {
    #[schema(value_type = Id)]
    id: MemberId,
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = MemberRole)]
    role: &'static str,
    user: PersonView<'a>,
    permissions: Vec<&'a str>,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
}

/// The person behind a member.
#[derive(Serialize, ToSchema)]
#[schema(as = MemberPerson)]
struct PersonView<'a> {
    #[schema(value_type = Id)]
    id: UserId,
    #[schema(format = "email")]
    email: &'a str,
    #[schema(required)]
    display_name: Option<&'a str>,
}

impl<'a> MemberView<'a> {
    pub(super) fn of(teammate: &'a Teammate) -> Self {
        let Teammate { member, person } = teammate;
        Self {
            id: member.id,
            user_id: member.user,
            role: member.role.as_str(),
            user: PersonView::of(person),
            permissions: member.permissions.iter().map(PermissionKey::as_str).collect(),
            created_at: member.created_at,
        }
    }
}

impl<'a> PersonView<'a> {
    fn of(person: &'a Person) -> Self {
        Self { id: person.id, email: person.email.as_str(), display_name: person.display_name.as_deref() }
    }
}
