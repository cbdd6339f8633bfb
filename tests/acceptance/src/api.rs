use crate::{Answer, random};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(60);

/// A device that talks JSON to the server: no cookies, no redirects, a network of its own.
#[derive(Debug, Clone)]
pub struct Api {
    http: Client,
    base: String,
    /// The address it seems to come from; the harness is a trusted proxy.
    address: String,
    /// What it calls itself, if it says so.
    program: Option<String>,
}

impl Api {
    pub(crate) fn new(base: &str) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE);
        Self {
            http: client.build().unwrap(),
            base: base.to_owned(),
            address: random_address(),
            program: None,
        }
    }

    /// The same device, gone somewhere else.
    pub fn elsewhere(&self) -> Self {
        self.at(&random_address())
    }

    /// The same device with another address.
    pub fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self.clone() }
    }

    /// The same device with another program, which says its name.
    pub fn using(&self, program: &str) -> Self {
        Self { program: Some(program.to_owned()), ..self.clone() }
    }

    /// The same device, talking to another address of the server.
    pub fn of(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// The address that it seems to come from.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A request to be completed; `path` may be a whole URL of this server.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() };
        let request = self.http.request(method, url).header("x-forwarded-for", &self.address);
        match &self.program {
            Some(program) => request.header("user-agent", program),
            None => request,
        }
    }

    /// Sends a request.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.try_send(request).await.expect("the server answers")
    }

    /// Sends a request to a server that may be killed meanwhile.
    pub async fn try_send(&self, request: RequestBuilder) -> Option<Answer> {
        let response = request.send().await.ok()?;
        let answer = Answer::read(response).await;
        // A body that was cut off is no answer.
        (answer.header("content-length").parse::<usize>().ok() == Some(answer.body.len())
            || answer.headers.get("content-length").is_none())
        .then_some(answer)
    }

    /// `GET`, signed in when there is a token.
    pub async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        self.send(bearer(self.request(Method::GET, path), token)).await
    }

    /// `DELETE`, signed in when there is a token.
    pub async fn delete(&self, path: &str, token: Option<&str>) -> Answer {
        self.send(bearer(self.request(Method::DELETE, path), token)).await
    }

    /// `POST` of JSON, signed in when there is a token.
    pub async fn post(&self, path: &str, body: &Value, token: Option<&str>) -> Answer {
        self.send(bearer(self.request(Method::POST, path).json(body), token)).await
    }

    /// `PATCH` of JSON, signed in when there is a token.
    pub async fn patch(&self, path: &str, body: &Value, token: Option<&str>) -> Answer {
        self.send(bearer(self.request(Method::PATCH, path).json(body), token)).await
    }

    /// `POST /auth/login`.
    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let body = serde_json::json!({"email": email, "password": password});
        self.post("/auth/login", &body, None).await
    }

    /// `POST /auth/register/start`.
    pub async fn start_registration(&self, email: &str) -> Answer {
        self.post("/auth/register/start", &serde_json::json!({"email": email}), None).await
    }

    /// `POST /auth/register/verify`.
    pub async fn verify_registration(&self, email: &str, code: &str) -> Answer {
        let body = serde_json::json!({"email": email, "code": code});
        self.post("/auth/register/verify", &body, None).await
    }

    /// `POST /auth/register/password`.
    pub async fn finish_registration(&self, email: &str, password: &str, proof: &str) -> Answer {
        let body = serde_json::json!({"email": email, "password": password, "registration_token": proof});
        self.post("/auth/register/password", &body, None).await
    }

    /// `POST /auth/2fa/verify`.
    pub async fn verify_second_factor(&self, challenge: &str, code: &str) -> Answer {
        let body = serde_json::json!({"challenge_token": challenge, "code": code});
        self.post("/auth/2fa/verify", &body, None).await
    }

    /// `POST /auth/password/forgot`.
    pub async fn forgot(&self, email: &str) -> Answer {
        self.post("/auth/password/forgot", &serde_json::json!({"email": email}), None).await
    }

    /// `POST /auth/password/reset`.
    pub async fn reset(&self, token: &str, password: &str) -> Answer {
        let body = serde_json::json!({"token": token, "password": password});
        self.post("/auth/password/reset", &body, None).await
    }

    /// `POST /auth/token/refresh`.
    pub async fn refresh(&self, refresh_token: &str) -> Answer {
        let body = serde_json::json!({"refresh_token": refresh_token});
        self.post("/auth/token/refresh", &body, None).await
    }

    /// `GET /auth/me`.
    pub async fn me(&self, token: &str) -> Answer {
        self.get("/auth/me", Some(token)).await
    }

    /// `GET /oauth/userinfo`.
    pub async fn userinfo(&self, access_token: &str) -> Answer {
        self.get("/oauth/userinfo", Some(access_token)).await
    }

    /// `GET /oauth/jwks`: the ids of the published keys.
    pub async fn key_ids(&self) -> Vec<String> {
        let keys = self.get("/oauth/jwks", None).await.expect(200).json();
        let ids = keys["keys"].as_array().unwrap().iter();
        ids.map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
    }
}

fn random_address() -> String {
    let byte = |shift: u32| (random::number() >> shift) % 254 + 1;
    format!("11.{}.{}.{}", byte(0), byte(8), byte(16))
}

fn bearer(request: RequestBuilder, token: Option<&str>) -> RequestBuilder {
    match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    }
}
