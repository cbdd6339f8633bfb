use crate::{Name, Username};
use hitkey_kernel::{EmailAddress, ProjectId, UserId};

/// What people are looked for by: 2–254 characters, trimmed, compared without regard to case. Control characters are
/// dropped: nobody's name has any, and Postgres refuses a text with U+0000. What is dropped counts for the longest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchText(String);

/// Why a text can't be searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SearchTextError {
    /// So short that it would match nearly everybody.
    #[error("a search needs at least 2 characters")]
    TooShort,
    /// Longer than anything that could match.
    #[error("a search has at most 254 characters")]
    TooLong,
}

impl SearchText {
    /// The fewest characters of a search.
    pub const SHORTEST: usize = 2;
    /// The most characters of a search.
    pub const LONGEST: usize = 254;

    /// Trims and checks `text`.
    ///
    /// # Errors
    /// [`SearchTextError`] when it is too short or too long.
    pub fn parse(text: &str) -> Result<Self, SearchTextError> {
        if text.chars().count() > Self::LONGEST {
            return Err(SearchTextError::TooLong);
        }
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let text = text.trim();
        match text.chars().count() {
            0..Self::SHORTEST => Err(SearchTextError::TooShort),
            _ => Ok(Self(text.to_lowercase())),
        }
    }

    /// The text in lower case.
    pub fn key(&self) -> &str {
        &self.0
    }

    /// Whether it is part of `text`, without regard to case.
    pub fn is_in(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.0)
    }
}

/// Among whom to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchScope {
    /// Everybody.
    All,
    /// The members of one project.
    Project(ProjectId),
}

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPerson {
    /// Who.
    pub id: UserId,
    /// The name they chose for themself.
    pub username: Option<Username>,
    /// What they want to be called.
    pub display_name: Option<Name>,
    /// An address of theirs, if it may be told: the default one to whoever shares a project with them (and
    /// to themself), the one that was searched for to whoever knew it whole, none to others.
    pub email: Option<EmailAddress>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_neither_too_short_nor_too_long() {
        for (text, outcome) in [
            (String::new(), Err(SearchTextError::TooShort)),
            (" ә ".to_owned(), Err(SearchTextError::TooShort)),
            ("\0a\u{7f}".to_owned(), Err(SearchTextError::TooShort)),
            ("A\0nn".to_owned(), Ok("ann".to_owned())),
            (" Әл ".to_owned(), Ok("әл".to_owned())),
            ("X".repeat(254), Ok("x".repeat(254))),
            ("X".repeat(255), Err(SearchTextError::TooLong)),
            (format!("ann{}", " ".repeat(252)), Err(SearchTextError::TooLong)),
        ] {
            assert_eq!(SearchText::parse(&text).map(|text| text.0), outcome, "{text:?}");
        }
    }

    #[test]
    fn case_does_not_matter_in_any_script() {
        let text = SearchText::parse("ӘЛИ").unwrap();
        assert!(text.is_in("Мария Әлия") && !text.is_in("Алия"));
    }
}
