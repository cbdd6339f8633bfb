//! `/oauth/logout`: signs people out at the request of an app (OpenID Connect RP-Initiated Logout §2).
//!
//! An id_token of ours that is about the person who is signed in shows that an app they use sends them: it ends
//! the session at once. Whatever else brings them here, they are asked. Nobody is sent anywhere but to a URI that
//! the app registered, and without such an id_token only by their own click. Apps that want to hear of it by the
//! browser (Front-Channel Logout) are loaded in frames of the good-bye page.

use super::error::PageError;
use super::form::AnyForm;
use super::visit::{Visit, see_other};
use super::visitor::Visitor;
use crate::cookies;
use crate::csrf::FromOurPages;
use crate::edge::frames_policy;
use crate::error::{ApiError, Code};
use crate::extract::{Later, LogoutPairs, LogoutQuery, Whence, signed_in_person};
use crate::openapi::About;
use crate::rate_limit::count_stranger;
use crate::services::Services;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{FromRequest as _, HttpRequest, HttpResponse, web};
use hitkey_identity::service::MeError;
use hitkey_identity::{Account, Session, Username};
use hitkey_kernel::{EmailAddress, Language, Origin};
use hitkey_oauth::{LogoutError, LogoutParams, LogoutRequest, PostLogoutUrl};
use hitkey_pages::views::{SignOut, SignedOut, Trouble, WayBack};
use url::Url;

pub(super) const PATH: &str = "/oauth/logout";
/// How many seconds the frames of other apps get before the browser goes on.
const FRAMES_GET: u32 = 2;

pub(super) const GET: About = About::new(
    "endSessionForClient",
    "Sign a person out at the request of an app (OpenID Connect RP-Initiated Logout).",
);
pub(super) const POST: About = About::new("endSessionForClientByForm", "Send a logout request by form.");

/// `GET /oauth/logout`.
pub(super) async fn get(
    visit: Visit,
    visitor: Visitor,
    LogoutQuery(params): LogoutQuery,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let visit = speaking(visit, &params);
    if visitor.session.is_none() {
        count_stranger(&request).map_err(|refused| visit.error(refused))?;
    }
    let asked = services.oauth.end_session.check(&params).await.map_err(|error| refused(&visit, error))?;
    let Some(session) = visitor.session else {
        return done(&visit, &asked, asked.is_proven(), &[], &services);
    };
    if !asked.needs_no_word_of(&signed_in_person(&session)) {
        return ask(&visit, &asked, &session, &params, &services).await;
    }
    let frames = end(&visit, &session, &Whence::of(&request).0, &services).await?;
    done(&visit, &asked, true, &frames, &services)
}

/// `POST /oauth/logout`: the answer to our question. Without one it is a request that an app sends by form; it
/// goes on by GET, since a form of another site brings no cookie along.
pub(super) async fn post(
    visit: Visit,
    AnyForm(LogoutPairs(form)): AnyForm<LogoutPairs>,
    visitor: Later<Visitor>,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let field = |name| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if field("decision").is_none() {
        let params = LogoutParams::from_pairs(form);
        return Ok(see_other(&entrance(&params)).finish());
    }
    FromOurPages::extract(&request).await.map_err(|refused| visit.error(refused))?;
    let params = LogoutParams::from_query(request.query_string());
    let visit = speaking(visit, &params);
    let asked = services.oauth.end_session.check(&params).await.map_err(|error| refused(&visit, error))?;
    let mut frames = Vec::new();
    if let Some(session) = visitor.take().await?.session {
        // Only the person who read the question can answer it: somebody else may have signed in since.
        if field("person") != Some(&*session.user.to_string()) {
            return ask(&visit, &asked, &session, &params, &services).await;
        }
        frames = end(&visit, &session, &Whence::of(&request).0, &services).await?;
    }
    done(&visit, &asked, true, &frames, &services)
}

/// In the language that the app knows the person to read, unless it names none of ours.
fn speaking(mut visit: Visit, params: &LogoutParams) -> Visit {
    let named = params.get("ui_locales").and_then(|locales| locales.split(' ').find_map(Language::from_tag));
    visit.frame.language = named.unwrap_or(visit.frame.language);
    visit
}

/// Ends the session. Gives what the browser has to load so that apps hear of it.
pub(super) async fn end(
    visit: &Visit,
    session: &Session,
    origin: &Origin,
    services: &Services,
) -> Result<Vec<Url>, PageError> {
    let frames = services.oauth.end_session.front_channel(session.id).await;
    let frames = frames.map_err(|error| visit.error(error))?;
    services.identity.sessions.sign_out(session, origin).await.map_err(|error| visit.error(error))?;
    Ok(frames.iter().map(|frame| frame.as_url().clone()).collect())
}

async fn ask(
    visit: &Visit,
    request: &LogoutRequest,
    session: &Session,
    params: &LogoutParams,
    services: &Services,
) -> Result<HttpResponse, PageError> {
    let account = match services.identity.profiles.me(session.user).await {
        Ok(account) => account,
        Err(MeError::Gone) => return done(visit, request, request.is_proven(), &[], services),
        Err(MeError::Store(error)) => return Err(visit.error(error)),
    };
    let page = SignOut {
        frame: visit.frame,
        email: account.email().address.to_string(),
        person: session.user.to_string(),
        app: request.client().map(|client| client.name.to_string()),
        means_another: means_another(params, request, session, &account),
        action: entrance(params),
    };
    let back = request.back().and_then(|back| Url::parse(back.as_str()).ok());
    visit.show_as(StatusCode::OK, &page, back.as_ref())
}

/// Whether the app meant somebody else than who is signed in (`logout_hint`), unless an id_token said whom. Of whoever is
/// not signed in nobody looks anything up.
fn means_another(
    params: &LogoutParams,
    request: &LogoutRequest,
    session: &Session,
    account: &Account,
) -> bool {
    let hint = params.get("logout_hint").filter(|_| params.get("id_token_hint").is_none());
    hint.is_some_and(|hint| !request.knows_by(&signed_in_person(session), hint) && !is_of(hint, account))
}

/// Whether it is an address or the username of this account.
fn is_of(hint: &str, account: &Account) -> bool {
    let address = EmailAddress::parse(hint).ok().and_then(|address| account.emails.of_address(&address));
    let username = account.profile.username.as_ref().map(Username::as_str);
    address.is_some_and(|email| email.verified_at.is_some())
        || username.is_some_and(|name| name.eq_ignore_ascii_case(hint))
}

/// The good-bye: back to the app, if it has a place for it and `may_redirect` without a click. When other apps hear
/// of it by frames, a moment later.
fn done(
    visit: &Visit,
    request: &LogoutRequest,
    may_redirect: bool,
    frames: &[Url],
    services: &Services,
) -> Result<HttpResponse, PageError> {
    let back = request.back().map(PostLogoutUrl::as_str);
    if let Some(back) = back.filter(|_| may_redirect && frames.is_empty()) {
        let forgotten = cookies::forget(cookies::SESSION, services.settings());
        return Ok(see_other(back).cookie(forgotten).finish());
    }
    let app = request.client().map(|client| client.name.to_string());
    let way = app.zip(back).map(|(app, url)| WayBack { app, url: url.to_owned() });
    let mut page = good_bye(visit, way, frames, services)?;
    if let Some(back) = back.filter(|_| may_redirect) {
        let later = HeaderValue::from_str(&format!("{FRAMES_GET}; url={back}"));
        page.headers_mut().insert(header::REFRESH, later.map_err(|error| visit.internal(error))?);
    }
    Ok(page)
}

/// The page that says good-bye, and forgets the cookie.
pub(super) fn good_bye(
    visit: &Visit,
    back: Option<WayBack>,
    frames: &[Url],
    services: &Services,
) -> Result<HttpResponse, PageError> {
    let urls = frames.iter().map(ToString::to_string).collect();
    let page = SignedOut { frame: visit.frame, back, frames: urls };
    let mut page = visit.show_under(frames_policy(frames), &page)?;
    let forgotten = cookies::forget(cookies::SESSION, services.settings());
    page.add_cookie(&forgotten).map_err(|error| visit.internal(error))?;
    Ok(page)
}

/// The request as a URL of ours.
fn entrance(params: &LogoutParams) -> String {
    format!("{PATH}?{}", params.to_query())
}

fn refused(visit: &Visit, error: LogoutError) -> PageError {
    let trouble = match error {
        LogoutError::Store(error) => return visit.error(error),
        LogoutError::ClientUnknown => Trouble::UnknownApp,
        LogoutError::UriUnregistered | LogoutError::ClientUnsaid => Trouble::WrongRedirect,
        LogoutError::Repeated(_)
        | LogoutError::HintForged
        | LogoutError::ClientContradicted
        | LogoutError::StateTooLong => Trouble::BadRequest,
    };
    let cause = ApiError::new(Code::MalformedRequest, "The app's request is not right.");
    visit.error(cause).told_as(trouble, error.to_string())
}
