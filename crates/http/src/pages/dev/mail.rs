//! `/dev/mail`: reads the development mailbox. On a server with real mail there is no such page.

use super::DevMail;
use crate::error::ApiError;
use crate::pages::error::PageError;
use crate::pages::visit::Visit;
use crate::services::Services;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_pages::views::{Mail, MailLine, Mailbox};

/// A mail is shown with its own looks, but it can neither run nor load anything, and counts as coming
/// from nowhere.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                           form-action 'none'; frame-ancestors 'none'; \
                           sandbox allow-popups allow-popups-to-escape-sandbox";

/// `GET /dev/mail`: the list; whole and as JSON for scripts that ask for `application/json`.
pub(in crate::pages) async fn list(
    visit: Visit,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let mails = all(&visit, &services)?;
    if wants_json(&request) {
        return Ok(HttpResponse::Ok().json(mails));
    }
    visit.show(&Mailbox { frame: visit.frame, mails: mails.iter().map(line).collect() })
}

fn wants_json(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.trim_start().starts_with("application/json"))
}

/// `GET /dev/mail/{id}`: one mail as text.
pub(in crate::pages) async fn text(
    visit: Visit,
    id: web::Path<String>,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let mail = find(&visit, &services, &id)?;
    visit.show(&Mail {
        frame: visit.frame,
        line: line(&mail),
        html_url: format!("/dev/mail/{}/html", mail.id),
        text: mail.text,
    })
}

/// `GET /dev/mail/{id}/html`: one mail as it would look to its receiver.
pub(in crate::pages) async fn html(
    visit: Visit,
    id: web::Path<String>,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let mail = find(&visit, &services, &id)?;
    Ok(HttpResponse::Ok()
        .insert_header(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, MAIL_POLICY))
        .body(mail.html))
}

fn all(visit: &Visit, services: &Services) -> Result<Vec<DevMail>, PageError> {
    let mailbox = services.dev_mailbox().ok_or_else(|| visit.error(ApiError::not_found()))?;
    Ok(mailbox.list())
}

fn find(visit: &Visit, services: &Services, id: &str) -> Result<DevMail, PageError> {
    let mails = all(visit, services)?;
    let mail = mails.into_iter().find(|mail| mail.id.to_string() == id);
    mail.ok_or_else(|| visit.error(ApiError::not_found()))
}

fn line(mail: &DevMail) -> MailLine {
    MailLine { id: mail.id.to_string(), to: mail.to.clone(), subject: mail.subject.clone(), at: mail.at }
}
