use crate::{Done, Frame, Section, View};
use askama::Template;
use hitkey_kernel::Timestamp;

/// One live session of the person.
#[derive(Debug, Clone)]
pub struct SessionLine {
    /// Names the session in the URL that ends it.
    pub id: String,
    /// What the browser or app called itself; may be empty.
    pub user_agent: String,
    /// Where it was signed in from, if known.
    pub ip: Option<String>,
    /// When it was signed in.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// `/account/sessions`: where am I signed in.
#[derive(Debug, Clone, Template)]
#[template(path = "account/sessions.html")]
pub struct Sessions {
    /// The frame.
    pub frame: Frame,
    /// The live sessions.
    pub sessions: Vec<SessionLine>,
    /// What was just done.
    pub done: Option<Done>,
}

impl Sessions {
    const SECTION: Section = Section::Sessions;

    fn has_others(&self) -> bool {
        self.sessions.iter().any(|session| !session.current)
    }
}

impl View for Sessions {
    const NAME: &'static str = "sessions";

    fn samples() -> Vec<(&'static str, Self)> {
        let laptop = SessionLine {
            id: "0194bb00-0000-7000-8000-000000000001".into(),
            user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into(),
            ip: Some("203.0.113.7".into()),
            created_at: Timestamp::from_unix_seconds(1_769_760_930),
            last_used_at: Timestamp::from_unix_seconds(1_769_847_330),
            current: true,
        };
        let phone = SessionLine {
            id: "0194bb00-0000-7000-8000-000000000002".into(),
            user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
                .into(),
            ip: Some("2001:db8::42".into()),
            current: false,
            ..laptop.clone()
        };
        let unknown = SessionLine {
            id: "0194bb00-0000-7000-8000-000000000003".into(),
            user_agent: String::new(),
            ip: None,
            ..phone.clone()
        };
        let only = Self { frame: Frame::default(), sessions: vec![laptop.clone()], done: None };
        let several =
            Self { sessions: vec![laptop, phone, unknown], done: Some(Done::Session), ..only.clone() };
        vec![("several", several), ("only", only)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn what_a_device_calls_itself_is_only_text() {
        let (_, mut page) = Sessions::samples().remove(0);
        page.sessions[1].user_agent = ATTACK.into();
        page.sessions[1].id = ATTACK.into();
        assert!(!page.html().unwrap().contains("<script"));
    }
}
