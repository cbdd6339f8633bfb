//! Language and theme, activity, and the end of the account.

use crate::site::{ANN, Browser, Page, Site};
use hitkey_identity::testkit::World;

const SETTINGS: &str = "/account/settings";
const DELETE: &str = "/account/settings/delete";

async fn ann_at_home(site: &Site) -> Browser<'_> {
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    browser
}

async fn choose(browser: &Browser<'_>, language: &str, theme: &str) -> Page {
    browser.submit(SETTINGS, &[("language", language), ("theme", theme)]).await
}

#[actix_web::test]
async fn language_and_theme_stay_with_the_browser_beyond_the_sign_out() {
    let site = Site::open().await;
    let browser = ann_at_home(&site).await;
    assert!(browser.open(SETTINGS).await.says("value=\"auto\" autocomplete=\"off\" checked"));
    let done = choose(&browser, "ru", "dark").await;
    assert_eq!((done.status, done.location()), (303, "/account/settings?done=settings"));
    let page = browser.open("/account/settings?done=settings").await;
    assert!(page.says("<html lang=\"ru\" data-theme=\"dark\">") && page.says("Настройки сохранены"));
    assert!(
        page.says("value=\"ru\" lang=\"ru\" selected")
            && page.says("value=\"dark\" autocomplete=\"off\" checked")
    );
    browser.submit("/logout", &[]).await;
    let page = browser.open("/login").await;
    assert!(page.says("<html lang=\"ru\" data-theme=\"dark\">") && page.says("Войти"), "{}", page.body);
}

#[actix_web::test]
async fn what_is_not_offered_is_no_choice() {
    let site = Site::open().await;
    let browser = ann_at_home(&site).await;
    choose(&browser, "ru", "dark").await;
    choose(&browser, "", "auto").await;
    assert_eq!((browser.cookie("hk_language"), browser.cookie("hk_theme")), (None, None));
    choose(&browser, "xx", "dark\"><script>").await;
    assert_eq!((browser.cookie("hk_language"), browser.cookie("hk_theme")), (None, None));
    browser.set_cookie("hk_theme", "dark\"><script>");
    browser.set_cookie("hk_language", "\"><script>");
    let page = browser.open(SETTINGS).await;
    assert!(page.says("<html lang=\"en\">") && !page.says("<script"), "{}", page.body);
}

#[actix_web::test]
async fn activity_is_told_in_words_page_by_page() {
    let site = Site::open().await;
    let browser = ann_at_home(&site).await;
    browser.submit("/login", &[("email", ANN), ("password", "guess")]).await;
    let page = browser.open("/account/activity").await;
    assert!(page.says("You made your account") && page.says("Signed in") && page.says("Firefox"));
    assert!(page.says("Refused</span> A sign-in failed"), "{}", page.body);
    assert!(!page.says("session.opened") && !page.says("Older"), "{}", page.body);
    for order in ["western", "eastern"].repeat(15) {
        browser.submit("/account/profile", &[("preferred_order", order), ("nickname", order)]).await;
    }
    let page = browser.open("/account/activity").await;
    assert!(!page.says("You made your account"));
    let older =
        page.body.split("href=\"/account/activity?cursor=").nth(1).unwrap().split('"').next().unwrap();
    let page = browser.open(&format!("/account/activity?cursor={older}")).await;
    assert!(page.says("You made your account") && page.says(">Latest</a>"), "{}", page.body);
    assert_eq!(browser.open("/account/activity?cursor=nonsense").await.status, 200);
}

async fn delete(browser: &Browser<'_>, confirmation: &str, password: &str) -> Page {
    browser.submit(DELETE, &[("confirmation", confirmation), ("current_password", password)]).await
}

#[actix_web::test]
async fn an_account_is_deleted_by_whoever_knows_its_password_and_means_it() {
    let site = Site::open().await;
    let browser = ann_at_home(&site).await;
    for (confirmation, password, problems) in [
        ("", "", &["Type your email address", "Enter your current password"][..]),
        ("bob@example.org", World::PASSWORD, &["Type your email address"]),
        (ANN, "guess", &["That is not your current password"]),
    ] {
        let page = delete(&browser, confirmation, password).await;
        assert_eq!(page.status, 422);
        for problem in problems {
            assert!(page.says(problem), "{problem}: {}", page.body);
        }
    }
    let done = delete(&browser, "ANN@example.org", World::PASSWORD).await;
    assert_eq!((done.status, done.location()), (303, "/account/deleted"));
    assert!(!browser.is_signed_in());
    assert!(browser.open("/account/deleted").await.says("Your account is deleted"));
    assert!(delete(&browser, ANN, World::PASSWORD).await.location().starts_with("/login"), "sent twice");
    let page = browser.submit("/login", &[("email", ANN), ("password", World::PASSWORD)]).await;
    assert_eq!(page.status, 422);
}
