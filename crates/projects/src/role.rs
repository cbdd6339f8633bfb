use hitkey_kernel::UserId;
use serde::{Deserialize, Serialize};

/// What somebody is in a project.
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

#[cfg(test)]
mod tests {
    use super::*;

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
