use crate::profile_input::{self, Input};
use crate::{Done, Field, Frame, Problem, Problems, Section, View};
use askama::Template;
use hitkey_identity::{DetailField, DetailProblem, NameOrder, ProfileField};

/// `/account/profile`: what the person is called, and what else they tell of themself.
#[derive(Debug, Clone, Template)]
#[template(path = "account/profile.html")]
pub struct ProfileForm {
    /// The frame.
    pub frame: Frame,
    /// What stands in the inputs; what is not named is empty.
    pub values: Vec<(ProfileField, String)>,
    /// Which part of the name comes first.
    pub order: NameOrder,
    /// The name in western order, as far as it is known.
    pub western: Option<String>,
    /// The name in eastern order.
    pub eastern: Option<String>,
    /// What was just done.
    pub done: Option<Done>,
    /// What was wrong with the last try.
    pub problems: Problems,
}

/// Some inputs under one heading.
struct Group {
    key: &'static str,
    inputs: &'static [Input],
    /// Whether the order of names is chosen here.
    has_order: bool,
}

const GROUPS: &[Group] = &[
    Group { key: "profile-names", inputs: profile_input::NAMES, has_order: true },
    Group { key: "profile-called", inputs: profile_input::CALLED, has_order: false },
    Group { key: "profile-about", inputs: profile_input::ABOUT, has_order: false },
    Group { key: "profile-address", inputs: profile_input::ADDRESS, has_order: false },
];

impl ProfileForm {
    const SECTION: Section = Section::Profile;

    fn value(&self, input: &Input) -> &str {
        let value = self.values.iter().find(|(field, _)| *field == input.field);
        value.map_or("", |(_, text)| text)
    }

    fn problem(&self, input: &Input) -> Option<&Problem> {
        self.problems.on(Field::Profile(input.field))
    }

    fn is_eastern(&self) -> bool {
        self.order == NameOrder::Eastern
    }
}

impl View for ProfileForm {
    const NAME: &'static str = "profile";

    fn samples() -> Vec<(&'static str, Self)> {
        let text = |field, text: &str| (field, text.to_owned());
        let empty = Self {
            frame: Frame::default(),
            values: vec![text(ProfileField::DisplayName, "ann")],
            order: NameOrder::Western,
            western: None,
            eastern: None,
            done: None,
            problems: Problems::none(),
        };
        let saved = Self {
            values: vec![
                text(ProfileField::GivenNames, "Ann"),
                text(ProfileField::Surname, "Example"),
                text(ProfileField::Detail(DetailField::AddressStreet), "1 Main St\nFlat 2"),
            ],
            order: NameOrder::Eastern,
            western: Some("Ann Example".into()),
            eastern: Some("Example Ann".into()),
            done: Some(Done::Profile),
            ..empty.clone()
        };
        let website = ProfileField::Detail(DetailField::Website);
        let unfit = Problem::Unfit { field: website, problem: DetailProblem::NoUrl };
        let wrong = Self {
            values: vec![text(website, "ann"), text(ProfileField::Username, "root")],
            problems: vec![unfit, Problem::UsernameReserved].into(),
            ..empty.clone()
        };
        vec![("empty", empty), ("saved", saved), ("wrong", wrong)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn whatever_people_tell_of_themselves_is_only_text() {
        let (_, mut page) = ProfileForm::samples().remove(0);
        let inputs = GROUPS.iter().flat_map(|group| group.inputs);
        page.values = inputs.map(|input| (input.field, format!("</textarea>{ATTACK}"))).collect();
        (page.western, page.eastern) = (Some(ATTACK.into()), Some(ATTACK.into()));
        let html = page.html().unwrap();
        assert!(!html.contains("<script") && html.matches("</textarea>").count() == 2, "{html}");
    }
}
