use crate::ProjectName;
use hitkey_kernel::{Random, random_array};
use std::fmt;

/// What a project is addressed by: 1–60 of `[a-z0-9-]`. Made from its first name, unique, never changes.
///
/// ```
/// use hitkey_projects::{ProjectName, Slug};
/// let slug = Slug::of(&ProjectName::parse("Қазақ тілі: Öğrenme!")?);
/// assert_eq!(slug.as_str(), "kazak-tili-ogrenme");
/// # Ok::<(), hitkey_projects::TextError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// The text is not a slug, so no project has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a slug has 1 to 60 small letters, digits and hyphens")]
pub struct SlugError;

/// What a project is addressed by when nothing of its name can be written in ASCII.
const FALLBACK: &str = "project";

/// Up to this number duplicates are counted; later ones get random characters, so that the thousandth
/// project of one name does not try a thousand slugs.
const COUNTED: usize = 4;

/// How many candidates there are for one name.
const CANDIDATES: usize = 12;

const RANDOM_CHARACTERS: usize = 6;
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

impl Slug {
    /// The most characters a slug can have.
    pub const LONGEST: usize = 60;

    /// Takes a slug that was stored or received.
    ///
    /// # Errors
    /// [`SlugError`] when it has another shape.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let fits = (1..=Self::LONGEST).contains(&text.len());
        let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if fits && text.bytes().all(good) { Ok(Self(text.to_owned())) } else { Err(SlugError) }
    }

    /// The first choice for a name: transliterated, at most 60 characters, never empty.
    pub fn of(name: &ProjectName) -> Self {
        let text = hyphenated(&deunicode::deunicode(name.as_str()));
        let text = if text.is_empty() { FALLBACK } else { text.as_str() };
        Self(cut(text, Self::LONGEST).to_owned())
    }

    /// What to try, in this order, until one is free: `name`, `name-2`, `name-3`, `name-4`, then the
    /// name with random characters.
    pub fn candidates(name: &ProjectName, random: &dyn Random) -> impl Iterator<Item = Self> {
        let first = Self::of(name);
        (1..=CANDIDATES).map(move |number| match number {
            1 => first.clone(),
            ..=COUNTED => first.with_suffix(&number.to_string()),
            _ => first.with_suffix(&random_suffix(random)),
        })
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn with_suffix(&self, suffix: &str) -> Self {
        Self(format!("{}-{suffix}", cut(&self.0, Self::LONGEST - 1 - suffix.len())))
    }
}

/// Small letters and digits; whatever stands between them becomes one hyphen, but for the apostrophes of a
/// transliteration.
fn hyphenated(ascii: &str) -> String {
    let mut text = String::with_capacity(ascii.len());
    for character in ascii.chars().filter(|character| *character != '\'') {
        if character.is_ascii_alphanumeric() {
            text.push(character.to_ascii_lowercase());
        } else if !text.is_empty() && !text.ends_with('-') {
            text.push('-');
        }
    }
    text.truncate(text.trim_end_matches('-').len());
    text
}

fn cut(text: &str, longest: usize) -> &str {
    text.get(..longest).unwrap_or(text).trim_end_matches('-')
}

fn random_suffix(random: &dyn Random) -> String {
    let bytes = random_array::<RANDOM_CHARACTERS>(random);
    bytes.into_iter().map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()])).collect()
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slug({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::testkit;
    use std::collections::BTreeSet;

    fn slug_of(name: &str) -> String {
        Slug::of(&ProjectName::parse(name).unwrap()).to_string()
    }

    #[test]
    fn names_of_many_scripts_become_slugs() {
        for (name, slug) in [
            ("My App", "my-app"),
            ("  --My__App!! ", "my-app"),
            ("Проект Алатау", "proekt-alatau"),
            ("Ғарм, Тоҷикистон", "garm-tochikiston"),
            ("Ann's app", "anns-app"),
            ("Ärzte ohne Grenzen", "arzte-ohne-grenzen"),
            ("北京", "bei-jing"),
            ("!!!", "project"),
            ("\u{10FFFF}", "project"),
            ("../../etc/passwd", "etc-passwd"),
        ] {
            assert_eq!(slug_of(name), slug, "{name}");
        }
    }

    #[test]
    fn a_slug_of_any_name_parses() {
        for name in ["a", "é", "-", "👩‍🚀", &"long name ".repeat(9), &"x".repeat(100), &"ж".repeat(100)]
        {
            let slug = slug_of(name);
            assert_eq!(Slug::parse(&slug).map(|slug| slug.to_string()), Ok(slug.clone()), "{name}");
            assert!(!slug.starts_with('-') && !slug.ends_with('-'), "{slug}");
        }
    }

    #[test]
    fn candidates_are_all_different_and_fit() {
        for name in ["My App", &"x".repeat(100), &format!("{} y", "x".repeat(57))] {
            let name = ProjectName::parse(name).unwrap();
            let candidates: Vec<_> = Slug::candidates(&name, testkit::ambient().random()).collect();
            assert_eq!(candidates.iter().collect::<BTreeSet<_>>().len(), CANDIDATES, "{candidates:?}");
            for slug in &candidates {
                assert_eq!(Slug::parse(slug.as_str()).as_ref(), Ok(slug));
                assert!(!slug.as_str().contains("--"), "{slug}");
            }
        }
        let name = ProjectName::parse("My App").unwrap();
        let counted: Vec<_> =
            Slug::candidates(&name, testkit::ambient().random()).take(3).map(|slug| slug.0).collect();
        assert_eq!(counted, ["my-app", "my-app-2", "my-app-3"]);
    }

    #[test]
    fn slugs_are_judged_by_shape() {
        let long = "a".repeat(61);
        for (text, good) in
            [("my-app", true), ("a", true), ("", false), ("My-App", false), ("a b", false), (&long, false)]
        {
            assert_eq!(Slug::parse(text).is_ok(), good, "{text:?}");
        }
    }
}
