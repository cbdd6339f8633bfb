use crate::scene::{Scene, parameter, part};
use acceptance::{Browser, Page, Receiver, Tokens};
use reqwest::Method;
use serde_json::{Value, json};

/// In good answers and in bad ones (RFC 9207 §2).
pub(crate) async fn iss_in_answers(scene: &Scene) {
    assert!(scene.is_on("authorization_response_iss_parameter_supported"));
    for prompt in ["", "login"] {
        let url = scene.authorize("prompt", prompt).await.text("redirect_url");
        assert_eq!(parameter(&url, "iss").as_deref(), Some(scene.text("issuer")), "{url}");
    }
}

pub(crate) async fn claims_parameter(scene: &Scene) {
    assert!(scene.is_on("claims_parameter_supported"));
    let asked = r#"{"userinfo": {"nickname": null}, "id_token": {"email": {"essential": true}}}"#;
    let changed = [("scope", "openid"), ("claims", asked)];
    let url = scene.partner.authorize(&scene.person, &changed).await.expect(200).text("redirect_url");
    let code = parameter(&url, "code").unwrap();
    let tokens = Tokens::of(&scene.partner.exchange(&code).await.expect(200));
    assert_eq!(part(&tokens.id_token, 1)["email"], scene.person.email.as_str());
    let told = scene.api().userinfo(&tokens.access_token).await.expect(200).json();
    assert_eq!((&told["nickname"], &told["email"]), (&json!("Mai"), &Value::Null));
}

/// Only what its client signed; `offers::request_object_algs` proves that it works.
pub(crate) async fn request_objects(scene: &Scene) {
    assert!(scene.is_on("request_parameter_supported"));
    let answer = scene.authorize("request", "e30.e30.").await;
    assert_eq!(answer.expect(400).json()["error"], "invalid_request_object");
}

/// Only where a client asked for it.
pub(crate) async fn pushing_required(scene: &Scene) {
    assert!(!scene.is_on("require_pushed_authorization_requests"));
    assert_eq!(scene.authorize("state", "unpushed").await.status, 200);
}

pub(crate) async fn request_uris(scene: &Scene) {
    assert!(!scene.is_on("request_uri_parameter_supported"));
    let answer = scene.authorize("request_uri", "https://shop.example/request").await;
    assert_eq!(answer.expect(400).json()["error"], "request_uri_not_supported");
}

/// A partner that wants to hear is told of the session by which its id_token goes.
pub(crate) async fn back_channel(scene: &Scene, field: &str) {
    assert!(scene.is_on(field));
    let receiver = Receiver::start(&[]).await;
    let (browser, sid) = signed_in(scene, &json!({"backchannel_logout_uri": receiver.url("/told")})).await;
    sign_out(&browser).await;
    let forms = receiver.got(1).await;
    let claims = part(&forms[0][0].1, 1);
    assert_eq!((&claims["sid"], &claims["sub"]), (&sid, &json!(scene.person.id)));
}

pub(crate) async fn front_channel(scene: &Scene, field: &str) {
    assert!(scene.is_on(field));
    let uri = "https://shop.example.org/out";
    let (browser, sid) = signed_in(scene, &json!({"frontchannel_logout_uri": uri})).await;
    let page = sign_out(&browser).await;
    let frame = format!("sid={}", sid.as_str().unwrap());
    assert!(page.answer.body.contains(uri) && page.answer.body.contains(&frame), "{}", page.answer.body);
}

/// A browser in which the person signed in to a partner with these settings, and the `sid` that it was told.
async fn signed_in(scene: &Scene, settings: &Value) -> (Browser, Value) {
    let mut body = json!({"name": "Shop", "redirect_uri": "https://shop.example.org/callback"});
    body.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    let partner = scene.person.create_client(&body).await;
    let browser = scene.server.browser();
    let url = browser.authorize(&partner.authorize_url(&[]), &scene.person, None).await;
    let id_token = partner.exchange(&parameter(&url, "code").unwrap()).await.expect(200).text("id_token");
    (browser, part(&id_token, 1)["sid"].clone())
}

async fn sign_out(browser: &Browser) -> Page {
    let question = browser.open("/logout").await;
    browser.submit(&question, &[("decision", "sign_out")]).await
}

/// What registers itself there signs people in; and it is not there unless it is advertised.
pub(crate) async fn registration(scene: &Scene) {
    let body = json!({"redirect_uris": ["https://shop.example/callback"]});
    let request = scene.api().request(Method::POST, scene.text("registration_endpoint")).json(&body);
    let made = scene.api().send(request).await.expect(201).json();
    let partner = scene.person.known_as(&made);
    assert!(!partner.tokens(&scene.person).await.id_token.is_empty());
}
