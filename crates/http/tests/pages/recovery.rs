use crate::site::{ANN, Site};
use hitkey_identity::testkit::World;
use hitkey_kernel::EmailAddress;

const NEW: &str = "purple mountain eats quiet trains";

async fn reset_token(site: &Site) -> String {
    let page = site.browser().submit("/forgot", &[("email", ANN)]).await;
    assert_eq!((page.status, page.location()), (303, "/forgot?sent=1"));
    site.world.last_reset(&EmailAddress::parse(ANN).unwrap()).unwrap().expose().to_owned()
}

#[actix_web::test]
async fn known_and_unknown_addresses_get_the_same_answer() {
    let site = Site::open().await;
    site.person(ANN).await;
    for email in [ANN, "nobody@example.org"] {
        let browser = site.browser();
        let page = browser.submit("/forgot", &[("email", email)]).await;
        assert_eq!((page.status, page.location()), (303, "/forgot?sent=1"));
        assert!(browser.open(page.location()).await.says("If there is an account with that address"));
    }
    assert!(site.browser().submit("/forgot", &[("email", "x")]).await.says("Enter an email address"));
}

#[actix_web::test]
async fn opening_the_link_uses_nothing_up_and_the_form_does_once() {
    let site = Site::open().await;
    site.person(ANN).await;
    let signed_in = site.browser();
    signed_in.sign_in(ANN).await;
    let token = reset_token(&site).await;
    let browser = site.browser();
    for _ in 0..3 {
        let form = browser.open(&format!("/reset?token={token}")).await;
        assert_eq!((form.status, form.field("token").as_deref()), (200, Some(&*token)));
        assert_eq!(form.action_of("token"), "/reset", "the token leaves the URL");
        assert_eq!(form.header("referrer-policy"), "strict-origin");
    }
    let weak = browser.submit("/reset", &[("token", &token), ("password", "password1")]).await;
    assert_eq!((weak.status, weak.field("token").as_deref()), (422, Some(&*token)));
    let done = browser.submit("/reset", &[("token", &token), ("password", NEW)]).await;
    assert_eq!((done.status, done.location()), (303, "/reset?done=1"));
    assert!(browser.open(done.location()).await.says("Password changed"));
    assert_eq!(signed_in.open("/account").await.status, 303, "every session has ended");
    let again = browser.submit("/reset", &[("token", &token), ("password", NEW)]).await;
    assert_eq!(again.status, 422);
    assert!(again.says("expired or was already used") && again.says("action=\"/forgot\""));
}

#[actix_web::test]
async fn the_new_password_signs_in_and_the_old_one_does_not() {
    let site = Site::open().await;
    site.person(ANN).await;
    let token = reset_token(&site).await;
    let browser = site.browser();
    browser.submit("/reset", &[("token", &token), ("password", NEW)]).await;
    let old = browser.submit("/login", &[("email", ANN), ("password", World::PASSWORD)]).await;
    let new = browser.submit("/login", &[("email", ANN), ("password", NEW)]).await;
    assert_eq!((old.status, new.status), (422, 303));
}

#[actix_web::test]
async fn a_link_without_a_token_leads_to_the_form_that_mails_one() {
    let site = Site::open().await;
    assert_eq!(site.browser().open("/reset").await.location(), "/forgot");
    let page = site.browser().submit("/reset", &[("password", NEW)]).await;
    assert!(page.says("expired or was already used"));
}
