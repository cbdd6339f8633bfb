//! `/oauth/logout`: apps ask, and people are signed out, or asked, or left in peace.

use crate::site::{ANN, Browser, CALLBACK, Page, Site, authorize_url};
use hitkey_oauth::service::TokenParams;
use hitkey_oauth::testkit::fixtures;
use hitkey_oauth::{Client, LogoutChannel, LogoutSettings, OutboundUrl, PostLogoutRedirectUris};

const BYE: &str = "https://app.example/bye";
const OUT: &str = "https://app.example/out";
const BOB: &str = "bob@example.org";

struct Scene {
    site: Site,
    client: Client,
    secret: String,
}

impl Scene {
    async fn open() -> Self {
        Self::with(LogoutSettings::default()).await
    }

    /// The app wants to hear of it by the browser.
    async fn with_frame() -> Self {
        let front_channel = LogoutChannel { uri: OutboundUrl::parse(OUT).ok(), session_required: true };
        Self::with(LogoutSettings { front_channel, ..LogoutSettings::default() }).await
    }

    async fn with(logout: LogoutSettings) -> Self {
        let site = Site::open().await;
        site.person(ANN).await;
        let post_redirect_uris = PostLogoutRedirectUris::new(vec![fixtures::redirect_uri(BYE)]).unwrap();
        let logout = LogoutSettings { post_redirect_uris, ..logout };
        let (client, secret) = site.client_with("Acme", |client| Client { logout, ..client }).await;
        Self { site, client, secret }
    }

    /// An id_token of whoever is signed in there.
    async fn id_token(&self, browser: &Browser<'_>) -> String {
        let page = browser.open(&authorize_url(&self.client, "")).await;
        let (person, allow) = (page.field("person").unwrap(), page.action_of("decision"));
        let back = browser.submit(&allow, &[("person", &person), ("decision", "allow")]).await;
        let (id, code) = (self.client.id.to_string(), back.sent_to_app("code").unwrap());
        let params = TokenParams::from_pairs([
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("client_id", &id),
            ("client_secret", &self.secret),
        ]);
        let tokens = self.site.provider().tokens.exchange(None, params.unwrap()).await.unwrap();
        tokens.id_token.unwrap().expose().to_owned()
    }
}

fn url(parameters: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    format!("/oauth/logout?{}", query.extend_pairs(parameters).finish())
}

async fn is_signed_in(browser: &Browser<'_>) -> bool {
    browser.open("/account").await.status == 200
}

async fn answer(browser: &Browser<'_>, question: &Page) -> Page {
    let person = question.field("person").unwrap();
    browser.submit(&question.action_of("decision"), &[("person", &person), ("decision", "sign_out")]).await
}

#[actix_web::test]
async fn an_id_token_of_the_session_ends_it_at_once_and_leads_back() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let hint = scene.id_token(&browser).await;
    let stolen = browser.cookie("hk_token").unwrap();
    let asked = url(&[("id_token_hint", &hint), ("post_logout_redirect_uri", BYE), ("state", "s&1")]);
    let page = browser.open(&asked).await;
    assert_eq!((page.status, page.location()), (303, "https://app.example/bye?state=s%261"));
    assert!(!browser.is_signed_in(), "the cookie is gone");
    browser.set_cookie("hk_token", &stolen);
    assert!(!is_signed_in(&browser).await, "and the session too");
    let again = browser.open(&asked).await;
    assert_eq!(again.status, 303, "whoever is signed out already goes back too");
}

#[actix_web::test]
async fn without_a_hint_the_person_is_asked_who_it_is_and_by_whom() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let id = scene.client.id.to_string();
    for (parameters, wanted) in
        [(&[][..], "/login"), (&[("client_id", &*id), ("post_logout_redirect_uri", BYE)], BYE)]
    {
        let question = browser.open(&url(parameters)).await;
        assert_eq!(question.status, 200);
        assert!(question.says(ANN) && is_signed_in(&browser).await, "asked only");
        assert_eq!(question.says("Acme"), !parameters.is_empty());
        let done = answer(&browser, &question).await;
        assert!(done.location() == wanted || done.says(wanted), "{done:?}");
        assert!(!browser.is_signed_in());
        browser.sign_in(ANN).await;
    }
}

#[actix_web::test]
async fn the_question_lets_its_answer_lead_to_the_app_and_nowhere_else() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let id = scene.client.id.to_string();
    let question = browser.open(&url(&[("client_id", &id), ("post_logout_redirect_uri", BYE)])).await;
    assert!(question.header("content-security-policy").ends_with("form-action 'self' https:"));
}

#[actix_web::test]
async fn a_hint_about_somebody_else_is_only_asked_about() {
    let scene = Scene::open().await;
    scene.site.person(BOB).await;
    let (ann, bob) = (scene.site.browser(), scene.site.browser());
    ann.sign_in(ANN).await;
    bob.sign_in(BOB).await;
    let hint = scene.id_token(&ann).await;
    let question = bob.open(&url(&[("id_token_hint", &hint), ("post_logout_redirect_uri", BYE)])).await;
    assert_eq!(question.status, 200);
    assert!(question.says(BOB) && !question.says(ANN) && is_signed_in(&bob).await);
    assert_eq!(answer(&bob, &question).await.location(), BYE);
    assert!(!bob.is_signed_in() && is_signed_in(&ann).await);
}

#[actix_web::test]
async fn a_stranger_is_sent_on_only_by_a_hint_or_a_click() {
    let scene = Scene::open().await;
    let id = scene.client.id.to_string();
    let page =
        scene.site.browser().open(&url(&[("client_id", &id), ("post_logout_redirect_uri", BYE)])).await;
    assert_eq!((page.status, page.location()), (200, ""));
    assert!(page.says(&format!("href=\"{BYE}\"")) && page.says("Back to Acme"), "{}", page.body);
}

#[actix_web::test]
async fn another_site_cannot_answer_the_question() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let question = browser.open(&url(&[])).await;
    let person = question.field("person").unwrap();
    let fields = [("person", &*person), ("decision", "sign_out")];
    for sent in [&[("Sec-Fetch-Site", "cross-site")][..], &[("Sec-Fetch-Site", "same-site")], &[]] {
        assert_eq!(browser.forged("/oauth/logout", &fields, sent).await.status, 403, "{sent:?}");
    }
    assert!(is_signed_in(&browser).await);
    let nobody = browser.submit("/oauth/logout", &[("decision", "sign_out")]).await;
    assert!(nobody.status == 200 && nobody.says(ANN), "asked again");
    assert!(is_signed_in(&browser).await);
}

#[actix_web::test]
async fn a_request_by_form_goes_on_by_get() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    let fields = [("state", "x y"), ("post_logout_redirect_uri", BYE), ("unknown", "1")];
    let page = browser.forged("/oauth/logout", &fields, &[("Sec-Fetch-Site", "cross-site")]).await;
    let wanted = "/oauth/logout?post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fbye&state=x+y";
    assert_eq!((page.status, page.location()), (303, wanted));
}

#[actix_web::test]
async fn a_wrong_request_signs_nobody_out_and_leads_nowhere() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let hint = scene.id_token(&browser).await;
    let id = scene.client.id.to_string();
    for (parameters, told) in [
        (
            vec![("id_token_hint", &*hint), ("post_logout_redirect_uri", "https://evil.example/")],
            "wrong return",
        ),
        (vec![("post_logout_redirect_uri", BYE)], "wrong return"),
        (vec![("client_id", "nonsense")], "This app is not known here"),
        (vec![("id_token_hint", &hint[..hint.len() - 4])], "This link is not complete"),
        (vec![("client_id", &*id), ("client_id", &*id)], "This link is not complete"),
    ] {
        let page = browser.open(&url(&parameters)).await;
        assert_eq!((page.status, page.location()), (400, ""), "{parameters:?}");
        assert!(page.says(told), "{parameters:?}: {}", page.body);
    }
    assert!(is_signed_in(&browser).await);
}

#[actix_web::test]
async fn looking_signs_nobody_out() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let hint = scene.id_token(&browser).await;
    let head = actix_web::test::TestRequest::default().method(actix_web::http::Method::HEAD);
    let page = browser.send(head.uri(&url(&[("id_token_hint", &hint)]))).await;
    assert_eq!(page.status, 405);
    assert!(is_signed_in(&browser).await);
}

/// The page loads the app's frame, with issuer and session, and nothing of anybody else.
fn loads_the_frame(page: &Page) {
    assert_eq!(page.status, 200);
    let frame = page.body.split("<iframe ").nth(1).unwrap().split('>').next().unwrap();
    assert!(frame.contains(&format!("src=\"{OUT}?iss=https%3A%2F%2Fid.example")), "{frame}");
    assert!(frame.contains("sid=") && page.body.matches("<iframe").count() == 1, "{frame}");
    assert!(page.header("content-security-policy").contains("; frame-src https://app.example;"));
}

#[actix_web::test]
async fn apps_that_want_frames_get_them_before_the_browser_goes_on() {
    let scene = Scene::with_frame().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    let hint = scene.id_token(&browser).await;
    let page = browser.open(&url(&[("id_token_hint", &hint), ("post_logout_redirect_uri", BYE)])).await;
    loads_the_frame(&page);
    assert_eq!(page.header("refresh"), format!("2; url={BYE}"));
    assert!(page.says(&format!("href=\"{BYE}\"")) && !browser.is_signed_in());
}

#[actix_web::test]
async fn whoever_signs_out_here_has_apps_told_too() {
    let scene = Scene::with_frame().await;
    let browser = scene.site.browser();
    browser.sign_in(ANN).await;
    scene.id_token(&browser).await;
    let page = browser.submit("/logout", &[]).await;
    loads_the_frame(&page);
    assert!(page.header("refresh").is_empty() && !browser.is_signed_in());
    assert_eq!(browser.open("/logout").await.body.matches("<iframe").count(), 0, "they were told");
}

#[actix_web::test]
async fn a_person_reads_that_another_account_was_meant_and_nobody_whether_there_is_one() {
    let scene = Scene::open().await;
    let bob = scene.site.person(BOB).await;
    let browser = scene.site.browser();
    let client = scene.client.id.to_string();
    let asked = |hint: &str| url(&[("client_id", &client), ("logout_hint", hint)]);
    let nobody = browser.open(&asked(BOB)).await;
    assert_eq!(nobody.body, browser.open(&asked("nobody@example.org")).await.body, "nobody is signed in");

    browser.sign_in(ANN).await;
    let ann = browser.open(&asked("")).await.field("person").unwrap();
    let other = |page: &Page| page.says("another account");
    for known in [ANN, "Ann@EXAMPLE.org", &ann] {
        let page = browser.open(&asked(known)).await;
        assert!(!other(&page) && page.says(ANN), "{known}: {}", page.body);
    }
    let unknown = "0194bb00-0000-7000-8000-000000000001";
    for hint in [BOB, &bob.to_string(), "nobody@example.org", unknown, "<script>"] {
        let page = browser.open(&asked(hint)).await;
        assert!(other(&page) && page.says(ANN), "{hint}: {}", page.body);
        assert!(!page.says("<script") && !page.says(&format!(">{hint}<")), "it is not told by us");
    }
    assert!(is_signed_in(&browser).await, "a hint ends nothing");
    let hint = scene.id_token(&browser).await;
    let proven = url(&[("id_token_hint", &hint), ("logout_hint", BOB)]);
    assert_eq!(browser.open(&proven).await.status, 200, "an id_token says it better");
    assert!(!is_signed_in(&browser).await);
}
