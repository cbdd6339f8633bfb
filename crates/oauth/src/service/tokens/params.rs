use super::TokenRefusal;
use hitkey_kernel::SecretText;
use std::collections::BTreeMap;

/// The parameters that mean something to one of the grant types, to revocation or to introspection. All others are
/// ignored.
const KNOWN: [&str; 13] = [
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_verifier",
    "device_code",
    "grant_type",
    "redirect_uri",
    "refresh_token",
    "scope",
    "token",
    "token_type_hint",
];

/// The parameters of a request to an endpoint where clients authenticate. Most of them are secrets, so none is printed.
#[derive(Debug)]
pub struct TokenParams {
    values: BTreeMap<&'static str, SecretText>,
    resources: Vec<String>,
}

impl TokenParams {
    /// Takes decoded name-value pairs, of a form or a JSON object. Unknown names are ignored; a
    /// parameter without a value counts as omitted (RFC 6749 §3.2).
    ///
    /// # Errors
    /// [`TokenRefusal::Repeated`] when a parameter comes twice; only `resource` may (RFC 8707 §2).
    pub fn from_pairs<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Result<Self, TokenRefusal>
    where
        K: AsRef<str>,
        V: Into<String>,
    {
        let (mut values, mut resources) = (BTreeMap::new(), Vec::new());
        for (name, value) in pairs {
            if name.as_ref() == "resource" {
                resources.push(value.into());
                continue;
            }
            let (value, known) = (value.into(), KNOWN.into_iter().find(|known| *known == name.as_ref()));
            let Some(name) = known.filter(|_| !value.is_empty()) else { continue };
            if values.insert(name, SecretText::new(value)).is_some() {
                return Err(TokenRefusal::Repeated(name));
            }
        }
        resources.retain(|uri| !uri.is_empty());
        Ok(Self { values, resources })
    }

    /// Takes the body of a form.
    ///
    /// # Errors
    /// As [`from_pairs`](Self::from_pairs).
    pub fn from_form(body: &str) -> Result<Self, TokenRefusal> {
        Self::from_pairs(url::form_urlencoded::parse(body.as_bytes()).into_owned())
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(SecretText::expose)
    }

    /// The values of `resource`.
    pub fn resources(&self) -> &[String] {
        &self.resources
    }

    /// The value of a parameter that must be there.
    ///
    /// # Errors
    /// [`TokenRefusal::Missing`].
    pub fn required(&self, name: &'static str) -> Result<&str, TokenRefusal> {
        self.get(name).ok_or(TokenRefusal::Missing(name))
    }
}
