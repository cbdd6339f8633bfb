use hitkey_kernel::{ClientId, Language};
use std::collections::{BTreeMap, BTreeSet};

/// The parameters that mean something here. All others are ignored (RFC 6749 §3.1).
const KNOWN: [&str; 21] = [
    "acr_values",
    "claims",
    "claims_locales",
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "display",
    "id_token_hint",
    "login_hint",
    "max_age",
    "nonce",
    "prompt",
    "redirect_uri",
    "registration",
    "request",
    "request_uri",
    "response_mode",
    "response_type",
    "scope",
    "state",
    "ui_locales",
];

/// The parameters of an authorization request as they came. Nothing in them is trusted yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthorizeParams {
    values: BTreeMap<&'static str, String>,
    resources: Vec<String>,
    repeated: BTreeSet<&'static str>,
}

/// The one parameter that may come more than once (RFC 8707 §2).
const RESOURCE: &str = "resource";

impl AuthorizeParams {
    /// Takes decoded name-value pairs, of a query or a form. Unknown names are ignored; a parameter
    /// without a value counts as omitted (RFC 6749 §3.1).
    pub fn from_pairs<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: AsRef<str>,
        V: Into<String>,
    {
        let mut params = Self::default();
        for (name, value) in pairs {
            if name.as_ref() == RESOURCE {
                params.add_resource(value.into());
            } else if let Some(name) = KNOWN.into_iter().find(|known| *known == name.as_ref()) {
                params.add(name, value.into());
            }
        }
        params
    }

    /// Takes a query string.
    ///
    /// ```
    /// use hitkey_oauth::AuthorizeParams;
    /// let params = AuthorizeParams::from_query("client_id=1&scope=openid+email&utm_source=x");
    /// assert_eq!(params.get("scope"), Some("openid email"));
    /// assert_eq!(params.to_query(), "client_id=1&scope=openid+email");
    /// ```
    pub fn from_query(query: &str) -> Self {
        Self::from_pairs(url::form_urlencoded::parse(query.as_bytes()).into_owned())
    }

    fn add(&mut self, name: &'static str, value: String) {
        if !value.is_empty() && self.values.insert(name, value).is_some() {
            self.repeated.insert(name);
        }
    }

    fn add_resource(&mut self, uri: String) {
        if !uri.is_empty() && !self.resources.contains(&uri) {
            self.resources.push(uri);
        }
    }

    /// The values of `resource`, each once.
    pub fn resources(&self) -> &[String] {
        &self.resources
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Its parameters, for the hidden fields of a form.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let resources = self.resources.iter().map(|uri| (RESOURCE, uri.as_str()));
        self.values.iter().map(|(name, value)| (*name, value.as_str())).chain(resources)
    }

    /// The parameters as a query string, to come back to the request after a sign-in.
    pub fn to_query(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }

    /// The same request with `response_type=code` unless it names one: the hosted login URL leaves it out.
    #[must_use]
    pub fn with_default_response_type(mut self) -> Self {
        self.values.entry("response_type").or_insert_with(|| "code".to_owned());
        self
    }

    /// The same request without its demand to sign in afresh, to come back to once the person did.
    /// Otherwise `prompt=login` and `max_age=0` would ask for ever.
    #[must_use]
    pub fn after_sign_in(&self) -> Self {
        let mut params = self.clone();
        let rest: Vec<_> = self.get("prompt").unwrap_or_default().split(' ').collect();
        let rest: Vec<_> =
            rest.into_iter().filter(|word| !matches!(*word, "login" | "select_account")).collect();
        params.values.remove("prompt");
        params.add("prompt", rest.join(" "));
        if params.get("max_age") == Some("0") {
            params.values.remove("max_age");
        }
        params
    }

    /// The same request, to be told in this language unless it says itself in which. A request that was pushed says so
    /// only once it is opened; the pages on the way to it have nothing but its name.
    #[must_use]
    pub fn in_language(mut self, language: Option<Language>) -> Self {
        if let Some(language) = language {
            self.values.entry("ui_locales").or_insert_with(|| language.tag().to_owned());
        }
        self
    }

    /// The same request of that client, which need not name itself where it proved itself. Who names another one
    /// names two.
    pub(crate) fn of_client(mut self, client: ClientId) -> Self {
        let id = client.to_string();
        if self.get("client_id").is_none_or(|named| named.parse() != Ok(client)) {
            self.add("client_id", id);
        }
        self
    }

    /// Whether nothing of the request stands elsewhere, in a request object or with what was pushed.
    pub(crate) fn says_it_all(&self) -> bool {
        self.get("request").is_none() && self.get("request_uri").is_none()
    }

    pub(crate) fn is_repeated(&self, name: &str) -> bool {
        self.repeated.contains(name)
    }

    pub(crate) fn first_repeated(&self) -> Option<&'static str> {
        self.repeated.first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repeated_is_noticed_and_what_is_empty_or_unknown_is_not_there() {
        let params = AuthorizeParams::from_query("state=a&state=b&nonce=&foo=1&foo=2&scope=x");
        assert_eq!(params.first_repeated(), Some("state"));
        assert!(params.is_repeated("state") && !params.is_repeated("scope"));
        assert_eq!((params.get("nonce"), params.get("foo")), (None, None));
    }

    #[test]
    fn only_resources_are_repeated() {
        let params = AuthorizeParams::from_query(
            "resource=urn:a:2&scope=x&resource=urn:a:1&resource=&resource=urn:a:2",
        );
        assert_eq!((params.first_repeated(), params.get("resource")), (None, None));
        assert_eq!(params.resources(), ["urn:a:2", "urn:a:1"]);
        assert_eq!(params.to_query(), "scope=x&resource=urn%3Aa%3A2&resource=urn%3Aa%3A1");
        assert_eq!(AuthorizeParams::from_query(&params.to_query()), params);
    }

    #[test]
    fn a_sign_in_answers_the_demand_for_it() {
        for (before, after) in [
            ("prompt=login", ""),
            ("prompt=login+consent&scope=openid", "prompt=consent&scope=openid"),
            ("prompt=select_account&max_age=0", ""),
            ("max_age=60", "max_age=60"),
        ] {
            assert_eq!(AuthorizeParams::from_query(before).after_sign_in().to_query(), after, "{before}");
        }
    }

    #[test]
    fn the_hosted_login_url_means_code() {
        let params = AuthorizeParams::from_query("client_id=1").with_default_response_type();
        assert_eq!(params.get("response_type"), Some("code"));
        let other = AuthorizeParams::from_query("response_type=token").with_default_response_type();
        assert_eq!(other.get("response_type"), Some("token"));
    }
}
