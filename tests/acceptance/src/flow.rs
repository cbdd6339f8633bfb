use crate::partner::code_of;
use crate::{PASSWORD, Partner, Person, Secrets, Server, Totp, random};
use serde_json::json;

const NEW_PASSWORD: &str = "quartz-heron-violin-77";
const LAST_PASSWORD: &str = "maple-comet-drawer-19";

/// Goes through everything that has a secret in it, over the API and through the pages; gives every secret.
///
/// # Panics
/// When a step fails.
pub async fn full_flow(server: &Server) -> Secrets {
    let mut secrets = full_flow_over_api(server).await;
    let person = Person::register(server).await;
    let partner = person.partner().await;
    let (totp, _) = person.turn_on_totp().await;
    let browser = server.browser();
    let callback = browser.authorize(&partner.authorize_url(&[]), &person, Some(&totp)).await;
    secrets.add("session cookie", &browser.cookie("hk_token").expect("a session cookie"));
    secrets.add("authorization code of the pages", &code_of(&callback));
    secrets
}

/// The same without the pages.
///
/// # Panics
/// When a step fails.
pub async fn full_flow_over_api(server: &Server) -> Secrets {
    let mut secrets = Secrets::default();
    let mut person = register(server, &mut secrets).await;
    let partner = partner_flow(&person, &mut secrets).await;
    refresh(&mut person, &mut secrets).await;
    let (totp, recovery) = second_factor(&person, &mut secrets).await;
    sign_in_with(&person, &totp.next_code(), &mut secrets).await;
    sign_in_with(&person, &recovery[0], &mut secrets).await;
    passwords(server, &person, &mut secrets).await;
    let _ = partner;
    secrets
}

async fn register(server: &Server, secrets: &mut Secrets) -> Person {
    let (api, email) = (server.api(), random::email("flow"));
    api.start_registration(&email).await.expect(200);
    let code = server.mailed_code(&email).await;
    let proof = api.verify_registration(&email, &code).await.expect(200).text("registration_token");
    let answer = api.finish_registration(&email, PASSWORD, &proof).await.expect(200);
    let person = Person::signed_in(api, &email, PASSWORD, &answer);
    secrets.add("registration code", &code);
    secrets.add("registration token", &proof);
    secrets.add("password", PASSWORD);
    secrets.add("API token", &person.token);
    secrets.add("API refresh token", &person.refresh_token);
    person
}

async fn partner_flow(person: &Person, secrets: &mut Secrets) -> Partner {
    let partner = person.partner().await;
    let code = partner.code(person).await;
    let first = partner.exchange(&code).await.expect(200);
    let second = partner.refresh(&first.text("refresh_token")).await.expect(200);
    person.api.userinfo(&second.text("access_token")).await.expect(200);
    secrets.add("client secret", partner.secret.as_deref().expect("a secret"));
    secrets.add("authorization code", &code);
    secrets.add("PKCE verifier", &partner.verifier);
    for (name, answer) in [("first", &first), ("second", &second)] {
        secrets.add(&format!("{name} access token"), &answer.text("access_token"));
        secrets.add(&format!("{name} id token"), &answer.text("id_token"));
    }
    secrets.add("OAuth refresh token", &first.text("refresh_token"));
    let public = person.public_partner().await;
    let tokens = public.tokens(person).await;
    let rotated = public.refresh(&tokens.refresh_token).await.expect(200);
    secrets.add("public client's refresh token", &tokens.refresh_token);
    secrets.add("public client's rotated refresh token", &rotated.text("refresh_token"));
    partner
}

async fn refresh(person: &mut Person, secrets: &mut Secrets) {
    let answer = person.api.refresh(&person.refresh_token).await.expect(200);
    (person.token, person.refresh_token) = (answer.text("token"), answer.text("refresh_token"));
    secrets.add("second API token", &person.token);
    secrets.add("second API refresh token", &person.refresh_token);
}

async fn second_factor(person: &Person, secrets: &mut Secrets) -> (Totp, Vec<String>) {
    let (totp, recovery) = person.turn_on_totp().await;
    secrets.add_bytes("TOTP secret", totp.secret());
    secrets.add("TOTP secret in base32", &data_encoding::BASE32_NOPAD.encode(totp.secret()));
    for code in &recovery {
        secrets.add("recovery code", code);
        secrets.add("recovery code without dashes", &code.replace('-', ""));
    }
    (totp, recovery)
}

async fn sign_in_with(person: &Person, code: &str, secrets: &mut Secrets) {
    let challenge = person.sign_in().await.expect(202).text("challenge_token");
    let answer = person.api.verify_second_factor(&challenge, code).await.expect(200);
    secrets.add("challenge token", &challenge);
    secrets.add("one-time code", code);
    secrets.add("API token after the second factor", &answer.text("token"));
}

async fn passwords(server: &Server, person: &Person, secrets: &mut Secrets) {
    let change = json!({"current_password": PASSWORD, "password": NEW_PASSWORD});
    person.post("/auth/password/change", &change).await.expect(200);
    person.api.forgot(&person.email).await.expect(200);
    let token = server.mail(&person.email, crate::Mail::token).await;
    person.api.reset(&token, LAST_PASSWORD).await.expect(200);
    secrets.add("changed password", NEW_PASSWORD);
    secrets.add("reset token", &token);
    secrets.add("password after the reset", LAST_PASSWORD);
}
