//! `/users/search`

use crate::error::{ApiError, Checks, Code};
use crate::extract::Caller;
use crate::services::Services;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use hitkey_identity::{FoundPerson, Name, SearchScope, SearchText, SearchTextError, Username};
use hitkey_kernel::{EmailAddress, UserId};
use hitkey_projects::{Action, Slug};
use serde::{Deserialize, Serialize};

/// `?q=&project_slug=`
#[derive(Deserialize)]
struct Parameters {
    q: Option<String>,
    project_slug: Option<String>,
}

/// Somebody who was found. No address when the caller may not know one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    id: UserId,
    username: Option<&'a str>,
    display_name: Option<&'a str>,
    email: Option<&'a str>,
}

impl<'a> Item<'a> {
    fn of(person: &'a FoundPerson) -> Self {
        Self {
            id: person.id,
            username: person.username.as_ref().map(Username::as_str),
            display_name: person.display_name.as_ref().map(Name::as_str),
            email: person.email.as_ref().map(EmailAddress::as_str),
        }
    }
}

/// `GET /users/search`: the people that a text matches, at most ten.
pub async fn get(
    caller: Caller,
    request: HttpRequest,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let Query(parameters) = Query::<Parameters>::from_query(request.query_string())
        .map_err(|_| ApiError::new(Code::MalformedRequest, "The query can't be read."))?;
    let text = text(parameters.q)?;
    let scope = scope(parameters.project_slug.as_deref(), caller.user(), &services).await?;
    let found = services.identity.people.search(caller.user(), text, scope).await?;
    let items: Vec<_> = found.iter().map(Item::of).collect();
    Ok(HttpResponse::Ok().json(items))
}

fn text(value: Option<String>) -> Result<SearchText, ApiError> {
    let mut checks = Checks::default();
    let text = checks.text("q", value).and_then(|text| match SearchText::parse(&text) {
        Ok(text) => Some(text),
        Err(SearchTextError::TooShort) => {
            checks.fail("q", "min_length", "The q field must have at least 2 characters.");
            None
        }
        Err(SearchTextError::TooLong) => {
            checks.fail("q", "max_length", "The q field must have at most 254 characters.");
            None
        }
    });
    checks.finish(text)
}

/// Only a member looks among the members of a project.
async fn scope(slug: Option<&str>, caller: UserId, services: &Services) -> Result<SearchScope, ApiError> {
    let Some(slug) = slug else { return Ok(SearchScope::All) };
    let slug = Slug::parse(slug).map_err(|_| ApiError::not_found())?;
    let visit = services.projects.projects.authorize(&slug, caller, Action::ListMembers).await?;
    Ok(SearchScope::Project(visit.project.id))
}
