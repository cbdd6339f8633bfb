//! `/account/activity`: what the person did and what was done to them.

use super::holder::{Answer, Holder};
use crate::pages::form::query;
use crate::services::Services;
use actix_web::{HttpRequest, web};
use hitkey_kernel::{AuditEntry, Cursor, PageLimit, PageRequest};
use hitkey_pages::Section;
use hitkey_pages::views::{Activity, ActivityLine};
use serde::Deserialize;

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
struct Query {
    #[serde(default)]
    cursor: String,
}

/// `GET /account/activity`. A place that can't be read counts as absent.
pub(in crate::pages) async fn get(
    holder: Holder,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Answer {
    let after = Cursor::parse(&query::<Query>(&request).cursor).ok();
    let wanted = PageRequest { limit: limit(), after };
    let page = services.identity.activity.of(holder.session.user, wanted).await;
    let page = page.map_err(|error| holder.failed(error))?;
    holder.show(&Activity {
        frame: holder.visit.frame,
        lines: page.items.iter().map(line).collect(),
        is_older: after.is_some(),
        older: page.next.map(|next| format!("{}?cursor={next}", Section::Activity.path())),
    })
}

/// As many as one reads at once.
fn limit() -> PageLimit {
    PageLimit::new(25).unwrap_or_default()
}

fn line(entry: &AuditEntry) -> ActivityLine {
    let action = entry.action.as_str();
    ActivityLine {
        action: action.to_owned(),
        at: entry.at,
        address: entry.address.as_ref().map(ToString::to_string),
        ip: entry.ip.map(|ip| ip.to_string()),
        user_agent: entry.user_agent.clone(),
        is_warning: action.ends_with(".failed") || action.ends_with("_reused"),
    }
}
