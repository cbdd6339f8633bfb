use crate::{Frame, View};
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

/// What was just done on the account page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// A session was ended.
    SessionEnded,
    /// An app's access was withdrawn.
    AppWithdrawn,
}

/// `/account`: who am I, where am I signed in, which apps know me.
#[derive(Debug, Clone, Template)]
#[template(path = "account.html")]
pub struct Account {
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
    /// The live sessions.
    pub sessions: Vec<SessionLine>,
    /// The apps that were allowed.
    pub apps: Vec<AppLine>,
    /// What was just done.
    pub done: Option<Done>,
}

fn session_samples() -> Vec<SessionLine> {
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
        user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1".into(),
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
    vec![laptop, phone, unknown]
}

impl View for Account {
    const NAME: &'static str = "account";

    fn samples() -> Vec<(&'static str, Self)> {
        let granted_at = Timestamp::from_unix_seconds(1_769_847_330);
        let app = |id: &str, name: &str, scopes: &[&str]| AppLine {
            client_id: id.into(),
            name: name.into(),
            scopes: scopes.iter().map(|scope| (*scope).into()).collect(),
            granted_at,
        };
        let full = Self {
            frame: Frame { dev_mailbox: true, ..Frame::default() },
            name: "Ann Example".into(),
            username: Some("ann".into()),
            email: "ann@example.org".into(),
            two_factor: true,
            created_at: Timestamp::from_unix_seconds(1_769_760_930),
            sessions: session_samples(),
            apps: vec![
                app("0194bb00-0000-7000-8000-00000000000a", "Acme Notes", &["openid", "profile", "email"]),
                app("0194bb00-0000-7000-8000-00000000000b", "Board & Batten", &["openid"]),
            ],
            done: Some(Done::AppWithdrawn),
        };
        let fresh = Self {
            username: None,
            two_factor: false,
            sessions: full.sessions[..1].to_vec(),
            apps: Vec::new(),
            done: None,
            ..full.clone()
        };
        vec![("full", full), ("fresh", fresh)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn names_of_people_apps_and_devices_are_only_text() {
        let (_, mut page) = Account::samples().remove(0);
        page.name = ATTACK.into();
        page.username = Some(ATTACK.into());
        page.apps[0].name = ATTACK.into();
        page.apps[0].scopes = vec![ATTACK.into()];
        page.sessions[0].user_agent = ATTACK.into();
        page.sessions[0].current = false;
        assert!(!page.html().unwrap().contains("<script"));
    }
}
