use crate::{Done, Frame, Section, View};
use askama::Template;
use hitkey_kernel::Timestamp;

/// One app the person allowed.
#[derive(Debug, Clone)]
pub struct AppLine {
    /// Names the app in the URL that withdraws the access.
    pub client_id: String,
    /// The app's name.
    pub name: String,
    /// What it was allowed.
    pub scopes: Vec<String>,
    /// Since when.
    pub granted_at: Timestamp,
}

/// `/account/apps`: which apps know me.
#[derive(Debug, Clone, Template)]
#[template(path = "account/apps.html")]
pub struct Apps {
    /// The frame.
    pub frame: Frame,
    /// The apps that were allowed.
    pub apps: Vec<AppLine>,
    /// What was just done.
    pub done: Option<Done>,
}

impl Apps {
    const SECTION: Section = Section::Apps;
}

impl View for Apps {
    const NAME: &'static str = "apps";

    fn samples() -> Vec<(&'static str, Self)> {
        let granted_at = Timestamp::from_unix_seconds(1_769_847_330);
        let app = |id: &str, name: &str, scopes: &[&str]| AppLine {
            client_id: id.into(),
            name: name.into(),
            scopes: scopes.iter().map(|scope| (*scope).into()).collect(),
            granted_at,
        };
        let apps = vec![
            app("0194bb00-0000-7000-8000-00000000000a", "Acme Notes", &["openid", "profile", "email"]),
            app("0194bb00-0000-7000-8000-00000000000b", "Board & Batten", &["openid"]),
        ];
        let none = Self { frame: Frame::default(), apps: Vec::new(), done: Some(Done::App) };
        vec![("some", Self { apps, done: None, ..none.clone() }), ("none", none)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn what_an_app_is_called_and_asked_for_is_only_text() {
        let (_, mut page) = Apps::samples().remove(0);
        page.apps[0].name = ATTACK.into();
        page.apps[0].scopes = vec![ATTACK.into()];
        page.apps[0].client_id = ATTACK.into();
        assert!(!page.html().unwrap().contains("<script"));
    }
}
