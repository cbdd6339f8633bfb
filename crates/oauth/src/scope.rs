use std::fmt;

/// One thing that a client may ask a person for (RFC 6749 §3.3, OpenID Connect Core §5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// An id_token: that the person signed in, and who they are.
    OpenId,
    /// Names.
    Profile,
    /// The mail address.
    Email,
    /// The postal address.
    Address,
    /// The phone number.
    Phone,
    /// Membership of the project that the client belongs to.
    ProjectRead,
    /// Access while the person is away.
    OfflineAccess,
}

impl Scope {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 7] = [
        Self::OpenId,
        Self::Profile,
        Self::Email,
        Self::Address,
        Self::Phone,
        Self::ProjectRead,
        Self::OfflineAccess,
    ];

    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Profile => "profile",
            Self::Email => "email",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::ProjectRead => "project:read",
            Self::OfflineAccess => "offline_access",
        }
    }

    /// The scope of that spelling.
    pub fn from_wire(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == word)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of scopes. Displays as RFC 6749 §3.3 writes it: words with a space between.
///
/// ```
/// use hitkey_oauth::{Scope, ScopeSet};
/// let asked = ScopeSet::parse("email openid read:everything email");
/// assert_eq!(asked.to_string(), "openid email"); // what is unknown is dropped
/// assert!(asked.contains(Scope::Email));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct ScopeSet(u16);

impl ScopeSet {
    /// No scope.
    pub const EMPTY: Self = Self(0);

    /// Reads words with spaces between; unknown ones are dropped silently.
    pub fn parse(text: &str) -> Self {
        text.split(' ').filter_map(Scope::from_wire).collect()
    }

    /// What an authorization request asks for: `openid` when it names nothing that is known, the least there is.
    pub fn requested(text: Option<&str>) -> Self {
        let known = Self::parse(text.unwrap_or_default());
        if known.is_empty() { Self::from_iter([Scope::OpenId]) } else { known }
    }

    /// Whether `scope` is in it.
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Whether every scope of it is in `other`.
    pub const fn is_subset_of(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// What is in one or the other.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The set without `scope`.
    #[must_use]
    pub const fn without(self, scope: Scope) -> Self {
        Self(self.0 & !scope.bit())
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its scopes, in the order of [`Scope::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.contains(*scope))
    }
}

impl FromIterator<Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | scope.bit()))
    }
}

impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, scope) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(scope.as_str())?;
        }
        Ok(())
    }
}

impl fmt::Debug for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScopeSet({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_known_asked_for_means_openid() {
        for (asked, granted) in [
            (None, "openid"),
            (Some(""), "openid"),
            (Some("admin root"), "openid"),
            (Some("profile"), "profile"),
            (Some("email  profile admin openid"), "openid profile email"),
            (Some("OPENID project:read"), "project:read"),
        ] {
            assert_eq!(ScopeSet::requested(asked).to_string(), granted, "{asked:?}");
        }
    }

    #[test]
    fn sets_behave_like_sets() {
        let (narrow, wide) = (ScopeSet::parse("openid"), ScopeSet::parse("openid email"));
        assert!(narrow.is_subset_of(wide) && !wide.is_subset_of(narrow));
        assert_eq!(narrow.union(ScopeSet::parse("email")), wide);
        assert_eq!(wide.intersection(ScopeSet::parse("email profile")), ScopeSet::parse("email"));
        assert!(wide.without(Scope::Email).without(Scope::OpenId).is_empty());
    }
}
