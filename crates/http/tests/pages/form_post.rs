//! Answers that a browser posts to the app (OAuth 2.0 Form Post Response Mode).

use crate::site::{ANN, Browser, CALLBACK, HERE, Page, Site, authorize_url};

async fn allow(browser: &Browser<'_>, url: &str, decision: &str) -> Page {
    browser.sign_in(ANN).await;
    let page = browser.open(url).await;
    let person = page.field("person").unwrap();
    browser.submit(&page.action_of("decision"), &[("person", &person), ("decision", decision)]).await
}

#[actix_web::test]
async fn the_answer_is_a_page_that_posts_itself_to_the_app() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let browser = site.browser();
    let page = allow(&browser, &authorize_url(&client, "&response_mode=form_post"), "allow").await;
    assert_eq!((page.status, page.location()), (200, ""), "{}", page.body);
    assert_eq!(page.action_of("name=\"code\""), CALLBACK);
    assert_eq!((page.field("state").as_deref(), page.field("iss").as_deref()), (Some("xyz"), Some(HERE)));
    assert!(page.field("code").is_some_and(|code| code.len() == 43));
    assert!(page.says("<button class=\"button\" type=\"submit\">Continue</button>"), "for who has no script");
    assert_eq!(page.header("cache-control"), "no-store");

    let again = browser.open(&authorize_url(&client, "&response_mode=form_post")).await;
    assert!(again.field("code").is_some(), "the consent is remembered");
}

#[actix_web::test]
async fn its_script_is_ours_and_it_may_do_nothing_else() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    let page = site.browser().open(&authorize_url(&client, "&response_mode=form_post&prompt=none")).await;
    let policy = page.header("content-security-policy");
    assert!(policy.ends_with("script-src 'self'; form-action https:"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let script = page.body.split("<script src=\"").nth(1).unwrap().split('"').next().unwrap();
    let asset = site.browser().open(script).await;
    assert_eq!((asset.status, asset.header("content-type")), (200, "text/javascript; charset=utf-8"));
    assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
}

#[actix_web::test]
async fn errors_are_posted_too() {
    let site = Site::open().await;
    site.person(ANN).await;
    let client = site.client("Acme").await;
    let silent = authorize_url(&client, "&response_mode=form_post&prompt=none");
    let denied = authorize_url(&client, "&response_mode=form_post");
    let browser = site.browser();
    for (page, error) in [
        (site.browser().open(&silent).await, "login_required"),
        (allow(&browser, &denied, "deny").await, "access_denied"),
    ] {
        assert_eq!((page.status, page.action_of("name=\"error\"")), (200, CALLBACK.to_owned()));
        assert_eq!(page.field("error").as_deref(), Some(error));
        assert_eq!((page.field("state").as_deref(), page.field("iss").as_deref()), (Some("xyz"), Some(HERE)));
        assert_eq!(page.field("code"), None);
    }
}

#[actix_web::test]
async fn an_app_in_doubt_gets_no_form_either() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    let url = authorize_url(&client, "&response_mode=form_post").replace("app.example", "evil.example");
    let page = site.browser().open(&url).await;
    assert_eq!((page.status, page.says("<form"), page.says("evil.example")), (400, false, false));
}

#[actix_web::test]
async fn what_an_app_sends_along_is_never_markup() {
    let site = Site::open().await;
    let client = site.client("Acme").await;
    let more = "&response_mode=form_post&prompt=none";
    let url =
        authorize_url(&client, more).replace("state=xyz", "state=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
    let page = site.browser().open(&url).await;
    assert_eq!(page.field("state").as_deref(), Some("\"&#62;&#60;script&#62;alert(1)&#60;/script&#62;"));
    assert_eq!(page.body.matches("<script").count(), 1);
}
