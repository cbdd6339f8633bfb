use crate::{Field, Frame, Problem, Problems, Section, View};
use askama::Template;

/// `/account/settings/delete`: the end of the account, given the password and the address typed once more.
#[derive(Debug, Clone, Template)]
#[template(path = "account/delete_account.html")]
pub struct DeleteAccount {
    /// The frame.
    pub frame: Frame,
    /// The default address, which has to be typed.
    pub email: String,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl DeleteAccount {
    const SECTION: Section = Section::Settings;
}

impl View for DeleteAccount {
    const NAME: &'static str = "delete_account";

    fn samples() -> Vec<(&'static str, Self)> {
        let first =
            Self { frame: Frame::default(), email: "ann@example.org".into(), problems: Problems::none() };
        let wrong = vec![Problem::ConfirmationWrong, Problem::CurrentPasswordMissing];
        let wrong = Self { problems: wrong.into(), ..first.clone() };
        let owner = Self { problems: Problem::OwnsSharedProject.into(), ..first.clone() };
        vec![("first", first), ("wrong", wrong), ("owner", owner)]
    }
}

/// `/account/deleted`: there is no account any more.
#[derive(Debug, Clone, Template)]
#[template(path = "account_deleted.html")]
pub struct AccountDeleted {
    /// The frame.
    pub frame: Frame,
}

impl View for AccountDeleted {
    const NAME: &'static str = "account_deleted";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("done", Self { frame: Frame::default() })]
    }
}
