use crate::{Frame, Section, View};
use askama::Template;
use hitkey_kernel::Timestamp;
use std::borrow::Cow;

/// Something that was done.
#[derive(Debug, Clone)]
pub struct ActivityLine {
    /// The word for it, such as `session.opened`.
    pub action: String,
    /// When.
    pub at: Timestamp,
    /// The mail address that it is about.
    pub address: Option<String>,
    /// From which network address, if that may be told.
    pub ip: Option<String>,
    /// With which program, if that may be told.
    pub user_agent: Option<String>,
    /// Whether it deserves a second look: somebody was refused.
    pub is_warning: bool,
}

/// `/account/activity`: what the person did and what was done to them.
#[derive(Debug, Clone, Template)]
#[template(path = "account/activity.html")]
pub struct Activity {
    /// The frame.
    pub frame: Frame,
    /// The latest first.
    pub lines: Vec<ActivityLine>,
    /// Whether these are not the latest.
    pub is_older: bool,
    /// Where the older ones are.
    pub older: Option<String>,
}

impl Activity {
    const SECTION: Section = Section::Activity;

    /// What happened, in words; what another version of HitKey wrote shows as it stands.
    fn words(&self, line: &ActivityLine) -> Cow<'static, str> {
        let key = format!("activity-{}", line.action.replace(['.', '_'], "-"));
        self.frame.say_if_known(&key).unwrap_or_else(|| Cow::Owned(line.action.clone()))
    }
}

impl View for Activity {
    const NAME: &'static str = "activity";

    fn samples() -> Vec<(&'static str, Self)> {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let signed_in = ActivityLine {
            action: "session.opened".into(),
            at: Timestamp::from_unix_seconds(1_769_847_330),
            address: None,
            ip: Some("203.0.113.7".into()),
            user_agent: Some(firefox.into()),
            is_warning: false,
        };
        let refused = ActivityLine { action: "sign_in.failed".into(), is_warning: true, ..signed_in.clone() };
        let added = ActivityLine {
            action: "email.added".into(),
            address: Some("ann@new.example".into()),
            ..signed_in.clone()
        };
        let member =
            ActivityLine { action: "member.added".into(), ip: None, user_agent: None, ..signed_in.clone() };
        let unknown = ActivityLine { action: "moon.landed".into(), ..member.clone() };
        let some = Self {
            frame: Frame::default(),
            lines: vec![signed_in, refused, added, member, unknown],
            is_older: false,
            older: Some("/account/activity?cursor=AAAA".into()),
        };
        let end = Self { lines: Vec::new(), is_older: true, older: None, ..some.clone() };
        vec![("some", some), ("end", end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn whatever_was_done_is_only_text() {
        let (_, mut page) = Activity::samples().remove(0);
        for line in &mut page.lines {
            line.action = ATTACK.into();
            line.address = Some(ATTACK.into());
            line.user_agent = Some(ATTACK.into());
        }
        page.older = Some(ATTACK.into());
        assert!(!page.html().unwrap().contains("<script"));
    }
}
