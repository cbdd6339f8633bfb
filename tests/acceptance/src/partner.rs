use crate::{Answer, Api, Person, random};
use data_encoding::BASE64URL_NOPAD;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;
use url::form_urlencoded::Serializer;

/// A partner application: an OAuth client with its credentials.
#[derive(Debug, Clone)]
pub struct Partner {
    /// Its id.
    pub id: String,
    /// Its secret; a public one has none.
    pub secret: Option<String>,
    /// Where people are sent back to.
    pub redirect_uri: String,
    /// The PKCE verifier of its flows.
    pub verifier: String,
    api: Api,
}

/// What a partner got for a code.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// The access token.
    pub access_token: String,
    /// The refresh token.
    pub refresh_token: String,
    /// The id token.
    pub id_token: String,
}

impl Tokens {
    /// Takes them from the token endpoint's answer.
    ///
    /// # Panics
    /// When one is missing.
    #[track_caller]
    pub fn of(answer: &Answer) -> Self {
        Self {
            access_token: answer.text("access_token"),
            refresh_token: answer.text("refresh_token"),
            id_token: answer.text("id_token"),
        }
    }
}

impl Partner {
    pub(crate) fn new(api: Api, made: &Value) -> Self {
        Self {
            id: made["client_id"].as_str().expect("a client id").to_owned(),
            secret: made["client_secret"].as_str().map(str::to_owned),
            redirect_uri: made["redirect_uris"][0].as_str().expect("a redirect URI").to_owned(),
            verifier: format!("{}{}{}", random::word(), random::word(), random::word()),
            api,
        }
    }

    /// Path and query of its authorization request. Parameters in `changed` replace the usual ones; an empty
    /// value leaves one out.
    pub fn authorize_url(&self, changed: &[(&str, &str)]) -> String {
        let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(&self.verifier));
        let usual = [
            ("response_type", "code"),
            ("client_id", &self.id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", "openid profile email offline_access"),
            ("state", "a state"),
            ("nonce", "a-nonce"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        format!("/oauth/authorize?{}", form(&usual, changed))
    }

    /// The authorization request of a person who calls with the API token.
    pub async fn authorize(&self, person: &Person, changed: &[(&str, &str)]) -> Answer {
        person.get(&self.authorize_url(changed)).await
    }

    /// A fresh code for this person.
    ///
    /// # Panics
    /// When there is none.
    pub async fn code(&self, person: &Person) -> String {
        code_of(&self.authorize(person, &[]).await.expect(200).text("redirect_url"))
    }

    /// The token request for a code, not sent yet.
    pub fn exchange_request(&self, code: &str, changed: &[(&str, &str)]) -> RequestBuilder {
        let usual = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", &self.verifier),
        ];
        self.token_request(&usual, changed)
    }

    /// Exchanges a code.
    pub async fn exchange(&self, code: &str) -> Answer {
        self.api.send(self.exchange_request(code, &[])).await
    }

    /// The token request for a refresh token, not sent yet.
    pub fn refresh_request(&self, refresh_token: &str) -> RequestBuilder {
        self.token_request(&[("grant_type", "refresh_token"), ("refresh_token", refresh_token)], &[])
    }

    /// Refreshes.
    pub async fn refresh(&self, refresh_token: &str) -> Answer {
        self.api.send(self.refresh_request(refresh_token)).await
    }

    /// `POST /oauth/introspect`.
    pub async fn introspect(&self, token: &str) -> Answer {
        let request = self.api.request(Method::POST, "/oauth/introspect");
        let request = request.basic_auth(&self.id, self.secret.as_deref());
        self.api.send(request.form(&[("token", token)])).await
    }

    /// The whole flow for a person who calls with the API token.
    ///
    /// # Panics
    /// When a step fails.
    pub async fn tokens(&self, person: &Person) -> Tokens {
        let code = self.code(person).await;
        Tokens::of(&self.exchange(&code).await.expect(200))
    }

    fn token_request(&self, usual: &[(&str, &str)], changed: &[(&str, &str)]) -> RequestBuilder {
        let request = self.api.request(Method::POST, "/oauth/token");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        match &self.secret {
            Some(secret) => request.basic_auth(&self.id, Some(secret)).body(form(usual, changed)),
            None => {
                let usual: Vec<_> = usual.iter().copied().chain([("client_id", self.id.as_str())]).collect();
                request.body(form(&usual, changed))
            }
        }
    }
}

/// The code in a redirect URL.
///
/// # Panics
/// When there is none.
pub(crate) fn code_of(redirect_url: &str) -> String {
    let url = Url::parse(redirect_url).unwrap();
    let code = url.query_pairs().find(|(name, _)| name == "code");
    code.unwrap_or_else(|| panic!("no code in {redirect_url}")).1.into_owned()
}

fn form(usual: &[(&str, &str)], changed: &[(&str, &str)]) -> String {
    let kept = usual.iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    let added = changed.iter().filter(|(_, value)| !value.is_empty());
    Serializer::new(String::new()).extend_pairs(kept.chain(added)).finish()
}
