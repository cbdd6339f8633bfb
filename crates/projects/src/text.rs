use std::fmt;

/// Why a text does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is left after trimming.
    #[error("the text is empty")]
    Empty,
    /// More characters than it may have, before trimming.
    #[error("the text is too long")]
    TooLong,
    /// A control character.
    #[error("the text contains control characters")]
    ControlCharacter,
}

/// Trims and checks a text; line breaks and tabs are welcome in `prose` only. The blanks around it count, as for
/// whoever checks against the description of the API.
fn checked(text: &str, longest: usize, prose: bool) -> Result<String, TextError> {
    if text.chars().count() > longest {
        return Err(TextError::TooLong);
    }
    let breaks = |character| prose && matches!(character, '\n' | '\r' | '\t');
    if text.chars().any(|character| character.is_control() && !breaks(character)) {
        return Err(TextError::ControlCharacter);
    }
    let text = text.trim();
    if text.is_empty() { Err(TextError::Empty) } else { Ok(text.to_owned()) }
}

macro_rules! define_text {
    ($($(#[$doc:meta])* $name:ident, $longest:literal, prose: $prose:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The most characters it can have, before trimming.
            pub const LONGEST: usize = $longest;

            /// Trims and checks `text`.
            ///
            /// # Errors
            /// [`TextError`] when it is empty, too long or contains control characters.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                checked(text, Self::LONGEST, $prose).map(Self)
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    )*};
}

define_text! {
    /// What a project is called: 1–100 characters in any script, trimmed, in one line.
    ProjectName, 100, prose: false;
    /// What a permission is called for people: 1–100 characters, trimmed, in one line.
    PermissionName, 100, prose: false;
    /// What an API client is called: 1–100 characters in any script, trimmed, in one line.
    ApiClientName, 100, prose: false;
    /// A few words about something: 1–500 characters, trimmed; may have line breaks.
    Description, 500, prose: true;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_judged_by_length_and_characters() {
        let (full, long, padded) = ("ә".repeat(100), "ә".repeat(101), format!("ә{}", " ".repeat(100)));
        for (text, outcome) in [
            (" Алатау ", Ok("Алатау")),
            (full.as_str(), Ok(full.as_str())),
            (long.as_str(), Err(TextError::TooLong)),
            (padded.as_str(), Err(TextError::TooLong)),
            (" \u{a0}", Err(TextError::Empty)),
            ("tail\u{85}", Err(TextError::ControlCharacter)),
            ("two\nlines", Err(TextError::ControlCharacter)),
            ("nul\0", Err(TextError::ControlCharacter)),
        ] {
            let parsed = ProjectName::parse(text);
            assert_eq!(parsed.as_ref().map(ProjectName::as_str), outcome.as_ref().copied(), "{text:?}");
        }
    }

    #[test]
    fn blanks_around_a_description_are_judged_too() {
        assert_eq!(Description::parse("tail\u{85}"), Err(TextError::ControlCharacter));
        assert_eq!(Description::parse(&format!("x{}", " ".repeat(500))), Err(TextError::TooLong));
        assert_eq!(Description::parse(" \n"), Err(TextError::Empty));
    }

    #[test]
    fn a_description_may_have_lines() {
        assert_eq!(
            Description::parse("one\r\n\ttwo\n").map(|text| text.to_string()),
            Ok("one\r\n\ttwo".into())
        );
        assert_eq!(Description::parse("bell\u{7}"), Err(TextError::ControlCharacter));
        assert_eq!(Description::parse(&"x".repeat(501)), Err(TextError::TooLong));
    }
}
