use hitkey_kernel::{ApiClientId, UserId};
use serde::{Deserialize, Serialize};

/// What somebody is in a project. The mightiest is the first in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The one person whose project it is.
    Owner,
    /// Manages everything, but neither deletes the project nor gives it away.
    Admin,
    /// Belongs to it.
    Member,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Admin, Self::Member];

    /// The word used on the wire and in stores: `owner`, `admin` or `member`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Member => "member",
        }
    }

    /// The role that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// The lesser of the two.
    pub fn at_most(self, ceiling: AssignableRole) -> Self {
        self.max(ceiling.role())
    }
}

/// A role that can be given to somebody. Nobody is made owner by it: ownership is transferred.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignableRole {
    /// See [`Role::Admin`].
    Admin,
    /// See [`Role::Member`].
    #[default]
    Member,
}

impl AssignableRole {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Admin, Self::Member];

    /// The word used on the wire and in stores: `admin` or `member`.
    pub const fn as_str(self) -> &'static str {
        self.role().as_str()
    }

    /// The role that `word` names; `owner` is none of these.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// The role that its holder has.
    pub const fn role(self) -> Role {
        match self {
            Self::Admin => Role::Admin,
            Self::Member => Role::Member,
        }
    }
}

impl From<AssignableRole> for Role {
    fn from(role: AssignableRole) -> Self {
        role.role()
    }
}

/// Somebody's role in a project as it was seen. Commands carry it: they do nothing when it is no longer so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    /// Who.
    pub user: UserId,
    /// What they are there.
    pub role: Role,
}

/// By what right somebody acts in a project. Commands carry it: they do nothing when it is no longer so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Warrant {
    /// A member, in person or by an API client of theirs.
    Member(Standing),
    /// An API client of the project's team, which is not revoked and was granted this role there.
    Team {
        /// Which.
        client: ApiClientId,
        /// As what it acts.
        role: AssignableRole,
    },
}

impl From<Standing> for Warrant {
    fn from(standing: Standing) -> Self {
        Self::Member(standing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ceiling_only_takes_away() {
        use AssignableRole as Ceiling;
        for (role, ceiling, acting) in [
            (Role::Owner, Ceiling::Admin, Role::Admin),
            (Role::Owner, Ceiling::Member, Role::Member),
            (Role::Admin, Ceiling::Admin, Role::Admin),
            (Role::Admin, Ceiling::Member, Role::Member),
            (Role::Member, Ceiling::Admin, Role::Member),
            (Role::Member, Ceiling::Member, Role::Member),
        ] {
            assert_eq!(role.at_most(ceiling), acting, "{role:?} {ceiling:?}");
        }
    }

    #[test]
    fn words_round_trip_and_nobody_is_assigned_ownership() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.as_str()), Some(role));
        }
        for role in AssignableRole::ALL {
            assert_eq!(AssignableRole::from_word(role.as_str()), Some(role));
        }
        assert_eq!(AssignableRole::from_word("owner"), None);
        assert_eq!(Role::from_word("Owner"), None);
    }
}
