//! `/`: what this server is; with a `client_id`, the hosted login URL of the contract.

use super::authorize;
use super::error::PageError;
use super::visit::Visit;
use super::visitor::Visitor;
use crate::services::Services;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::Session;
use hitkey_identity::service::MeError;
use hitkey_oauth::AuthorizeParams;
use hitkey_pages::views::Start;

const DOCS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/tree/main/docs");

/// `GET /`.
pub(super) async fn get(
    visit: Visit,
    visitor: Visitor,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let params = AuthorizeParams::from_query(request.query_string());
    if params.get("client_id").is_some() {
        let params = params.with_default_response_type();
        return authorize::enter(&visit, visitor, &params, &services).await;
    }
    let signed_in = match visitor.session {
        Some(session) => name(&session, &services).await.map_err(|error| visit.error(error))?,
        None => None,
    };
    let issuer = services.settings().public_url().as_str().trim_end_matches('/').to_owned();
    visit.show(&Start { frame: visit.frame, signed_in, issuer, docs_url: DOCS.to_owned() })
}

async fn name(session: &Session, services: &Services) -> Result<Option<String>, hitkey_kernel::StoreError> {
    match services.identity.profiles.me(session.user).await {
        Ok(account) => Ok(Some(account.name().unwrap_or_else(|| account.email().address.to_string()))),
        Err(MeError::Gone) => Ok(None),
        Err(MeError::Store(error)) => Err(error),
    }
}
