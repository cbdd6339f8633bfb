use crate::scene::{Scene, parameter, part};
use acceptance::{Answer, Partner, Signer, seconds_now};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;

/// Of all `known` words exactly those work that the field offers.
pub(crate) async fn exactly(scene: &Scene, field: &str, known: &[&str], works: impl AsyncFn(&str) -> bool) {
    let offered = scene.list(field);
    for word in &offered {
        assert!(known.contains(word), "{field} offers {word}: let it be tried here");
    }
    for word in known {
        assert_eq!(works(word).await, offered.contains(word), "{field}: {word}");
    }
}

pub(crate) async fn scopes(scene: &Scene) {
    let known = ["openid", "profile", "email", "address", "phone", "offline_access", "project:read", "admin"];
    exactly(scene, "scopes_supported", &known, async |scope| {
        let answer = scene.authorize("scope", &format!("openid {scope}")).await.expect(200);
        let code = parameter(&answer.text("redirect_url"), "code").unwrap();
        let granted = scene.partner.exchange(&code).await.expect(200).text("scope");
        granted.split(' ').any(|word| word == scope)
    })
    .await;
}

pub(crate) async fn response_types(scene: &Scene) {
    let known = ["code", "token", "id_token", "code token", "code id_token", "id_token token", "none"];
    exactly(scene, "response_types_supported", &known, async |kind| {
        leads_to_a_code(&scene.authorize("response_type", kind).await)
    })
    .await;
}

pub(crate) async fn response_modes(scene: &Scene) {
    let known = ["query", "fragment", "form_post", "jwt", "query.jwt", "form_post.jwt"];
    exactly(scene, "response_modes_supported", &known, async |mode| match mode {
        "form_post" => posts_a_code(scene).await,
        _ => leads_to_a_code(&scene.authorize("response_mode", mode).await),
    })
    .await;
}

/// To a browser whose person allowed the client before.
async fn posts_a_code(scene: &Scene) -> bool {
    let browser = scene.server.browser();
    browser.sign_in(&scene.person).await;
    let page = browser.open(&scene.partner.authorize_url(&[("response_mode", "form_post")])).await;
    page.form("code").is_some_and(|form| form.action == scene.partner.redirect_uri)
}

pub(crate) async fn grant_types(scene: &Scene) {
    let known = [
        "authorization_code",
        "refresh_token",
        "client_credentials",
        "implicit",
        "password",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
    ];
    exactly(scene, "grant_types_supported", &known, async |kind| {
        let answer = post_form(scene, &scene.partner, &[("grant_type", kind)]).await;
        answer.json()["error"] != "unsupported_grant_type"
    })
    .await;
}

/// Clients know a person by one `sub`, or each sector by its own.
pub(crate) async fn subject_types(scene: &Scene) {
    exactly(scene, "subject_types_supported", &["public", "pairwise", "ephemeral"], async |kind| {
        let Some(client) = register(scene, "subject_type", kind).await else { return false };
        let sub = part(&client.tokens(&scene.person).await.id_token, 1)["sub"].clone();
        (sub == scene.person.id.as_str()) == (kind == "public")
    })
    .await;
}

pub(crate) async fn id_token_algs(scene: &Scene) {
    let known = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "HS256",
        "none",
    ];
    exactly(scene, "id_token_signing_alg_values_supported", &known, async |alg| {
        let Some(client) = register(scene, "id_token_signed_response_alg", alg).await else { return false };
        let tokens = client.tokens(&scene.person).await;
        part(&tokens.id_token, 0)["alg"] == alg
    })
    .await;
}

pub(crate) async fn auth_methods(scene: &Scene) {
    let known = [
        "client_secret_basic",
        "client_secret_post",
        "none",
        "client_secret_jwt",
        "private_key_jwt",
        "tls_client_auth",
    ];
    exactly(scene, "token_endpoint_auth_methods_supported", &known, async |method| {
        match method {
            "client_secret_jwt" => return signs(scene, "HS256").await,
            "private_key_jwt" => return signs(scene, "ES256").await,
            _ => {}
        }
        let Some(client) = register(scene, "token_endpoint_auth_method", method).await else { return false };
        let code = client.code(&scene.person).await;
        let answer = match method {
            "client_secret_post" => {
                let in_body =
                    [("client_id", &*client.id), ("client_secret", client.secret.as_deref().unwrap())];
                let mut bare = client.clone();
                bare.secret = None;
                scene.api().send(bare.exchange_request(&code, &in_body)).await
            }
            _ => client.exchange(&code).await,
        };
        answer.status == 200
    })
    .await;
}

pub(crate) async fn assertion_algs(scene: &Scene) {
    let known = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
        "HS256", "HS384", "HS512", "none",
    ];
    exactly(scene, "token_endpoint_auth_signing_alg_values_supported", &known, async |alg| {
        signs(scene, alg).await
    })
    .await;
}

pub(crate) async fn request_object_algs(scene: &Scene) {
    let known = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
        "HS256", "none",
    ];
    exactly(scene, "request_object_signing_alg_values_supported", &known, async |alg| {
        let Some(signer) = Signer::fresh(alg) else { return false };
        let callback = "https://shop.example/callback";
        let body = json!({
            "name": "Bookshop",
            "redirect_uri": callback,
            "request_object_signing_alg": alg,
            "jwks": signer.jwks(),
        });
        let client = scene.person.create_client(&body).await;
        let object = signer.sign(&json!({
            "iss": client.id,
            "aud": scene.text("issuer"),
            "exp": seconds_now() + 60,
            "client_id": client.id,
            "redirect_uri": callback,
            "response_type": "code",
        }));
        let path = format!("/oauth/authorize?client_id={}&request={object}", client.id);
        leads_to_a_code(&scene.person.get(&path).await)
    })
    .await;
}

/// A client that signs by this algorithm, with a key or with its secret.
pub(crate) async fn signing_client(scene: &Scene, alg: &str) -> (Partner, Signer) {
    let key = Signer::fresh(alg);
    let mut body = json!({
        "name": "Bookshop",
        "redirect_uri": "https://shop.example/callback",
        "token_endpoint_auth_method": if key.is_some() { "private_key_jwt" } else { "client_secret_jwt" },
        "token_endpoint_auth_signing_alg": alg,
    });
    if let Some(key) = &key {
        body["jwks"] = key.jwks();
    }
    let client = scene.person.create_client(&body).await;
    let signer = key.or_else(|| Signer::with_secret(alg, client.secret.as_deref().unwrap()));
    (client, signer.unwrap())
}

async fn signs(scene: &Scene, alg: &str) -> bool {
    if Signer::fresh(alg).is_none() && Signer::with_secret(alg, &"x".repeat(64)).is_none() {
        return false;
    }
    let (client, signer) = signing_client(scene, alg).await;
    is_known_by(scene, &client, &signer).await
}

async fn is_known_by(scene: &Scene, client: &Partner, signer: &Signer) -> bool {
    let code = client.code(&scene.person).await;
    let assertion = signer.assertion(&client.id, scene.text("issuer"));
    let signed: Vec<_> = assertion.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut bare = client.clone();
    bare.secret = None;
    scene.api().send(bare.exchange_request(&code, &signed)).await.status == 200
}

pub(crate) fn claim_types(scene: &Scene) {
    assert_eq!(scene.list("claim_types_supported"), ["normal"]);
}

/// Who tells everything and allows everything shows every claim.
pub(crate) async fn claims(scene: &Scene) {
    let tokens = scene.tokens().await;
    let told = scene.api().userinfo(&tokens.access_token).await.expect(200).json();
    let in_token = part(&tokens.id_token, 1);
    let seen = [&told, &in_token].map(|claims| claims.as_object().unwrap().keys());
    let seen: BTreeSet<_> = seen.into_iter().flatten().map(String::as_str).collect();
    assert_eq!(seen, scene.list("claims_supported").into_iter().collect());
}

pub(crate) async fn challenge_methods(scene: &Scene) {
    exactly(scene, "code_challenge_methods_supported", &["S256", "plain"], async |method| {
        scene.authorize("code_challenge_method", method).await.status == 200
    })
    .await;
}

/// Some need the person in front of a browser, who calls the API here; what is not known is malformed.
pub(crate) async fn prompts(scene: &Scene) {
    let known = ["none", "login", "consent", "select_account", "create"];
    exactly(scene, "prompt_values_supported", &known, async |prompt| {
        let answer = scene.authorize("prompt", prompt).await;
        answer.status == 200 || answer.json()["error"] != "invalid_request"
    })
    .await;
}

/// The sign-in page, as a stranger gets it.
async fn sign_in_page(scene: &Scene, parameter: &str, value: &str) -> Answer {
    let url = scene.partner.authorize_url(&[(parameter, value)]);
    scene.server.browser().open(&url).await.answer
}

/// What is not offered does no harm (OpenID Connect Core §3.1.2.1).
pub(crate) async fn displays(scene: &Scene) {
    let offered = scene.list("display_values_supported");
    assert_eq!(offered, ["page", "popup", "touch", "wap"]);
    for display in offered.into_iter().chain(["hologram"]) {
        let page = sign_in_page(scene, "display", display).await;
        assert!(page.status == 200 && page.body.contains("name=\"password\""), "{display}: {page:?}");
    }
}

pub(crate) async fn languages(scene: &Scene) {
    exactly(scene, "ui_locales_supported", &["en", "es", "ru", "kk", "tg", "fr", "tlh"], async |tag| {
        let page = sign_in_page(scene, "ui_locales", tag).await;
        page.body.contains(&format!("<html lang=\"{tag}\""))
    })
    .await;
}

/// A client of the person with this setting, if the server takes it.
async fn register(scene: &Scene, setting: &str, value: &str) -> Option<Partner> {
    let body = json!({"name": "Bookshop", "redirect_uri": "https://shop.example/callback", setting: value});
    match scene.person.post("/oauth/clients", &body).await.status {
        201 => Some(scene.person.create_client(&body).await),
        _ => None,
    }
}

async fn post_form(scene: &Scene, client: &Partner, form: &[(&str, &str)]) -> Answer {
    let request = scene.api().request(Method::POST, "/oauth/token");
    scene.api().send(request.basic_auth(&client.id, client.secret.as_ref()).form(form)).await
}

fn leads_to_a_code(answer: &Answer) -> bool {
    answer.status == 200 && parameter(&answer.text("redirect_url"), "code").is_some()
}
