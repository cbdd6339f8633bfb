//! Tokens by which programs call, and what they may.

mod changing;
mod ending;
mod making;

use super::setting::{Harness, Place, keys, person, project_id, record, seconds, start};
use crate::ports::{ApiClientOutcome, CreateApiClient};
use crate::{
    ApiClient, ApiClientKeeper, ApiClientName, ApiClientOwner, ApiClientToken, ApiClientTokenDigest,
    AssignableRole, Description, Grant, Grants,
};
use hitkey_kernel::{ApiClientId, UserId};

pub(super) async fn all(harness: &dyn Harness) {
    making::all(harness).await;
    changing::all(harness).await;
    ending::all(harness).await;
}

/// A client with something in every field, and its token.
pub(super) fn making(by: ApiClientKeeper, grants: Grants) -> CreateApiClient {
    let client = ApiClient {
        id: ApiClientId::from_uuid(project_id().uuid()),
        owner: by.owner(),
        name: ApiClientName::parse("Өткізгіш").unwrap(),
        description: Description::parse("two\nlines").ok(),
        grants,
        created_at: start(),
        updated_at: start(),
        last_used_at: None,
        expires_at: Some(start() + seconds(1_000)),
        revoked_at: None,
    };
    CreateApiClient { by, client, token: digest(), audit: record() }
}

pub(super) fn digest() -> ApiClientTokenDigest {
    ApiClientToken::generate(&super::setting::ProcessRandom).digest()
}

/// Of everything that is in it, one of each.
fn grant(role: AssignableRole, permission: &str) -> Grant {
    Grant { role, permissions: keys([permission]) }
}

impl Place<'_> {
    /// The owner, as who keeps the team's clients.
    pub(super) fn keeper(&self) -> ApiClientKeeper {
        ApiClientKeeper::Manager { project: self.project.id, by: self.owner }
    }

    /// What is granted in this project only.
    fn granting(&self, grant: Grant) -> Grants {
        Grants::from([(self.project.id, grant)])
    }

    pub(super) async fn api_client(&self, command: &CreateApiClient) -> ApiClient {
        let outcome = self.stores.api_clients.create(command.clone()).await.unwrap();
        assert_eq!(outcome, ApiClientOutcome::Done);
        command.client.clone()
    }

    async fn read(&self, owner: ApiClientOwner, id: ApiClientId) -> Option<ApiClient> {
        self.stores.api_clients.find(owner, id).await.unwrap()
    }

    /// Whose a token is at the first instant.
    async fn behind(&self, token: ApiClientTokenDigest) -> Option<ApiClientId> {
        let found = self.stores.api_clients.find_by_token(&token, start()).await.unwrap();
        found.map(|client| client.id)
    }
}

/// A place with a permission, and one client each of a person and of the team.
struct Scene<'a> {
    place: Place<'a>,
    user: UserId,
    personal: CreateApiClient,
    team: CreateApiClient,
}

impl<'a> Scene<'a> {
    async fn new(harness: &'a dyn Harness) -> Self {
        let (place, user) = (Place::new(harness).await, person(harness).await);
        place.permission("site.view", false).await;
        let personal =
            making(ApiClientKeeper::Owner(user), place.granting(grant(AssignableRole::Member, "site.view")));
        let team = making(place.keeper(), place.granting(grant(AssignableRole::Admin, "site.view")));
        place.api_client(&personal).await;
        place.api_client(&team).await;
        Self { place, user, personal, team }
    }

    fn both(&self) -> [&CreateApiClient; 2] {
        [&self.personal, &self.team]
    }
}
