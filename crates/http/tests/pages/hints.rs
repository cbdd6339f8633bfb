//! What an app says about the person it sends: an address, a language.

use crate::site::{ANN, Browser, Page, Site, authorize_url};
use hitkey_identity::Notice;
use hitkey_identity::testkit::World;
use hitkey_kernel::Language;

async fn at_sign_in(browser: &Browser<'_>, url: &str) -> Page {
    let page = browser.open(url).await;
    assert!(page.location().starts_with("/login?continue="), "{page:?}");
    browser.open(page.location()).await
}

async fn sign_in(browser: &Browser<'_>, form: &Page) -> Page {
    let continue_to = form.field("continue").unwrap();
    browser
        .submit("/login", &[("email", ANN), ("password", World::PASSWORD), ("continue", &continue_to)])
        .await
}

#[actix_web::test]
async fn the_address_is_filled_in_whether_there_is_an_account_or_not() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let mut pages = Vec::new();
    for (hint, shown) in [(ANN, ANN), ("nobody@example.org", "nobody@example.org")] {
        let form = at_sign_in(&browser, &authorize_url(&client, &format!("&login_hint={hint}"))).await;
        assert_eq!(form.field("email").as_deref(), Some(shown));
        pages.push(
            form.body
                .replace(&hint.replace('@', "%40"), "")
                .replace(&hint.replace('@', "%2540"), "")
                .replace(hint, ""),
        );
    }
    assert_eq!(pages[0], pages[1], "the page tells nothing else");
    let form = at_sign_in(&browser, &authorize_url(&client, "&login_hint=%22%3E%3Cscript%3E")).await;
    assert!(!form.says("<script"), "{}", form.body);
}

#[actix_web::test]
async fn what_a_person_typed_is_not_overwritten() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let form = at_sign_in(&browser, &authorize_url(&client, "&login_hint=bob@example.org")).await;
    let continue_to = form.field("continue").unwrap();
    let typed = [("email", ANN), ("password", "wrong"), ("continue", &*continue_to)];
    let again = browser.submit("/login", &typed).await;
    assert_eq!((again.status, again.field("email").as_deref()), (422, Some(ANN)));
}

#[actix_web::test]
async fn the_language_an_app_asks_for_goes_all_the_way() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let russian = |page: &Page| page.says("<html lang=\"ru\"");
    let url = authorize_url(&client, "&ui_locales=fr+ru-RU+en");
    let form = at_sign_in(&browser, &url).await;
    assert!(russian(&form), "{}", form.body);
    let continue_to = form.field("continue").unwrap();
    let wrong = browser.submit("/login", &[("email", ANN), ("continue", &continue_to)]).await;
    assert!(russian(&wrong), "{}", wrong.body);
    let carried = url::form_urlencoded::byte_serialize(continue_to.as_bytes()).collect::<String>();
    for page in ["/register", "/login/2fa"] {
        browser.set_cookie("hk_challenge", "x");
        let page = browser.open(&format!("{page}?continue={carried}")).await;
        assert!(page.status == 200 && russian(&page), "{page:?}");
    }
    let fields = [("email", "new@example.org"), ("continue", &*continue_to)];
    let verify = browser.submit("/register", &fields).await;
    assert!(russian(&browser.open(verify.location()).await));
    let back = sign_in(&browser, &form).await;
    let consent = browser.open(back.location()).await;
    assert!(consent.says("decision") && russian(&consent), "{}", consent.body);
    let forged = browser.forged(&consent.action_of("decision"), &[("decision", "allow")], &[]).await;
    assert!(forged.status == 403 && russian(&forged), "{forged:?}");
    let broken = browser.open(&format!("{url}&redirect_uri=https://evil.example")).await;
    assert!(broken.status == 400 && russian(&broken), "{broken:?}");
    assert!(!russian(&browser.open("/account").await), "the language is for this request");
}

#[actix_web::test]
async fn pages_look_the_same_however_they_are_displayed() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    for display in ["page", "popup", "touch", "wap", "hologram"] {
        let form = at_sign_in(&site.browser(), &authorize_url(&client, &format!("&display={display}"))).await;
        assert_eq!(form.status, 200, "{display}");
    }
}

/// Path and query of a page that carries on to this request.
fn on_the_way(page: &str, url: &str) -> String {
    format!("{page}?continue={}", url::form_urlencoded::byte_serialize(url.as_bytes()).collect::<String>())
}

#[actix_web::test]
async fn somebody_new_finds_their_address_filled_in_too() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    for (hint, shown) in [("&login_hint=new@example.org", "new@example.org"), ("", "")] {
        let page = browser.open(&on_the_way("/register", &authorize_url(&client, hint))).await;
        assert_eq!((page.status, page.field("email").unwrap_or_default().as_str()), (200, shown));
    }
    let forged = authorize_url(&client, "&login_hint=%22%3E%3Cscript%3E");
    assert!(!browser.open(&on_the_way("/register", &forged)).await.says("<script"));
    let unknown = "/oauth/authorize?client_id=unknown&login_hint=new@example.org";
    let page = browser.open(&on_the_way("/register", unknown)).await;
    assert_eq!(page.field("email").unwrap_or_default(), "", "what nobody vouches for fills nothing in");
}

/// The languages of the mails that were sent so far.
fn mailed_languages(site: &Site) -> Vec<Language> {
    let language = |notice| match notice {
        Notice::RegistrationCode { language, .. }
        | Notice::AccountExists { language, .. }
        | Notice::NewSignIn { language, .. } => Some(language),
        _ => None,
    };
    site.world.mails().into_iter().filter_map(language).collect()
}

#[actix_web::test]
async fn mails_are_in_the_language_of_the_pages_they_come_of() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let url = authorize_url(&client, "&ui_locales=kk");
    let with = |email: &'static str| [("email", email), ("continue", url.as_str())];
    browser.submit("/register", &with(ANN)).await;
    site.world.clock.advance(std::time::Duration::from_secs(61));
    browser.submit("/register/resend", &with(ANN)).await;
    let code = site.last_code(ANN);
    browser.submit("/register/verify", &[("email", ANN), ("code", &code), ("continue", &url)]).await;
    let fields = [("email", ANN), ("password", World::PASSWORD), ("continue", &*url)];
    assert_eq!(browser.submit("/register/password", &fields).await.status, 303);
    browser.submit("/register", &with(ANN)).await;
    site.browser().submit("/login", &fields).await;
    let languages = mailed_languages(&site);
    assert!(languages.len() >= 3 && languages.iter().all(|one| *one == Language::Kk), "{languages:?}");
    browser.submit("/register", &[("email", "bob@example.org")]).await;
    assert_eq!(mailed_languages(&site).last(), Some(&Language::En), "else as the browser asks");
}
