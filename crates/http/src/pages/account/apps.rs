//! `/account/apps`: which apps know me.

use super::holder::{Answer, Holder, tell};
use super::{EVERYTHING, done};
use crate::pages::form::{Nothing, PageForm};
use crate::services::Services;
use actix_web::{HttpRequest, web};
use hitkey_kernel::ClientId;
use hitkey_oauth::AllowedApp;
use hitkey_oauth::service::WithdrawError;
use hitkey_pages::views::{AppLine, Apps};
use hitkey_pages::{Done, Section};

/// `GET /account/apps`.
pub(in crate::pages) async fn get(
    holder: Holder,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Answer {
    let apps = services.oauth.allowed_apps.list(holder.session.user, EVERYTHING).await;
    let apps = apps.map_err(|error| holder.failed(error))?.items.iter().map(line).collect();
    holder.show(&Apps { frame: holder.visit.frame, apps, done: done(&request) })
}

fn line(app: &AllowedApp) -> AppLine {
    AppLine {
        client_id: app.client.to_string(),
        name: app.name.to_string(),
        scopes: app.consent.scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
        granted_at: app.consent.granted_at,
    }
}

/// `POST /account/apps/{client_id}/withdraw`. Access that was withdrawn already is as good as withdrawn.
pub(in crate::pages) async fn withdraw(
    holder: Holder,
    _: PageForm<Nothing>,
    id: web::Path<String>,
    services: web::Data<Services>,
) -> Answer {
    if let Ok(id) = id.parse::<ClientId>() {
        match services.oauth.allowed_apps.withdraw(&holder.actor(), id).await {
            Ok(()) | Err(WithdrawError::NotAllowed) => {}
            Err(WithdrawError::Store(error)) => return Err(holder.failed(error)),
        }
    }
    Ok(tell(Section::Apps, Done::App))
}
