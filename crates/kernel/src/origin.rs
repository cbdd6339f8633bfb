use crate::Language;
use std::net::IpAddr;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_agent_is_cut_and_cleaned() {
        let cut = |text: &str| Origin::new(None, Some(text), Language::En).user_agent().map(str::to_owned);
        assert_eq!(cut(" curl/8\r\n"), Some("curl/8".to_owned()));
        assert_eq!(cut(" \n"), None);
        assert_eq!(cut(&"ü".repeat(300)).unwrap().chars().count(), 256);
    }
}
