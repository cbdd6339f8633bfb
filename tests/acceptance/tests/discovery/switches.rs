use crate::scene::{Scene, parameter};

/// In good answers and in bad ones (RFC 9207 §2).
pub(crate) async fn iss_in_answers(scene: &Scene) {
    assert!(scene.is_on("authorization_response_iss_parameter_supported"));
    for prompt in ["", "login"] {
        let url = scene.authorize("prompt", prompt).await.text("redirect_url");
        assert_eq!(parameter(&url, "iss").as_deref(), Some(scene.text("issuer")), "{url}");
    }
}

pub(crate) async fn claims_parameter(scene: &Scene) {
    assert!(!scene.is_on("claims_parameter_supported"));
}

pub(crate) async fn request_objects(scene: &Scene) {
    assert!(!scene.is_on("request_parameter_supported"));
    let answer = scene.authorize("request", "e30.e30.").await;
    assert_eq!(answer.expect(400).json()["error"], "request_not_supported");
}

pub(crate) async fn request_uris(scene: &Scene) {
    assert!(!scene.is_on("request_uri_parameter_supported"));
    let answer = scene.authorize("request_uri", "https://shop.example/request").await;
    assert_eq!(answer.expect(400).json()["error"], "request_uri_not_supported");
}
