//! A user agent in words a person recognises.

use crate::text::Text;
use std::borrow::Cow;

/// Looked for in this order: most browsers name others they are compatible with.
const BROWSERS: [(&str, &str); 10] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser/", "Yandex Browser"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
    ("FreeBSD", "FreeBSD"),
];

const LONGEST: usize = 60;

fn first_in(user_agent: &str, names: &[(&str, &'static str)]) -> Option<&'static str> {
    names.iter().find(|(token, _)| user_agent.contains(token)).map(|(_, name)| *name)
}

/// Such as `Firefox on Linux`; what is unknown shows as it is, cut short.
pub(crate) fn describe(user_agent: &str, text: Text) -> Cow<'static, str> {
    match (first_in(user_agent, &BROWSERS), first_in(user_agent, &SYSTEMS)) {
        (Some(browser), Some(system)) => {
            text.say("device", &[("browser", browser.into()), ("system", system.into())])
        }
        (Some(only), None) | (None, Some(only)) => Cow::Borrowed(only),
        (None, None) if user_agent.trim().is_empty() => text.say("device-unknown", &[]),
        (None, None) => Cow::Owned(user_agent.chars().take(LONGEST).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::Language;

    #[test]
    fn common_user_agents_are_recognised() {
        for (user_agent, words) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            ("curl/8.5.0", "curl"),
            ("my-script", "my-script"),
            ("", "Unknown device"),
        ] {
            assert_eq!(describe(user_agent, Text::in_language(Language::En)), words);
        }
    }
}
