//! `/device`: a person types the code that a device shows, and decides (RFC 8628 §3.3).

use super::authorize::named;
use super::error::PageError;
use super::form::{PageForm, query};
use super::visit::{Visit, see_other};
use super::visitor::{Visitor, sign_in_first};
use crate::error::{ApiError, Code};
use crate::extract::{Whence, signed_in_person};
use crate::services::Services;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::Session;
use hitkey_identity::service::MeError;
use hitkey_kernel::Actor;
use hitkey_oauth::service::{DecideDeviceError, DeviceAuthorization};
use hitkey_oauth::{Aim, UserCode, WaitingDevice};
use hitkey_pages::views::{AllowDevice, DeviceCodeForm, DeviceDone};
use serde::Deserialize;
use url::form_urlencoded::byte_serialize;

pub(super) const PATH: &str = DeviceAuthorization::PAGE;

/// The query of the page, as in `verification_uri_complete`.
#[derive(Debug, Default, Deserialize)]
struct Query {
    #[serde(default)]
    user_code: String,
}

/// The fields of both forms.
#[derive(Debug, Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    user_code: String,
    decision: Option<String>,
    person: Option<String>,
}

/// `GET /device`: the form, or the question when a code comes along.
pub(super) async fn get(
    (visit, Whence(origin)): (Visit, Whence),
    visitor: Visitor,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Query { user_code } = query(&request);
    let Some(session) = visitor.session else { return Ok(sign_in_first(&with_code(&user_code))) };
    if user_code.is_empty() {
        return visit.show(&DeviceCodeForm { frame: visit.frame, wrong: None });
    }
    match services.oauth.devices.waiting(&user_code, &Actor::new(session.user, origin)).await {
        Ok(device) => match services.oauth.devices.aim(&device).await {
            Ok(aim) => ask(&visit, &session, (&user_code, &device, &aim), &services).await,
            Err(error) => refuse(&visit, error, user_code),
        },
        Err(error) => refuse(&visit, error, user_code),
    }
}

/// `POST /device`: a code, or the decision about one.
pub(super) async fn post(
    (visit, Whence(origin)): (Visit, Whence),
    PageForm(fields): PageForm<Fields>,
    visitor: Visitor,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Some(session) = visitor.session else { return Ok(sign_in_first(&with_code(&fields.user_code))) };
    // Only the person who read the question can answer it: somebody else may have signed in since.
    let answers = fields.person.as_deref() == Some(&*session.user.to_string());
    let Some(decision) = fields.decision.filter(|_| answers) else {
        return Ok(see_other(&with_code(&fields.user_code)).finish());
    };
    let (devices, code) = (&services.oauth.devices, &fields.user_code);
    let allowed = decision == "allow";
    let decided = match allowed {
        true => devices.approve(code, &signed_in_person(&session), origin).await,
        false => devices.deny(code, &Actor::new(session.user, origin)).await,
    };
    match decided {
        Ok(()) => visit.show(&DeviceDone { frame: visit.frame, allowed }),
        Err(error) => refuse(&visit, error, fields.user_code),
    }
}

async fn ask(
    visit: &Visit,
    session: &Session,
    (typed, device, aim): (&str, &WaitingDevice, &Aim),
    services: &Services,
) -> Result<HttpResponse, PageError> {
    let account = match services.identity.profiles.me(session.user).await {
        Ok(account) => account,
        Err(MeError::Gone) => return Ok(sign_in_first(PATH)),
        Err(MeError::Store(error)) => return Err(visit.error(error)),
    };
    visit.show(&AllowDevice {
        frame: visit.frame,
        app: device.client.name.to_string(),
        code: UserCode::parse(typed).map(|code| code.to_string()).unwrap_or_default(),
        resources: named(aim),
        scopes: device.request.scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
        email: account.email().address.to_string(),
        person: session.user.to_string(),
    })
}

fn refuse(visit: &Visit, error: DecideDeviceError, typed: String) -> Result<HttpResponse, PageError> {
    match error {
        DecideDeviceError::NotWaiting => {
            let page = DeviceCodeForm { frame: visit.frame, wrong: Some(typed) };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page, None)
        }
        DecideDeviceError::Throttled(wait) => Err(visit.error(ApiError::too_many_requests(wait))),
        DecideDeviceError::NotProjectMember => {
            let cause = "This app is for members of its project only.";
            Err(visit.error(ApiError::new(Code::NotProjectMember, cause)))
        }
        DecideDeviceError::Store(error) => Err(visit.error(error)),
    }
}

fn with_code(typed: &str) -> String {
    match typed.is_empty() {
        true => PATH.to_owned(),
        false => format!("{PATH}?user_code={}", byte_serialize(typed.as_bytes()).collect::<String>()),
    }
}
