use serde::{Deserialize, Deserializer};
use std::convert::Infallible;

/// Where to go on this very site once something is done: the value of `continue`.
///
/// It comes from outside and ends up in a `Location`, so only what can't lead anywhere else is taken: a
/// path that begins with one slash, without backslashes (browsers read them as slashes), blanks, control
/// characters (browsers drop some of them) or anything beyond ASCII.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LocalPath(Option<String>);

const LONGEST: usize = 8 * 1024;

/// Where people land who came without a purpose.
const HOME: &str = "/account";

impl LocalPath {
    /// Takes `text` if it is a local path; anything else counts as absent.
    pub(crate) fn parse(text: &str) -> Self {
        Self(is_local(text).then(|| text.to_owned()))
    }

    /// The path as it came, or empty.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// Where to go.
    pub(crate) fn destination(&self) -> &str {
        self.0.as_deref().unwrap_or(HOME)
    }

    /// `path` with this path as its parameter `continue`.
    pub(crate) fn carried_by(&self, path: &str) -> String {
        let Some(target) = &self.0 else { return path.to_owned() };
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        format!("{path}{joint}{}", query.append_pair("continue", target).finish())
    }

    /// The query of the path when it leads to `path`.
    pub(crate) fn query_for(&self, path: &str) -> Option<&str> {
        let (own, query) = self.as_str().split_once('?')?;
        (own == path).then_some(query)
    }
}

fn is_local(text: &str) -> bool {
    let mut bytes = text.bytes();
    let begins_well = bytes.next() == Some(b'/') && bytes.next() != Some(b'/');
    begins_well && text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

impl<'de> Deserialize<'de> for LocalPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::parse(&text))
    }
}

impl std::str::FromStr for LocalPath {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::parse(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    #[test]
    fn nothing_that_leads_elsewhere_is_taken() {
        let long = format!("/{}", "a".repeat(LONGEST));
        for attempt in [
            "",
            "account",
            "https://evil.example",
            "https:evil.example",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "\\/evil.example",
            "/account\\..\\evil",
            "/\t/evil.example",
            "\t//evil.example",
            "/\n/evil.example",
            "/\r\nLocation: https://evil.example",
            " //evil.example",
            "/ /evil.example",
            "/\u{0}/evil.example",
            "/\u{7f}",
            "/\u{2044}/evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "@evil.example",
            &long,
        ] {
            assert_eq!(LocalPath::parse(attempt), LocalPath::default(), "{attempt:?}");
        }
    }

    #[test]
    fn what_is_taken_stays_on_this_site() {
        let site = Url::parse("https://id.example/login").unwrap();
        for path in [
            "/",
            "/account",
            "/a//b",
            "/.//evil.example",
            "/..//evil.example",
            "/%2F/evil.example",
            "/%5Cevil.example",
            "/@evil.example",
            "/oauth/authorize?redirect_uri=https://app.example/cb&state=%0d%0a",
            "/?x=//evil.example#y",
        ] {
            assert_eq!(LocalPath::parse(path).as_str(), path);
            assert_eq!(site.join(path).unwrap().origin(), site.origin(), "{path}");
        }
    }

    #[test]
    fn a_path_travels_in_a_query_and_comes_back_whole() {
        let path = LocalPath::parse("/oauth/authorize?a=1&b=2");
        let carried = path.carried_by("/login?x=1");
        assert_eq!(carried, "/login?x=1&continue=%2Foauth%2Fauthorize%3Fa%3D1%26b%3D2");
        assert_eq!(LocalPath::default().carried_by("/login"), "/login");
        assert_eq!(LocalPath::default().destination(), "/account");
        assert_eq!(path.query_for("/oauth/authorize"), Some("a=1&b=2"));
        assert_eq!(path.query_for("/"), None);
    }
}
