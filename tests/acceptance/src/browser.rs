use crate::html::{Form, forms, values};
use crate::{Answer, Person, Totp, random};
use reqwest::cookie::{CookieStore as _, Jar};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

const MOST_HOPS: usize = 10;
const PATIENCE: Duration = Duration::from_secs(60);

/// A person's browser without scripts: it keeps cookies, fills in forms and follows redirects on the server.
#[derive(Debug, Clone)]
pub struct Browser {
    http: Client,
    cookies: Arc<Jar>,
    base: Url,
    address: String,
}

/// Where the browser has come to.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address.
    pub url: Url,
    /// What the server answered.
    pub answer: Answer,
    /// The URL outside of the server that it was sent on to; the browser did not go there.
    pub left_to: Option<String>,
}

impl Page {
    /// Its forms.
    pub fn forms(&self) -> Vec<Form> {
        forms(&self.answer.body)
    }

    /// The form that has a field or button of this name.
    pub fn form(&self, field: &str) -> Option<Form> {
        self.forms().into_iter().find(|form| form.has(field))
    }

    /// Where its links lead.
    pub fn links(&self) -> Vec<String> {
        values(&self.answer.body, "href")
    }
}

impl Browser {
    pub(crate) fn new(base: &str) -> Self {
        let cookies = Arc::new(Jar::default());
        let client = Client::builder().redirect(Policy::none()).cookie_provider(cookies.clone());
        let http = client.timeout(PATIENCE).build().unwrap();
        let address = format!("12.{}.7.9", random::number() % 254 + 1);
        Self { http, cookies, base: Url::parse(base).unwrap(), address }
    }

    /// What it sends as `Cookie`.
    pub fn cookies(&self) -> String {
        let value = self.cookies.cookies(&self.base);
        value.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }

    /// The value of one cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.cookies();
        let mut pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
        pairs.find_map(|(key, value)| (key == name).then(|| value.to_owned()))
    }

    /// Types in an address: a path of the server or a whole URL.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn open(&self, address: &str) -> Page {
        let url = self.base.join(address).unwrap();
        self.follow(url.clone(), self.http.get(url).header("sec-fetch-site", "none")).await
    }

    /// Fills in the form that has the first field of `filled`, and sends it.
    ///
    /// # Panics
    /// When the page has no such form.
    #[track_caller]
    pub fn submit(&self, page: &Page, filled: &[(&str, &str)]) -> impl Future<Output = Page> {
        let Some(form) = page.form(filled[0].0) else {
            panic!("no form with '{}' at {}: {}", filled[0].0, page.url, page.answer.body);
        };
        let url = page.url.join(&form.action).unwrap();
        let request = self.http.post(url.clone()).header("sec-fetch-site", "same-origin");
        let request = request.header("origin", self.base.origin().ascii_serialization());
        let request = request.form(&form.filled(filled));
        let browser = self.clone();
        async move { browser.follow(url, request).await }
    }

    /// Sends a form without fields.
    pub(crate) async fn send(&self, url: Url) -> Page {
        let request = self.http.post(url.clone()).header("sec-fetch-site", "same-origin");
        let origin = url.origin().ascii_serialization();
        self.follow(url, request.header("origin", origin)).await
    }

    async fn follow(&self, mut url: Url, mut request: RequestBuilder) -> Page {
        for _ in 0..MOST_HOPS {
            let sent = request.header("x-forwarded-for", &self.address).header("accept", "text/html").send();
            let answer = Answer::read(sent.await.unwrap()).await;
            if !(300..400).contains(&answer.status) {
                return Page { url, answer, left_to: None };
            }
            let target = answer.header("location").to_owned();
            let next = url.join(&target).unwrap();
            if next.origin() != self.base.origin() {
                return Page { url, answer, left_to: Some(target) };
            }
            request = self.http.get(next.clone()).header("sec-fetch-site", "same-origin");
            url = next;
        }
        panic!("more than {MOST_HOPS} redirects, the last to {url}");
    }

    /// Signs in on the sign-in page.
    ///
    /// # Panics
    /// When there is no such page.
    pub async fn sign_in(&self, person: &Person) -> Page {
        let page = self.open("/login").await;
        self.submit(&page, &[("email", &person.email), ("password", &person.password)]).await
    }

    /// Goes to an authorization URL, signs in as it is asked to, allows the access, and gives the URL at the
    /// partner that it was sent to.
    ///
    /// # Panics
    /// When the pages lead somewhere else.
    pub async fn authorize(&self, url: &str, person: &Person, totp: Option<&Totp>) -> String {
        let mut page = self.open(url).await;
        for _ in 0..MOST_HOPS {
            if let Some(url) = page.left_to {
                return url;
            }
            let code = totp.map(Totp::next_code).unwrap_or_default();
            let ways: [&[(&str, &str)]; 3] = [
                &[("password", &person.password), ("email", &person.email)],
                &[("code", &code)],
                &[("decision", "allow")],
            ];
            let way = ways.into_iter().find(|way| page.form(way[0].0).is_some());
            let Some(way) = way else {
                panic!("what to do at {}? {} {}", page.url, page.answer.status, page.answer.body);
            };
            page = self.submit(&page, way).await;
        }
        panic!("the pages lead in circles: {} {}", page.url, page.answer.body);
    }
}
