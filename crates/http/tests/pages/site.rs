//! HitKey in memory, and a browser that keeps cookies.

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::Data;
use hitkey_http::health::ready::{Component, Readiness};
use hitkey_http::pages::DevMailbox;
use hitkey_http::{Domains, HttpSettings, Services, app};
use hitkey_identity::CookieCredentials;
use hitkey_identity::service::SignedIn;
use hitkey_identity::testkit::World;
use hitkey_kernel::{EmailAddress, Scribe, UserId};
use hitkey_oauth::ports::ClientStore as _;
use hitkey_oauth::service::{Provider, ProviderSettings};
use hitkey_oauth::testkit::{MemoryStore, ToyKeys, ToySealer, fixtures};
use hitkey_oauth::{Client, ClientName, Issuer, RedirectUris};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) const HERE: &str = "https://id.example";
pub(crate) const CALLBACK: &str = "https://app.example/callback";
pub(crate) const ANN: &str = "ann@example.org";

struct AllWell;

#[async_trait::async_trait]
impl Readiness for AllWell {
    async fn check(&self) -> Vec<Component> {
        Vec::new()
    }
}

/// The server.
pub(crate) struct Site {
    pub(crate) world: World,
    pub(crate) oauth: Arc<MemoryStore>,
    services: Data<Services>,
}

impl Site {
    pub(crate) async fn open() -> Self {
        Self::with_mailbox(None).await
    }

    pub(crate) async fn with_mailbox(mailbox: Option<Arc<dyn DevMailbox>>) -> Self {
        let world = World::default();
        let oauth = Arc::new(MemoryStore::default());
        let ambient = world.environment.ambient.clone();
        let sealer = Arc::new(ToySealer::with_server_key(1));
        let ports = oauth.ports(Arc::new(ToyKeys::default()), sealer, Scribe::new(ambient.clone()));
        let settings = ProviderSettings::new(Issuer::parse(HERE).unwrap());
        let provider = Provider::open(ports, settings, ambient.clone()).await.unwrap();
        let settings = HttpSettings::new(HERE.parse().unwrap(), Vec::new());
        let projects = hitkey_projects::testkit::World::default().cases;
        let domains = Domains { identity: world.identity.clone(), oauth: provider, projects };
        let services = Services::new(domains, Arc::new(AllWell), settings, ambient);
        let services = match mailbox {
            Some(mailbox) => services.with_dev_mailbox(mailbox),
            None => services,
        };
        Self { world, oauth, services: Data::new(services) }
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser { site: self, cookies: RefCell::default() }
    }

    /// Registers a person without the pages.
    pub(crate) async fn person(&self, email: &str) -> UserId {
        let signed_in: SignedIn<CookieCredentials> = self.world.register(email).await.unwrap();
        let ambient = &self.world.environment.ambient;
        self.oauth.add_person(signed_in.account.id, fixtures::full_profile(ambient));
        signed_in.account.id
    }

    /// A confidential client of somebody else.
    pub(crate) async fn client(&self, name: &str) -> Client {
        self.client_returning_to(name, CALLBACK).await
    }

    pub(crate) async fn client_returning_to(&self, name: &str, callback: &str) -> Client {
        let redirect_uris = RedirectUris::new(vec![fixtures::redirect_uri(callback)]).unwrap();
        self.client_with(name, |client| Client { redirect_uris, ..client }).await.0
    }

    /// A confidential client that was changed, and its secret.
    pub(crate) async fn client_with(
        &self,
        name: &str,
        change: impl FnOnce(Client) -> Client,
    ) -> (Client, String) {
        let ambient = &self.world.environment.ambient;
        let owner = UserId::generate(ambient.now(), ambient.random());
        let (client, secret) = fixtures::confidential_client(owner, ambient);
        let name = ClientName::parse(name).unwrap();
        let redirect_uris = RedirectUris::new(vec![fixtures::redirect_uri(CALLBACK)]).unwrap();
        let client = change(Client { name, redirect_uris, ..client });
        self.oauth.create(fixtures::creation(&client, ambient)).await.unwrap();
        (client, secret.expose().to_owned())
    }

    /// The use cases of the provider.
    pub(crate) fn provider(&self) -> &Provider {
        &self.services.oauth
    }

    pub(crate) fn last_code(&self, email: &str) -> String {
        let email = EmailAddress::parse(email).unwrap();
        self.world.last_code(&email).unwrap().expose().to_owned()
    }
}

/// The URL that an app sends people to.
pub(crate) fn authorize_url(client: &Client, more: &str) -> String {
    authorize_url_to(client, CALLBACK, more)
}

pub(crate) fn authorize_url_to(client: &Client, callback: &str, more: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let id = client.id.to_string();
    let scope = "openid profile email";
    let pairs =
        [("client_id", &*id), ("redirect_uri", callback), ("response_type", "code"), ("scope", scope)];
    format!("/oauth/authorize?{}{more}", query.extend_pairs(pairs).append_pair("state", "xyz").finish())
}

/// A person's browser. It does not follow redirects by itself.
pub(crate) struct Browser<'a> {
    site: &'a Site,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl Browser<'_> {
    pub(crate) async fn open(&self, path: &str) -> Page {
        self.send(TestRequest::get().uri(path).insert_header(("Sec-Fetch-Site", "none"))).await
    }

    /// Sends a form of our own page.
    pub(crate) async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = TestRequest::post().uri(path).insert_header(("Sec-Fetch-Site", "same-origin"));
        self.send(request.set_form(fields)).await
    }

    pub(crate) async fn send(&self, request: TestRequest) -> Page {
        let peer = "192.0.2.7:4711".parse().unwrap();
        let mut request = request.peer_addr(peer).insert_header(("User-Agent", "Firefox/130.0"));
        for (name, value) in &*self.cookies.borrow() {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        let service = init_service(app(self.site.services.clone())).await;
        let response = call_service(&service, request.to_request()).await;
        for cookie in response.response().cookies() {
            self.keep(&cookie);
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = String::from_utf8(read_body(response).await.to_vec()).unwrap();
        Page { status, headers, body }
    }

    fn keep(&self, cookie: &Cookie<'_>) {
        let mut cookies = self.cookies.borrow_mut();
        if cookie.max_age().is_some_and(|age| age.is_zero()) {
            cookies.remove(cookie.name());
        } else {
            cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
        }
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    pub(crate) fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn is_signed_in(&self) -> bool {
        self.cookie("hk_token").is_some()
    }

    pub(crate) async fn sign_in(&self, email: &str) {
        let page = self.submit("/login", &[("email", email), ("password", World::PASSWORD)]).await;
        assert_eq!((page.status, page.location()), (303, "/account"));
    }

    /// Sends a form as another site would make the browser do.
    pub(crate) async fn forged(&self, path: &str, fields: &[(&str, &str)], sent: &[(&str, &str)]) -> Page {
        let mut request = TestRequest::default().method(Method::POST).uri(path);
        for (name, value) in sent {
            request = request.insert_header((*name, *value));
        }
        self.send(request.set_form(fields)).await
    }
}

/// What the server answered.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    pub(crate) fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// The value of an input, unescaped as far as our own pages need it.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let tag = self.body.split("<input ").find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
        attribute(tag, "value")
    }

    /// Where the form that has this text in it is sent to.
    pub(crate) fn action_of(&self, part: &str) -> String {
        let mut forms = self.body.split("<form ").skip(1);
        let form = forms.find(|form| form.split("</form>").next().unwrap().contains(part));
        attribute(form.unwrap_or_else(|| panic!("no form with {part}: {}", self.body)), "action").unwrap()
    }

    /// A parameter of the URL it redirects to.
    pub(crate) fn sent_to_app(&self, name: &str) -> Option<String> {
        let url = url::Url::parse(self.location()).unwrap_or_else(|_| panic!("no redirect: {self:?}"));
        url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    let escaped = rest.split('"').next()?;
    Some(escaped.replace("&#34;", "\"").replace("&#39;", "'").replace("&#38;", "&").replace("&amp;", "&"))
}
