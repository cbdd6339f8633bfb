use crate::{ApiClientName, Description, Standing};
use hitkey_kernel::{ApiClientId, Cursor, ProjectId, Timestamp, UserId};
use std::time::Duration;

mod change;
mod grant;
mod token;

pub use change::{ApiClientChange, ApiClientField, NewApiClient};
pub use grant::{Grant, Grants};
pub use token::{ApiClientToken, ApiClientTokenDigest};

/// A name for a token by which a program calls, and what it may there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiClient {
    /// Names it for ever.
    pub id: ApiClientId,
    /// Whose it is. Never changes.
    pub owner: ApiClientOwner,
    /// What it is called.
    pub name: ApiClientName,
    /// A few words about it.
    pub description: Option<Description>,
    /// What it may reach. Nothing else.
    pub grants: Grants,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last was changed or got a new token.
    pub updated_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// From when on its tokens are good for nothing.
    pub expires_at: Option<Timestamp>,
    /// Since when they are good for nothing, for ever.
    pub revoked_at: Option<Timestamp>,
}

/// Whose an API client is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApiClientOwner {
    /// A person's: it never exceeds what they may, and goes with their account.
    Person(UserId),
    /// A team's: it stays whoever goes, and may what it was granted in this project.
    Project(ProjectId),
}

impl ApiClientOwner {
    /// The person, or the project.
    pub fn apart(self) -> (Option<UserId>, Option<ProjectId>) {
        match self {
            Self::Person(user) => (Some(user), None),
            Self::Project(project) => (None, Some(project)),
        }
    }
}

/// Who makes and changes an API client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApiClientKeeper {
    /// The person whose it is.
    Owner(UserId),
    /// Somebody of the team whose it is.
    Manager {
        /// Which team.
        project: ProjectId,
        /// As what they were seen there.
        by: Standing,
    },
}

impl ApiClientKeeper {
    /// Whose the clients are that they make and change.
    pub const fn owner(self) -> ApiClientOwner {
        match self {
            Self::Owner(user) => ApiClientOwner::Person(user),
            Self::Manager { project, .. } => ApiClientOwner::Project(project),
        }
    }
}

/// Why an API client is good for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApiClientEnd {
    /// Somebody revoked it: it stays so.
    #[error("the API client is revoked")]
    Revoked,
    /// Its time is over, unless somebody gives it more.
    #[error("the API client has expired")]
    Expired,
}

impl ApiClient {
    /// The most that a person or a project can have.
    pub const MOST: usize = 100;

    /// How exactly it is known when it was last used.
    pub const USE_IS_KNOWN_TO: Duration = Duration::from_secs(60);

    /// How long at most an old token can stay good beside a new one: a week.
    pub const LONGEST_OVERLAP: Duration = Duration::from_secs(7 * 86_400);

    /// Where it stands in a list.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }

    /// Whether its tokens are good.
    ///
    /// # Errors
    /// [`ApiClientEnd`]: why not.
    pub fn check_alive(&self, now: Timestamp) -> Result<(), ApiClientEnd> {
        match (self.revoked_at, self.expires_at) {
            (Some(_), _) => Err(ApiClientEnd::Revoked),
            (None, Some(at)) if at <= now => Err(ApiClientEnd::Expired),
            (None, _) => Ok(()),
        }
    }

    /// Whether it is time to note that it is used.
    pub fn is_use_news(&self, now: Timestamp) -> bool {
        self.last_used_at.is_none_or(|at| at + Self::USE_IS_KNOWN_TO <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_seconds(seconds)
    }

    const ID: &str = "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10";

    fn client() -> ApiClient {
        ApiClient {
            id: ID.parse().unwrap(),
            owner: ApiClientOwner::Person(ID.parse().unwrap()),
            name: ApiClientName::parse("ci").unwrap(),
            description: None,
            grants: BTreeMap::new(),
            created_at: at(0),
            updated_at: at(0),
            last_used_at: None,
            expires_at: None,
            revoked_at: None,
        }
    }

    #[test]
    fn revoked_comes_before_expired_and_the_instant_of_expiry_is_too_late() {
        let (gone, over) = (Err(ApiClientEnd::Revoked), Err(ApiClientEnd::Expired));
        for (revoked_at, expires_at, outcome) in [
            (None, None, Ok(())),
            (None, Some(101), Ok(())),
            (None, Some(100), over),
            (None, Some(99), over),
            (Some(50), Some(99), gone),
            (Some(50), None, gone),
        ] {
            let (revoked_at, expires_at) = (revoked_at.map(at), expires_at.map(at));
            let client = ApiClient { revoked_at, expires_at, ..client() };
            assert_eq!(client.check_alive(at(100)), outcome, "{revoked_at:?} {expires_at:?}");
        }
    }

    #[test]
    fn a_use_is_news_once_a_minute() {
        for (last, news) in [(None, true), (Some(40), true), (Some(41), false), (Some(200), false)] {
            let client = ApiClient { last_used_at: last.map(at), ..client() };
            assert_eq!(client.is_use_news(at(100)), news, "{last:?}");
        }
    }
}
