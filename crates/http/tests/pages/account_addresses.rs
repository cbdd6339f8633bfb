//! People see to their mail addresses.

use crate::site::{ANN, Browser, Page, Site};
use hitkey_kernel::EmailAddress;
use std::time::Duration;

const LIST: &str = "/account/addresses";
const NEW: &str = "ann@new.example";

async fn ann_at_home(site: &Site) -> Browser<'_> {
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    browser
}

fn code_for(site: &Site, email: &str) -> String {
    let code = site.world.last_address_code(&EmailAddress::parse(email).unwrap()).unwrap();
    code.expose().to_owned()
}

async fn add(browser: &Browser<'_>, email: &str) -> Page {
    browser.submit(LIST, &[("email", email)]).await
}

#[actix_web::test]
async fn an_address_is_added_proven_made_the_main_one_and_removed() {
    let site = Site::open().await;
    let browser = ann_at_home(&site).await;
    let first = add(&browser, NEW).await;
    let verify = first.location().to_owned();
    assert!(first.status == 303 && verify.starts_with(LIST) && verify.ends_with("/verify"), "{verify}");
    assert_eq!(add(&browser, NEW).await.location(), verify, "sent twice");
    assert!(browser.open(&verify).await.says("<bdi>ann@new.example</bdi>"));
    assert!(browser.open(LIST).await.says("Not confirmed"));
    for (code, problem) in [("000000", "not the right code"), ("", "Enter the code")] {
        let page = browser.submit(&verify, &[("code", code)]).await;
        assert!(page.status == 422 && page.says(problem), "{}", page.body);
    }
    let code = code_for(&site, NEW);
    for _ in 0..2 {
        let done = browser.submit(&verify, &[("code", &code)]).await;
        assert_eq!((done.status, done.location()), (303, "/account/addresses?done=address-verified"));
    }
    assert_eq!(browser.open(&verify).await.location(), LIST, "nothing is left to prove");
    let id = verify.strip_suffix("/verify").unwrap();
    for _ in 0..2 {
        let done = browser.submit(&format!("{id}/default"), &[]).await;
        assert_eq!(done.location(), "/account/addresses?done=address-default");
    }
    assert!(browser.open("/account").await.says("<dd>ann@new.example</dd>"));
    for _ in 0..2 {
        let done = browser.submit(&format!("{id}/remove"), &[]).await;
        assert_eq!(done.location(), "/account/addresses?done=address-removed");
    }
    let page = browser.open("/account/addresses?done=address-removed").await;
    assert!(page.says("The address is removed") && !page.says(NEW) && page.says(ANN));
}

#[actix_web::test]
async fn a_code_is_mailed_again_but_not_at_once() {
    let site = Site::open().await;
    let browser = ann_at_home(&site).await;
    let verify = add(&browser, NEW).await.location().to_owned();
    let resend = verify.replace("/verify", "/resend");
    let page = browser.submit(&resend, &[]).await;
    assert!(page.status == 429 && page.says("Too many attempts"), "{}", page.body);
    site.world.clock.advance(Duration::from_secs(61));
    let old = code_for(&site, NEW);
    let done = browser.submit(&resend, &[]).await;
    assert_eq!(done.location(), format!("{verify}?done=code-sent"));
    assert!(browser.open(done.location()).await.says("A new code is on its way"));
    let page = browser.submit(&verify, &[("code", &old)]).await;
    assert_eq!(page.status, 422, "the old one is dead");
    let done = browser.submit(&verify, &[("code", &code_for(&site, NEW))]).await;
    assert_eq!(done.status, 303);
    assert_eq!(browser.submit(&resend, &[]).await.location(), LIST);
}

#[actix_web::test]
async fn what_can_not_be_added_or_removed_is_told() {
    let site = Site::open().await;
    let browser = ann_at_home(&site).await;
    site.person("bob@example.org").await;
    for (email, problem) in [
        ("", "Enter your email address"),
        ("ann@", "Enter an email address such as"),
        (ANN, "This address belongs to an account already"),
        ("bob@example.org", "This address belongs to an account already"),
    ] {
        let page = add(&browser, email).await;
        assert!(page.status == 422 && page.says(problem), "{email}: {}", page.body);
        assert_eq!(page.field("email").as_deref(), Some(email), "it can be mended");
    }
    let verify = add(&browser, NEW).await.location().to_owned();
    let unproven = verify.strip_suffix("/verify").unwrap();
    assert_eq!(browser.submit(&format!("{unproven}/default"), &[]).await.location(), verify);
    let page = browser.open(LIST).await;
    let only = page.action_of("Remove: ann@example.org");
    let page = browser.submit(&only, &[]).await;
    assert!(page.status == 422 && page.says("your only confirmed address"), "{}", page.body);
}

#[actix_web::test]
async fn nobody_touches_the_address_of_somebody_else() {
    let site = Site::open().await;
    let ann = ann_at_home(&site).await;
    site.person("eve@example.org").await;
    let eve = site.browser();
    eve.sign_in("eve@example.org").await;
    let verify = add(&ann, NEW).await.location().to_owned();
    let id = verify.strip_suffix("/verify").unwrap();
    assert_eq!(eve.open(&verify).await.location(), LIST);
    eve.submit(&verify, &[("code", &code_for(&site, NEW))]).await;
    for act in ["default", "remove", "resend"] {
        eve.submit(&format!("{id}/{act}"), &[]).await;
    }
    assert!(ann.open(LIST).await.says("Not confirmed"), "it is there, and not proven");
    assert!(!eve.open(LIST).await.says(NEW));
}

#[actix_web::test]
async fn an_address_that_somebody_else_proved_meanwhile_is_theirs() {
    let site = Site::open().await;
    let ann = ann_at_home(&site).await;
    let verify = add(&ann, NEW).await.location().to_owned();
    let code = code_for(&site, NEW);
    let bob = site.person("bob@example.org").await;
    site.world.clock.advance(Duration::from_secs(61));
    site.world.add_address(bob, NEW).await.unwrap();
    let page = ann.submit(&verify, &[("code", &code)]).await;
    assert!(page.status == 422 && page.says("belongs to an account already"), "{}", page.body);
}
