use crate::{Answer, Api, Partner, Server, Totp, random};
use reqwest::Method;
use serde_json::{Value, json};

/// The password of everybody who has not chosen another.
pub const PASSWORD: &str = "plum-otter-lantern-42";

/// Somebody who is registered and signed in over the API.
#[derive(Debug, Clone)]
pub struct Person {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The account's id.
    pub id: String,
    /// The API token.
    pub token: String,
    /// The API refresh token.
    pub refresh_token: String,
    /// The device.
    pub api: Api,
}

impl Person {
    /// Registers somebody new.
    ///
    /// # Panics
    /// When a step fails.
    pub async fn register(server: &Server) -> Self {
        let (api, email) = (server.api(), random::email("person"));
        api.start_registration(&email).await.expect(200);
        let code = server.mailed_code(&email).await;
        let proof = api.verify_registration(&email, &code).await.expect(200).text("registration_token");
        let answer = api.finish_registration(&email, PASSWORD, &proof).await.expect(200);
        Self::signed_in(api, &email, PASSWORD, &answer)
    }

    /// Who is behind the answer to a successful sign-in.
    ///
    /// # Panics
    /// When it is not one.
    pub fn signed_in(api: Api, email: &str, password: &str, answer: &Answer) -> Self {
        Self {
            email: email.to_owned(),
            password: password.to_owned(),
            id: answer.json()["user"]["id"].as_str().expect("a user id").to_owned(),
            token: answer.text("token"),
            refresh_token: answer.text("refresh_token"),
            api,
        }
    }

    /// Signs in again, with the right password.
    pub async fn sign_in(&self) -> Answer {
        self.api.sign_in(&self.email, &self.password).await
    }

    /// `GET /auth/me`.
    pub async fn me(&self) -> Answer {
        self.api.me(&self.token).await
    }

    /// `GET` with the person's token.
    pub async fn get(&self, path: &str) -> Answer {
        self.api.get(path, Some(&self.token)).await
    }

    /// `POST` with the person's token.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.api.post(path, body, Some(&self.token)).await
    }

    /// `PATCH` with the person's token.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.api.patch(path, body, Some(&self.token)).await
    }

    /// `DELETE` with the person's token.
    pub async fn delete(&self, path: &str) -> Answer {
        self.api.delete(path, Some(&self.token)).await
    }

    /// `DELETE /auth/account`.
    pub async fn delete_account(&self, password: &str) -> Answer {
        let request = self.api.request(Method::DELETE, "/auth/account").bearer_auth(&self.token);
        self.api.send(request.json(&json!({"password": password}))).await
    }

    /// `GET /users/search`, for somebody anywhere or in a project.
    pub async fn search(&self, text: &str, project: Option<&str>) -> Answer {
        let query = [Some(("q", text)), project.map(|slug| ("project_slug", slug))];
        let request = self.api.request(Method::GET, "/users/search").bearer_auth(&self.token);
        self.api.send(request.query(&query.iter().flatten().collect::<Vec<_>>())).await
    }

    /// `POST /oauth/clients`.
    ///
    /// # Panics
    /// When it fails.
    pub async fn create_client(&self, body: &Value) -> Partner {
        let made = self.post("/oauth/clients", body).await.expect(201);
        Partner::new(self.api.clone(), &made.json())
    }

    /// The partner that registered itself and got this answer.
    ///
    /// # Panics
    /// When it is no such answer.
    pub fn known_as(&self, made: &Value) -> Partner {
        Partner::new(self.api.clone(), made)
    }

    /// A confidential client of this person's.
    ///
    /// # Panics
    /// When it can't be made.
    pub async fn partner(&self) -> Partner {
        let body = json!({"name": "Shop", "redirect_uri": "https://shop.example.org/callback"});
        self.create_client(&body).await
    }

    /// A public client of this person's.
    ///
    /// # Panics
    /// When it can't be made.
    pub async fn public_partner(&self) -> Partner {
        let body = json!({"name": "Phone", "redirect_uri": "https://shop.example.org/callback",
            "token_endpoint_auth_method": "none"});
        self.create_client(&body).await
    }

    /// Turns on the second factor; gives the app and the recovery codes.
    ///
    /// # Panics
    /// When a step fails.
    pub async fn turn_on_totp(&self) -> (Totp, Vec<String>) {
        let totp = Totp::new(&self.get("/auth/2fa/setup").await.expect(200).text("secret"));
        let enabled = self.post("/auth/2fa/enable", &json!({"code": totp.code()})).await.expect(200).json();
        let codes = enabled["recovery_codes"].as_array().expect("recovery codes").iter();
        (totp, codes.map(|code| code.as_str().expect("a text").to_owned()).collect())
    }
}
