//! `/auth/activity`

use crate::error::ApiError;
use crate::extract::{Paging, Person};
use crate::openapi::{About, Id, Instant};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::{
    ApiClientId, AuditAction, AuditEntry, AuditId, AuditTarget, Details, ProjectId, Timestamp, UserId,
};
use serde::Serialize;
use std::net::IpAddr;
use utoipa::ToSchema;

/// Who did what to what, when, from where.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Activity)]
pub struct Item<'a> {
    #[schema(value_type = Id)]
    id: AuditId,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
    /// What was done, such as `password.changed`.
    #[schema(value_type = String, example = "session.opened")]
    action: &'a AuditAction,
    /// Who did it; null when they had not proved who they are.
    #[schema(value_type = Option<Id>, required)]
    actor: Option<UserId>,
    /// By which API client, if not in person.
    #[schema(value_type = Option<Id>, required)]
    api_client: Option<ApiClientId>,
    /// The project that it concerns.
    #[schema(value_type = Option<Id>, required)]
    project: Option<ProjectId>,
    /// What was done something to.
    #[schema(required)]
    target: Option<Target<'a>>,
    /// The mail address that it is about.
    #[schema(required)]
    address: Option<&'a str>,
    /// What else there is to say; depends on the action.
    #[schema(value_type = Object)]
    details: &'a Details,
    /// From which network address, unless somebody else did it.
    #[schema(value_type = Option<String>, required)]
    ip: Option<IpAddr>,
    /// With which program, unless somebody else did it.
    #[schema(required)]
    user_agent: Option<&'a str>,
}

/// What something was done to.
#[derive(Serialize, ToSchema)]
#[schema(as = ActivityTarget)]
struct Target<'a> {
    #[schema(example = "session")]
    kind: &'a str,
    #[schema(value_type = Id)]
    id: String,
}

impl<'a> Item<'a> {
    pub(crate) fn of(entry: &'a AuditEntry) -> Self {
        Self {
            id: entry.id,
            created_at: entry.at,
            action: &entry.action,
            actor: entry.actor,
            api_client: entry.client,
            project: entry.project,
            target: entry.target.as_ref().map(Target::of),
            address: entry.address.as_ref().map(|address| address.as_str()),
            details: &entry.details,
            ip: entry.ip,
            user_agent: entry.user_agent.as_deref(),
        }
    }
}

impl<'a> Target<'a> {
    fn of(target: &'a AuditTarget) -> Self {
        Self { kind: target.kind(), id: target.id().to_string() }
    }
}

pub(crate) const GET: About =
    About::new("listActivity", "List what you did and what was done to your account, the latest first.");

/// `GET /auth/activity`: what the caller did and what was done to them, the latest first.
pub async fn get(
    person: Person,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<Item<'static>>>, ApiError> {
    let page = services.identity.activity.of(person.user(), paging.request).await?;
    Ok(paging.answer(&page, Item::of))
}
