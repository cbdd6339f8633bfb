//! `/device`: a person types the code of a device and decides.

use crate::site::{ANN, Browser, Page, Site};
use hitkey_oauth::service::{DeviceAnswer, TokenError, TokenParams, TokenRefusal};
use hitkey_oauth::{Client, GrantKind};

const BOB: &str = "bob@example.org";

struct Scene {
    site: Site,
    client: Client,
    secret: String,
}

impl Scene {
    async fn open() -> Self {
        let site = Site::open().await;
        site.person(ANN).await;
        let grant_types = GrantKind::ALL.into();
        let (client, secret) = site.client_with("Acme TV", |client| Client { grant_types, ..client }).await;
        Self { site, client, secret }
    }

    fn params(&self, more: &[(&str, &str)]) -> TokenParams {
        let id = self.client.id.to_string();
        let own = [("client_id", &*id), ("client_secret", &*self.secret)];
        TokenParams::from_pairs(own.iter().chain(more).copied()).unwrap()
    }

    async fn begin(&self) -> DeviceAnswer {
        self.site.provider().devices.begin(None, &self.params(&[("scope", "openid email")])).await.unwrap()
    }

    /// Why the device gets nothing, if it gets nothing.
    async fn refusal(&self, device: &DeviceAnswer) -> Option<TokenRefusal> {
        let grant = ("grant_type", GrantKind::DeviceCode.as_str());
        let params = self.params(&[grant, ("device_code", device.device_code.expose())]);
        match self.site.provider().tokens.exchange(None, params).await {
            Ok(_) => None,
            Err(TokenError::Refused(refusal)) => Some(refusal),
            Err(other) => panic!("{other:?}"),
        }
    }
}

async fn decide(browser: &Browser<'_>, question: &Page, decision: &str) -> Page {
    let (person, code) = (question.field("person").unwrap(), question.field("user_code").unwrap());
    let fields = [("person", &*person), ("user_code", &*code), ("decision", decision)];
    browser.submit(&question.action_of("decision"), &fields).await
}

fn path_of(device: &DeviceAnswer) -> String {
    device.verification_uri_complete.strip_prefix("https://id.example").unwrap().to_owned()
}

#[actix_web::test]
async fn a_person_types_the_code_and_allows_the_device() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let device = scene.begin().await;
    assert!(browser.open("/device").await.says("name=\"user_code\""));
    let typed = device.user_code.to_string().to_lowercase().replace('-', " ");
    let asked = browser.submit("/device", &[("user_code", &typed)]).await;
    let question = browser.open(asked.location()).await;
    assert!(question.says("Acme TV") && question.says(&device.user_code.to_string()) && question.says(ANN));
    assert_eq!(scene.refusal(&device).await, Some(TokenRefusal::DevicePending));
    let done = decide(&browser, &question, "allow").await;
    assert!(done.says("The device is connected"), "{}", done.body);
    assert_eq!(scene.refusal(&device).await, None);
}

#[actix_web::test]
async fn a_person_refuses_the_device() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let device = scene.begin().await;
    let question = browser.open(&path_of(&device)).await;
    assert!(decide(&browser, &question, "deny").await.says("not connected"));
    assert_eq!(scene.refusal(&device).await, Some(TokenRefusal::DeviceDenied));
    assert_eq!(decide(&browser, &question, "allow").await.status, 422, "it was decided");
}

#[actix_web::test]
async fn whoever_is_not_signed_in_signs_in_first_and_comes_back() {
    let scene = Scene::open().await;
    let device = scene.begin().await;
    let page = scene.site.browser().open(&path_of(&device)).await;
    let wanted = format!("/login?continue=%2Fdevice%3Fuser_code%3D{}", device.user_code);
    assert_eq!((page.status, page.location()), (303, &*wanted));
}

#[actix_web::test]
async fn a_code_that_nothing_waits_for_is_told_so() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    for typed in ["WDJB-MJHT", "nonsense", "\"><script>alert(1)</script>"] {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let page = browser.open(&format!("/device?{}", query.append_pair("user_code", typed).finish())).await;
        assert_eq!(page.status, 422, "{typed}");
        assert!(page.says("No device waits") && !page.says("<script"), "{}", page.body);
    }
}

#[actix_web::test]
async fn another_site_or_person_cannot_allow_a_device() {
    let scene = Scene::open().await;
    scene.site.person(BOB).await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let device = scene.begin().await;
    let question = browser.open(&path_of(&device)).await;
    let (person, code) = (question.field("person").unwrap(), question.field("user_code").unwrap());
    let fields = [("person", &*person), ("user_code", &*code), ("decision", "allow")];
    for sent in [&[("Sec-Fetch-Site", "cross-site")][..], &[]] {
        assert_eq!(browser.forged("/device", &fields, sent).await.status, 403, "{sent:?}");
    }
    let other = scene.site.browser();
    other.sign_in(BOB).await;
    let asked = other.submit("/device", &fields).await;
    assert_eq!((asked.status, asked.location()), (303, &*path_of(&device)), "Bob is asked himself");
    assert_eq!(scene.refusal(&device).await, Some(TokenRefusal::DevicePending));
}

#[actix_web::test]
async fn a_link_with_the_code_allows_nothing_and_the_question_warns() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let device = scene.begin().await;
    for _ in 0..2 {
        let question = browser.open(&format!("{}&decision=allow", path_of(&device))).await;
        assert!(question.says("Acme TV") && question.says("did not get the code from somebody else"));
    }
    // The form without a decision, or without the person who read the question, is asked again.
    let code = device.user_code.to_string();
    for fields in [&[("user_code", &*code)][..], &[("user_code", &*code), ("decision", "allow")]] {
        assert_eq!(browser.submit("/device", fields).await.location(), path_of(&device));
    }
    assert_eq!(scene.refusal(&device).await, Some(TokenRefusal::DevicePending));
}

#[actix_web::test]
async fn whoever_guesses_is_told_to_wait() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let device = scene.begin().await;
    for _ in 0..10 {
        assert_eq!(browser.open("/device?user_code=BBBB-BBBB").await.status, 422);
    }
    let page = browser.open(&path_of(&device)).await;
    assert_eq!((page.status, page.header("retry-after")), (429, "60"));
}
