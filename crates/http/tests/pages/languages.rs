use crate::site::{ANN, Site};
use actix_web::test::TestRequest;

/// Speaks these languages, as a browser tells it.
fn reader(path: &str, languages: &str) -> TestRequest {
    TestRequest::get().uri(path).insert_header(("accept-language", languages))
}

#[actix_web::test]
async fn a_page_comes_in_the_language_that_its_reader_knows_best() {
    let site = Site::open().await;
    for (languages, tag, words) in [
        ("es-MX,es;q=0.9,en;q=0.8", "es", "Iniciar sesión"),
        ("fr,ru;q=0.7,en;q=0.3", "ru", "Войти"),
        ("kk-KZ", "kk", "Кіру"),
        ("tg", "tg", "Ворид шудан"),
        ("en-GB", "en", "Sign in"),
        ("fr", "en", "Sign in"),
    ] {
        let page = site.browser().send(reader("/login", languages)).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains(&format!("<html lang=\"{tag}\">")), "{languages}");
        assert!(page.body.contains(words), "{languages}");
    }
}

#[actix_web::test]
async fn what_went_wrong_is_told_in_it_too() {
    let site = Site::open().await;
    site.person(ANN).await;
    let form = TestRequest::post().uri("/login").insert_header(("accept-language", "ru"));
    let form = form.insert_header(("sec-fetch-site", "same-origin"));
    let page = site.browser().send(form.set_form([("email", ANN), ("password", "wrong")])).await;
    assert!(page.body.contains("<html lang=\"ru\">") && !page.body.contains("do not match"), "{}", page.body);
    let lost = site.browser().send(reader("/oauth/authorize?client_id=nobody", "kk")).await;
    assert!(lost.status == 400 && lost.body.contains("<html lang=\"kk\">"), "{} {}", lost.status, lost.body);
}
