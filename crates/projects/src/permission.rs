use crate::{Change, Description, PermissionName};
use hitkey_kernel::{Cursor, PermissionId, ProjectId, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a permission is checked by: 1–64 of `[a-z0-9._:-]`, such as `site.view` or `can_deploy`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PermissionKey(String);

/// The text can't be a [`PermissionKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a permission key has 1 to 64 small letters, digits and any of . _ : -")]
pub struct PermissionKeyError;

impl PermissionKey {
    /// The most characters a key can have.
    pub const LONGEST: usize = 64;

    /// Checks `text`, which is not trimmed: keys compare byte by byte.
    ///
    /// # Errors
    /// [`PermissionKeyError`] when it has another shape.
    pub fn parse(text: &str) -> Result<Self, PermissionKeyError> {
        let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._:-".contains(&byte);
        let fits = (1..=Self::LONGEST).contains(&text.len());
        if fits && text.bytes().all(good) { Ok(Self(text.to_owned())) } else { Err(PermissionKeyError) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<PermissionKey> for String {
    fn from(key: PermissionKey) -> Self {
        key.0
    }
}

impl TryFrom<String> for PermissionKey {
    type Error = PermissionKeyError;

    fn try_from(text: String) -> Result<Self, PermissionKeyError> {
        Self::parse(&text)
    }
}

impl fmt::Display for PermissionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PermissionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PermissionKey({})", self.0)
    }
}

/// Something that a project lets some of its members do. What it means is up to the project's clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// Names it for ever.
    pub id: PermissionId,
    /// Where it holds.
    pub project: ProjectId,
    /// What it is checked by; unique in its project.
    pub key: PermissionKey,
    /// What it is called for people.
    pub display_name: PermissionName,
    /// A few words about it.
    pub description: Option<Description>,
    /// Whether every new member gets it.
    pub is_default: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Permission {
    /// The most that a project can have: so there is a bound to what a page of members shows.
    pub const MOST: usize = 100;

    /// Where it stands in a list.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }
}

/// What somebody wants to define.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPermission {
    /// What it shall be checked by.
    pub key: PermissionKey,
    /// What it shall be called for people.
    pub display_name: PermissionName,
    /// A few words about it.
    pub description: Option<Description>,
    /// Whether every new member gets it.
    pub is_default: bool,
}

impl NewPermission {
    pub(crate) fn into_permission(self, id: PermissionId, project: ProjectId, now: Timestamp) -> Permission {
        Permission {
            id,
            project,
            key: self.key,
            display_name: self.display_name,
            description: self.description,
            is_default: self.is_default,
            created_at: now,
        }
    }
}

/// A change of some parts of a [`Permission`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PermissionChange {
    /// What it is checked by from now on; whoever has the permission keeps it.
    pub key: Option<PermissionKey>,
    /// What it is called from now on.
    pub display_name: Option<PermissionName>,
    /// A few words about it.
    pub description: Change<Description>,
    /// Whether every new member gets it from now on. Present members are not touched.
    pub is_default: Option<bool>,
}

impl PermissionChange {
    /// The permission afterwards.
    pub(crate) fn applied(self, permission: Permission) -> Permission {
        Permission {
            key: self.key.unwrap_or(permission.key),
            display_name: self.display_name.unwrap_or(permission.display_name),
            description: self.description.applied(permission.description),
            is_default: self.is_default.unwrap_or(permission.is_default),
            ..permission
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_judged_by_shape() {
        let (full, long) = ("a".repeat(64), "a".repeat(65));
        for (text, good) in [
            ("site.view", true),
            ("can_deploy", true),
            ("a:b-c.9", true),
            (full.as_str(), true),
            (long.as_str(), false),
            ("", false),
            ("Site.View", false),
            (" site.view", false),
            ("site view", false),
            ("ü", false),
        ] {
            assert_eq!(PermissionKey::parse(text).is_ok(), good, "{text:?}");
        }
    }
}
