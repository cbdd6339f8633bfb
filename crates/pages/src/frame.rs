use crate::moment::Moment;
use crate::text::{Rich, Text};
use crate::{Problem, Theme, assets, device};
use hitkey_kernel::{Language, Timestamp};
use std::borrow::Cow;

/// What every page shares: the reader's language and what stands in the frame around the content.
#[derive(Debug, Clone, Copy, Default)]
pub struct Frame {
    /// The language the reader asked for.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Whether this server shows its mails at `/dev/mail`; then each page links there.
    pub dev_mailbox: bool,
}

/// Words for templates.
impl Frame {
    fn text(self) -> Text {
        Text::in_language(self.language)
    }

    pub(crate) fn lang(self) -> &'static str {
        self.text().tag()
    }

    pub(crate) fn stylesheet(self) -> &'static str {
        assets::stylesheet()
    }

    pub(crate) fn icon(self) -> &'static str {
        assets::icon()
    }

    pub(crate) fn submit_script(self) -> &'static str {
        assets::submit_script()
    }

    pub(crate) fn say(self, key: &str) -> Cow<'static, str> {
        self.text().say(key, &[])
    }

    /// The words of `key`, if it has any.
    pub(crate) fn say_if_known(self, key: &str) -> Option<Cow<'static, str>> {
        self.text().knows(key).then(|| self.say(key))
    }

    /// A message that depends on a count.
    pub(crate) fn count(self, key: &str, count: &usize) -> Cow<'static, str> {
        self.text().say(key, &[("count", (*count as u64).into())])
    }

    pub(crate) fn say_with(self, key: &str, name: &str, value: impl AsRef<str>) -> Cow<'static, str> {
        self.text().say(key, &[(name, value.as_ref().into())])
    }

    pub(crate) fn rich(self, key: &str, name: &str, value: &str) -> Rich {
        self.text().rich(key, name, value)
    }

    pub(crate) fn problem(self, problem: &Problem) -> Cow<'static, str> {
        problem.say(self.text())
    }

    pub(crate) fn when(self, at: &Timestamp) -> Cow<'static, str> {
        Moment::of(*at).say(self.text())
    }

    pub(crate) fn device(self, user_agent: &str) -> Cow<'static, str> {
        device::describe(user_agent, self.text())
    }

    /// What a scope allows, in plain words; a scope without words shows its name.
    pub(crate) fn scope(self, scope: &str) -> Cow<'static, str> {
        let key = format!("scope-{}", scope.replace([':', '_', '.'], "-"));
        if self.text().knows(&key) {
            return self.say(&key);
        }
        self.say_with("scope-other", "scope", scope)
    }
}
