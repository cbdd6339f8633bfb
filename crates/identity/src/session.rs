use hitkey_kernel::{Cursor, Origin, SessionId, Timestamp, UserId};
use std::fmt;
use std::str::FromStr;

/// One sign-in of a person on one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Names the session: the OIDC `sid`.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to about a minute.
    pub last_used_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// Where it was opened from.
    pub origin: Origin,
    /// When the person last proved who they are: the OIDC `auth_time`.
    pub auth_time: Timestamp,
    /// How they proved it.
    pub methods: AuthMethods,
}

impl Session {
    /// Where it stands in a list.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }
}

/// Which credentials a session hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// An API token and a refresh token.
    Api,
    /// A cookie for the pages.
    Cookie,
}

impl SessionKind {
    /// The word used in stores: `api` or `cookie`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Cookie => "cookie",
        }
    }

    /// The kind that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Api, Self::Cookie].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One way of proving who one is, named as in RFC 8176.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthMethod {
    /// `pwd`: a password.
    Password,
    /// `otp`: a one-time password, be it TOTP or a recovery code.
    OneTimePassword,
}

impl AuthMethod {
    const ALL: [Self; 2] = [Self::Password, Self::OneTimePassword];

    /// The name in RFC 8176 §2.
    pub const fn amr(self) -> &'static str {
        match self {
            Self::Password => "pwd",
            Self::OneTimePassword => "otp",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Password => 1,
            Self::OneTimePassword => 2,
        }
    }
}

/// How a person proved who they are. Displays and parses as names separated by blanks: `pwd otp`.
#[derive(Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct AuthMethods(u8);

/// The text names a method that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown authentication method")]
pub struct ParseAuthMethodsError;

impl AuthMethods {
    /// By password alone.
    pub const PASSWORD: Self = Self(AuthMethod::Password.bit());

    /// These and `method`.
    #[must_use]
    pub const fn with(self, method: AuthMethod) -> Self {
        Self(self.0 | method.bit())
    }

    /// The methods, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = AuthMethod> {
        AuthMethod::ALL.into_iter().filter(move |method| self.0 & method.bit() != 0)
    }

    /// The OIDC `amr`: the names, and `mfa` when there are several.
    pub fn amr(self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.iter().map(AuthMethod::amr).collect();
        if names.len() > 1 {
            names.push("mfa");
        }
        names
    }

    /// The OIDC `acr`: `"2"` with several methods, else `"1"`.
    pub fn acr(self) -> &'static str {
        if self.iter().count() > 1 { "2" } else { "1" }
    }
}

impl fmt::Display for AuthMethods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(AuthMethod::amr).collect();
        f.write_str(&names.join(" "))
    }
}

impl fmt::Debug for AuthMethods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthMethods({self})")
    }
}

impl From<AuthMethods> for String {
    fn from(methods: AuthMethods) -> Self {
        methods.to_string()
    }
}

impl TryFrom<String> for AuthMethods {
    type Error = ParseAuthMethodsError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for AuthMethods {
    type Err = ParseAuthMethodsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split_whitespace().try_fold(Self::default(), |methods, name| {
            let method = AuthMethod::ALL.into_iter().find(|method| method.amr() == name);
            method.map(|method| methods.with(method)).ok_or(ParseAuthMethodsError)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_methods_are_told_as_multi_factor() {
        let both = AuthMethods::PASSWORD.with(AuthMethod::OneTimePassword);
        assert_eq!((AuthMethods::PASSWORD.amr(), AuthMethods::PASSWORD.acr()), (vec!["pwd"], "1"));
        assert_eq!((both.amr(), both.acr()), (vec!["pwd", "otp", "mfa"], "2"));
        assert_eq!(both.to_string().parse(), Ok(both));
        assert_eq!("".parse(), Ok(AuthMethods::default()));
        assert_eq!("pwd face".parse::<AuthMethods>(), Err(ParseAuthMethodsError));
    }

    #[test]
    fn kinds_round_trip_as_words() {
        for kind in [SessionKind::Api, SessionKind::Cookie] {
            assert_eq!(SessionKind::from_word(kind.as_str()), Some(kind));
        }
        assert_eq!(SessionKind::from_word("x"), None);
    }
}
