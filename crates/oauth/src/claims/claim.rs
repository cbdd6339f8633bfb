use crate::{Scope, ScopeSet};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A claim about a person, which userinfo tells when a scope opens it (OpenID Connect Core §5.1 and §5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// `name`.
    Name,
    /// `given_name`.
    GivenName,
    /// `family_name`.
    FamilyName,
    /// `middle_name`.
    MiddleName,
    /// `nickname`.
    Nickname,
    /// `display_name`, a claim of HitKey's.
    DisplayName,
    /// `preferred_username`.
    PreferredUsername,
    /// `native_script`, a claim of HitKey's.
    NativeScript,
    /// `preferred_order`, a claim of HitKey's.
    PreferredOrder,
    /// `profile`.
    Profile,
    /// `picture`.
    Picture,
    /// `website`.
    Website,
    /// `gender`.
    Gender,
    /// `birthdate`.
    Birthdate,
    /// `zoneinfo`.
    Zoneinfo,
    /// `locale`.
    Locale,
    /// `updated_at`.
    UpdatedAt,
    /// `email`.
    Email,
    /// `email_verified`.
    EmailVerified,
    /// `address`.
    Address,
    /// `phone_number`.
    PhoneNumber,
    /// `phone_number_verified`.
    PhoneNumberVerified,
    /// `project`, a claim of HitKey's.
    Project,
}

impl Claim {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::Name,
        Self::GivenName,
        Self::FamilyName,
        Self::MiddleName,
        Self::Nickname,
        Self::DisplayName,
        Self::PreferredUsername,
        Self::NativeScript,
        Self::PreferredOrder,
        Self::Profile,
        Self::Picture,
        Self::Website,
        Self::Gender,
        Self::Birthdate,
        Self::Zoneinfo,
        Self::Locale,
        Self::UpdatedAt,
        Self::Email,
        Self::EmailVerified,
        Self::Address,
        Self::PhoneNumber,
        Self::PhoneNumberVerified,
        Self::Project,
    ];

    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::MiddleName => "middle_name",
            Self::Nickname => "nickname",
            Self::DisplayName => "display_name",
            Self::PreferredUsername => "preferred_username",
            Self::NativeScript => "native_script",
            Self::PreferredOrder => "preferred_order",
            Self::Profile => "profile",
            Self::Picture => "picture",
            Self::Website => "website",
            Self::Gender => "gender",
            Self::Birthdate => "birthdate",
            Self::Zoneinfo => "zoneinfo",
            Self::Locale => "locale",
            Self::UpdatedAt => "updated_at",
            Self::Email => "email",
            Self::EmailVerified => "email_verified",
            Self::Address => "address",
            Self::PhoneNumber => "phone_number",
            Self::PhoneNumberVerified => "phone_number_verified",
            Self::Project => "project",
        }
    }

    /// The scope that opens it.
    pub const fn scope(self) -> Scope {
        match self {
            Self::Email | Self::EmailVerified => Scope::Email,
            Self::Address => Scope::Address,
            Self::PhoneNumber | Self::PhoneNumberVerified => Scope::Phone,
            Self::Project => Scope::ProjectRead,
            _ => Scope::Profile,
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClaimSet(u32);

impl ClaimSet {
    /// No claim.
    pub const EMPTY: Self = Self(0);

    /// What is in one or the other.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        self.0 == 0
    }

    /// Its claims, in the order of [`Claim::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Claim> {
        Claim::ALL.into_iter().filter(move |claim| self.contains(*claim))
    }

    /// Those of them that `scopes` open.
    #[must_use]
    pub fn within(self, scopes: ScopeSet) -> Self {
        Self(self.0 & Self::opened_by(scopes).0)
    }

    /// The scopes that open them.
    pub fn scopes(self) -> ScopeSet {
        self.iter().map(Claim::scope).collect()
    }

    /// What `scopes` open.
    pub fn opened_by(scopes: ScopeSet) -> Self {
        Claim::ALL.into_iter().filter(|claim| scopes.contains(claim.scope())).collect()
    }

    /// Whether `claim` is in it.
    pub const fn contains(self, claim: Claim) -> bool {
        self.0 & claim.bit() != 0
    }
}

impl Serialize for ClaimSet {
    /// The names, as a list.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Claim::as_str))
    }
}

impl<'de> Deserialize<'de> for ClaimSet {
    /// A name that is not known any more is dropped.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        Ok(Claim::ALL.into_iter().filter(|claim| names.iter().any(|name| name == claim.as_str())).collect())
    }
}

impl FromIterator<Claim> for ClaimSet {
    fn from_iter<I: IntoIterator<Item = Claim>>(claims: I) -> Self {
        Self(claims.into_iter().fold(0, |bits, claim| bits | claim.bit()))
    }
}
