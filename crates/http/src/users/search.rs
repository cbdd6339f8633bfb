//! `/users/search`

use crate::error::{ApiError, Checks, Code};
use crate::extract::{Caller, QueryOf};
use crate::openapi::{About, Id};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::{FoundPerson, Name, SearchScope, SearchText, SearchTextError, Username};
use hitkey_kernel::{EmailAddress, UserId};
use hitkey_projects::{Action, Caller as Asking, Slug};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// `?q=&project_slug=`
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// The text to look for.
    #[param(value_type = String, required, min_length = 2, max_length = 254)]
    q: Option<String>,
    /// Only among the members of this project.
    #[param(nullable = false)]
    project_slug: Option<String>,
}

/// Somebody who was found. No address when the caller may not know one.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FoundPerson)]
pub struct Item<'a> {
    #[schema(value_type = Id)]
    id: UserId,
    #[schema(required)]
    username: Option<&'a str>,
    #[schema(required)]
    display_name: Option<&'a str>,
    #[schema(format = "email", required)]
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

pub(crate) const GET: About =
    About::new("searchPeople", "Find at most ten people by address, name or username.")
        .fails(&[Code::NotFound, Code::NotProjectMember, Code::Forbidden])
        .fails_by_fields();

/// `GET /users/search`: the people that a text matches, at most ten.
pub async fn get(
    Caller(by): Caller,
    QueryOf(parameters): QueryOf<Parameters>,
    services: Data<Services>,
) -> Result<Reply<Vec<Item<'static>>>, ApiError> {
    let text = text(parameters.q)?;
    let scope = scope(parameters.project_slug.as_deref(), &by.caller, &services).await?;
    let found = services.identity.people.search(somebody(&by.caller)?, text, scope).await?;
    let items: Vec<_> = found.iter().map(Item::of).collect();
    Ok(Reply::of(items))
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

/// Only a member looks among the members of a project, and a program nowhere else.
async fn scope(slug: Option<&str>, caller: &Asking, services: &Services) -> Result<SearchScope, ApiError> {
    let Some(slug) = slug else { return everywhere(caller) };
    let slug = Slug::parse(slug).map_err(|_| ApiError::not_found())?;
    let visit = services.projects.projects.authorize(&slug, caller, Action::ListMembers).await?;
    Ok(SearchScope::Project(visit.project.id))
}

fn everywhere(caller: &Asking) -> Result<SearchScope, ApiError> {
    match caller {
        Asking::Person(_) => Ok(SearchScope::All),
        Asking::Program(_) => {
            Err(ApiError::forbidden("An API client searches in a project: add project_slug."))
        }
    }
}

/// Who is found depends on who looks.
fn somebody(caller: &Asking) -> Result<UserId, ApiError> {
    caller
        .user()
        .ok_or_else(|| ApiError::forbidden("An API client of a team finds nobody: list the members."))
}
