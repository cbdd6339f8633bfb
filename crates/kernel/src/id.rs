use crate::{Random, Timestamp, random_array};
use uuid::Uuid;

/// The text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct ParseIdError;

/// Makes the bytes of a UUID of version 7 (RFC 9562 §5.7).
fn uuid_v7(now: Timestamp, random: &dyn Random) -> Uuid {
    let millis = u64::try_from(now.unix_micros() / 1_000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random_array::<10>(random)).into_uuid()
}

macro_rules! define_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A fresh id: a UUID of version 7, so that ids sort by the time they were made.
            pub fn generate(now: Timestamp, random: &dyn Random) -> Self {
                Self(uuid_v7(now, random))
            }

            /// Takes an id that was stored or received.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The id as a plain UUID.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self).map_err(|_| ParseIdError)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    )*};
}

define_id! {
    /// A person. The OIDC `sub`: never changes, is never reused.
    UserId;
    /// One address of a person.
    EmailId;
    /// One sign-in of a person on one device. The OIDC `sid`.
    SessionId;
    /// An OAuth client: the `client_id` of RFC 6749 §2.2.
    ClientId;
    /// What lets somebody register OAuth clients by themselves (RFC 7591 §3).
    InitialAccessId;
    /// What one person allowed one client at one time: a code and the tokens that came of it.
    GrantId;
    /// A project.
    ProjectId;
    /// One person's membership in one project.
    MemberId;
    /// A permission that a project defined.
    PermissionId;
    /// An invitation into a project.
    InviteId;
    /// A server of a project that takes access tokens (RFC 8707).
    ResourceId;
    /// A token by which programs call, and what it may.
    ApiClientId;
    /// A message that waits to be delivered.
    OutboxId;
    /// An entry of the audit log.
    AuditId;
}

#[cfg(all(test, feature = "testkit"))]
mod tests {
    use super::*;
    use crate::testkit;

    #[test]
    fn ids_sort_by_time_and_round_trip_as_text() {
        let ambient = testkit::ambient();
        let early = UserId::generate(Timestamp::from_unix_seconds(1), ambient.random());
        let late = UserId::generate(Timestamp::from_unix_seconds(2), ambient.random());
        assert!(early < late);
        assert_eq!(early.uuid().get_version_num(), 7);
        assert_eq!(early.to_string().parse(), Ok(early));
        assert_eq!("nonsense".parse::<UserId>(), Err(ParseIdError));
    }
}
