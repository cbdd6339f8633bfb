use crate::scene::{Scene, parameter, part};
use reqwest::Method;
use serde_json::json;

pub(crate) async fn issuer(scene: &Scene) {
    let issuer = scene.text("issuer");
    assert_eq!(issuer, scene.server.url());
    let tokens = scene.tokens().await;
    for token in [&tokens.access_token, &tokens.id_token] {
        assert_eq!(part(token, 1)["iss"], issuer);
    }
}

pub(crate) async fn authorization(scene: &Scene) {
    let at = scene.text("authorization_endpoint");
    let url = scene.partner.authorize_url(&[]);
    let query = url.split_once('?').unwrap().1;
    let answer = scene.person.get(&format!("{at}?{query}")).await.expect(200);
    assert!(parameter(&answer.text("redirect_url"), "code").is_some());
}

pub(crate) async fn token(scene: &Scene) {
    assert_eq!(scene.text("token_endpoint"), scene.server.url() + "/oauth/token");
    assert!(!scene.tokens().await.access_token.is_empty());
}

/// What is pushed there is granted under the name that it gets.
pub(crate) async fn pushed_requests(scene: &Scene) {
    let at = scene.text("pushed_authorization_request_endpoint");
    let url = scene.partner.authorize_url(&[]);
    let request = scene.api().request(Method::POST, at);
    let form = url.split_once('?').unwrap().1.to_owned();
    let request = request.basic_auth(&scene.partner.id, scene.partner.secret.as_ref()).body(form);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let uri = scene.api().send(request).await.expect(201).text("request_uri");
    let path = "/oauth/authorize?client_id=".to_owned() + &scene.partner.id + "&request_uri=" + &uri;
    let answer = scene.person.get(&path).await.expect(200);
    assert!(parameter(&answer.text("redirect_url"), "code").is_some());
}

pub(crate) async fn userinfo(scene: &Scene) {
    let token = scene.tokens().await.access_token;
    let told = scene.api().get(scene.text("userinfo_endpoint"), Some(&token)).await.expect(200);
    assert_eq!(told.text("sub"), scene.person.id);
}

/// What it answers leads a person to the question whether they allow the device, and the device to its tokens.
pub(crate) async fn device_authorization(scene: &Scene) {
    let kind = "urn:ietf:params:oauth:grant-type:device_code";
    let body = json!({
        "name": "TV", "redirect_uri": "https://shop.example.org/callback", "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", kind],
    });
    let partner = scene.person.create_client(&body).await;
    let request = scene.api().request(Method::POST, scene.text("device_authorization_endpoint"));
    let answer = scene.api().send(request.form(&[("client_id", &partner.id)])).await.expect(200);
    let browser = scene.server.browser();
    browser.sign_in(&scene.person).await;
    let question = browser.open(&answer.text("verification_uri_complete")).await;
    browser.submit(&question, &[("decision", "allow")]).await;
    let device_code = answer.text("device_code");
    let form = [("grant_type", kind), ("client_id", &*partner.id), ("device_code", &*device_code)];
    let request = scene.api().request(Method::POST, scene.text("token_endpoint")).form(&form);
    assert!(!scene.api().send(request).await.expect(200).text("access_token").is_empty());
}

/// An id_token of the session is enough to end it.
pub(crate) async fn end_session(scene: &Scene) {
    let browser = scene.server.browser();
    let url = browser.authorize(&scene.partner.authorize_url(&[]), &scene.person, None).await;
    let code = parameter(&url, "code").unwrap();
    let id_token = scene.partner.exchange(&code).await.expect(200).text("id_token");
    let at = scene.text("end_session_endpoint");
    assert!(browser.cookie("hk_token").is_some());
    assert_eq!(browser.open(&format!("{at}?id_token_hint={id_token}")).await.answer.status, 200);
    assert_eq!(browser.cookie("hk_token"), None);
}

/// Whatever signs a token is found there.
pub(crate) async fn jwks(scene: &Scene) {
    let jwks = scene.api().get(scene.text("jwks_uri"), None).await.expect(200).json();
    let tokens = scene.tokens().await;
    for token in [&tokens.access_token, &tokens.id_token] {
        let header = part(token, 0);
        let mut keys = jwks["keys"].as_array().unwrap().iter();
        assert!(keys.any(|key| key["kid"] == header["kid"] && key["alg"] == header["alg"]), "{header}");
    }
}

pub(crate) async fn documentation(scene: &Scene) {
    let page = scene.api().get(scene.text("service_documentation"), None).await.expect(200);
    assert!(page.header("content-type").starts_with("text/html"));
}
