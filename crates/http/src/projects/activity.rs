//! `/projects/{slug}/activity`

use crate::auth::activity::Item;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Paging, PathSlug};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;

pub(crate) const GET: About = About::new(
    "listProjectActivity",
    "List what happened in a project, the latest first, for owner and admins to know.",
)
.fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `GET /projects/{slug}/activity`: what happened in the project, for owner and admins to know.
pub async fn get(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<Item<'static>>>, ApiError> {
    let page = services.projects.activity.of(&slug, &by.caller, paging.request).await?;
    Ok(paging.answer(&page, Item::of))
}
