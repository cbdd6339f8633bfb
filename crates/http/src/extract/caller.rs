use super::Whence;
use super::credential::{Credential, shown};
use super::person::describe_refusals;
use crate::error::{ApiError, Code};
use crate::openapi::{self, Draft, Takes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use hitkey_kernel::{Actor, UserId};
use hitkey_projects::{Agent, ApiClient, ApiClientOwner, Program};
use std::future::Future;
use std::pin::Pin;

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// Whoever is signed in, in person or by an API client, and from where. What happens in projects takes this one: the
/// use cases keep programs to their grants.
///
/// Shown and refused as with [`Person`](super::Person), but that the token of an API client will do.
#[derive(Debug, Clone)]
pub struct Caller(pub Agent);

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, Whence(origin)) = (request.clone(), Whence::of(request));
        Box::pin(async move {
            let caller = match shown(&request).await? {
                Credential::Token(session) | Credential::Cookie(session) => session.user.into(),
                Credential::ApiClient(client) => Program::from(client).into(),
            };
            Ok(Self(Agent { caller, origin }))
        })
    }
}

/// A person, in person or by an API client of theirs, and from where: for what is theirs, but is neither a way into
/// the account nor in a project.
///
/// Shown and refused as with [`Person`](super::Person), but that the token of such an API client will do.
#[derive(Debug, Clone)]
pub struct OnBehalf(pub Actor);

impl FromRequest for OnBehalf {
    type Error = ApiError;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, Whence(origin)) = (request.clone(), Whence::of(request));
        Box::pin(async move {
            let actor = match shown(&request).await? {
                Credential::Token(session) | Credential::Cookie(session) => Actor::new(session.user, origin),
                Credential::ApiClient(client) => {
                    let user = owner(&client)?;
                    Actor { client: Some(client.id), ..Actor::new(user, origin) }
                }
            };
            Ok(Self(actor))
        })
    }
}

/// Whose a personal API client is. One of a team is nobody's.
fn owner(client: &ApiClient) -> Result<UserId, ApiError> {
    match client.owner {
        ApiClientOwner::Person(user) => Ok(user),
        ApiClientOwner::Project(_) => Err(ApiError::forbidden("An API client of a team has no account.")),
    }
}

fn describe_credentials(draft: &mut Draft) {
    use openapi::Credential::{ApiClient, ApiToken, Session};
    draft.credentials(&[ApiToken, Session, ApiClient]);
    describe_refusals(draft);
}

impl Takes for Caller {
    fn describe(draft: &mut Draft) {
        describe_credentials(draft);
        if !draft.is_safe() {
            draft.fails(&[Code::Forbidden]);
        }
    }
}

impl Takes for OnBehalf {
    fn describe(draft: &mut Draft) {
        describe_credentials(draft);
        draft.fails(&[Code::Forbidden]);
    }
}
