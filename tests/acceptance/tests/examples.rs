//! The applications of `examples/` sign people in, through the real pages.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{
    Browser, Database, Example, Framework, Page, Partner, Person, Server, eventually, free_port, libfaketime,
    on_both,
};
use serde_json::json;
use std::path::Path;
use std::time::Duration;

/// A name that would be a tag, if somebody forgot to escape it.
const NAME: &str = "Ann <b>O'Hara</b>";

/// A person, an application that is registered for them, and the address of that application.
struct Scene {
    server: Server,
    person: Person,
    partner: Partner,
    example: Example,
}

impl Scene {
    async fn new(database: Database, framework: Framework) -> Self {
        Self::with(Server::start(database).await, framework, &[]).await
    }

    async fn with(server: Server, framework: Framework, settings: &[(&str, &str)]) -> Self {
        let person = Person::register(&server).await;
        rename(&person, NAME).await;
        let uri = format!("http://localhost:{}/callback", free_port());
        let partner = person.create_client(&json!({"name": "Bookshop", "redirect_uri": uri})).await;
        let example = Example::start(framework, &server, &partner, settings).await;
        Self { server, person, partner, example }
    }

    async fn home(&self, browser: &Browser) -> Page {
        browser.visit(&self.example.url("/")).await
    }

    #[track_caller]
    fn assert_greets(&self, page: &Page, name: &str) {
        assert_eq!(page.url.as_str(), self.example.url("/"), "{}", page.answer.body);
        let greeting = format!("Hello, {name} ({}).", self.person.email);
        assert!(page.text().contains(&greeting), "{}\n{}", page.answer.body, self.example.log());
        assert!(!page.answer.body.contains("<b>"), "{}", page.answer.body);
    }

    #[track_caller]
    fn assert_greets_nobody(&self, page: &Page) {
        assert!(!page.text().contains("Hello"), "{}", page.answer.body);
        assert!(page.links().contains(&"/login".to_owned()), "{}", page.answer.body);
    }
}

async fn rename(person: &Person, name: &str) {
    let body = json!({"displayName": name});
    person.api.patch("/auth/profile", &body, Some(&person.token)).await.expect(200);
}

/// Sign-in, sign-out, and sign-in again.
async fn signs_in_and_out(database: Database, framework: Framework) {
    let scene = Scene::new(database, framework).await;
    let browser = scene.server.browser();
    scene.assert_greets_nobody(&scene.home(&browser).await);
    let page = browser.sign_in_at(&scene.example, &scene.person).await;
    scene.assert_greets(&page, NAME);
    scene.assert_greets(&scene.home(&browser).await, NAME);
    scene.assert_greets_nobody(&browser.press(&page, "/logout").await);
    scene.assert_greets_nobody(&scene.home(&browser).await);
    scene.assert_greets(&browser.visit(&scene.example.url("/login")).await, NAME);
}

/// What it sends along: a challenge, a state, a nonce, and a cookie that scripts and other sites do not get.
async fn asks_with_care(database: Database, framework: Framework) {
    let scene = Scene::new(database, framework).await;
    let answer = scene.example.api().get("/login", None).await;
    let target = answer.header("location");
    for part in ["state=", "nonce=", "code_challenge=", "code_challenge_method=S256", "response_type=code"] {
        assert!(target.contains(part), "{part} is not in {target}");
    }
    let cookie = answer.header("set-cookie").to_lowercase();
    assert!(cookie.contains("httponly") && cookie.contains("samesite=lax"), "{cookie}");
    assert!(!cookie.contains("secure"), "without https the browser would not send it back: {cookie}");
}

/// Somebody lures Ann's browser to the end of a sign-in of their own.
async fn refuses_an_answer_to_somebody_else(database: Database, framework: Framework) {
    let scene = Scene::new(database, framework).await;
    let login = scene.example.url("/login");
    let eve = Person::register(&scene.server).await;
    let callback = scene.server.browser().authorize(&login, &eve, None).await;
    let fresh = scene.server.browser();
    scene.assert_greets_nobody(&fresh.visit(&callback).await);
    let began = scene.server.browser();
    began.visit(&login).await;
    refuses(&scene, &began, &callback).await;
    for browser in [fresh, began] {
        scene.assert_greets_nobody(&scene.home(&browser).await);
    }
}

/// The answer to Ann's own sign-in, but it says that it comes from somebody else than was asked.
async fn refuses_an_answer_of_another_issuer(database: Database, framework: Framework) {
    let scene = Scene::new(database, framework).await;
    let browser = scene.server.browser();
    let callback = browser.authorize(&scene.example.url("/login"), &scene.person, None).await;
    let (ours, theirs) = (encoded(&scene.server.url()), encoded("https://evil.example.org"));
    let forged = callback.replace(&format!("iss={ours}"), &format!("iss={theirs}"));
    assert_ne!(forged, callback);
    refuses(&scene, &browser, &forged).await;
}

fn encoded(url: &str) -> String {
    url.replace(':', "%3A").replace('/', "%2F")
}

/// The application says no by itself, without asking HitKey about the code.
async fn refuses(scene: &Scene, browser: &Browser, callback: &str) {
    let asked = token_requests(&scene.server);
    let page = browser.visit(callback).await;
    assert_eq!(page.answer.status, 403, "{}", page.answer.body);
    scene.assert_greets_nobody(&page);
    assert_eq!(token_requests(&scene.server), asked, "the code was shown to HitKey");
}

/// Ann says no on the consent page.
async fn takes_a_no(database: Database, framework: Framework) {
    let scene = Scene::new(database, framework).await;
    let browser = scene.server.browser();
    browser.sign_in(&scene.person).await;
    let consent = browser.visit(&scene.example.url("/login")).await;
    let denied = browser.submit(&consent, &[("decision", "deny")]).await;
    let page = browser.visit(&denied.left_to.unwrap()).await;
    assert_eq!(page.answer.status, 403, "{}", page.answer.body);
    scene.assert_greets_nobody(&page);
}

/// An hour passes for everybody: tokens have expired, and the application asks HitKey again.
async fn goes_on_after_an_hour(database: Database, framework: Framework) {
    let folder = tempfile::tempdir().unwrap();
    let clock = folder.path().join("clock");
    set(&clock, "+0");
    let library = libfaketime();
    let settings = [
        ("LD_PRELOAD", library.to_str().unwrap()),
        ("FAKETIME_TIMESTAMP_FILE", clock.to_str().unwrap()),
        ("FAKETIME_NO_CACHE", "1"),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ];
    let server = Server::start_with(database, &settings).await;
    let scene = Scene::with(server, framework, &settings).await;
    let browser = scene.server.browser();
    scene.assert_greets(&browser.sign_in_at(&scene.example, &scene.person).await, NAME);
    rename(&scene.person, "Anna").await;
    let asked = token_requests(&scene.server);
    set(&clock, "+61m");
    assert_eq!(scene.person.me().await.status, 401, "no hour has passed for the server");
    scene.assert_greets(&scene.home(&browser).await, "Anna");
    eventually("the tokens are asked for again", Duration::from_secs(5), async || {
        (token_requests(&scene.server) == asked + 1).then_some(())
    })
    .await;
    // Only once: what came is good for another hour.
    scene.assert_greets(&scene.home(&browser).await, "Anna");
    assert_eq!(token_requests(&scene.server), asked + 1);
}

fn set(clock: &Path, time: &str) {
    std::fs::write(clock, time).unwrap();
}

fn token_requests(server: &Server) -> usize {
    server.log().matches("route=\"/oauth/token\"").count()
}

/// Ann withdraws the access: an application that asks HitKey on every visit notices at once.
async fn express_notices_that_access_was_withdrawn(database: Database) {
    let scene = Scene::new(database, Framework::Express).await;
    let browser = scene.server.browser();
    scene.assert_greets(&browser.sign_in_at(&scene.example, &scene.person).await, NAME);
    let app = format!("/auth/apps/{}", scene.partner.id);
    scene.person.api.delete(&app, Some(&scene.person.token)).await.expect(200);
    scene.assert_greets_nobody(&scene.home(&browser).await);
}

on_both!(express_notices_that_access_was_withdrawn);

/// Every test for every framework, on both databases.
macro_rules! for_all {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            use acceptance::{Database, Framework, on_both};

            async fn express(database: Database) {
                super::$test(database, Framework::Express).await;
            }

            async fn flask(database: Database) {
                super::$test(database, Framework::Flask).await;
            }

            async fn actix(database: Database) {
                super::$test(database, Framework::Actix).await;
            }

            on_both!(express, flask, actix);
        }
    )+};
}

for_all!(
    signs_in_and_out,
    asks_with_care,
    refuses_an_answer_to_somebody_else,
    refuses_an_answer_of_another_issuer,
    takes_a_no,
    goes_on_after_an_hour,
);
