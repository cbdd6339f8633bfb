//! Every word a person reads on a page comes from `text/<language>.ftl`, by key.

use askama::filters::HtmlSafe;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use hitkey_kernel::Language;
use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// A value for a placeable: text, or a count that chooses a plural form.
pub(crate) type Value<'a> = FluentValue<'a>;

/// What Fluent puts around a value (Unicode's isolating marks); [`Rich`] makes them markup.
const OPEN: char = '\u{2068}';
const CLOSE: char = '\u{2069}';

const fn source(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../text/en.ftl"),
        Language::Es => include_str!("../text/es.ftl"),
        Language::Ru => include_str!("../text/ru.ftl"),
        Language::Kk => include_str!("../text/kk.ftl"),
        Language::Tg => include_str!("../text/tg.ftl"),
    }
}

/// The locale decides plural forms only.
fn locale(language: Language) -> LanguageIdentifier {
    language.tag().parse().unwrap_or_default()
}

static BUNDLES: LazyLock<[(Language, Bundle); 5]> =
    LazyLock::new(|| Language::ALL.map(|language| (language, parse(language))));

fn parse(language: Language) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![locale(language)]);
    // A broken line is left out, and the tests find it; the rest of the file still serves.
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(source(language).to_owned());
    bundle.add_resource_overriding(resource);
    bundle
}

/// The words of one language.
#[derive(Clone, Copy)]
pub(crate) struct Text {
    bundle: &'static Bundle,
    tag: &'static str,
}

impl Text {
    /// The words for a reader of `language`.
    pub(crate) fn in_language(language: Language) -> Self {
        let known = BUNDLES.iter().find(|(known, _)| *known == language);
        let (language, bundle) = known.unwrap_or(&BUNDLES[0]);
        Self { bundle, tag: language.tag() }
    }

    /// The BCP 47 tag of the language.
    pub(crate) fn tag(self) -> &'static str {
        self.tag
    }

    pub(crate) fn knows(self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// Plain text. A value is cleared of the marks that would change the direction of what follows it.
    pub(crate) fn say(self, key: &str, values: &[(&str, Value<'_>)]) -> Cow<'static, str> {
        match self.format(key, values) {
            Cow::Borrowed(text) => Cow::Borrowed(text),
            Cow::Owned(text) => Cow::Owned(text.replace([OPEN, CLOSE], "")),
        }
    }

    /// Markup in which the value stands out and is kept apart from the text around it.
    pub(crate) fn rich(self, key: &str, name: &str, value: &str) -> Rich {
        Rich(self.format(key, &[(name, value.into())]).into_owned())
    }

    fn format(self, key: &str, values: &[(&str, Value<'_>)]) -> Cow<'static, str> {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return Cow::Owned(format!("[{key}]"));
        };
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, without_marks(value));
        }
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new())
    }
}

fn without_marks<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        FluentValue::String(text) if text.contains([OPEN, CLOSE]) => text.replace([OPEN, CLOSE], "").into(),
        other => other.clone(),
    }
}

/// Text with one value in it, which `Display` writes as HTML: everything escaped, the value in `<bdi>`.
pub(crate) struct Rich(String);

impl fmt::Display for Rich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                OPEN => f.write_str("<bdi>")?,
                CLOSE => f.write_str("</bdi>")?,
                '<' => f.write_str("&#60;")?,
                '>' => f.write_str("&#62;")?,
                '&' => f.write_str("&#38;")?,
                '"' => f.write_str("&#34;")?,
                '\'' => f.write_str("&#39;")?,
                other => fmt::Write::write_char(f, other)?,
            }
        }
        Ok(())
    }
}

impl askama::FastWritable for Rich {
    fn write_into(&self, dest: &mut dyn fmt::Write, _values: &dyn askama::Values) -> askama::Result<()> {
        write!(dest, "{self}").map_err(askama::Error::from)
    }
}

/// `Display` above escapes everything but its own `<bdi>`.
impl HtmlSafe for Rich {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn english() -> Text {
        Text::in_language(Language::En)
    }

    /// The messages of a file: each key with the names of its values.
    fn messages(language: Language) -> Vec<(&'static str, BTreeSet<&'static str>)> {
        let mut messages = Vec::new();
        for line in source(language).lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                messages.push((key, BTreeSet::new()));
            }
            let names = line.split("{ $").skip(1).map(|rest| rest.split(' ').next().unwrap());
            if let Some((_, known)) = messages.last_mut() {
                known.extend(names);
            }
        }
        messages
    }

    #[test]
    fn every_file_parses_and_names_no_key_twice() {
        for language in Language::ALL {
            let resource = FluentResource::try_new(source(language).to_owned());
            let resource = resource.map_err(|(_, errors)| (language, errors)).unwrap();
            let mut bundle = Bundle::new_concurrent(vec![locale(language)]);
            assert!(bundle.add_resource(resource).is_ok(), "{language:?}");
        }
    }

    #[test]
    fn every_language_says_what_english_says_and_no_more() {
        for language in Language::ALL {
            let keys = |language| messages(language).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
            assert_eq!(keys(language), keys(Language::En), "{language:?}");
            for ((key, values), (_, in_english)) in messages(language).into_iter().zip(messages(Language::En))
            {
                let advice = BTreeSet::from(["advice"]); // is in English and has words of its own elsewhere
                assert_eq!(&values - &advice, &in_english - &advice, "{key} in {language:?}");
            }
        }
    }

    #[test]
    fn every_message_can_be_said_in_every_language() {
        for language in Language::ALL {
            let text = Text::in_language(language);
            for (key, names) in messages(language) {
                for count in [0, 1, 2, 5, 21] {
                    let values: FluentArgs<'_> =
                        names.iter().map(|name| (*name, Value::from(count))).collect();
                    let mut errors = Vec::new();
                    let pattern = text.bundle.get_message(key).unwrap().value().unwrap();
                    let said = text.bundle.format_pattern(pattern, Some(&values), &mut errors);
                    assert!(errors.is_empty() && !said.contains("{$"), "{key} in {language:?}: {errors:?}");
                }
            }
        }
    }

    #[test]
    fn each_reader_gets_their_language_and_its_plurals() {
        for (language, tag, words, wait) in [
            (Language::En, "en", "Sign in", "Too many attempts. Try again in 2 seconds"),
            (Language::Es, "es", "Iniciar sesión", "2 segundos"),
            (Language::Ru, "ru", "Войти", "2 секунды"),
            (Language::Kk, "kk", "Кіру", "2 секунд"),
            (Language::Tg, "tg", "Ворид шудан", "2 сония"),
        ] {
            let text = Text::in_language(language);
            assert_eq!((text.tag(), &*text.say("sign-in", &[])), (tag, words));
            assert!(text.say("problem-wait", &[("seconds", 2.into())]).contains(wait), "{language:?}");
        }
    }

    #[test]
    fn values_are_escaped_and_cannot_close_their_isolation() {
        let rich = english().rich("to-continue", "app", "<b>\u{2069}\u{2068}&\"'");
        assert_eq!(rich.to_string(), "to continue to <bdi>&#60;b&#62;&#38;&#34;&#39;</bdi>");
        assert_eq!(english().say("to-continue", &[("app", "A\u{2069}B".into())]), "to continue to AB");
    }

    fn texts_in(folder: &str) -> String {
        let files = std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let paths = files.map(|file| file.unwrap().path()).filter(|path| path.is_file());
        paths.map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }

    /// The keys that templates ask for by name.
    fn keys_in_templates() -> Vec<String> {
        let text: String = ["templates", "templates/account"].into_iter().map(texts_in).collect();
        ["say(\"", "say_with(\"", "rich(\"", "count(\""]
            .into_iter()
            .flat_map(|call| text.split(call).skip(1).filter_map(|rest| rest.split('"').next()))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn templates_ask_only_for_keys_that_have_words() {
        let keys = keys_in_templates();
        assert!(keys.len() > 100, "found only {}", keys.len());
        for key in keys {
            assert!(english().knows(&key), "{key} has no words");
        }
    }

    #[test]
    fn no_words_are_left_over() {
        let chosen_in_code = [
            "problem-",
            "error-",
            "scope-",
            "device",
            "moment",
            "nav-",
            "done-",
            "field-",
            "hint-",
            "profile-",
            "theme-",
            "activity-",
        ];
        let used = keys_in_templates();
        for (key, _) in messages(Language::En) {
            let known = used.iter().any(|used| used == key);
            assert!(known || chosen_in_code.iter().any(|prefix| key.starts_with(prefix)), "{key} is unused");
        }
    }
}
