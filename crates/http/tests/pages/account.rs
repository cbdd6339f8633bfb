use crate::site::{ANN, Site, authorize_url};

#[actix_web::test]
async fn strangers_sign_in_first() {
    let site = Site::open().await;
    let browser = site.browser();
    assert_eq!(browser.open("/account").await.location(), "/login?continue=%2Faccount");
    for path in ["/account/sessions/x/end", "/account/apps/x/withdraw"] {
        assert_eq!(browser.submit(path, &[]).await.location(), "/login?continue=%2Faccount");
    }
}

#[actix_web::test]
async fn the_account_shows_its_person_and_ends_other_sessions() {
    let site = Site::open().await;
    site.person(ANN).await;
    let (here, elsewhere) = (site.browser(), site.browser());
    elsewhere.sign_in(ANN).await;
    here.sign_in(ANN).await;
    let page = here.open("/account").await;
    assert!(page.says(ANN) && page.says("This device") && page.says("Firefox"), "{}", page.body);
    let ends: Vec<_> = page.body.matches("/account/sessions/").collect();
    assert_eq!(ends.len(), 2, "one of the registration, one of the other browser");
    for part in page.body.split("action=\"/account/sessions/").skip(1) {
        let id = part.split('/').next().unwrap();
        let done = here.submit(&format!("/account/sessions/{id}/end"), &[]).await;
        assert_eq!((done.status, done.location()), (303, "/account?done=session"));
        let twice = here.submit(&format!("/account/sessions/{id}/end"), &[]).await;
        assert_eq!(twice.status, 303, "a session that is gone is as good as ended");
    }
    assert!(here.open("/account?done=session").await.says("The session has ended"));
    assert_eq!(elsewhere.open("/account").await.status, 303);
}

#[actix_web::test]
async fn somebody_elses_session_can_not_be_ended() {
    let site = Site::open().await;
    site.person(ANN).await;
    site.person("eve@example.org").await;
    let (ann, eve) = (site.browser(), site.browser());
    ann.sign_in(ANN).await;
    eve.sign_in("eve@example.org").await;
    let page = ann.open("/account").await;
    let id = page.body.split("/account/sessions/").nth(1).unwrap().split('/').next().unwrap();
    eve.submit(&format!("/account/sessions/{id}/end"), &[]).await;
    assert!(ann.open("/account").await.says(id), "it goes on");
}

#[actix_web::test]
async fn an_app_is_listed_until_its_access_is_withdrawn() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme <Notes>").await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    let url = authorize_url(&client, "");
    let consent = browser.open(&url).await;
    let person = consent.field("person").unwrap();
    browser.submit(&consent.action_of("decision"), &[("person", &person), ("decision", "allow")]).await;
    let page = browser.open("/account").await;
    assert!(page.says("Acme &#60;Notes&#62;") && page.says("See your email address"), "{}", page.body);
    let withdraw = page.action_of("Withdraw");
    for _ in 0..2 {
        assert_eq!(browser.submit(&withdraw, &[]).await.location(), "/account?done=app");
    }
    let page = browser.open("/account?done=app").await;
    assert!(page.says("no longer has access") && page.says("You have not allowed any app yet"));
    assert!(browser.open(&url).await.says("decision"), "the app has to ask again");
}

#[actix_web::test]
async fn signing_out_asks_first_and_ends_the_session() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    let cookie = browser.cookie("hk_token").unwrap();
    let question = browser.open("/logout").await;
    assert!(question.says("Sign out?") && browser.is_signed_in(), "a link signs nobody out");
    let forged = browser.forged("/logout", &[], &[("Sec-Fetch-Site", "cross-site")]).await;
    assert_eq!(forged.status, 403);
    for _ in 0..2 {
        let page = browser.submit("/logout", &[]).await;
        assert_eq!((page.status, page.location()), (303, "/logout"));
    }
    assert!(browser.open("/logout").await.says("You are signed out"));
    browser.set_cookie("hk_token", &cookie);
    assert_eq!(browser.open("/account").await.status, 303);
}

#[actix_web::test]
async fn the_start_page_greets_whoever_is_signed_in() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    let stranger = browser.open("/").await;
    assert!(stranger.says("href=\"/login\"") && stranger.says("href=\"/register\""));
    assert!(stranger.says("<code class=\"copy\">https://id.example</code>"), "{}", stranger.body);
    browser.sign_in(ANN).await;
    assert!(browser.open("/").await.says("Signed in as <bdi>ann</bdi>"));
}
