use crate::site::{ANN, Site, authorize_url};
use hitkey_identity::testkit::World;

/// What the navigation leads to.
const SECTIONS: [&str; 8] = [
    "/account",
    "/account/profile",
    "/account/addresses",
    "/account/security",
    "/account/sessions",
    "/account/apps",
    "/account/activity",
    "/account/settings",
];

const PAGES: [&str; 12] = [
    "/account",
    "/account/profile",
    "/account/security",
    "/account/security/password",
    "/account/security/two-factor",
    "/account/security/two-factor/off",
    "/account/sessions",
    "/account/apps",
    "/account/activity",
    "/account/addresses",
    "/account/settings",
    "/account/settings/delete",
];

const FORMS: [&str; 15] = [
    "/account/profile",
    "/account/security/password",
    "/account/security/two-factor/begin",
    "/account/security/two-factor",
    "/account/security/two-factor/off",
    "/account/sessions/x/end",
    "/account/sessions/end-others",
    "/account/apps/x/withdraw",
    "/account/addresses",
    "/account/addresses/x/verify",
    "/account/addresses/x/resend",
    "/account/addresses/x/default",
    "/account/addresses/x/remove",
    "/account/settings",
    "/account/settings/delete",
];

#[actix_web::test]
async fn strangers_sign_in_first() {
    let site = Site::open().await;
    let browser = site.browser();
    for path in PAGES {
        let continue_to = path.replace('/', "%2F");
        assert_eq!(browser.open(path).await.location(), format!("/login?continue={continue_to}"));
    }
    let come_back = browser.open("/account/apps?done=app").await;
    assert_eq!(come_back.location(), "/login?continue=%2Faccount%2Fapps%3Fdone%3Dapp");
    for path in FORMS {
        assert_eq!(browser.submit(path, &[]).await.location(), "/login?continue=%2Faccount", "{path}");
    }
}

#[actix_web::test]
async fn no_form_of_the_account_is_taken_from_another_site() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    for path in FORMS {
        for sent in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")] {
            assert_eq!(browser.forged(path, &[], &[sent]).await.status, 403, "{path} {sent:?}");
        }
        assert_eq!(browser.forged(path, &[], &[]).await.status, 403, "{path} from who knows where");
    }
}

#[actix_web::test]
async fn every_page_has_the_navigation_and_says_where_one_is() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    for path in SECTIONS {
        let page = browser.open(path).await;
        assert_eq!(page.status, 200, "{path}");
        for other in SECTIONS {
            assert!(page.says(&format!("<li><a href=\"{other}\"")), "{other} on {path}");
        }
        assert!(page.says(&format!("href=\"{path}\" aria-current=\"page\"")), "{path}: {}", page.body);
        assert_eq!(page.body.matches("aria-current").count(), 1, "{path}");
        assert!(page.says("action=\"/logout\""), "{path}");
    }
}

#[actix_web::test]
async fn an_account_that_is_gone_is_nobodys() {
    let site = Site::open().await;
    let ann = site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    let password = hitkey_identity::Password::new(World::PASSWORD);
    site.world.identity.accounts.delete(&World::actor(ann), &password).await.unwrap();
    for path in PAGES {
        assert!(browser.open(path).await.location().starts_with("/login"), "{path}");
    }
}

#[actix_web::test]
async fn the_account_shows_its_person_and_ends_other_sessions() {
    let site = Site::open().await;
    site.person(ANN).await;
    let (here, elsewhere) = (site.browser(), site.browser());
    elsewhere.sign_in(ANN).await;
    here.sign_in(ANN).await;
    let overview = here.open("/account").await;
    assert!(overview.says(ANN) && overview.says("signed in on 3 devices"), "{}", overview.body);
    let page = here.open("/account/sessions").await;
    assert!(page.says("This device") && page.says("Firefox"), "{}", page.body);
    let ids: Vec<_> = ids_of(&page.body);
    assert_eq!(ids.len(), 2, "one of the registration, one of the other browser");
    for id in ids {
        let done = here.submit(&format!("/account/sessions/{id}/end"), &[]).await;
        assert_eq!((done.status, done.location()), (303, "/account/sessions?done=session"));
        let twice = here.submit(&format!("/account/sessions/{id}/end"), &[]).await;
        assert_eq!(twice.status, 303, "a session that is gone is as good as ended");
    }
    let page = here.open("/account/sessions?done=session").await;
    assert!(page.says("The session has ended") && !page.says("end-others"), "{}", page.body);
    assert_eq!(elsewhere.open("/account").await.status, 303);
    assert!(here.open("/account").await.says("on this device only"));
}

fn ids_of(body: &str) -> Vec<&str> {
    let actions = body.split("action=\"/account/sessions/").skip(1);
    actions.filter_map(|rest| rest.split_once("/end\"")).map(|(id, _)| id).collect()
}

#[actix_web::test]
async fn all_other_sessions_end_at_once_and_nobody_elses() {
    let site = Site::open().await;
    site.person(ANN).await;
    site.person("eve@example.org").await;
    let [here, there, eve] = [(); 3].map(|()| site.browser());
    here.sign_in(ANN).await;
    there.sign_in(ANN).await;
    eve.sign_in("eve@example.org").await;
    for _ in 0..2 {
        let done = here.submit("/account/sessions/end-others", &[]).await;
        assert_eq!((done.status, done.location()), (303, "/account/sessions?done=sessions"));
    }
    assert_eq!(there.open("/account").await.status, 303);
    assert_eq!(eve.open("/account").await.status, 200);
    assert!(here.open("/account/sessions?done=sessions").await.says("Your other sessions have ended"));
}

#[actix_web::test]
async fn somebody_elses_session_can_not_be_ended() {
    let site = Site::open().await;
    site.person(ANN).await;
    site.person("eve@example.org").await;
    let (ann, eve) = (site.browser(), site.browser());
    ann.sign_in(ANN).await;
    eve.sign_in("eve@example.org").await;
    let page = ann.open("/account/sessions").await;
    let id = ids_of(&page.body)[0];
    eve.submit(&format!("/account/sessions/{id}/end"), &[]).await;
    assert!(ann.open("/account/sessions").await.says(id), "it goes on");
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
    assert!(browser.open("/account").await.says("One app has access"));
    let page = browser.open("/account/apps").await;
    assert!(page.says("Acme &#60;Notes&#62;") && page.says("See your email address"), "{}", page.body);
    let withdraw = page.action_of("Withdraw");
    for _ in 0..2 {
        assert_eq!(browser.submit(&withdraw, &[]).await.location(), "/account/apps?done=app");
    }
    let page = browser.open("/account/apps?done=app").await;
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
