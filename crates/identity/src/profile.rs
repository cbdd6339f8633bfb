use crate::{DetailField, Details, InvalidDetail, Name, NameError, NameOrder, Username, UsernameError};
use std::collections::BTreeMap;

/// How a person is called, and what else they tell of themself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// Family name.
    pub surname: Option<Name>,
    /// One or more given names.
    pub given_names: Option<Name>,
    /// What the person wants to be called; starts as the local part of their address.
    pub display_name: Option<Name>,
    /// The name in the person's own script.
    pub native_script: Option<Name>,
    /// Which part comes first; western when nothing is said.
    pub preferred_order: Option<NameOrder>,
    /// The chosen user name.
    pub username: Option<Username>,
    /// Everything else.
    pub details: Details,
}

impl Profile {
    /// The full name in the preferred order; the display name when neither part is known.
    pub fn name(&self) -> Option<String> {
        let (surname, given) = (self.surname.as_ref(), self.given_names.as_ref());
        let parts = match self.preferred_order {
            Some(NameOrder::Eastern) => [surname, given],
            Some(NameOrder::Western) | None => [given, surname],
        };
        let parts: Vec<_> = parts.into_iter().flatten().map(Name::as_str).collect();
        if parts.is_empty() { self.display_name.as_ref().map(Name::to_string) } else { Some(parts.join(" ")) }
    }

    /// The profile after `change`, or every reason against it.
    ///
    /// # Errors
    /// [`ProfileError`]: all names that don't fit, or else all details, or what is wrong with the user name.
    pub fn changed(mut self, change: ProfileChange) -> Result<Self, ProfileError> {
        let mut invalid = Vec::new();
        let mut set = |field, slot: &mut Option<Name>, change: Change<String>| match change.parsed() {
            Ok(Some(value)) => *slot = value,
            Ok(None) => {}
            Err(problem) => invalid.push(InvalidName { field, problem }),
        };
        set(NameField::Surname, &mut self.surname, change.surname);
        set(NameField::GivenNames, &mut self.given_names, change.given_names);
        set(NameField::DisplayName, &mut self.display_name, change.display_name);
        set(NameField::NativeScript, &mut self.native_script, change.native_script);
        if !invalid.is_empty() {
            return Err(ProfileError::Names(invalid));
        }
        self.details = self.details.changed(change.details).map_err(ProfileError::Details)?;
        change.preferred_order.apply(&mut self.preferred_order);
        self.rename(change.username)?;
        Ok(self)
    }

    /// The parts in which this profile differs from `other`.
    pub fn differences(&self, other: &Self) -> Vec<ProfileField> {
        let differs = [
            (ProfileField::Surname, self.surname != other.surname),
            (ProfileField::GivenNames, self.given_names != other.given_names),
            (ProfileField::DisplayName, self.display_name != other.display_name),
            (ProfileField::NativeScript, self.native_script != other.native_script),
            (ProfileField::PreferredOrder, self.preferred_order != other.preferred_order),
            (ProfileField::Username, self.username != other.username),
        ];
        let details = self.details.differences(&other.details).map(ProfileField::Detail);
        differs.into_iter().filter_map(|(field, differs)| differs.then_some(field)).chain(details).collect()
    }

    /// A name that the person already has is theirs even when it became reserved since.
    fn rename(&mut self, change: Change<String>) -> Result<(), UsernameError> {
        match change {
            Change::Keep => {}
            Change::Clear => self.username = None,
            Change::Set(text) => {
                let same = self.username.as_ref().is_some_and(|own| own.key() == text.to_ascii_lowercase());
                let name = if same { Username::from_stored(&text) } else { Username::choose(&text) };
                self.username = Some(name?);
            }
        }
        Ok(())
    }
}

/// The parts of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileField {
    /// [`Profile::surname`].
    Surname,
    /// [`Profile::given_names`].
    GivenNames,
    /// [`Profile::display_name`].
    DisplayName,
    /// [`Profile::native_script`].
    NativeScript,
    /// [`Profile::preferred_order`].
    PreferredOrder,
    /// [`Profile::username`].
    Username,
    /// One of [`Profile::details`].
    #[serde(untagged)]
    Detail(DetailField),
}

/// What to do with one optional value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Leave it as it is.
    #[default]
    Keep,
    /// Remove it.
    Clear,
    /// Replace it.
    Set(T),
}

impl<T> Change<T> {
    /// From JSON's three cases: absent, `null`, a value.
    pub fn from_field(field: Option<Option<T>>) -> Self {
        match field {
            None => Self::Keep,
            Some(None) => Self::Clear,
            Some(Some(value)) => Self::Set(value),
        }
    }

    fn apply(self, slot: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *slot = None,
            Self::Set(value) => *slot = Some(value),
        }
    }
}

impl Change<String> {
    /// `None` leaves the value; an empty text clears it.
    fn parsed(self) -> Result<Option<Option<Name>>, NameError> {
        match self {
            Self::Keep => Ok(None),
            Self::Clear => Ok(Some(None)),
            Self::Set(text) => match Name::parse(&text) {
                Ok(name) => Ok(Some(Some(name))),
                Err(NameError::Empty) => Ok(Some(None)),
                Err(problem) => Err(problem),
            },
        }
    }
}

/// A change of some parts of a [`Profile`], as a person asks for it.
#[derive(Debug, Clone, Default)]
pub struct ProfileChange {
    /// Family name.
    pub surname: Change<String>,
    /// Given names.
    pub given_names: Change<String>,
    /// Display name.
    pub display_name: Change<String>,
    /// The name in the person's own script.
    pub native_script: Change<String>,
    /// Which part of the name comes first.
    pub preferred_order: Change<NameOrder>,
    /// User name.
    pub username: Change<String>,
    /// Whatever of the details shall not stay.
    pub details: BTreeMap<DetailField, Change<String>>,
}

/// The texts of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameField {
    /// [`Profile::surname`].
    Surname,
    /// [`Profile::given_names`].
    GivenNames,
    /// [`Profile::display_name`].
    DisplayName,
    /// [`Profile::native_script`].
    NativeScript,
}

/// One text that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidName {
    /// Which one.
    pub field: NameField,
    /// What is wrong with it.
    pub problem: NameError,
}

/// Why a profile can't be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// All texts that do not fit.
    #[error("some names do not fit")]
    Names(Vec<InvalidName>),
    /// All details that do not fit.
    #[error("some details do not fit")]
    Details(Vec<InvalidDetail>),
    /// The user name does not fit.
    #[error(transparent)]
    Username(#[from] UsernameError),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<Name> {
        Name::parse(text).ok()
    }

    fn set(text: &str) -> Change<String> {
        Change::Set(text.to_owned())
    }

    #[test]
    fn the_full_name_follows_the_preferred_order() {
        use NameOrder::{Eastern, Western};
        for (given, surname, order, full) in [
            ("Ann", "Lee", None, Some("Ann Lee")),
            ("Ann", "Lee", Some(Western), Some("Ann Lee")),
            ("Ann", "Lee", Some(Eastern), Some("Lee Ann")),
            ("Ann", "", Some(Eastern), Some("Ann")),
            ("", "Lee", None, Some("Lee")),
            ("", "", None, Some("annie")),
        ] {
            let profile = Profile {
                surname: name(surname),
                given_names: name(given),
                display_name: name("annie"),
                preferred_order: order,
                ..Profile::default()
            };
            assert_eq!(profile.name().as_deref(), full);
        }
        assert_eq!(Profile::default().name(), None);
    }

    #[test]
    fn a_change_keeps_clears_and_sets() {
        let before = Profile { surname: name("Lee"), display_name: name("annie"), ..Profile::default() };
        let change = ProfileChange {
            surname: Change::Clear,
            given_names: set(" Ann "),
            display_name: Change::from_field(None),
            native_script: set("   "),
            preferred_order: Change::from_field(Some(Some(NameOrder::Eastern))),
            username: set("Ann_Lee"),
            details: [(DetailField::Nickname, set("Annie"))].into(),
        };
        let after = before.changed(change).unwrap();
        assert_eq!((after.surname, after.given_names), (None, name("Ann")));
        assert_eq!((after.display_name, after.native_script), (name("annie"), None));
        assert_eq!(after.preferred_order, NameOrder::from_word("eastern"));
        assert_eq!(after.details.get(DetailField::Nickname), Some("Annie"));
        assert_eq!(after.username.unwrap().as_str(), "Ann_Lee");
    }

    #[test]
    fn all_texts_that_do_not_fit_are_named() {
        let change =
            ProfileChange { surname: set("a\0"), native_script: set(&"x".repeat(101)), ..Default::default() };
        let expected = ProfileError::Names(vec![
            InvalidName { field: NameField::Surname, problem: NameError::ControlCharacter },
            InvalidName { field: NameField::NativeScript, problem: NameError::TooLong },
        ]);
        assert_eq!(Profile::default().changed(change), Err(expected));
    }

    #[test]
    fn an_own_name_that_became_reserved_may_change_its_case() {
        let own = Profile { username: Username::from_stored("admin").ok(), ..Profile::default() };
        let change = |text| ProfileChange { username: set(text), ..Default::default() };
        assert_eq!(own.clone().changed(change("Admin")).unwrap().username.unwrap().as_str(), "Admin");
        assert_eq!(own.clone().changed(change("root")), Err(UsernameError::Reserved.into()));
        let none = ProfileChange { username: Change::Clear, ..Default::default() };
        assert_eq!(own.changed(none).unwrap().username, None);
    }
}
