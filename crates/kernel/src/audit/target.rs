use crate::{
    ApiClientId, ClientId, EmailId, InviteId, MemberId, PermissionId, ProjectId, ResourceId, SessionId,
    UserId,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use uuid::Uuid;

/// What something was done to.
///
/// ```
/// use hitkey_kernel::{AuditTarget, SessionId};
/// use uuid::Uuid;
///
/// let target = AuditTarget::from(SessionId::from_uuid(Uuid::from_u128(7)));
/// assert_eq!((target.kind(), target.id()), ("session", Uuid::from_u128(7)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditTarget {
    kind: Cow<'static, str>,
    id: Uuid,
}

impl AuditTarget {
    /// Takes a target that was stored. Its kind may be one that only another version knows.
    pub const fn stored(kind: String, id: Uuid) -> Self {
        Self { kind: Cow::Owned(kind), id }
    }

    /// What kind of thing it is, such as `session`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Which one.
    pub const fn id(&self) -> Uuid {
        self.id
    }
}

macro_rules! targets {
    ($($id:ty: $kind:literal;)*) => {$(
        impl From<$id> for AuditTarget {
            fn from(id: $id) -> Self {
                Self { kind: Cow::Borrowed($kind), id: id.uuid() }
            }
        }
    )*};
}

targets! {
    UserId: "user";
    EmailId: "email";
    SessionId: "session";
    ClientId: "client";
    ProjectId: "project";
    MemberId: "member";
    PermissionId: "permission";
    InviteId: "invite";
    ResourceId: "resource";
    ApiClientId: "api_client";
}
