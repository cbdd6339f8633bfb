use crate::{Frame, View};
use askama::Template;

/// `/oauth/authorize`, when an app asks for something the person has not allowed it yet.
#[derive(Debug, Clone, Template)]
#[template(path = "consent.html")]
pub struct Consent {
    /// The frame.
    pub frame: Frame,
    /// The app's name, chosen by whoever registered it.
    pub app: String,
    /// The host of the redirect URI, or its scheme for an installed app: who is really asking.
    pub host: String,
    /// The scopes asked for.
    pub scopes: Vec<String>,
    /// Name and URI of the servers that it asks tokens for, both chosen by whoever registered them.
    pub resources: Vec<(String, String)>,
    /// The address of the account that would be shared.
    pub email: String,
    /// The id of that account: the decision is only good for the person who read the question.
    pub person: String,
    /// The path and query the decision is posted to.
    pub action: String,
    /// Where to sign in as somebody else.
    pub switch_url: String,
}

impl Consent {
    /// The letter on the app's tile.
    fn initial(&self) -> String {
        let first = self.app.chars().find(|character| character.is_alphanumeric());
        first.map_or_else(|| "?".to_owned(), |character| character.to_uppercase().collect())
    }
}

impl View for Consent {
    const NAME: &'static str = "consent";

    fn samples() -> Vec<(&'static str, Self)> {
        let all = ["openid", "profile", "email", "offline_access", "custom.read"];
        let usual = Self {
            frame: Frame::default(),
            app: "Acme Notes".into(),
            host: "notes.acme.example".into(),
            scopes: all.map(String::from).to_vec(),
            resources: Vec::new(),
            email: "ann@example.org".into(),
            person: "0194bb00-0000-7000-8000-000000000001".into(),
            action: "/oauth/authorize?client_id=1&state=x".into(),
            switch_url: "/login?switch=1&continue=%2Foauth%2Fauthorize%3Fclient_id%3D1".into(),
        };
        let long = Self {
            app: "An application with a name that is a good deal longer than a name should be".into(),
            host: "a-very-long-subdomain-for-a-very-long-name.apps.department.example.com".into(),
            scopes: vec!["openid".into(), "project:read".into()],
            resources: vec![
                ("Orders".into(), "https://orders.example.org".into()),
                (
                    "Invoices of the whole department".into(),
                    "https://apps.department.example.com/invoices/v1".into(),
                ),
            ],
            ..usual.clone()
        };
        vec![("usual", usual), ("long", long)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn an_app_cannot_bring_markup() {
        let (_, mut page) = Consent::samples().remove(0);
        page.app = ATTACK.into();
        page.host = ATTACK.into();
        page.scopes = vec![ATTACK.into()];
        page.resources = vec![(ATTACK.into(), ATTACK.into())];
        page.action = ATTACK.into();
        assert!(!page.html().unwrap().contains("<script"));
    }

    #[test]
    fn the_tile_shows_the_first_letter() {
        let (_, mut page) = Consent::samples().remove(0);
        for (app, initial) in [("acme", "A"), ("«ёлка»", "Ё"), ("", "?"), ("🎉 9 lives", "9")] {
            page.app = app.into();
            assert_eq!(page.initial(), initial);
        }
    }
}
