use crate::{Frame, Section, View};
use askama::Template;
use hitkey_kernel::Timestamp;

/// `/account`: who am I, and what is there to see to.
#[derive(Debug, Clone, Template)]
#[template(path = "account/overview.html")]
pub struct Overview {
    /// The frame.
    pub frame: Frame,
    /// The name that apps see.
    pub name: String,
    /// The username, when one was chosen.
    pub username: Option<String>,
    /// The default address.
    pub email: String,
    /// Whether two-step sign-in is on.
    pub two_factor: bool,
    /// When the account was made.
    pub created_at: Timestamp,
    /// How many live sessions there are.
    pub sessions: usize,
    /// How many apps were allowed.
    pub apps: usize,
}

impl Overview {
    const SECTION: Section = Section::Overview;
}

impl View for Overview {
    const NAME: &'static str = "account";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Self {
            frame: Frame { dev_mailbox: true, ..Frame::default() },
            name: "Ann Example".into(),
            username: Some("ann".into()),
            email: "ann@example.org".into(),
            two_factor: true,
            created_at: Timestamp::from_unix_seconds(1_769_760_930),
            sessions: 3,
            apps: 2,
        };
        let fresh = Self { username: None, two_factor: false, sessions: 1, apps: 0, ..full.clone() };
        vec![("full", full), ("fresh", fresh)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn a_name_is_only_text() {
        let (_, mut page) = Overview::samples().remove(0);
        page.name = ATTACK.into();
        page.username = Some(ATTACK.into());
        assert!(!page.html().unwrap().contains("<script"));
    }
}
