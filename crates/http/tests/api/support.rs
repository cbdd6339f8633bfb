//! One server per test: the whole application over memory stores and a clock that the test moves.

use crate::described;
use actix_web::body::MessageBody as _;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{HeaderMap, HeaderName};
use actix_web::http::{Method, StatusCode};
use actix_web::test::{self, TestRequest};
use actix_web::web::{Bytes, Data};
use async_trait::async_trait;
use hitkey_http::health::ready::{Component, Readiness};
use hitkey_http::{Domains, HttpSettings, RateLimits, Services};
use hitkey_identity::service::Environment;
use hitkey_identity::testkit::World as People;
use hitkey_kernel::{EmailAddress, SecretText, Timestamp};
use hitkey_oauth::RegistrationPolicy;
use hitkey_oauth::testkit::fixtures::World as Provider;
use hitkey_projects::Person;
use hitkey_projects::testkit::World as Projects;
use serde_json::{Value, json};
use std::cell::OnceCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub(crate) const ANN: &str = "ann@example.org";
pub(crate) const PASSWORD: &str = People::PASSWORD;
pub(crate) const ORIGIN: &str = "https://id.example.org";

/// Says that all is well until it is told otherwise.
#[derive(Default)]
pub(crate) struct Health(pub(crate) AtomicBool);

#[async_trait]
impl Readiness for Health {
    async fn check(&self) -> Vec<Component> {
        let is_well = !self.0.load(Ordering::SeqCst);
        vec![Component { name: "database", is_well }, Component { name: "keys", is_well: true }]
    }
}

pub(crate) struct Server {
    pub(crate) people: People,
    pub(crate) provider: Provider,
    pub(crate) projects: Projects,
    pub(crate) health: Arc<Health>,
    services: Data<Services>,
    app: OnceCell<App>,
}

/// The application, made once: it takes longer than most requests to it.
type App = Box<dyn Fn(TestRequest) -> Pin<Box<dyn Future<Output = ServiceResponse>>>>;

async fn app(services: Data<Services>) -> App {
    let app = Rc::new(test::init_service(hitkey_http::app(services)).await);
    Box::new(move |request| {
        let app = Rc::clone(&app);
        Box::pin(async move { test::call_service(&*app, request.to_request()).await.map_into_boxed_body() })
    })
}

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {:?}", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The text of a field.
    pub(crate) fn field(&self, name: &str) -> String {
        let json = self.json();
        json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}")).to_owned()
    }

    /// Status and code, as the HitKey API fails.
    #[track_caller]
    pub(crate) fn fails(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), self.json()["code"].as_str()), (status, Some(code)), "{self:?}");
    }

    /// Status and error, as OAuth endpoints fail.
    #[track_caller]
    pub(crate) fn refuses(&self, status: u16, error: &str) {
        let json = self.json();
        assert_eq!((self.status.as_u16(), json["error"].as_str()), (status, Some(error)), "{self:?}");
        assert!(json["error_description"].is_string(), "{self:?}");
    }

    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!(self.status, StatusCode::OK, "{self:?}");
        self
    }

    /// Fields and rules of a 422, in order.
    #[track_caller]
    pub(crate) fn complaints(&self) -> Vec<(String, String)> {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{self:?}");
        let json = self.json();
        let text = |error: &Value, key: &str| error[key].as_str().unwrap().to_owned();
        let errors = json["errors"].as_array().unwrap();
        assert!(errors.iter().all(|error| error["message"].is_string()));
        errors.iter().map(|error| (text(error, "field"), text(error, "rule"))).collect()
    }

    /// The `Set-Cookie` line of a cookie.
    pub(crate) fn set_cookie(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all("set-cookie").map(|line| line.to_str().unwrap().to_owned());
        lines.into_iter().find(|line| line.starts_with(&format!("{name}=")))
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?} {}", self.status, self.headers, String::from_utf8_lossy(&self.body))
    }
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::at(ORIGIN, &[]).await
    }

    pub(crate) async fn at(public_url: &str, trusted_proxies: &[&str]) -> Self {
        let proxies = trusted_proxies.iter().map(|cidr| cidr.parse().unwrap()).collect();
        Self::build(HttpSettings::new(public_url.parse().unwrap(), proxies), |_| {}).await
    }

    /// Behind a proxy at 10.0.0.0/8, with these rate limits; clients may register themselves.
    pub(crate) async fn limited(anonymous: u32, token: u32) -> Self {
        let rates = RateLimits { anonymous: anonymous.try_into().ok(), token: token.try_into().ok() };
        let settings = HttpSettings::new(ORIGIN.parse().unwrap(), vec!["10.0.0.0/8".parse().unwrap()]);
        let provider = Provider::open_to(RegistrationPolicy::default()).await;
        Self::of(provider, settings.with_rate_limits(rates), |_| {})
    }

    /// With some of identity's ports exchanged.
    pub(crate) async fn with_people(adapt: impl FnOnce(&mut Environment)) -> Self {
        Self::build(HttpSettings::new(ORIGIN.parse().unwrap(), Vec::new()), adapt).await
    }

    /// Where clients may register themselves.
    pub(crate) async fn open_to(policy: RegistrationPolicy) -> Self {
        let settings = HttpSettings::new(ORIGIN.parse().unwrap(), Vec::new());
        Self::of(Provider::open_to(policy).await, settings, |_| {})
    }

    async fn build(settings: HttpSettings, adapt: impl FnOnce(&mut Environment)) -> Self {
        Self::of(Provider::open().await, settings, adapt)
    }

    fn of(provider: Provider, settings: HttpSettings, adapt: impl FnOnce(&mut Environment)) -> Self {
        let people = People::new(|environment| {
            environment.ambient = provider.ambient.clone();
            adapt(environment);
        });
        let projects = Projects::new(|environment| environment.ambient = provider.ambient.clone());
        let health = Arc::new(Health::default());
        let domains = Domains {
            identity: people.identity.clone(),
            oauth: provider.provider.clone(),
            projects: projects.cases.clone(),
        };
        let services = Services::new(domains, health.clone(), settings, provider.ambient.clone());
        Self { people, provider, projects, health, services: Data::new(services), app: OnceCell::new() }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.provider.ambient.now()
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.provider.clock.advance(by);
        self.people.clock.advance(by);
    }

    /// Every answer that any test gets is held to the description of the API.
    pub(crate) async fn call(&self, request: TestRequest) -> Answer {
        if self.app.get().is_none() {
            let made = app(self.services.clone()).await;
            self.app.set(made).ok();
        }
        let response = self.app.get().unwrap()(request).await;
        let (method, path) = (response.request().method().clone(), response.request().path().to_owned());
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().try_into_bytes().unwrap_or_else(|_| panic!("a whole body"));
        let answer = Answer { status, headers, body };
        described::hold(&method, &path, &answer);
        answer
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        self.call(TestRequest::get().uri(path).insert_header(bearer(token))).await
    }

    pub(crate) async fn delete(&self, path: &str, token: &str) -> Answer {
        self.call(TestRequest::delete().uri(path).insert_header(bearer(token))).await
    }

    /// Posts JSON without credentials.
    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(TestRequest::post().uri(path).set_json(body)).await
    }

    pub(crate) async fn post_as(&self, path: &str, token: &str, body: Value) -> Answer {
        self.call(TestRequest::post().uri(path).insert_header(bearer(token)).set_json(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, token: &str, body: Value) -> Answer {
        self.call(TestRequest::patch().uri(path).insert_header(bearer(token)).set_json(body)).await
    }

    pub(crate) async fn put(&self, path: &str, token: &str, body: Value) -> Answer {
        self.call(TestRequest::put().uri(path).insert_header(bearer(token)).set_json(body)).await
    }

    pub(crate) async fn post_form(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.call(TestRequest::post().uri(path).set_form(form)).await
    }

    /// The code in the last mail to this address.
    pub(crate) fn mailed_code(&self, email: &str) -> String {
        let email = EmailAddress::parse(email).unwrap();
        self.people.last_code(&email).expect("a code was mailed").expose().to_owned()
    }

    pub(crate) fn mailed_reset(&self, email: &str) -> String {
        let email = EmailAddress::parse(email).unwrap();
        self.people.last_reset(&email).expect("a reset was mailed").expose().to_owned()
    }

    /// The token in the last invite to this address.
    pub(crate) fn mailed_invite(&self, email: &str) -> String {
        let email = EmailAddress::parse(email).unwrap();
        self.projects.last_invite(&email).expect("an invite was mailed").expose().to_owned()
    }

    /// Goes through registration up to the proof.
    pub(crate) async fn verified(&self, email: &str) -> Answer {
        self.post("/auth/register/start", json!({ "email": email })).await.succeeds();
        let code = self.mailed_code(email);
        self.post("/auth/register/verify", json!({ "email": email, "code": code })).await.succeeds()
    }

    /// Goes through registration; the answer to its last step.
    pub(crate) async fn registered(&self, email: &str) -> Answer {
        let token = self.verified(email).await.field("registration_token");
        let body = json!({ "email": email, "password": PASSWORD, "registration_token": token });
        let answer = self.post("/auth/register/password", body).await.succeeds();
        let user = answer.json()["user"]["id"].as_str().unwrap().parse().unwrap();
        let profile = hitkey_oauth::testkit::fixtures::full_profile(&self.provider.ambient);
        self.provider.store.add_person(user, profile);
        let email = EmailAddress::parse(email).unwrap();
        let display_name = Some(email.local_part().to_owned());
        self.projects.store.add_person(Person { id: user, email, display_name }, Vec::new());
        answer
    }

    /// Ann, registered and signed in: her API token.
    pub(crate) async fn ann(&self) -> String {
        self.registered(ANN).await.field("token")
    }

    /// A session cookie of somebody who is registered.
    pub(crate) async fn cookie_of(&self, email: &str) -> String {
        use hitkey_identity::CookieCredentials;
        use hitkey_identity::service::SignInOutcome;
        let request = self.people.sign_in_of(email).unwrap();
        match self.people.identity.sign_in.password::<CookieCredentials>(request).await.unwrap() {
            SignInOutcome::SignedIn(done) => done.credentials.cookie.expose().to_owned(),
            SignInOutcome::SecondFactorRequired(_) => panic!("a second factor is on"),
        }
    }

    /// Switches the second factor on: the secret in base32, and the recovery codes.
    pub(crate) async fn enable_second_factor(&self, token: &str) -> (String, Vec<String>) {
        let secret = self.get("/auth/2fa/setup", token).await.succeeds().field("secret");
        let body = json!({ "code": self.totp(&secret) });
        let answer = self.post_as("/auth/2fa/enable", token, body).await.succeeds();
        let codes = answer.json()["recovery_codes"].clone();
        (secret, serde_json::from_value(codes).unwrap())
    }

    /// The code of a secret now.
    pub(crate) fn totp(&self, secret: &str) -> String {
        let secret = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
        let code: SecretText = self.people.totp(&secret);
        code.expose().to_owned()
    }
}

pub(crate) fn bearer(token: &str) -> (HeaderName, String) {
    (HeaderName::from_static("authorization"), format!("Bearer {token}"))
}

pub(crate) fn request(method: &Method, path: &str) -> TestRequest {
    TestRequest::default().method(method.clone()).uri(path)
}

/// Pairs of texts, to compare complaints with.
pub(crate) fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.map(|(field, rule)| (field.to_owned(), rule.to_owned())).to_vec()
}

pub(crate) const MINUTE: Duration = Duration::from_secs(60);
pub(crate) const HOUR: Duration = Duration::from_secs(3_600);
