use hitkey_kernel::{Language, SessionId, Timestamp, UserId};
use std::fmt;
use std::net::IpAddr;
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

/// Which credentials a session hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Where a request comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The client's address, if it is known.
    pub ip: Option<IpAddr>,
    /// What the client calls itself, at most [`Origin::LONGEST_USER_AGENT`] characters.
    user_agent: Option<String>,
    /// The language to write to the person in.
    pub language: Language,
}

impl Origin {
    /// How many characters of a user agent are kept.
    pub const LONGEST_USER_AGENT: usize = 256;

    /// Cuts an overlong user agent and drops control characters from it.
    pub fn new(ip: Option<IpAddr>, user_agent: Option<&str>, language: Language) -> Self {
        let clean = |text: &str| -> String {
            text.trim().chars().filter(|c| !c.is_control()).take(Self::LONGEST_USER_AGENT).collect()
        };
        let user_agent = user_agent.map(clean).filter(|text| !text.is_empty());
        Self { ip, user_agent, language }
    }

    /// What the client calls itself.
    pub fn user_agent(&self) -> Option<&str> {
        self.user_agent.as_deref()
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
#[derive(Clone, Copy, Default, PartialEq, Eq)]
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
    fn a_user_agent_is_cut_and_cleaned() {
        let cut = |text: &str| Origin::new(None, Some(text), Language::En).user_agent().map(str::to_owned);
        assert_eq!(cut(" curl/8\r\n"), Some("curl/8".to_owned()));
        assert_eq!(cut(" \n"), None);
        assert_eq!(cut(&"ü".repeat(300)).unwrap().chars().count(), 256);
    }

    #[test]
    fn kinds_round_trip_as_words() {
        for kind in [SessionKind::Api, SessionKind::Cookie] {
            assert_eq!(SessionKind::from_word(kind.as_str()), Some(kind));
        }
        assert_eq!(SessionKind::from_word("x"), None);
    }
}
