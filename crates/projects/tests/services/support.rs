//! Codes of errors, and a project with one person of each role.

use hitkey_kernel::{EmailAddress, StoreError, UserId};
use hitkey_projects::service::{
    AcceptInviteError, AddMemberError, AuthenticateApiClientError, AuthorizeError, CreateApiClientError,
    CreateInviteError, CreatePermissionError, DeletePermissionError, FindApiClientError, FindInviteError,
    FindProjectError, JoinProjectError, LeaveProjectError, RemoveMemberError, RevokeInviteError,
    RotateApiClientError, TransferProjectError, UpdateApiClientError, UpdateMemberError,
    UpdatePermissionError,
};
use hitkey_projects::testkit::World;
use hitkey_projects::{AssignableRole, Member, PermissionKey, Project};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// The code by which the API tells of an error.
pub(crate) trait Coded {
    fn code(&self) -> &'static str;
}

impl Coded for StoreError {
    fn code(&self) -> &'static str {
        if self.is_unavailable() { "OVERLOADED" } else { "INTERNAL_ERROR" }
    }
}

macro_rules! coded {
    ($($error:ident { $($variant:ident => $code:literal),* $(,)? } $($refused:ident)?;)*) => {$(
        impl Coded for $error {
            fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code,)*
                    $(Self::$refused(refusal) => refusal.code(),)?
                    Self::Store(error) => error.code(),
                }
            }
        }
    )*};
}

coded! {
    CreateApiClientError {
        NotFound => "NOT_FOUND",
        PermissionNotFound => "PERMISSION_NOT_FOUND",
        ExpiryPassed => "EXPIRES_AT",
        TooMany => "TOO_MANY",
    } Refused;
    UpdateApiClientError {
        NotFound => "NOT_FOUND",
        PermissionNotFound => "PERMISSION_NOT_FOUND",
        ExpiryPassed => "EXPIRES_AT",
        Revoked => "API_CLIENT_REVOKED",
    } Refused;
    RotateApiClientError { NotFound => "NOT_FOUND", Ended => "ENDED" } Refused;
    FindApiClientError { NotFound => "NOT_FOUND" } Refused;
    AuthenticateApiClientError { Unauthenticated => "UNAUTHENTICATED" };
    AuthorizeError { NotFound => "NOT_FOUND" } Refused;
    FindProjectError { NotFound => "NOT_FOUND" };
    TransferProjectError { NotFound => "NOT_FOUND", NewOwnerNotMember => "USER_NOT_FOUND" } Refused;
    JoinProjectError { NotFound => "NOT_FOUND" } Refused;
    LeaveProjectError { NotFound => "NOT_FOUND" } Refused;
    AddMemberError {
        NotFound => "NOT_FOUND",
        UserNotFound => "USER_NOT_FOUND",
        AlreadyMember => "ALREADY_MEMBER",
        PermissionNotFound => "PERMISSION_NOT_FOUND",
    } Refused;
    UpdateMemberError { NotFound => "NOT_FOUND", PermissionNotFound => "PERMISSION_NOT_FOUND" } Refused;
    RemoveMemberError { NotFound => "NOT_FOUND" } Refused;
    CreatePermissionError { NotFound => "NOT_FOUND", TooMany => "TOO_MANY", AlreadyExists => "PERMISSION_ALREADY_EXISTS" } Refused;
    UpdatePermissionError { NotFound => "NOT_FOUND", AlreadyExists => "PERMISSION_ALREADY_EXISTS" } Refused;
    DeletePermissionError { NotFound => "NOT_FOUND" } Refused;
    CreateInviteError {
        NotFound => "NOT_FOUND",
        AlreadyMember => "ALREADY_MEMBER",
        AlreadyInvited => "INVITE_ALREADY_EXISTS",
        Throttled => "TOO_MANY_REQUESTS",
    } Refused;
    RevokeInviteError { NotFound => "NOT_FOUND" } Refused;
    FindInviteError { NotFound => "INVITE_NOT_FOUND" };
    AcceptInviteError {
        NotFound => "INVITE_NOT_FOUND",
        Expired => "INVITE_EXPIRED",
        EmailMismatch => "EMAIL_MISMATCH",
        AlreadyMember => "ALREADY_MEMBER",
    };
}

/// The code of a call that must fail.
#[track_caller]
pub(crate) fn code<T: Debug, E: Coded>(outcome: Result<T, E>) -> &'static str {
    match outcome {
        Ok(done) => panic!("it was done: {done:?}"),
        Err(error) => error.code(),
    }
}

pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub(crate) fn keys<const N: usize>(texts: [&str; N]) -> BTreeSet<PermissionKey> {
    texts.into_iter().map(|text| PermissionKey::parse(text).unwrap()).collect()
}

/// A private project with two of each role that there can be two of.
pub(crate) struct Team {
    pub(crate) world: World,
    pub(crate) project: Project,
    pub(crate) owner: Member,
    pub(crate) admin: Member,
    pub(crate) other_admin: Member,
    pub(crate) member: Member,
    pub(crate) other_member: Member,
    pub(crate) stranger: UserId,
}

impl Team {
    pub(crate) async fn new() -> Self {
        Self::of(false).await
    }

    pub(crate) async fn of(is_public: bool) -> Self {
        let world = World::default();
        let owner = world.person("owner@example.org").unwrap();
        let project = world.project(owner, "Алатау", is_public).await.unwrap();
        let add = async |email, role| world.member(&project, email, role).await.unwrap();
        let admin = add("admin@example.org", AssignableRole::Admin).await;
        let other_admin = add("other-admin@example.org", AssignableRole::Admin).await;
        let member = add("member@example.org", AssignableRole::Member).await;
        let other_member = add("other-member@example.org", AssignableRole::Member).await;
        let stranger = world.person("stranger@example.org").unwrap();
        let owner = seat(&world, &project, owner).await.unwrap();
        Self { world, project, owner, admin, other_admin, member, other_member, stranger }
    }

    /// Somebody's membership as it is now.
    pub(crate) async fn seat(&self, user: UserId) -> Option<Member> {
        seat(&self.world, &self.project, user).await
    }
}

async fn seat(world: &World, project: &Project, user: UserId) -> Option<Member> {
    let found = world.environment.members.find_user(project.id, user).await.unwrap();
    found.map(|found| found.member)
}
