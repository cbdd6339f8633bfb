use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use hitkey_kernel::Language;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// What a phrase is filled with: name and text.
pub(crate) type Arguments<'a> = &'a [(&'static str, &'a str)];

/// Knows the words for a key.
pub(crate) trait Phrases {
    /// The phrase, filled with the arguments.
    fn phrase(&self, key: &'static str, arguments: Arguments<'_>) -> String;
}

impl Phrases for Language {
    /// In this language, or in English where this language has no words for `key`.
    fn phrase(&self, key: &'static str, arguments: Arguments<'_>) -> String {
        find(*self, key, arguments)
            .or_else(|| find(Language::En, key, arguments))
            .unwrap_or_else(|| unknown_key(key))
    }
}

/// A test makes sure that English has every key, so this is never reached; a mail must not fail over it.
fn unknown_key(key: &'static str) -> String {
    tracing::error!(key, "a mail uses a phrase that English has no words for");
    key.to_owned()
}

pub(crate) const fn source(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../wording/en.ftl"),
        Language::Es => include_str!("../wording/es.ftl"),
        Language::Ru => include_str!("../wording/ru.ftl"),
        Language::Kk => include_str!("../wording/kk.ftl"),
        Language::Tg => include_str!("../wording/tg.ftl"),
    }
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<(Language, Bundle)>> =
    LazyLock::new(|| Language::ALL.map(|language| (language, parse(language, source(language)))).into());

fn parse(language: Language, source: &str) -> Bundle {
    let locale = language.tag().parse::<LanguageIdentifier>().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // No invisible marks around arguments: they would be copied along with a code.
    bundle.set_use_isolating(false);
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(source.to_owned());
    bundle.add_resource_overriding(resource);
    bundle
}

fn find(language: Language, key: &str, arguments: Arguments<'_>) -> Option<String> {
    let (_, bundle) = BUNDLES.iter().find(|(known, _)| *known == language)?;
    format(bundle, key, arguments)
}

fn format(bundle: &Bundle, key: &str, arguments: Arguments<'_>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let arguments: FluentArgs<'_> = arguments.iter().copied().collect();
    let mut errors = Vec::new();
    let phrase = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
    errors.is_empty().then(|| phrase.into_owned())
}

/// The keys that a file has words for.
#[cfg(test)]
pub(crate) fn keys(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" = ").map(|(key, _)| key))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_speaks_of_the_same_keys_as_english() {
        for language in Language::ALL {
            assert!(FluentResource::try_new(source(language).to_owned()).is_ok(), "{language:?}");
            for key in keys(source(language)) {
                assert!(keys(source(Language::En)).contains(&key), "{language:?} has an unknown {key}");
            }
        }
    }

    #[test]
    fn a_phrase_that_a_language_lacks_or_spoils_is_taken_from_english() {
        let partly = parse(Language::Tg, "a = да\nspoiled = { $absent }\n");
        assert_eq!(format(&partly, "a", &[]).as_deref(), Some("да"));
        assert_eq!(format(&partly, "b", &[]), None);
        assert_eq!(format(&partly, "spoiled", &[]), None);
        assert_eq!(Language::Tg.phrase("no-such-key", &[]), "no-such-key");
    }

    #[test]
    fn arguments_stand_bare() {
        let phrase = Language::En.phrase("password-reset-valid", &[("minutes", "15")]);
        assert_eq!(phrase, "The link works once, within 15 minutes.");
    }
}
