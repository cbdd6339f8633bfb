use super::AuthorizeParams;
use hitkey_kernel::Language;

/// What a request says to make it easier for the person (OpenID Connect Core §3.1.2.1). It binds nobody, so there is
/// nothing to refuse: what makes no sense is not heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    login: Option<String>,
    language: Option<Language>,
}

/// As long as an address can be.
const LONGEST_LOGIN: usize = 254;

impl Hints {
    /// Reads them off a request.
    ///
    /// ```
    /// use hitkey_kernel::Language;
    /// use hitkey_oauth::{AuthorizeParams, Hints};
    /// let hints = Hints::of(&AuthorizeParams::from_query("login_hint=ann@example.org&ui_locales=fr-CA+ru+en"));
    /// assert_eq!(hints.login(), Some("ann@example.org"));
    /// assert_eq!(hints.language(), Some(Language::Ru));
    /// ```
    pub fn of(params: &AuthorizeParams) -> Self {
        let login = params.get("login_hint").filter(|text| is_login(text)).map(str::to_owned);
        let tags = params.get("ui_locales").unwrap_or_default().split(' ');
        Self { login, language: tags.take(16).find_map(Language::from_tag) }
    }

    /// By what the person might sign in (`login_hint`). Whether there is such an account, nobody looked.
    pub fn login(&self) -> Option<&str> {
        self.login.as_deref()
    }

    /// The first of the languages asked for that HitKey speaks (`ui_locales`).
    pub fn language(&self) -> Option<Language> {
        self.language
    }
}

fn is_login(text: &str) -> bool {
    text.len() <= LONGEST_LOGIN && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(text: &str) -> Option<String> {
        Hints::of(&AuthorizeParams::from_pairs([("login_hint", text)])).login
    }

    fn language(text: &str) -> Option<Language> {
        Hints::of(&AuthorizeParams::from_pairs([("ui_locales", text)])).language()
    }

    #[test]
    fn what_fits_into_the_field_is_taken() {
        let long = "x".repeat(255);
        for (text, taken) in [
            ("ann@example.org", true),
            ("+77011234567", true),
            ("", false),
            ("ann\r\nbob", false),
            (&long[1..], true),
            (&long, false),
        ] {
            assert_eq!(login(text).is_some(), taken, "{text:?}");
        }
    }

    #[test]
    fn the_first_language_that_we_speak_counts() {
        let many = "fr ".repeat(16) + "ru";
        for (text, expected) in [
            ("ru", Some(Language::Ru)),
            ("KK-Cyrl-KZ en", Some(Language::Kk)),
            ("fr  de es", Some(Language::Es)),
            ("fr de", None),
            ("", None),
            ("en,ru", None),
            (&many, None),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }
}
