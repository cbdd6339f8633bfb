use crate::offers::exactly;
use crate::scene::{Scene, parameter, part};
use acceptance::Person;
use serde_json::json;

/// Whoever signed in by two factors is told as what a client insists on, unless it is none of what is offered.
pub(crate) async fn acrs(scene: &Scene) {
    let person = Person::register(&scene.server).await;
    let (totp, _) = person.turn_on_totp().await;
    let (partner, browser) = (person.partner().await, scene.server.browser());
    exactly(
        scene,
        "acr_values_supported",
        &["2", "1", "0", "3", "phr", "urn:mace:incommon:iap:silver"],
        async |acr| {
            let claims = json!({"id_token": {"acr": {"essential": true, "value": acr}}}).to_string();
            let url =
                browser.authorize(&partner.authorize_url(&[("claims", &claims)]), &person, Some(&totp)).await;
            let Some(code) = parameter(&url, "code") else {
                assert_eq!(parameter(&url, "error").as_deref(), Some("unmet_authentication_requirements"));
                return false;
            };
            let id_token = partner.exchange(&code).await.expect(200).text("id_token");
            part(&id_token, 1)["acr"] == acr
        },
    )
    .await;
}
