use crate::Profile;
use hitkey_kernel::{EmailAddress, SecretText};
use std::fmt;
use std::ops::RangeInclusive;

/// A password as somebody typed it. It is judged only when it is to be set, never at sign-in.
#[derive(Debug, Clone)]
pub struct Password(SecretText);

/// How many characters a new password may have.
pub const PASSWORD_LENGTH: RangeInclusive<usize> = 8..=256;

/// A new password can't be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Fewer than 8 characters.
    #[error("a password has at least 8 characters")]
    TooShort,
    /// More than 256 characters.
    #[error("a password has at most 256 characters")]
    TooLong,
    /// Too easy to guess (zxcvbn score below 3 of 4).
    #[error("the password is too easy to guess")]
    TooWeak {
        /// What makes it weak, in English, if that is known.
        warning: Option<String>,
        /// What would make it better, in English.
        suggestions: Vec<String>,
    },
}

impl Password {
    /// Takes what was typed.
    pub fn new(typed: impl Into<String>) -> Self {
        Self(SecretText::new(typed))
    }

    /// The text itself, for the hasher only.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Judges it as a new password of the person that `hints` describe.
    ///
    /// # Errors
    /// [`WeakPassword`] when its length does not fit or it is too easy to guess.
    pub fn judge(&self, hints: &PasswordHints) -> Result<(), WeakPassword> {
        let length = self.expose().chars().count();
        if length < *PASSWORD_LENGTH.start() {
            return Err(WeakPassword::TooShort);
        }
        if length > *PASSWORD_LENGTH.end() {
            return Err(WeakPassword::TooLong);
        }
        let words: Vec<_> = hints.0.iter().map(String::as_str).collect();
        let entropy = zxcvbn::zxcvbn(self.expose(), &words);
        if entropy.score() >= zxcvbn::Score::Three { Ok(()) } else { Err(too_weak(entropy.feedback())) }
    }
}

fn too_weak(feedback: Option<&zxcvbn::feedback::Feedback>) -> WeakPassword {
    WeakPassword::TooWeak {
        warning: feedback.and_then(|feedback| feedback.warning()).map(|warning| warning.to_string()),
        suggestions: feedback
            .map(|feedback| feedback.suggestions().iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
    }
}

/// Words that a guesser who knows the person would try first.
#[derive(Debug, Clone)]
pub struct PasswordHints(Vec<String>);

impl PasswordHints {
    /// The words of a person with these addresses and names, and the name of the service.
    pub fn of<'a>(addresses: impl IntoIterator<Item = &'a EmailAddress>, profile: &Profile) -> Self {
        let mut hints = Self(vec!["hitkey".to_owned()]);
        for address in addresses {
            hints.add(address.as_str());
            hints.add(address.local_part());
            hints.add(address.as_str().rsplit_once('@').map_or("", |(_, domain)| domain));
        }
        for name in [&profile.surname, &profile.given_names, &profile.display_name, &profile.native_script] {
            hints.add(name.as_ref().map_or("", |name| name.as_str()));
        }
        hints.add(profile.username.as_ref().map_or("", |name| name.as_str()));
        hints
    }

    /// Adds a text whole and by its words; very short words would forbid everything.
    fn add(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphanumeric()).chain([text]);
        self.0.extend(words.filter(|word| word.chars().count() > 2).map(str::to_owned));
    }
}

/// The stored form of a password: a PHC string of a slow, salted hash (Argon2id).
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes a PHC string that a hasher made.
    pub fn from_phc(phc: String) -> Self {
        Self(phc)
    }

    /// The PHC string, fit to be stored.
    pub fn as_phc(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Name;

    fn hints() -> PasswordHints {
        let address = EmailAddress::parse("winterbottom@quarterstaff.example").unwrap();
        let profile = Profile { surname: Name::parse("Featherstonehaugh").ok(), ..Profile::default() };
        PasswordHints::of([&address], &profile)
    }

    #[test]
    fn length_is_counted_in_characters() {
        let judge = |text: String| Password::new(text).judge(&hints());
        assert_eq!(judge("ключик7".to_owned()), Err(WeakPassword::TooShort));
        assert_eq!(judge("щ".repeat(257)), Err(WeakPassword::TooLong));
        assert_eq!(judge("correct horse battery staple ".repeat(8)), Ok(()));
    }

    #[test]
    fn guessable_passwords_are_refused_with_advice() {
        for weak in [
            "password",
            "12345678",
            "qwertyuiop",
            "winterbottom1",
            "Featherstonehaugh9",
            "quarterstaff.example",
            "hitkey2026",
        ] {
            let verdict = Password::new(weak).judge(&hints());
            assert!(
                matches!(&verdict, Err(WeakPassword::TooWeak { suggestions, .. }) if !suggestions.is_empty()),
                "{weak}: {verdict:?}"
            );
        }
    }

    #[test]
    fn long_and_odd_passwords_are_accepted() {
        for good in ["correct horse battery staple", "b4Q!vz7pW_e", "снег на крыше тает медленно"]
        {
            assert_eq!(Password::new(good).judge(&hints()), Ok(()), "{good}");
        }
    }

    #[test]
    fn neither_form_prints() {
        assert_eq!(format!("{:?}", Password::new("hunter2")), "Password([redacted])");
        assert_eq!(format!("{:?}", PasswordHash::from_phc("$argon2id$…".into())), "PasswordHash([redacted])");
    }
}
