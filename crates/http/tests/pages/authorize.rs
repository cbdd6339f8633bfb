use crate::site::{ANN, Browser, CALLBACK, HERE, Page, Site, authorize_url, authorize_url_to};
use actix_web::test::TestRequest;
use hitkey_identity::testkit::World;

/// A person who is signed in, in front of the consent page.
async fn asked(browser: &Browser<'_>, url: &str) -> Page {
    browser.sign_in(ANN).await;
    let page = browser.open(url).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

async fn decide(browser: &Browser<'_>, page: &Page, decision: &str) -> Page {
    let person = page.field("person").unwrap();
    browser.submit(&page.action_of("decision"), &[("person", &person), ("decision", decision)]).await
}

#[actix_web::test]
async fn an_app_in_doubt_gets_nobody_sent_to_it() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    let id = client.id;
    for (query, told) in [
        (format!("redirect_uri={CALLBACK}&response_type=code"), "This app is not known here"),
        ("client_id=nonsense&redirect_uri=https://evil.example".to_owned(), "This app is not known here"),
        (format!("client_id={id}&response_type=code"), "wrong return address"),
        (format!("client_id={id}&redirect_uri=https://evil.example/"), "wrong return address"),
        (format!("client_id={id}&redirect_uri=javascript:alert(1)"), "wrong return address"),
        (format!("client_id={id}&client_id={id}&redirect_uri={CALLBACK}"), "This link is not complete"),
    ] {
        for path in ["/oauth/authorize?", "/?client_id=&"] {
            let page = site.browser().open(&format!("{path}{query}")).await;
            if path.starts_with("/?") && !query.contains("client_id=") {
                continue; // without a client it is the start page
            }
            assert_eq!((page.status, page.location()), (400, ""), "{path}{query}");
            assert!(page.says(told), "{path}{query}: {}", page.body);
            assert!(page.says(page.header("x-request-id")), "the page names its request");
        }
    }
}

#[actix_web::test]
async fn other_errors_go_to_the_app_with_state_and_issuer() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    for (more, error) in [
        ("&code_challenge=x&code_challenge_method=plain", "invalid_request"),
        ("&response_mode=fragment", "invalid_request"),
        ("&prompt=none", "login_required"),
        ("&request=x", "invalid_request_object"),
    ] {
        let page = site.browser().open(&authorize_url(&client, more)).await;
        assert_eq!(page.status, 303);
        assert!(page.location().starts_with(CALLBACK), "{}", page.location());
        assert_eq!(page.sent_to_app("error").as_deref(), Some(error), "{more}");
        assert_eq!(page.sent_to_app("state").as_deref(), Some("xyz"));
        assert_eq!(page.sent_to_app("iss").as_deref(), Some(HERE));
    }
}

#[actix_web::test]
async fn the_whole_way_leads_from_the_app_to_a_code() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme Notes").await;
    let browser = site.browser();
    let page = browser.open(&authorize_url(&client, "")).await;
    assert_eq!(page.status, 303);
    assert!(page.location().starts_with("/login?continue=%2Foauth%2Fauthorize%3F"), "{}", page.location());
    let form = browser.open(page.location()).await;
    let continue_to = form.field("continue").unwrap();
    let fields = [("email", ANN), ("password", World::PASSWORD), ("continue", &*continue_to)];
    let page = browser.submit("/login", &fields).await;
    let consent = browser.open(page.location()).await;
    for part in ["<bdi>Acme Notes</bdi>", "<bdi>app.example</bdi>", "See your email address", ANN] {
        assert!(consent.says(part), "{part}: {}", consent.body);
    }
    let policy = consent.header("content-security-policy");
    assert!(policy.ends_with("form-action 'self' https:"), "{policy}");
    let page = decide(&browser, &consent, "allow").await;
    assert_eq!(page.status, 303);
    assert!(page.sent_to_app("code").is_some() && page.sent_to_app("error").is_none());
    assert_eq!(page.sent_to_app("state").as_deref(), Some("xyz"));
    let again = browser.open(&authorize_url(&client, "")).await;
    assert!(again.sent_to_app("code").is_some(), "the consent is remembered");
}

#[actix_web::test]
async fn the_site_root_with_a_client_is_the_same_entrance() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let url = format!("/?client_id={}&redirect_uri={CALLBACK}&state=s", client.id);
    assert!(browser.open(&url).await.location().starts_with("/login?continue=%2Foauth%2Fauthorize"));
    let consent = asked(&browser, &url).await;
    let page = decide(&browser, &consent, "allow").await;
    assert!(page.sent_to_app("code").is_some());
    assert_eq!(page.sent_to_app("state").as_deref(), Some("s"));
}

#[actix_web::test]
async fn no_means_no() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let consent = asked(&browser, &authorize_url(&client, "")).await;
    for decision in ["deny", "perhaps"] {
        let page = decide(&browser, &consent, decision).await;
        assert_eq!(page.sent_to_app("error").as_deref(), Some("access_denied"));
        assert_eq!((page.sent_to_app("code"), page.sent_to_app("state").as_deref()), (None, Some("xyz")));
    }
    assert!(browser.open(&authorize_url(&client, "")).await.says("decision"), "nothing was remembered");
}

#[actix_web::test]
async fn no_other_site_can_consent() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let consent = asked(&browser, &authorize_url(&client, "")).await;
    let fields = [("decision", "allow"), ("person", &*consent.field("person").unwrap())];
    for sent in [&[("Sec-Fetch-Site", "cross-site")][..], &[("Origin", "https://app.example")], &[]] {
        let page = browser.forged(&consent.action_of("decision"), &fields, sent).await;
        assert_eq!((page.status, page.location()), (403, ""), "{sent:?}");
    }
}

#[actix_web::test]
async fn only_the_person_who_was_asked_can_answer() {
    let site = Site::open().await;
    site.person(ANN).await;
    site.person("bob@example.org").await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let consent = asked(&browser, &authorize_url(&client, "")).await;
    browser.sign_in("bob@example.org").await;
    let page = decide(&browser, &consent, "allow").await;
    assert_eq!(page.status, 200);
    assert!(page.says("bob@example.org") && page.says("decision"), "bob is asked himself");
    let stranger = site.browser();
    let page = decide(&stranger, &consent, "allow").await;
    assert!(page.location().starts_with("/login?continue="), "{}", page.location());
}

#[actix_web::test]
async fn an_app_may_send_its_request_as_a_form() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    let id = client.id.to_string();
    let fields = [("client_id", &*id), ("redirect_uri", CALLBACK), ("response_type", "code")];
    let request = TestRequest::post().uri("/oauth/authorize").insert_header(("Sec-Fetch-Site", "cross-site"));
    let page = site.browser().send(request.set_form(fields)).await;
    assert_eq!(page.status, 303);
    let location = page.location();
    assert!(location.starts_with("/oauth/authorize?") && location.contains(&id), "{location}");
}

#[actix_web::test]
async fn prompt_login_asks_for_the_password_once() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    let page = browser.open(&authorize_url(&client, "&prompt=login")).await;
    let form = browser.open(page.location()).await;
    assert!(form.says("to continue to"), "the form is shown to somebody who is signed in: {}", form.body);
    let continue_to = form.field("continue").unwrap();
    let fields = [("email", ANN), ("password", World::PASSWORD), ("continue", &*continue_to)];
    let page = browser.submit("/login", &fields).await;
    assert!(browser.open(page.location()).await.says("decision"));
}

#[actix_web::test]
async fn prompt_consent_asks_again() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let url = authorize_url(&client, "&prompt=consent");
    for _ in 0..2 {
        let consent = asked(&browser, &url).await;
        assert!(decide(&browser, &consent, "allow").await.sent_to_app("code").is_some());
    }
}

#[actix_web::test]
async fn switching_the_account_comes_back_to_the_request() {
    let site = Site::open().await;
    site.person(ANN).await;
    site.person("bob@example.org").await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let consent = asked(&browser, &authorize_url(&client, "")).await;
    let switch = consent.body.split("href=\"").find(|part| part.starts_with("/login?")).unwrap();
    let form = browser.open(&switch.split('"').next().unwrap().replace("&#38;", "&")).await;
    let continue_to = form.field("continue").unwrap();
    let fields = [("email", "bob@example.org"), ("password", World::PASSWORD), ("continue", &*continue_to)];
    let page = browser.submit("/login", &fields).await;
    assert!(browser.open(page.location()).await.says("bob@example.org"));
}

#[actix_web::test]
async fn an_installed_app_shows_its_scheme_and_is_returned_to() {
    let site = Site::open().await;
    site.person(ANN).await;
    let callback = "org.example.app:/callback";
    let client = site.client_returning_to("Phone", callback).await;
    let browser = site.browser();
    let consent = asked(&browser, &authorize_url_to(&client, callback, "")).await;
    assert!(consent.says("<bdi>org.example.app</bdi>"), "{}", consent.body);
    let policy = consent.header("content-security-policy");
    assert!(policy.ends_with("form-action 'self' org.example.app:"), "{policy}");
    let page = decide(&browser, &consent, "allow").await;
    assert!(page.location().starts_with("org.example.app:/callback?code="), "{}", page.location());
}

#[actix_web::test]
async fn what_an_app_calls_itself_is_never_markup() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("<script>alert(1)</script>").await;
    let browser = site.browser();
    let more = "&nonce=%22%3E%3Cscript%3E";
    let page = browser.open(&authorize_url(&client, more)).await;
    assert!(!browser.open(page.location()).await.says("<script"));
    let consent = asked(&browser, &authorize_url(&client, more)).await;
    assert!(!consent.says("<script") && consent.says("&#60;script&#62;"));
}

#[actix_web::test]
async fn a_request_that_no_url_can_carry_is_refused() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    let long = "x".repeat(9_000);
    let page = site.browser().open(&authorize_url(&client, &format!("&scope2={long}"))).await;
    assert_eq!(page.status, 303, "unknown parameters are dropped");
    let page = site.browser().open(&authorize_url(&client, &format!("&prompt={long}"))).await;
    assert_eq!(page.sent_to_app("error").as_deref(), Some("invalid_request"));
}
