use crate::{Frame, View};
use askama::Template;

/// The answer to an authorization request, on its way to the app as a form. A script sends it at once; without
/// scripts the person presses its button.
#[derive(Debug, Clone, Template)]
#[template(path = "form_post.html")]
pub struct FormPost {
    /// The frame.
    pub frame: Frame,
    /// Where the app takes the form.
    pub action: String,
    /// The fields, none of which is shown.
    pub fields: Vec<(&'static str, String)>,
}

impl View for FormPost {
    const NAME: &'static str = "form_post";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            frame: Frame::default(),
            action: "https://notes.acme.example/callback".into(),
            fields: vec![
                ("code", "C0d3".into()),
                ("state", "xyz".into()),
                ("iss", "https://id.example.org".into()),
            ],
        };
        vec![("code", page)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn an_answer_cannot_bring_markup() {
        let (_, mut page) = FormPost::samples().remove(0);
        page.action = ATTACK.into();
        page.fields = vec![("state", ATTACK.into())];
        assert_eq!(page.html().unwrap().matches("<script").count(), 1, "its own and no other");
    }
}
