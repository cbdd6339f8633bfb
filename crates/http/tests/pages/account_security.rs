//! People change their password, and switch the second factor on and off.

use crate::site::{ANN, Browser, Page, Site};
use data_encoding::BASE32_NOPAD;
use hitkey_identity::testkit::World;
use std::time::Duration;

const PASSWORD: &str = "/account/security/password";
const TWO_FACTOR: &str = "/account/security/two-factor";
const OFF: &str = "/account/security/two-factor/off";
const NEW: &str = "plum tree under the snow";

async fn change(browser: &Browser<'_>, current: &str, new: &str) -> Page {
    browser.submit(PASSWORD, &[("current_password", current), ("password", new)]).await
}

#[actix_web::test]
async fn a_new_password_ends_the_other_sessions_and_this_one_goes_on() {
    let site = Site::open().await;
    site.person(ANN).await;
    let (here, there) = (site.browser(), site.browser());
    here.sign_in(ANN).await;
    there.sign_in(ANN).await;
    let form = here.open(PASSWORD).await;
    assert!(form.says("autocomplete=\"username\"") && form.says("autocomplete=\"new-password\""));
    let done = change(&here, World::PASSWORD, NEW).await;
    assert_eq!((done.status, done.location()), (303, "/account/security?done=password"));
    assert!(here.open("/account/security?done=password").await.says("Your password is changed"));
    assert_eq!(there.open("/account").await.status, 303);
    assert!(there.submit("/login", &[("email", ANN), ("password", NEW)]).await.location() == "/account");
}

#[actix_web::test]
async fn a_password_is_changed_by_nobody_who_does_not_know_it() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    for (current, new, problems) in [
        ("", "", &["Enter your current password", "Enter your password"][..]),
        ("guess", NEW, &["That is not your current password"]),
        (World::PASSWORD, "short", &["Use at least 8 characters"]),
        (World::PASSWORD, "password1", &["too easy to guess"]),
    ] {
        let page = change(&browser, current, new).await;
        assert_eq!(page.status, 422);
        for problem in problems {
            assert!(page.says(problem), "{problem}: {}", page.body);
        }
        assert!(!page.says(NEW) && !page.says(World::PASSWORD), "no password comes back");
    }
    for _ in 0..20 {
        change(&browser, "guess", NEW).await;
    }
    let throttled = change(&browser, World::PASSWORD, NEW).await;
    assert_eq!(throttled.status, 429);
    assert!(!throttled.header("retry-after").is_empty() && throttled.says("Too many attempts"));
}

fn secret_on(page: &Page) -> Vec<u8> {
    let (_, rest) = page.body.split_once("<code class=\"copy key-text\">").unwrap();
    let text: String = rest.split('<').next().unwrap().split_whitespace().collect();
    BASE32_NOPAD.decode(text.as_bytes()).unwrap()
}

fn recovery_codes_on(page: &Page) -> Vec<String> {
    let codes = page.body.split("<li><code>").skip(1);
    codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Sets the second factor up: the secret, and the page with the recovery codes.
async fn turn_on(site: &Site, browser: &Browser<'_>) -> (Vec<u8>, Page) {
    let begun = browser.submit(&format!("{TWO_FACTOR}/begin"), &[]).await;
    assert_eq!((begun.status, begun.location()), (303, TWO_FACTOR));
    let secret = secret_on(&browser.open(TWO_FACTOR).await);
    let page = browser.submit(TWO_FACTOR, &[("code", site.world.totp(&secret).expose())]).await;
    (secret, page)
}

#[actix_web::test]
async fn the_second_factor_is_set_up_by_a_picture_or_a_key() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    assert_eq!(browser.open(TWO_FACTOR).await.location(), "/account/security", "nothing is begun");
    let (secret, page) = turn_on(&site, &browser).await;
    assert_eq!((page.status, page.header("cache-control")), (200, "no-store"));
    let codes = recovery_codes_on(&page);
    assert_eq!(codes.len(), 10, "{}", page.body);
    assert!(page.says("download=\"hitkey-recovery-codes.txt\""));
    let file = page.body.split("href=\"data:text/plain").nth(1).unwrap().split('"').next().unwrap();
    assert!(codes.iter().all(|code| file.contains(code)), "{file}");

    let again = browser.submit(TWO_FACTOR, &[("code", site.world.totp(&secret).expose())]).await;
    assert_eq!(again.location(), "/account/security?done=two-factor-on", "sent twice");
    let security = browser.open("/account/security").await;
    assert!(security.says("10 recovery codes left") && !security.says("two-factor/begin"));
    assert_eq!(browser.submit(&format!("{TWO_FACTOR}/begin"), &[]).await.location(), "/account/security");
    assert_eq!(browser.open(TWO_FACTOR).await.location(), "/account/security");

    let other = site.browser();
    let sign_in = other.submit("/login", &[("email", ANN), ("password", World::PASSWORD)]).await;
    assert_eq!(sign_in.location(), "/login/2fa");
    let done = other.submit("/login/2fa", &[("method", "recovery"), ("code", &codes[0])]).await;
    assert_eq!(done.location(), "/account");
    assert!(browser.open("/account/security").await.says("9 recovery codes left"));
}

#[actix_web::test]
async fn a_wrong_code_leaves_the_picture_and_a_fresh_start_draws_another() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    browser.submit(&format!("{TWO_FACTOR}/begin"), &[]).await;
    let first = secret_on(&browser.open(TWO_FACTOR).await);
    for (code, problem) in [("000000", "not the right code"), ("", "Enter the code")] {
        let page = browser.submit(TWO_FACTOR, &[("code", code)]).await;
        assert_eq!(page.status, 422);
        assert!(page.says(problem) && secret_on(&page) == first, "{}", page.body);
    }
    browser.submit(&format!("{TWO_FACTOR}/begin"), &[]).await;
    assert_ne!(secret_on(&browser.open(TWO_FACTOR).await), first, "whoever saw the old one has nothing");
    let old = browser.submit(TWO_FACTOR, &[("code", site.world.totp(&first).expose())]).await;
    assert_eq!(old.status, 422);
}

#[actix_web::test]
async fn a_code_switches_the_second_factor_off() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    assert_eq!(browser.open(OFF).await.location(), "/account/security", "it is off");
    let (secret, _) = turn_on(&site, &browser).await;
    assert_eq!(browser.open(OFF).await.status, 200);
    for (code, problem) in [("000000", "not the right code"), ("", "Enter the code")] {
        let page = browser.submit(OFF, &[("code", code)]).await;
        assert!(page.status == 422 && page.says(problem), "{}", page.body);
    }
    site.world.clock.advance(Duration::from_secs(30));
    for _ in 0..2 {
        let done = browser.submit(OFF, &[("code", site.world.totp(&secret).expose())]).await;
        assert_eq!((done.status, done.location()), (303, "/account/security?done=two-factor-off"));
    }
    let security = browser.open("/account/security?done=two-factor-off").await;
    assert!(security.says("Two-step sign-in is off") && security.says("two-factor/begin"));
}

#[actix_web::test]
async fn codes_to_switch_it_off_can_not_be_guessed() {
    let site = Site::open().await;
    site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    turn_on(&site, &browser).await;
    let mut last = browser.submit(OFF, &[("code", "000000")]).await;
    for _ in 0..20 {
        last = browser.submit(OFF, &[("code", "000000")]).await;
    }
    assert_eq!(last.status, 429);
    assert!(!last.header("retry-after").is_empty());
}
