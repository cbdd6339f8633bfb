//! Who the load comes from: people with accounts, and a partner application.

use crate::http::{Connection, Request};
use crate::server::Server;
use data_encoding::BASE64;
use serde_json::json;
use std::time::Duration;

pub(crate) const PASSWORD: &str = "plum-otter-lantern-42";
/// More than there are connections: whoever allows an application does so alone.
const PEOPLE: usize = 32;
const CALLBACK: &str = "https://shop.example.org/callback";
const CALLBACK_ENCODED: &str = "https%3A%2F%2Fshop.example.org%2Fcallback";

pub(crate) struct Person {
    pub(crate) email: String,
    /// The API token.
    pub(crate) token: String,
    /// The address that this person comes from.
    pub(crate) address: String,
}

/// Everybody, with what their requests need.
pub(crate) struct People {
    pub(crate) people: Vec<Person>,
    client_id: String,
    authorization: String,
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
}

pub(crate) async fn prepare(server: &Server) -> People {
    let mut connection = server.connect().await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(register(&mut connection, number).await);
    }
    let body = json!({"name": "Shop", "redirect_uri": CALLBACK});
    let request = Request::post_json("/oauth/clients", &body).bearer(&people[0].token);
    let client = connection.send(&request.bytes()).await.expect(201);
    let client_id = client.text("client_id");
    let credentials = BASE64.encode(format!("{client_id}:{}", client.text("client_secret")).as_bytes());
    let authorization = format!("Basic {credentials}");
    let (access_token, refresh_token) = Default::default();
    let mut all = People { people, client_id, authorization, access_token, refresh_token };
    let authorized = connection.send(&all.authorize(0).bytes()).await.expect(200);
    let tokens = connection.send(&all.exchange(&code_in(&authorized.body)).bytes()).await.expect(200);
    all.access_token = tokens.text("access_token");
    all.refresh_token = tokens.text("refresh_token");
    all
}

impl People {
    /// One person after the other.
    pub(crate) fn authorize(&self, number: usize) -> Request {
        let person = &self.people[number % self.people.len()];
        let query = format!(
            "response_type=code&client_id={}&redirect_uri={CALLBACK_ENCODED}\
             &scope=openid+profile+email+offline_access&state=abc&nonce=def",
            self.client_id
        );
        Request::get(&format!("/oauth/authorize?{query}")).bearer(&person.token)
    }

    pub(crate) fn exchange(&self, code: &str) -> Request {
        let form = format!("grant_type=authorization_code&code={code}&redirect_uri={CALLBACK_ENCODED}");
        Request::post_form("/oauth/token", &form).header("authorization", &self.authorization)
    }

    pub(crate) fn refresh(&self) -> Request {
        let form = format!("grant_type=refresh_token&refresh_token={}", self.refresh_token);
        Request::post_form("/oauth/token", &form).header("authorization", &self.authorization)
    }

    pub(crate) fn userinfo(&self) -> Request {
        Request::get("/oauth/userinfo").bearer(&self.access_token)
    }

    /// One person after the other, each from where they live.
    pub(crate) fn sign_in(&self, number: usize) -> Request {
        let person = &self.people[number % self.people.len()];
        let body = json!({"email": person.email, "password": PASSWORD});
        Request::post_json("/auth/login", &body).header("x-forwarded-for", &person.address)
    }
}

async fn register(connection: &mut Connection, number: usize) -> Person {
    let (email, address) = (format!("person{number}@example.org"), format!("11.0.{number}.7"));
    let request =
        |path: &str, body| Request::post_json(path, &body).header("x-forwarded-for", &address).bytes();
    connection.send(&request("/auth/register/start", json!({"email": email}))).await.expect(200);
    let code = mailed_code(connection, &email).await;
    let verify = request("/auth/register/verify", json!({"email": email, "code": code}));
    let proof = connection.send(&verify).await.expect(200).text("registration_token");
    let body = json!({"email": email, "password": PASSWORD, "registration_token": proof});
    let finished = connection.send(&request("/auth/register/password", body)).await.expect(200);
    Person { email, token: finished.text("token"), address }
}

async fn mailed_code(connection: &mut Connection, email: &str) -> String {
    let request = Request::get("/dev/mail").header("accept", "application/json").bytes();
    for _ in 0..500 {
        let listed = connection.send(&request).await.expect(200).json();
        let mails = listed.as_array().or_else(|| listed["mails"].as_array()).unwrap();
        let text = mails.iter().find(|mail| mail["to"] == email).and_then(|mail| mail["text"].as_str());
        if let Some(code) = text.and_then(six_digits) {
            return code;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no code was mailed to {email}");
}

fn six_digits(text: &str) -> Option<String> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned)
}

/// The code in the answer to an authorization request.
pub(crate) fn code_in(body: &str) -> String {
    let (_, rest) = body.split_once("code=").unwrap_or_else(|| panic!("no code in {body}"));
    rest.split(['&', '"']).next().unwrap().to_owned()
}
