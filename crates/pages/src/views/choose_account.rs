use crate::{Frame, View};
use askama::Template;

/// `/oauth/authorize`, when an app wants the person to say as whom they go on.
#[derive(Debug, Clone, Template)]
#[template(path = "choose_account.html")]
pub struct ChooseAccount {
    /// The frame.
    pub frame: Frame,
    /// The app's name, chosen by whoever registered it.
    pub app: String,
    /// The address of the account that is signed in.
    pub email: String,
    /// The id of that account: the answer is only good for the person who read the question.
    pub person: String,
    /// The path and query the answer is posted to.
    pub action: String,
    /// Where to sign in as somebody else.
    pub other_url: String,
}

impl View for ChooseAccount {
    const NAME: &'static str = "choose_account";

    fn samples() -> Vec<(&'static str, Self)> {
        let one = Self {
            frame: Frame::default(),
            app: "Acme Notes".into(),
            email: "ann@example.org".into(),
            person: "0194bb00-0000-7000-8000-000000000001".into(),
            action: "/oauth/authorize?client_id=1&prompt=select_account".into(),
            other_url: "/login?continue=%2Foauth%2Fauthorize%3Fclient_id%3D1".into(),
        };
        vec![("one", one)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn an_app_cannot_bring_markup() {
        let (_, mut page) = ChooseAccount::samples().remove(0);
        page.app = ATTACK.into();
        page.action = ATTACK.into();
        page.other_url = ATTACK.into();
        assert!(!page.html().unwrap().contains("<script"));
    }
}
