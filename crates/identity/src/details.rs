use crate::Change;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod rule;

pub use rule::DetailProblem;

/// What a person may tell of themself beside their names (OpenID Connect Core §5.1). Nobody has to, and nothing
/// of it is verified.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Details(BTreeMap<DetailField, String>);

/// One such fact, spelled as the claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DetailField {
    /// Names between the given ones and the surname.
    MiddleName,
    /// What friends call the person.
    Nickname,
    /// A page about the person.
    Profile,
    /// A picture of the person.
    Picture,
    /// The person's own page.
    Website,
    /// In the person's own words.
    Gender,
    /// `YYYY-MM-DD`, `0000-MM-DD` without the year, or the year alone.
    Birthdate,
    /// A time zone such as `Asia/Almaty`.
    Zoneinfo,
    /// A language tag such as `kk-KZ`.
    Locale,
    /// In the form of E.164.
    PhoneNumber,
    /// The whole address, as it stands on a letter.
    AddressFormatted,
    /// Street and house, or what is used in their place.
    AddressStreet,
    /// City or village.
    AddressLocality,
    /// State, province or region.
    AddressRegion,
    /// Zip or postal code.
    AddressPostalCode,
    /// Country.
    AddressCountry,
}

/// A text that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidDetail {
    /// Which one.
    pub field: DetailField,
    /// What is wrong with it.
    pub problem: DetailProblem,
}

impl DetailField {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::MiddleName,
        Self::Nickname,
        Self::Profile,
        Self::Picture,
        Self::Website,
        Self::Gender,
        Self::Birthdate,
        Self::Zoneinfo,
        Self::Locale,
        Self::PhoneNumber,
        Self::AddressFormatted,
        Self::AddressStreet,
        Self::AddressLocality,
        Self::AddressRegion,
        Self::AddressPostalCode,
        Self::AddressCountry,
    ];

    /// The text as it is kept; `None` when it is empty.
    ///
    /// # Errors
    /// [`DetailProblem`] when it does not fit.
    pub fn parse(self, text: &str) -> Result<Option<String>, DetailProblem> {
        rule::of(self).parse(text)
    }
}

impl Details {
    /// Details as they were stored; `None` when one does not fit.
    pub fn from_stored(stored: BTreeMap<DetailField, String>) -> Option<Self> {
        let fits = |(field, text): (&DetailField, &String)| {
            field.parse(text).is_ok_and(|parsed| parsed.as_ref() == Some(text))
        };
        stored.iter().all(fits).then_some(Self(stored))
    }

    /// One of them.
    pub fn get(&self, field: DetailField) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The details after `change`, or every reason against it.
    ///
    /// # Errors
    /// All texts that don't fit.
    pub fn changed(
        mut self,
        change: BTreeMap<DetailField, Change<String>>,
    ) -> Result<Self, Vec<InvalidDetail>> {
        let mut invalid = Vec::new();
        for (field, change) in change {
            if let Err(problem) = self.change(field, change) {
                invalid.push(InvalidDetail { field, problem });
            }
        }
        if invalid.is_empty() { Ok(self) } else { Err(invalid) }
    }

    fn change(&mut self, field: DetailField, change: Change<String>) -> Result<(), DetailProblem> {
        let value = match change {
            Change::Keep => return Ok(()),
            Change::Clear => None,
            Change::Set(text) => field.parse(&text)?,
        };
        match value {
            Some(value) => self.0.insert(field, value),
            None => self.0.remove(&field),
        };
        Ok(())
    }

    /// The facts in which these differ from `other`.
    pub fn differences(&self, other: &Self) -> impl Iterator<Item = DetailField> {
        DetailField::ALL.into_iter().filter(|field| self.get(*field) != other.get(*field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> Change<String> {
        Change::Set(text.to_owned())
    }

    #[test]
    fn a_change_keeps_clears_and_sets() {
        let before = Details::default();
        let told = [(DetailField::Nickname, set(" Әли ")), (DetailField::Gender, set("female"))];
        let told = before.changed(told.into()).unwrap();
        assert_eq!(told.get(DetailField::Nickname), Some("Әли"));
        let change = [
            (DetailField::Nickname, Change::Keep),
            (DetailField::Gender, Change::Clear),
            (DetailField::Locale, set("")),
        ];
        let after = told.clone().changed(change.into()).unwrap();
        assert_eq!((after.get(DetailField::Nickname), after.get(DetailField::Gender)), (Some("Әли"), None));
        assert!(!after.is_empty());
        assert_eq!(after.differences(&told).collect::<Vec<_>>(), [DetailField::Gender]);
    }

    #[test]
    fn every_text_that_does_not_fit_is_named_and_nothing_changes() {
        let change =
            [(DetailField::Website, set("javascript:alert(1)")), (DetailField::PhoneNumber, set("112"))];
        let invalid = Details::default().changed(change.into()).unwrap_err();
        let named: Vec<_> = invalid.iter().map(|invalid| invalid.field).collect();
        assert_eq!(named, [DetailField::Website, DetailField::PhoneNumber]);
    }

    #[test]
    fn what_is_stored_comes_back_unless_it_was_tampered_with() {
        let told = Details::default().changed([(DetailField::Birthdate, set("1987-10-16"))].into()).unwrap();
        assert_eq!(Details::from_stored(told.0.clone()), Some(told));
        let bad = [(DetailField::Picture, "javascript:alert(1)".to_owned())];
        assert_eq!(Details::from_stored(bad.into()), None);
    }
}
