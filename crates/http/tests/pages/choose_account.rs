//! `prompt=select_account`: the person who is signed in says as whom they go on.

use crate::site::{ANN, Browser, Page, Site, authorize_url};
use hitkey_identity::testkit::World;
use hitkey_oauth::service::TokenParams;
use hitkey_oauth::{AuthorizeParams, Client};
use std::time::Duration;

const BOB: &str = "bob@example.org";
const ASKS: &str = "&prompt=select_account";

struct Scene {
    site: Site,
    client: Client,
    secret: String,
}

impl Scene {
    async fn open() -> Self {
        let site = Site::open().await;
        for email in [ANN, BOB] {
            site.person(email).await;
        }
        let (client, secret) = site.client_with("Acme Notes", |client| client).await;
        Self { site, client, secret }
    }

    /// The same request, pushed.
    async fn pushed(&self) -> String {
        let id = self.client.id.to_string();
        let url = authorize_url(&self.client, ASKS);
        let params = AuthorizeParams::from_query(url.split_once('?').unwrap().1);
        let secret = TokenParams::from_pairs([("client_id", &*id), ("client_secret", &self.secret)]).unwrap();
        let pushed = self.site.provider().pushing.push(None, &secret, params).await.unwrap();
        format!("/oauth/authorize?client_id={id}&request_uri={}", pushed.request_uri.expose())
    }

    /// A pushed request is answered by a sign-in that came after it.
    fn time_passes(&self) {
        self.site.world.clock.advance(Duration::from_secs(1));
    }

    async fn urls(&self) -> [String; 2] {
        [authorize_url(&self.client, ASKS), self.pushed().await]
    }
}

/// Somebody signed in, in front of the question.
async fn asked(scene: &Scene, browser: &Browser<'_>, url: &str) -> Page {
    browser.sign_in(ANN).await;
    scene.time_passes();
    let page = browser.open(url).await;
    assert!(page.status == 200 && page.says("value=\"continue\""), "{page:?}");
    page
}

async fn answer(browser: &Browser<'_>, page: &Page, decision: &str) -> Page {
    let person = page.field("person").unwrap();
    browser.submit(&page.action_of("decision"), &[("person", &person), ("decision", decision)]).await
}

fn other(page: &Page) -> String {
    let link = page.body.split("href=\"").find(|part| part.starts_with("/login?")).unwrap();
    link.split('"').next().unwrap().replace("&#38;", "&")
}

#[actix_web::test]
async fn they_go_on_as_they_are() {
    let scene = Scene::open().await;
    for url in scene.urls().await {
        let browser = scene.site.browser();
        let page = asked(&scene, &browser, &url).await;
        assert!(page.says("<bdi>Acme Notes</bdi>") && page.says(ANN), "{}", page.body);
        let consent = answer(&browser, &page, "continue").await;
        let back = if consent.status == 200 { answer(&browser, &consent, "allow").await } else { consent };
        assert!(back.sent_to_app("code").is_some(), "{back:?}");
    }
}

#[actix_web::test]
async fn they_are_asked_every_time_and_not_asked_twice() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    let url = authorize_url(&scene.client, ASKS);
    let page = asked(&scene, &browser, &url).await;
    let consent = answer(&browser, &page, "continue").await;
    answer(&browser, &consent, "allow").await;
    let page = browser.open(&url).await;
    assert!(answer(&browser, &page, "continue").await.sent_to_app("code").is_some(), "consent is remembered");
}

#[actix_web::test]
async fn or_as_somebody_else() {
    let scene = Scene::open().await;
    for url in scene.urls().await {
        let browser = scene.site.browser();
        let page = asked(&scene, &browser, &url).await;
        scene.time_passes();
        let form = browser.open(&other(&page)).await;
        let continue_to = form.field("continue").unwrap();
        let fields = [("email", BOB), ("password", World::PASSWORD), ("continue", &*continue_to)];
        let back = browser.submit("/login", &fields).await;
        let consent = browser.open(back.location()).await;
        assert!(consent.says("value=\"allow\"") && consent.says(BOB), "{}", consent.body);
    }
}

#[actix_web::test]
async fn a_stranger_signs_in_and_has_chosen_thereby() {
    let scene = Scene::open().await;
    for url in scene.urls().await {
        let browser = scene.site.browser();
        let page = browser.open(&url).await;
        let form = browser.open(page.location()).await;
        let continue_to = form.field("continue").unwrap();
        let fields = [("email", ANN), ("password", World::PASSWORD), ("continue", &*continue_to)];
        let back = browser.submit("/login", &fields).await;
        assert!(browser.open(back.location()).await.says("value=\"allow\""));
    }
}

#[actix_web::test]
async fn no_other_site_chooses_and_nobody_for_somebody_else() {
    let scene = Scene::open().await;
    let browser = scene.site.browser();
    let page = asked(&scene, &browser, &authorize_url(&scene.client, ASKS)).await;
    let fields = [("decision", "continue"), ("person", &*page.field("person").unwrap())];
    for sent in [&[("Sec-Fetch-Site", "cross-site")][..], &[("Origin", "https://app.example")], &[]] {
        let forged = browser.forged(&page.action_of("decision"), &fields, sent).await;
        assert_eq!((forged.status, forged.location()), (403, ""), "{sent:?}");
    }
    browser.sign_in(BOB).await;
    let again = answer(&browser, &page, "continue").await;
    assert!(again.says("value=\"continue\"") && again.says(BOB), "bob is asked himself: {}", again.body);
}
