//! How a member is shown.

use hitkey_kernel::{MemberId, Timestamp, UserId};
use hitkey_projects::{PermissionKey, Person, Teammate};
use serde::Serialize;

/// A member and the person behind it.
#[derive(Serialize)]
pub(super) struct MemberView<'a> {
    id: MemberId,
    user_id: UserId,
    role: &'static str,
    user: PersonView<'a>,
    permissions: Vec<&'a str>,
    created_at: Timestamp,
}

#[derive(Serialize)]
struct PersonView<'a> {
    id: UserId,
    email: &'a str,
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
