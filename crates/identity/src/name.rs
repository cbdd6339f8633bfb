use std::fmt;

/// Part of a person's name in any script: 1–100 characters, trimmed, without control characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(String);

/// Why a text can't be a [`Name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is left after trimming.
    #[error("the name is empty")]
    Empty,
    /// More than [`Name::LONGEST`] characters, before trimming.
    #[error("the name is longer than 100 characters")]
    TooLong,
    /// A control character, such as a line break.
    #[error("the name contains control characters")]
    ControlCharacter,
}

impl Name {
    /// The most characters a name can have, with the blanks around it.
    pub const LONGEST: usize = 100;

    /// Trims and checks `text`.
    ///
    /// # Errors
    /// [`NameError`] when it is empty, too long or contains control characters.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        if text.chars().count() > Self::LONGEST {
            return Err(NameError::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(NameError::ControlCharacter);
        }
        let text = text.trim();
        if text.is_empty() { Err(NameError::Empty) } else { Ok(Self(text.to_owned())) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({})", self.0)
    }
}

/// Which part of a name comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameOrder {
    /// Given names, then surname.
    Western,
    /// Surname, then given names.
    Eastern,
}

impl NameOrder {
    /// The word used on the wire and in stores: `western` or `eastern`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Western => "western",
            Self::Eastern => "eastern",
        }
    }

    /// The order that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Western, Self::Eastern].into_iter().find(|order| order.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_bounded_in_characters() {
        assert_eq!(Name::parse("  Әлия ").unwrap().as_str(), "Әлия");
        assert!(Name::parse(&"ы".repeat(100)).is_ok());
        assert_eq!(Name::parse(&"ы".repeat(101)), Err(NameError::TooLong));
        assert_eq!(Name::parse(&format!("ы{}", " ".repeat(100))), Err(NameError::TooLong));
        assert_eq!(Name::parse(" \u{a0}"), Err(NameError::Empty));
        assert_eq!(Name::parse("ы\n"), Err(NameError::ControlCharacter));
        assert_eq!(Name::parse("a\nb"), Err(NameError::ControlCharacter));
    }

    #[test]
    fn orders_round_trip_as_words() {
        for order in [NameOrder::Western, NameOrder::Eastern] {
            assert_eq!(NameOrder::from_word(order.as_str()), Some(order));
        }
        assert_eq!(NameOrder::from_word("Western"), None);
    }
}
