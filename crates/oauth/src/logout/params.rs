use std::collections::{BTreeMap, BTreeSet};

/// The parameters that mean something here. All others are ignored.
const KNOWN: [&str; 6] =
    ["client_id", "id_token_hint", "logout_hint", "post_logout_redirect_uri", "state", "ui_locales"];

/// The parameters of a logout request as they came (RP-Initiated Logout §2). Nothing in them is trusted yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogoutParams {
    values: BTreeMap<&'static str, String>,
    repeated: BTreeSet<&'static str>,
}

impl LogoutParams {
    /// Takes decoded name-value pairs, of a query or a form. Unknown names are ignored; a parameter without a
    /// value counts as omitted.
    pub fn from_pairs<K: AsRef<str>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut params = Self::default();
        for (name, value) in pairs {
            if let Some(name) = KNOWN.into_iter().find(|known| *known == name.as_ref()) {
                params.add(name, value.into());
            }
        }
        params
    }

    /// Takes a query string.
    ///
    /// ```
    /// use hitkey_oauth::LogoutParams;
    /// let params = LogoutParams::from_query("client_id=1&state=&utm_source=x");
    /// assert_eq!((params.get("client_id"), params.get("state")), (Some("1"), None));
    /// assert_eq!(params.to_query(), "client_id=1");
    /// ```
    pub fn from_query(query: &str) -> Self {
        Self::from_pairs(url::form_urlencoded::parse(query.as_bytes()).into_owned())
    }

    fn add(&mut self, name: &'static str, value: String) {
        if !value.is_empty() && self.values.insert(name, value).is_some() {
            self.repeated.insert(name);
        }
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The parameters as a query string.
    pub fn to_query(&self) -> String {
        let pairs = self.values.iter().map(|(name, value)| (*name, value.as_str()));
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }

    pub(super) fn first_repeated(&self) -> Option<&'static str> {
        self.repeated.first().copied()
    }
}
