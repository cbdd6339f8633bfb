//! The inputs of the profile form: one for each field of a profile.

use crate::Frame;
use hitkey_identity::{DetailField, ProfileField};
use std::borrow::Cow;

/// What an input takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One line of text.
    Line,
    /// Some lines.
    Lines,
    /// A web address.
    Url,
    /// A telephone number.
    Phone,
}

impl Kind {
    pub(crate) const fn html_type(self) -> &'static str {
        match self {
            Self::Line | Self::Lines => "text",
            Self::Url => "url",
            Self::Phone => "tel",
        }
    }

    pub(crate) fn is_lines(self) -> bool {
        self == Self::Lines
    }
}

/// One input. The name order is none: it is chosen, not typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Input {
    pub(crate) field: ProfileField,
    pub(crate) kind: Kind,
    /// The token by which a browser fills it in (HTML §4.10.18.7).
    pub(crate) autocomplete: &'static str,
    /// How many characters it takes.
    pub(crate) longest: u16,
}

impl Input {
    const fn line(field: ProfileField, autocomplete: &'static str) -> Self {
        Self { field, kind: Kind::Line, autocomplete, longest: 100 }
    }

    const fn detail(field: DetailField, autocomplete: &'static str) -> Self {
        Self::line(ProfileField::Detail(field), autocomplete)
    }

    const fn of(self, kind: Kind, longest: u16) -> Self {
        Self { kind, longest, ..self }
    }

    pub(crate) const fn id(&self) -> &'static str {
        id(self.field)
    }

    pub(crate) fn label(&self, frame: Frame) -> Cow<'static, str> {
        frame.say(&key("field", self.id()))
    }

    /// What helps to fill it in, if anything is to be said.
    pub(crate) fn hint(&self, frame: Frame) -> Option<Cow<'static, str>> {
        frame.say_if_known(&key("hint", self.id()))
    }
}

fn key(kind: &str, id: &str) -> String {
    format!("{kind}-{}", id.replace('_', "-"))
}

/// The parts of a name, in the order of the form; beside them stands the choice of their order.
pub(crate) const NAMES: &[Input] = &[
    Input::line(ProfileField::GivenNames, "given-name"),
    Input::detail(DetailField::MiddleName, "additional-name"),
    Input::line(ProfileField::Surname, "family-name"),
    Input::line(ProfileField::NativeScript, "off"),
];

/// How the person is called otherwise.
pub(crate) const CALLED: &[Input] = &[
    Input::line(ProfileField::DisplayName, "name"),
    Input::line(ProfileField::Username, "username").of(Kind::Line, 30),
    Input::detail(DetailField::Nickname, "nickname"),
];

/// What else there is to tell.
pub(crate) const ABOUT: &[Input] = &[
    Input::detail(DetailField::Picture, "photo").of(Kind::Url, 2_000),
    Input::detail(DetailField::Website, "url").of(Kind::Url, 2_000),
    Input::detail(DetailField::Profile, "off").of(Kind::Url, 2_000),
    Input::detail(DetailField::Birthdate, "bday").of(Kind::Line, 10),
    Input::detail(DetailField::Gender, "sex"),
    Input::detail(DetailField::Locale, "language").of(Kind::Line, 35),
    Input::detail(DetailField::Zoneinfo, "off").of(Kind::Line, 64),
    Input::detail(DetailField::PhoneNumber, "tel").of(Kind::Phone, 16),
];

/// A postal address.
pub(crate) const ADDRESS: &[Input] = &[
    Input::detail(DetailField::AddressStreet, "street-address").of(Kind::Lines, 300),
    Input::detail(DetailField::AddressLocality, "address-level2"),
    Input::detail(DetailField::AddressRegion, "address-level1"),
    Input::detail(DetailField::AddressPostalCode, "postal-code"),
    Input::detail(DetailField::AddressCountry, "country-name"),
    Input::detail(DetailField::AddressFormatted, "off").of(Kind::Lines, 300),
];

/// The `id` and `name` of the input: the name of the field in JSON.
pub(crate) const fn id(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Surname => "surname",
        ProfileField::GivenNames => "given_names",
        ProfileField::DisplayName => "display_name",
        ProfileField::NativeScript => "native_script",
        ProfileField::PreferredOrder => "preferred_order",
        ProfileField::Username => "username",
        ProfileField::Detail(field) => detail_id(field),
    }
}

const fn detail_id(field: DetailField) -> &'static str {
    match field {
        DetailField::MiddleName => "middle_name",
        DetailField::Nickname => "nickname",
        DetailField::Profile => "profile",
        DetailField::Picture => "picture",
        DetailField::Website => "website",
        DetailField::Gender => "gender",
        DetailField::Birthdate => "birthdate",
        DetailField::Zoneinfo => "zoneinfo",
        DetailField::Locale => "locale",
        DetailField::PhoneNumber => "phone_number",
        DetailField::AddressFormatted => "address_formatted",
        DetailField::AddressStreet => "address_street",
        DetailField::AddressLocality => "address_locality",
        DetailField::AddressRegion => "address_region",
        DetailField::AddressPostalCode => "address_postal_code",
        DetailField::AddressCountry => "address_country",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_has_every_field_once_and_words_for_it() {
        let inputs: Vec<_> = [NAMES, CALLED, ABOUT, ADDRESS].concat();
        let has = |field| inputs.iter().filter(|input| input.field == field).count();
        for field in DetailField::ALL {
            assert_eq!(has(ProfileField::Detail(field)), 1, "{field:?}");
        }
        assert_eq!(inputs.len(), DetailField::ALL.len() + 5, "names, user name and details");
        for input in inputs {
            assert!(!input.label(Frame::default()).starts_with('['), "{}", input.id());
        }
    }
}
