//! Clients that know people by names of their own (OpenID Connect Core §8).

use crate::support::read_jwt;
use hitkey_kernel::ApiClientId;
use hitkey_oauth::ports::ApiClientWorth;
use hitkey_oauth::service::{
    ClientChanges, LogoutChanges, NextStep, SubjectRegistration, TokenAnswer, UpdateClientError,
};
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, World, actor};
use hitkey_oauth::{AuthorizeParams, LogoutParams, SignedInPerson};
use serde_json::{Value, json};

const SECTOR: &str = "https://sector.example/uris.json";
const ELSEWHERE: &str = "https://shop.example.net/callback";

fn pairwise(uri: Option<&str>) -> SubjectRegistration {
    SubjectRegistration {
        subject_type: Some("pairwise".into()),
        sector_identifier_uri: uri.map(str::to_owned),
    }
}

async fn change(world: &World, app: &App, changes: ClientChanges) -> Result<(), UpdateClientError> {
    let (owner, id) = (app.owner, app.created.client.id);
    world.provider.clients.update(owner, &actor(owner), id, &changes).await.map(drop)
}

async fn becomes(world: &World, app: &App, subject: SubjectRegistration) -> Result<(), UpdateClientError> {
    change(world, app, ClientChanges { subject, ..ClientChanges::default() }).await
}

async fn moves(world: &World, app: &App, to: &[&str]) -> Result<(), UpdateClientError> {
    let redirect_uris = Some(to.iter().map(ToString::to_string).collect());
    change(world, app, ClientChanges { redirect_uris, ..ClientChanges::default() }).await
}

/// A client with pairwise names of the host of its redirect URI.
async fn client(world: &World) -> App {
    let app = world.client("client_secret_basic").await;
    becomes(world, &app, pairwise(None)).await.unwrap();
    app
}

fn id_token(answer: &TokenAnswer) -> Value {
    read_jwt(answer.id_token.as_ref().unwrap().expose()).1
}

async fn known_as(world: &World, app: &App, person: &SignedInPerson) -> (String, String) {
    let claims = id_token(&world.tokens(app, person, "openid").await);
    (claims["sub"].as_str().unwrap().to_owned(), claims["sid"].as_str().unwrap().to_owned())
}

fn rule(refused: Result<(), UpdateClientError>) -> (&'static str, &'static str) {
    match refused {
        Err(UpdateClientError::Invalid(errors)) if errors.len() == 1 => (errors[0].field, errors[0].rule),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_sector_has_its_own_names_of_people_and_sessions() {
    let world = World::open().await;
    let (ann, bea) = (world.person(), world.person());
    let (first, same, public) = (client(&world).await, client(&world).await, world.client("none").await);
    let other = world.client("none").await;
    world.web.publish(SECTOR, json!([CALLBACK]).to_string());
    becomes(&world, &other, pairwise(Some(SECTOR))).await.unwrap();
    let known = known_as(&world, &first, &ann).await;
    assert_eq!(known_as(&world, &first, &ann).await, known, "they never change");
    assert_eq!(known_as(&world, &same, &ann).await, known, "one host, one sector");
    assert_eq!(known_as(&world, &public, &ann).await, (ann.user.to_string(), ann.session.to_string()));
    let (sub, sid) = known;
    assert_eq!((sub.len(), sid.len()), (43, 43), "nothing can be read from them");
    let strangers = known_as(&world, &first, &bea).await;
    assert!(sub != strangers.0 && sid != strangers.1);
    let elsewhere = known_as(&world, &other, &ann).await;
    assert!(sub != elsewhere.0 && sid != elsewhere.1, "another sector's names");
}

#[tokio::test]
async fn every_answer_knows_them_by_the_same_name() {
    let world = World::open().await;
    let (app, ann) = (client(&world).await, world.person());
    let answer = world.tokens(&app, &ann, "openid profile offline_access").await;
    let claims = id_token(&answer);
    let access = read_jwt(answer.access_token.expose()).1;
    assert_eq!((&access["sub"], &access["sid"]), (&claims["sub"], &claims["sid"]));
    let told = world.provider.user_info.tell(answer.access_token.expose()).await.unwrap();
    let told = serde_json::to_value(told).unwrap();
    assert_eq!((&told["sub"], &told["id"]), (&claims["sub"], &claims["sub"]));
    let refresh = answer.refresh_token.as_ref().unwrap().expose();
    for token in [answer.access_token.expose(), refresh] {
        let introspected = serde_json::to_value(world.introspect(&app, token).await.unwrap()).unwrap();
        assert_eq!((&introspected["sub"], &introspected["sid"]), (&claims["sub"], &claims["sid"]));
    }
    let refreshed = world.refresh(&app, refresh).await.unwrap();
    assert_eq!(id_token(&refreshed)["sub"], claims["sub"]);
    for whole in [&claims, &access, &told] {
        let text = whole.to_string();
        let (user, session) = (ann.user.to_string(), ann.session.to_string());
        assert!(!text.contains(&user) && !text.contains(&session), "{text}");
    }
}

#[tokio::test]
async fn whoever_an_api_client_acts_for_is_told_by_that_name() {
    let world = World::open().await;
    let ann = world.person();
    world.web.publish(SECTOR, json!([CALLBACK]).to_string());
    let known = world.client("none").await;
    becomes(&world, &known, pairwise(Some(SECTOR))).await.unwrap();
    let (sub, _) = known_as(&world, &known, &ann).await;
    let project = world.project_client(true, &[]).await.project;
    let service = world.service(project).await;
    let (by, id) = (actor(service.owner), service.created.client.id);
    let changes = ClientChanges { subject: pairwise(Some(SECTOR)), ..ClientChanges::default() };
    world.provider.clients.update(project, &by, id, &changes).await.unwrap();
    let worth = ApiClientWorth {
        client: ApiClientId::generate(world.ambient.now(), world.ambient.random()),
        user: Some(ann.user),
        project,
        role: "member",
        permissions: Vec::new(),
        expires_at: None,
    };
    world.store.add_api_client("hk_live_known", worth);
    let told = world.introspect(&service, "hk_live_known").await.unwrap();
    assert_eq!(serde_json::to_value(told).unwrap()["sub"], sub);
}

#[tokio::test]
async fn what_comes_back_by_that_name_is_understood() {
    let world = World::open().await;
    let (app, ann, bea) = (client(&world).await, world.person(), world.person());
    let answer = world.tokens(&app, &ann, "openid").await;
    let sub = id_token(&answer)["sub"].as_str().unwrap().to_owned();
    let hint = answer.id_token.as_ref().unwrap().expose();
    let logout = world.provider.end_session.check(&LogoutParams::from_pairs([("id_token_hint", hint)])).await;
    let logout = logout.unwrap();
    assert!(logout.needs_no_word_of(&ann) && !logout.needs_no_word_of(&bea));
    let elsewhere = SignedInPerson { session: bea.session, ..ann.clone() };
    assert!(logout.needs_no_word_of(&elsewhere), "in another session of hers, too");
    let sid = known_as(&world, &app, &ann).await.1;
    for (name, of_ann) in [(&sub, true), (&sid, true), (&ann.user.to_string(), false)] {
        assert_eq!(logout.knows_by(&ann, name), of_ann, "{name}");
        assert!(!logout.knows_by(&bea, name), "{name}");
    }
    let asking = |name, value: String| {
        AuthorizeParams::from_pairs(app.request("openid").into_iter().chain([(name, value)]))
    };
    let about = format!(r#"{{"id_token": {{"sub": {{"value": "{sub}"}}}}}}"#);
    let public = format!(r#"{{"id_token": {{"sub": {{"value": "{}"}}}}}}"#, ann.user);
    let authorization = &world.provider.authorization;
    for (params, of_ann) in [
        (asking("claims", about), NextStep::Approve),
        (asking("id_token_hint", hint.to_owned()), NextStep::Approve),
        (asking("claims", public), NextStep::SignIn),
    ] {
        let request = authorization.check(&params).await.unwrap();
        assert_eq!(authorization.next_step(&request, Some(&ann)).await.unwrap(), of_ann);
        assert_eq!(authorization.next_step(&request, Some(&bea)).await.unwrap(), NextStep::SignIn);
    }
}

#[tokio::test]
async fn a_logout_token_and_a_frame_know_them_so_too() {
    let world = World::open().await;
    let (app, ann) = (client(&world).await, world.person());
    let logout = LogoutChanges {
        backchannel_logout_uri: Some("https://app.example.org/told".into()),
        frontchannel_logout_uri: Some("https://app.example.org/frame".into()),
        ..LogoutChanges::default()
    };
    change(&world, &app, ClientChanges { logout, ..ClientChanges::default() }).await.unwrap();
    let (sub, sid) = known_as(&world, &app, &ann).await;
    let frames = world.provider.end_session.front_channel(ann.session).await.unwrap();
    assert!(frames[0].as_url().query_pairs().any(|(name, value)| name == "sid" && value == sid));
    world.store.end_session(ann.session, world.ambient.now());
    world.provider.back_channel.run_batch().await.unwrap();
    let posts = world.web.posts();
    let (_, claims) = read_jwt(&posts[0].fields[0].1);
    assert_eq!((&claims["sub"], &claims["sid"]), (&json!(sub), &json!(sid)));
}

#[tokio::test]
async fn a_sector_of_several_hosts_is_vouched_for_by_its_document() {
    let world = World::open().await;
    let (app, ann) = (client(&world).await, world.person());
    let before = known_as(&world, &app, &ann).await;
    assert_eq!(
        rule(moves(&world, &app, &[CALLBACK, ELSEWHERE]).await),
        ("sector_identifier_uri", "required")
    );
    assert_eq!(
        rule(becomes(&world, &app, pairwise(Some(SECTOR))).await),
        ("sector_identifier_uri", "unreadable")
    );
    for document in ["", "{}", "[1]", r#"{"uris": []}"#] {
        world.web.publish(SECTOR, document);
        let refused = becomes(&world, &app, pairwise(Some(SECTOR))).await;
        assert_eq!(rule(refused), ("sector_identifier_uri", "unreadable"), "{document}");
    }
    world.web.publish(SECTOR, json!([ELSEWHERE, "https://app.example.org/callback/"]).to_string());
    assert_eq!(
        rule(becomes(&world, &app, pairwise(Some(SECTOR))).await),
        ("sector_identifier_uri", "redirect_uri")
    );
    world.web.publish(SECTOR, json!([CALLBACK, ELSEWHERE]).to_string());
    becomes(&world, &app, pairwise(Some(SECTOR))).await.unwrap();
    moves(&world, &app, &[CALLBACK, ELSEWHERE]).await.unwrap();
    world.web.withdraw(SECTOR);
    let rename = ClientChanges { name: Some("Other".into()), ..ClientChanges::default() };
    change(&world, &app, rename).await.unwrap();
    assert_eq!(rule(moves(&world, &app, &[CALLBACK]).await), ("sector_identifier_uri", "unreadable"));
    assert_ne!(known_as(&world, &app, &ann).await, before, "another sector");
    let public = SubjectRegistration { subject_type: Some("public".into()), ..Default::default() };
    becomes(&world, &app, public).await.unwrap();
    assert_eq!(known_as(&world, &app, &ann).await.0, ann.user.to_string());
}

#[tokio::test]
async fn what_is_no_subject_type_or_sector_is_told() {
    let world = World::open().await;
    let app = world.client("none").await;
    let odd = SubjectRegistration { subject_type: Some("ephemeral".into()), ..Default::default() };
    assert_eq!(rule(becomes(&world, &app, odd).await), ("subject_type", "enum"));
    let plain = pairwise(Some("http://sector.example/uris.json"));
    assert_eq!(rule(becomes(&world, &app, plain).await), ("sector_identifier_uri", "url"));
}
