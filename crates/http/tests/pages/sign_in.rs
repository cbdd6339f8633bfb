use crate::site::{ANN, Site, authorize_url};
use hitkey_identity::testkit::World;

const RIGHT: [(&str, &str); 2] = [("email", ANN), ("password", World::PASSWORD)];
const WRONG: [(&str, &str); 2] = [("email", ANN), ("password", "not the password")];

#[actix_web::test]
async fn a_right_password_sets_the_cookie_and_leads_on() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    let form = browser.open("/login?continue=/logout").await;
    assert_eq!(form.field("continue").as_deref(), Some("/logout"));
    let page = browser.submit("/login", &[RIGHT[0], RIGHT[1], ("continue", "/logout")]).await;
    assert_eq!((page.status, page.location()), (303, "/logout"));
    let cookie = page.header("set-cookie");
    for part in ["hk_token=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(browser.open("/account").await.says(ANN));
}

#[actix_web::test]
async fn a_wrong_password_keeps_the_form_and_says_so() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    for fields in [WRONG, [("email", "nobody@example.org"), ("password", World::PASSWORD)]] {
        let page = browser.submit("/login", &fields).await;
        assert_eq!(page.status, 422);
        assert!(page.says("Address and password do not match"), "{}", page.body);
        assert_eq!(page.field("email").as_deref(), Some(fields[0].1));
        assert!(!page.says(fields[1].1), "the password comes back");
        assert!(!browser.is_signed_in());
    }
}

#[actix_web::test]
async fn everything_that_is_missing_is_told_at_its_field() {
    let page = Site::open().await.browser().submit("/login", &[]).await;
    assert_eq!(page.status, 422);
    for part in ["href=\"#email\"", "href=\"#password\"", "id=\"email-problem\"", "id=\"password-problem\""] {
        assert!(page.says(part), "{part}");
    }
}

#[actix_web::test]
async fn another_site_can_not_sign_anybody_in() {
    let site = Site::open().await;
    site.person(ANN).await;
    for sent in [
        &[("Sec-Fetch-Site", "cross-site")][..],
        &[("Sec-Fetch-Site", "same-site"), ("Origin", "https://id.example")],
        &[("Origin", "https://evil.example")],
        &[("Origin", "null")],
        &[("Referer", "https://evil.example/")],
        &[],
    ] {
        let browser = site.browser();
        let page = browser.forged("/login", &RIGHT, sent).await;
        assert_eq!(page.status, 403, "{sent:?}");
        assert!(page.says("This form came from somewhere else") && !browser.is_signed_in());
    }
    let page = site.browser().forged("/login", &RIGHT, &[("Origin", "https://id.example")]).await;
    assert_eq!(page.status, 303, "an older browser on our own page");
}

#[actix_web::test]
async fn nobody_is_sent_to_another_site_afterwards() {
    let site = Site::open().await;
    site.person(ANN).await;
    for target in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        " /account",
    ] {
        let browser = site.browser();
        let encoded: String = url::form_urlencoded::byte_serialize(target.as_bytes()).collect();
        let form = browser.open(&format!("/login?continue={encoded}")).await;
        assert_eq!(form.field("continue"), None, "{target:?}");
        let page = browser.submit("/login", &[RIGHT[0], RIGHT[1], ("continue", target)]).await;
        assert_eq!((page.status, page.location()), (303, "/account"), "{target:?}");
    }
}

#[actix_web::test]
async fn what_was_sent_is_never_markup() {
    let site = Site::open().await;
    let attack = "\"><script>alert(1)</script>";
    let browser = site.browser();
    let encoded: String = url::form_urlencoded::byte_serialize(attack.as_bytes()).collect();
    let pages = [
        browser.submit("/login", &[("email", attack), ("password", "x")]).await,
        browser.submit("/register", &[("email", attack)]).await,
        browser.submit("/forgot", &[("email", attack)]).await,
        browser.submit("/register/password", &[("email", attack), ("password", attack)]).await,
        browser.submit("/register/verify", &[("email", attack), ("code", attack)]).await,
        browser.submit("/reset", &[("token", attack)]).await,
        browser.open(&format!("/reset?token={encoded}")).await,
        browser.open(&format!("/login?continue=/{encoded}")).await,
        browser.open(&format!("/oauth/authorize?client_id={encoded}&state={encoded}")).await,
        browser.open(&format!("/?client_id={encoded}")).await,
    ];
    for page in pages {
        assert!(!page.says("<script"), "{}", page.body);
    }
}

#[actix_web::test]
async fn signing_in_again_ends_the_old_session_of_the_browser() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    let old = browser.cookie("hk_token").unwrap();
    browser.sign_in(ANN).await;
    assert_ne!(browser.cookie("hk_token").unwrap(), old);
    let stale = site.browser();
    stale.set_cookie("hk_token", &old);
    assert_eq!(stale.open("/account").await.location(), "/login?continue=%2Faccount");
}

#[actix_web::test]
async fn a_made_up_cookie_is_not_taken_over() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.set_cookie("hk_token", "chosen-by-an-attacker");
    browser.sign_in(ANN).await;
    assert_ne!(browser.cookie("hk_token").unwrap(), "chosen-by-an-attacker");
}

#[actix_web::test]
async fn whoever_is_signed_in_and_has_no_purpose_goes_to_the_account() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    assert_eq!(browser.open("/login").await.location(), "/account");
    assert_eq!(browser.open("/login?continue=/account").await.status, 200, "they may be somebody else");
}

#[actix_web::test]
async fn too_many_tries_are_told_to_wait() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    for _ in 0..20 {
        let page = browser.submit("/login", &WRONG).await;
        if page.status == 429 {
            assert!(page.says("Too many attempts") && !page.header("retry-after").is_empty());
            return;
        }
    }
    panic!("nobody was slowed down");
}

#[actix_web::test]
async fn an_overloaded_server_says_so_on_the_form() {
    let site = Site::open().await;
    site.person(ANN).await;
    site.world.hasher.overload(true);
    let page = site.browser().submit("/login", &RIGHT).await;
    assert_eq!(page.status, 503);
    assert!(page.says("The server is very busy") && page.field("email").as_deref() == Some(ANN));
}

#[actix_web::test]
async fn the_second_factor_is_asked_for_and_its_challenge_is_in_no_url() {
    let site = Site::open().await;
    let (secret, _) = site.world.enable_second_factor(site.person(ANN).await).await.unwrap();
    site.world.clock.advance(std::time::Duration::from_secs(60));
    let browser = site.browser();
    let page = browser.submit("/login", &[RIGHT[0], RIGHT[1], ("continue", "/logout")]).await;
    assert_eq!((page.status, page.location()), (303, "/login/2fa?continue=%2Flogout"));
    assert!(!browser.is_signed_in() && browser.cookie("hk_challenge").is_some());

    let form = browser.open(page.location()).await;
    assert!(form.says("autocomplete=\"one-time-code\"") && form.says("inputmode=\"numeric\""));
    let continue_to = form.field("continue").unwrap();
    let wrong = browser.submit("/login/2fa", &[("code", "000000"), ("continue", &continue_to)]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("That is not the right code") && !browser.is_signed_in());

    let code = site.world.totp(&secret);
    let (start, end) = code.expose().split_at(3);
    let typed = format!(" {start} {end}");
    let done = browser.submit("/login/2fa", &[("code", &typed), ("continue", &continue_to)]).await;
    assert_eq!((done.status, done.location()), (303, "/logout"));
    assert!(browser.is_signed_in() && browser.cookie("hk_challenge").is_none());
}

#[actix_web::test]
async fn a_recovery_code_takes_the_place_of_the_app_once() {
    let site = Site::open().await;
    let (_, codes) = site.world.enable_second_factor(site.person(ANN).await).await.unwrap();
    for status in [303, 422] {
        let browser = site.browser();
        browser.submit("/login", &RIGHT).await;
        assert!(browser.open("/login/2fa?method=recovery").await.says("Recovery code"));
        let shown = codes[0].shown();
        let fields = [("code", shown.expose()), ("method", "recovery")];
        assert_eq!(browser.submit("/login/2fa", &fields).await.status, status);
        assert_eq!(browser.is_signed_in(), status == 303);
    }
}

#[actix_web::test]
async fn without_a_challenge_the_sign_in_begins_again() {
    let site = Site::open().await;
    let browser = site.browser();
    assert_eq!(browser.open("/login/2fa?continue=/x").await.location(), "/login?continue=%2Fx");
    let page = browser.submit("/login/2fa", &[("code", "123456"), ("continue", "/x")]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("Start again") && page.field("continue").as_deref() == Some("/x"));
}

#[actix_web::test]
async fn the_sign_in_pages_name_the_app_and_let_the_form_lead_to_it() {
    let site = Site::open().await;
    site.world.enable_second_factor(site.person(ANN).await).await.unwrap();
    let client = site.client("Acme <Notes>").await;
    let browser = site.browser();
    let to_login = browser.open(&authorize_url(&client, "")).await;
    let form = browser.open(to_login.location()).await;
    let continue_to = form.field("continue").unwrap();
    let again = browser.submit("/login", &[WRONG[0], WRONG[1], ("continue", &continue_to)]).await;
    let second = browser.submit("/login", &[RIGHT[0], RIGHT[1], ("continue", &continue_to)]).await;
    let second = browser.open(second.location()).await;
    for page in [form, again, second] {
        assert!(page.says("to continue to <bdi>Acme &#60;Notes&#62;</bdi>"), "{}", page.body);
        let policy = page.header("content-security-policy");
        assert!(policy.ends_with("form-action 'self' https:"), "{policy}");
    }
    let policy = browser.open("/login").await;
    assert!(policy.header("content-security-policy").ends_with("form-action 'self'"));
}
