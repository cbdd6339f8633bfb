use crate::site::{ANN, Browser, Site};
use hitkey_identity::testkit::World;

async fn up_to_the_code(site: &Site, browser: &Browser<'_>) -> String {
    let page = browser.submit("/register", &[("email", ANN), ("continue", "/logout")]).await;
    assert_eq!((page.status, page.location()), (303, "/register/verify?continue=%2Flogout"));
    let page = browser.open(page.location()).await;
    assert!(page.says(&format!("<bdi>{ANN}</bdi>")), "{}", page.body);
    assert_eq!(page.field("email").as_deref(), Some(ANN));
    site.last_code(ANN)
}

async fn up_to_the_password(site: &Site, browser: &Browser<'_>) {
    let code = up_to_the_code(site, browser).await;
    let page = browser.submit("/register/verify", &[("email", ANN), ("code", &code)]).await;
    assert_eq!((page.status, page.location()), (303, "/register/password"));
}

#[actix_web::test]
async fn three_forms_make_an_account_and_sign_its_person_in() {
    let site = Site::open().await;
    let browser = site.browser();
    let code = up_to_the_code(&site, &browser).await;
    let fields = [("email", ANN), ("code", &*code), ("continue", "/logout")];
    let page = browser.submit("/register/verify", &fields).await;
    assert_eq!((page.status, page.location()), (303, "/register/password?continue=%2Flogout"));
    let token = browser.cookie("hk_registration").unwrap();
    assert!(page.header("set-cookie").contains("HttpOnly") && !page.location().contains(&token));

    let form = browser.open(page.location()).await;
    assert!(form.says("autocomplete=\"username\"") && form.says("autocomplete=\"new-password\""));
    let fields = [("email", ANN), ("password", World::PASSWORD), ("continue", "/logout")];
    let page = browser.submit("/register/password", &fields).await;
    assert_eq!((page.status, page.location()), (303, "/logout"));
    assert!(browser.is_signed_in());
    assert_eq!((browser.cookie("hk_registration"), browser.cookie("hk_address")), (None, None));
    assert!(browser.open("/account").await.says(ANN));
}

#[actix_web::test]
async fn each_form_may_be_sent_twice() {
    let site = Site::open().await;
    let browser = site.browser();
    up_to_the_password(&site, &browser).await;
    let again = browser.submit("/register/verify", &[("email", ANN), ("code", &site.last_code(ANN))]).await;
    assert_eq!((again.status, again.location()), (303, "/register/password"));
    for _ in 0..2 {
        let fields = [("email", ANN), ("password", World::PASSWORD)];
        let page = browser.submit("/register/password", &fields).await;
        assert_eq!((page.status, page.location()), (303, "/account"));
    }
    assert!(browser.open("/account").await.says(ANN));
}

#[actix_web::test]
async fn a_wrong_code_can_be_corrected_and_dies_after_its_tries() {
    let site = Site::open().await;
    let browser = site.browser();
    let code = up_to_the_code(&site, &browser).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for told in ["That is not the right code", "That is not the right code", "That is not the right code"] {
        let page = browser.submit("/register/verify", &[("email", ANN), ("code", wrong)]).await;
        assert_eq!(page.status, 422);
        assert!(page.says(told), "{}", page.body);
    }
    let page = browser.submit("/register/verify", &[("email", ANN), ("code", &code)]).await;
    assert!(page.says("tried too often"), "{}", page.body);
}

#[actix_web::test]
async fn another_code_is_sent_after_a_while() {
    let site = Site::open().await;
    let browser = site.browser();
    up_to_the_code(&site, &browser).await;
    let early = browser.submit("/register/resend", &[("email", ANN)]).await;
    assert_eq!(early.status, 429);
    assert!(early.says("Try again in 60 seconds") && !early.header("retry-after").is_empty());
    site.world.clock.advance(std::time::Duration::from_secs(61));
    let page = browser.submit("/register/resend", &[("email", ANN), ("continue", "/x")]).await;
    assert_eq!((page.status, page.location()), (303, "/register/verify?resent=1&continue=%2Fx"));
    assert!(browser.open(page.location()).await.says("A new code is on its way"));
    let unknown = browser.submit("/register/resend", &[("email", "bob@example.org")]).await;
    assert!(unknown.says("The registration took too long"), "{}", unknown.body);
}

#[actix_web::test]
async fn a_weak_password_keeps_the_form_with_advice() {
    let site = Site::open().await;
    let browser = site.browser();
    up_to_the_password(&site, &browser).await;
    for (password, told) in [("short", "at least 8 characters"), ("password1", "too easy to guess")] {
        let page = browser.submit("/register/password", &[("email", ANN), ("password", password)]).await;
        assert_eq!(page.status, 422);
        assert!(page.says(told) && page.says("id=\"password-problem\""), "{}", page.body);
        assert_eq!(page.field("email").as_deref(), Some(ANN));
    }
    assert!(!browser.is_signed_in());
}

#[actix_web::test]
async fn the_password_page_needs_the_proof_of_the_code() {
    let site = Site::open().await;
    let browser = site.browser();
    up_to_the_code(&site, &browser).await;
    assert_eq!(browser.open("/register/password").await.location(), "/register");
    let page = browser.submit("/register/password", &[("email", ANN), ("password", World::PASSWORD)]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("Start again with your address") && !browser.is_signed_in());
    assert_eq!(site.browser().open("/register/verify").await.location(), "/register");
}

#[actix_web::test]
async fn an_address_with_an_account_is_not_told_apart() {
    let site = Site::open().await;
    site.person(ANN).await;
    let mut seen = Vec::new();
    for email in [ANN, "new@example.org"] {
        let browser = site.browser();
        let page = browser.submit("/register", &[("email", email)]).await;
        let next = browser.open(page.location()).await;
        seen.push((page.status, page.location().to_owned(), next.body.replace(email, "…")));
    }
    assert_eq!(seen[0], seen[1]);
}

#[actix_web::test]
async fn what_is_no_address_is_told() {
    let browser_page = Site::open().await.browser().submit("/register", &[("email", "ann@")]).await;
    assert_eq!(browser_page.status, 422);
    assert!(browser_page.says("Enter an email address such as"));
}
