//! `/oauth/revoke`

use super::client_call::ClientCall;
use super::presented_token::PresentedToken;
use super::token::NO_STORE;
use crate::error::{OAuthError, OAuthErrorCode};
use crate::extract::{OAuthForm, Quota};
use crate::openapi::{About, Credential, Draft, Replies};
use crate::services::Services;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, Responder};

pub(crate) const POST: About = About::new("revokeToken", "Give a token back; what it hangs on ends.")
    .by(&[Credential::Client, Credential::Nothing])
    .refuses(&[OAuthErrorCode::InvalidClient]);

/// It is done, or there was nothing to do. Nothing else is told (RFC 7009 §2.2).
pub struct Revoked;

impl Responder for Revoked {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().insert_header((header::CACHE_CONTROL, NO_STORE)).finish()
    }
}

impl Replies for Revoked {
    fn describe(draft: &mut Draft) {
        draft.answers_empty(200);
    }
}

/// `POST /oauth/revoke` (RFC 7009), as a form or as JSON. Unknown tokens get 200 too.
pub async fn post(
    OAuthForm(PresentedToken(params)): OAuthForm<PresentedToken>,
    request: HttpRequest,
    quota: Quota,
    services: Data<Services>,
) -> Result<Revoked, OAuthError> {
    let call = ClientCall::of(&request, &params);
    let done = services.oauth.revocation.revoke(call.authorization(), &params).await;
    call.count(&quota, done.as_ref().err())?;
    done?;
    Ok(Revoked)
}
