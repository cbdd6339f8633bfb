//! `/oauth/authorize` for browsers (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2): sign-in, consent, and
//! back to the app. API callers, who come with a bearer token, are answered elsewhere.
//!
//! Client and redirect URI are checked before anything else. As long as they are in doubt the browser is
//! not redirected anywhere: the person sees what is wrong.

use super::error::PageError;
use super::form::AnyForm;
use super::local_path::LocalPath;
use super::purpose::AUTHORIZE;
use super::visit::{Visit, see_other};
use super::visitor::Visitor;
use crate::csrf::FromOurPages;
use crate::edge::form_post_policy;
use crate::error::{ApiError, Code};
use crate::extract::{AuthorizationRequest, Later, signed_in_person};
use crate::openapi::About;
use crate::services::Services;
use actix_web::http::StatusCode;
use actix_web::{FromRequest as _, HttpRequest, HttpResponse, web};
use hitkey_identity::service::MeError;
use hitkey_oauth::service::NextStep;
use hitkey_oauth::{
    Aim, AnswerForm, AuthorizeAnswer, AuthorizeError, AuthorizeParams, Hints, ShownError, SignedInPerson,
    ValidRequest,
};
use hitkey_pages::views::{ChooseAccount, Consent, FormPost, Trouble};
use url::Url;

type Pairs = Vec<(String, String)>;

/// The same URL as for API callers, which is where it has its name.
pub(super) const GET: About = crate::oauth::authorize::GET;
pub(super) const POST: About =
    About::new("authorizeByForm", "Send an authorization request by form (OpenID Connect Core §3.1.2.1).");

/// `GET /oauth/authorize`.
pub(super) async fn get(
    visit: Visit,
    visitor: Visitor,
    AuthorizationRequest(params): AuthorizationRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    enter(&visit, visitor, &params, &services).await
}

/// Takes a request as far as it goes without asking the person: to the sign-in page, to the consent
/// page, or back to the app.
pub(super) async fn enter(
    visit: &Visit,
    visitor: Visitor,
    params: &AuthorizeParams,
    services: &Services,
) -> Result<HttpResponse, PageError> {
    let visit = &visit.clone().in_language(Hints::of(params).language());
    let authorization = &services.oauth.authorization;
    match authorization.keep_signed(params).await {
        Ok(None) => {}
        Ok(Some(kept)) => return Ok(see_other(&entrance(&kept)).finish()),
        Err(error) => return refuse(visit, error),
    }
    go_on(visit, visitor, params, services, |request| request).await
}

/// Goes on with a request, changed by what the person said to it before.
async fn go_on(
    visit: &Visit,
    visitor: Visitor,
    params: &AuthorizeParams,
    services: &Services,
    answered: fn(ValidRequest) -> ValidRequest,
) -> Result<HttpResponse, PageError> {
    let authorization = &services.oauth.authorization;
    let person = visitor.session.as_ref().map(signed_in_person);
    let step = async {
        let request = answered(authorization.check(params).await?);
        let step = authorization.next_step(&request, person.as_ref()).await?;
        Ok((request, step))
    };
    match (step.await, &person) {
        (Ok((request, NextStep::Approve)), Some(person)) => approve(visit, &request, person, services).await,
        (Ok((request, NextStep::Consent)), Some(person)) => {
            ask(visit, &request, person, params, services).await
        }
        (Ok((request, NextStep::ChooseAccount)), Some(person)) => {
            choose(visit, &request, person, params, services).await
        }
        (Ok((request, _)), _) => sign_in(visit, &request, params),
        (Err(error), _) => refuse(visit, error),
    }
}

/// `POST /oauth/authorize`: the decision of the consent page or of the one before it. Without a decision it is a request that
/// an app sends by form (OpenID Connect Core §3.1.2.1); it goes on by GET, since a form of another site
/// brings no cookie along.
pub(super) async fn post(
    visit: Visit,
    form: AnyForm<Pairs>,
    visitor: Later<Visitor>,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let AnyForm(form) = form;
    let Some(decision) = field(&form, "decision") else {
        return Ok(see_other(&entrance(&AuthorizeParams::from_pairs(form))).finish());
    };
    let params = AuthorizeParams::from_query(request.query_string());
    let visit = visit.in_language(Hints::of(&params).language());
    FromOurPages::extract(&request).await.map_err(|refused| visit.error(refused))?;
    let visitor = visitor.take().await?;
    // Only the person who read the question can answer it: in another tab, somebody else may have
    // signed in since. They are asked themselves.
    let answers = visitor
        .session
        .as_ref()
        .is_some_and(|session| field(&form, "person") == Some(&*session.user.to_string()));
    if !answers {
        return enter(&visit, visitor, &params, &services).await;
    }
    if decision == "continue" {
        return go_on(&visit, visitor, &params, &services, ValidRequest::with_account_chosen).await;
    }
    decide(&visit, visitor, &params, decision == "allow", &services).await
}

fn field<'a>(form: &'a Pairs, name: &str) -> Option<&'a str> {
    form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

async fn decide(
    visit: &Visit,
    visitor: Visitor,
    params: &AuthorizeParams,
    allowed: bool,
    services: &Services,
) -> Result<HttpResponse, PageError> {
    let authorization = &services.oauth.authorization;
    let request = match authorization.check(params).await {
        // Whoever read the question knows as whom they answer it.
        Ok(request) => request.with_account_chosen(),
        Err(error) => return refuse(visit, error),
    };
    if !allowed {
        return back_to_app(visit, &authorization.deny(&request));
    }
    let person = visitor.session.as_ref().map(signed_in_person);
    match authorization.next_step(&request, person.as_ref()).await {
        Ok(NextStep::Approve | NextStep::Consent) => {
            let Some(person) = person else { return sign_in(visit, &request, params) };
            approve(visit, &request, &person, services).await
        }
        Ok(NextStep::SignIn | NextStep::ChooseAccount) => sign_in(visit, &request, params),
        Err(error) => refuse(visit, error),
    }
}

async fn approve(
    visit: &Visit,
    request: &ValidRequest,
    person: &SignedInPerson,
    services: &Services,
) -> Result<HttpResponse, PageError> {
    match services.oauth.authorization.approve(request, person).await {
        Ok(answer) => back_to_app(visit, &answer),
        Err(error) => refuse(visit, error),
    }
}

/// As whom do they go on?
async fn choose(
    visit: &Visit,
    request: &ValidRequest,
    person: &SignedInPerson,
    params: &AuthorizeParams,
    services: &Services,
) -> Result<HttpResponse, PageError> {
    let Some(email) = address(visit, person, services).await? else {
        return sign_in(visit, request, params);
    };
    let visit = visit.clone().in_language(request.hints().language());
    let page = ChooseAccount {
        frame: visit.frame,
        app: request.client().name.to_string(),
        email,
        person: person.user.to_string(),
        action: entrance(&params.clone().in_language(request.hints().language())),
        other_url: way_back(request, params).carried_by("/login"),
    };
    let redirect = Url::parse(request.redirect_uri().as_str()).ok();
    visit.show_as(StatusCode::OK, &page, redirect.as_ref())
}

/// By what the person knows their account. `None` when it is gone.
async fn address(
    visit: &Visit,
    person: &SignedInPerson,
    services: &Services,
) -> Result<Option<String>, PageError> {
    match services.identity.profiles.me(person.user).await {
        Ok(account) => Ok(Some(account.email().address.to_string())),
        Err(MeError::Gone) => Ok(None),
        Err(MeError::Store(error)) => Err(visit.error(error)),
    }
}

async fn ask(
    visit: &Visit,
    request: &ValidRequest,
    person: &SignedInPerson,
    params: &AuthorizeParams,
    services: &Services,
) -> Result<HttpResponse, PageError> {
    let Some(email) = address(visit, person, services).await? else {
        return sign_in(visit, request, params);
    };
    let redirect = Url::parse(request.redirect_uri().as_str()).ok();
    let visit = visit.clone().in_language(request.hints().language());
    let page = Consent {
        frame: visit.frame,
        app: request.client().name.to_string(),
        host: redirect.as_ref().map_or_else(String::new, shown_host),
        scopes: request.to_allow().iter().map(|scope| scope.as_str().to_owned()).collect(),
        resources: named(request.aim()),
        email,
        person: person.user.to_string(),
        action: entrance(&params.clone().in_language(request.hints().language())),
        switch_url: way_back(request, params).carried_by("/login"),
    };
    visit.show_as(StatusCode::OK, &page, redirect.as_ref())
}

/// Name and URI of the servers that the app would have tokens for.
pub(super) fn named(aim: &Aim) -> Vec<(String, String)> {
    aim.resources().iter().map(|resource| (resource.name.to_string(), resource.uri.to_string())).collect()
}

/// The sign-in page, to come back to the request once the person proved themself.
fn sign_in(
    visit: &Visit,
    request: &ValidRequest,
    params: &AuthorizeParams,
) -> Result<HttpResponse, PageError> {
    let back = way_back(request, params);
    if back == LocalPath::default() {
        return Err(visit.error(ApiError::new(Code::MalformedRequest, "The request is too long.")));
    }
    Ok(see_other(&back.carried_by("/login")).finish())
}

/// From the sign-in back to the request.
fn way_back(request: &ValidRequest, params: &AuthorizeParams) -> LocalPath {
    let language = request.hints().language();
    LocalPath::parse(&entrance(&params.after_sign_in().in_language(language)))
}

/// The request as a URL of ours.
fn entrance(params: &AuthorizeParams) -> String {
    format!("{AUTHORIZE}?{}", params.to_query())
}

fn back_to_app(visit: &Visit, answer: &AuthorizeAnswer) -> Result<HttpResponse, PageError> {
    match answer {
        AuthorizeAnswer::Redirect(url) => Ok(see_other(url.as_str()).finish()),
        AuthorizeAnswer::Form(form) => post_to_app(visit, form),
    }
}

fn post_to_app(visit: &Visit, form: &AnswerForm) -> Result<HttpResponse, PageError> {
    let action = Url::parse(form.action()).map_err(|error| visit.internal(error))?;
    let fields = form.fields().map(|(name, value)| (name, value.to_owned())).collect();
    let page = FormPost { frame: visit.frame, action: form.action().to_owned(), fields };
    visit.show_under(form_post_policy(&action), &page)
}

fn refuse(visit: &Visit, error: AuthorizeError) -> Result<HttpResponse, PageError> {
    match error {
        AuthorizeError::Redirected(error) => back_to_app(visit, &error.answer),
        AuthorizeError::Shown(error) => Err(shown(visit, error)),
        AuthorizeError::Store(error) => Err(visit.error(error)),
    }
}

fn shown(visit: &Visit, error: ShownError) -> PageError {
    let trouble = match error {
        ShownError::ClientIdMissing | ShownError::ClientUnknown => Trouble::UnknownApp,
        ShownError::RedirectUriMissing
        | ShownError::RedirectUriMalformed(_)
        | ShownError::RedirectUriUnregistered => Trouble::WrongRedirect,
        ShownError::Repeated(_)
        | ShownError::EndedMeanwhile
        | ShownError::RequestUriUnknown
        | ShownError::RequestRefused(_) => Trouble::BadRequest,
    };
    let cause = ApiError::new(Code::MalformedRequest, "The app's request is not right.");
    visit.error(cause).told_as(trouble, error.to_string())
}

/// Who is asking, as far as the redirect URI tells: a host, or the private scheme of an installed app.
fn shown_host(redirect: &Url) -> String {
    let web = matches!(redirect.scheme(), "https" | "http");
    match (redirect.host_str().filter(|_| web), redirect.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => redirect.scheme().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_see_who_gets_the_answer() {
        for (redirect, host) in [
            ("https://app.example/cb?x=1", "app.example"),
            ("http://127.0.0.1:9000/cb", "127.0.0.1:9000"),
            ("org.example.app:/cb", "org.example.app"),
            ("org.example.app://cb", "org.example.app"),
        ] {
            assert_eq!(shown_host(&Url::parse(redirect).unwrap()), host);
        }
    }
}
