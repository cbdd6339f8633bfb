//! Answers that travel in a form (OAuth 2.0 Form Post Response Mode).

use hitkey_oauth::service::ClientRegistration;
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, World, actor};
use hitkey_oauth::{
    AnswerForm, AuthorizeAnswer, AuthorizeError, AuthorizeParams, AuthorizeRefusal as Refusal,
};

fn by_form(app: &App, more: &[(&'static str, &str)]) -> AuthorizeParams {
    let mut pairs = app.request("openid");
    pairs.push(("response_mode", "form_post".into()));
    pairs.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    AuthorizeParams::from_pairs(pairs)
}

fn form(answer: &AuthorizeAnswer) -> &AnswerForm {
    match answer {
        AuthorizeAnswer::Form(form) => form,
        AuthorizeAnswer::Redirect(_) => panic!("a redirect"),
    }
}

fn names(form: &AnswerForm) -> Vec<&'static str> {
    form.fields().map(|(name, _)| name).collect()
}

fn field<'a>(form: &'a AnswerForm, name: &str) -> &'a str {
    form.fields().find(|(known, _)| *known == name).unwrap().1
}

#[tokio::test]
async fn a_code_stands_in_the_form_and_not_in_a_url() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let request = world.provider.authorization.check(&by_form(&app, &[])).await.unwrap();
    let answer = world.provider.authorization.approve(&request, &person).await.unwrap();
    let told = form(&answer);
    assert_eq!((told.action(), names(told)), (CALLBACK, vec!["code", "state", "iss"]));
    assert_eq!((answer.redirect_url(), answer.target()), (None, CALLBACK));
    assert!(!format!("{answer:?}").contains(field(told, "code")), "codes are not printed");
    assert!(world.redeem(&app, field(told, "code")).await.is_ok());
}

#[tokio::test]
async fn errors_travel_in_the_form_too() {
    let world = World::open().await;
    let app = world.client("none").await;
    let authorization = &world.provider.authorization;
    let Err(AuthorizeError::Redirected(error)) =
        authorization.check(&by_form(&app, &[("prompt", "dance")])).await
    else {
        panic!("accepted");
    };
    let told = form(&error.answer);
    assert_eq!(names(told), ["error", "error_description", "state", "iss"]);
    assert_eq!((field(told, "error"), field(told, "state")), ("invalid_request", "af0ifjsldkj"));
    let request = authorization.check(&by_form(&app, &[])).await.unwrap();
    assert_eq!(field(form(&authorization.deny(&request)), "error"), "access_denied");
    let silent = authorization.check(&by_form(&app, &[("prompt", "none")])).await.unwrap();
    match authorization.next_step(&silent, None).await {
        Err(AuthorizeError::Redirected(error)) => {
            assert_eq!(field(form(&error.answer), "error"), "login_required");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn nobody_can_post_a_form_to_an_installed_app() {
    let world = World::open().await;
    let owner = world.person().user;
    let registration = ClientRegistration {
        name: "Phone".into(),
        redirect_uris: vec!["org.example.app:/callback".into()],
        token_endpoint_auth_method: Some("none".into()),
        ..ClientRegistration::default()
    };
    let created = world.provider.clients.create(owner, &actor(owner), registration).await.unwrap();
    let app = App { owner, created };
    let mut pairs = app.request("openid");
    pairs.retain(|(name, _)| *name != "redirect_uri");
    pairs.push(("redirect_uri", "org.example.app:/callback".into()));
    pairs.push(("response_mode", "form_post".into()));
    match world.provider.authorization.check(&AuthorizeParams::from_pairs(pairs)).await {
        Err(AuthorizeError::Redirected(error)) => {
            assert_eq!(error.refusal, Refusal::FormUnfit);
            assert!(error.answer.target().starts_with("org.example.app:/callback?error=invalid_request"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_api_call_gets_a_url_or_nothing() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    match world.provider.authorization.approve_directly(&by_form(&app, &[]), &person).await {
        Err(AuthorizeError::Redirected(error)) => assert_eq!(error.refusal, Refusal::FormUnfit),
        other => panic!("{other:?}"),
    }
    let silent = AuthorizeParams::from_pairs(app.request("openid"));
    let request = world.provider.authorization.check(&silent).await.unwrap();
    let asked = world.provider.authorization.needs_consent(&request, person.user).await.unwrap();
    assert!(asked, "nothing was allowed by it");
}
