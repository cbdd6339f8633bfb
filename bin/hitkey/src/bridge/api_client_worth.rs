use async_trait::async_trait;
use hitkey_kernel::{ApiClientId, ProjectId, StoreError};
use hitkey_oauth::ports::{ApiClientWorth, ApiClients};
use hitkey_projects::ApiClientToken;
use hitkey_projects::service::ApiClients as Service;

/// What the tokens of API clients are worth, from the domain that makes them.
pub(crate) struct ProjectApiClients(pub(crate) Service);

#[async_trait]
impl ApiClients for ProjectApiClients {
    fn is_meant(&self, token: &str) -> bool {
        ApiClientToken::is_meant(token)
    }

    async fn worth(&self, token: &str, project: ProjectId) -> Result<Option<ApiClientWorth>, StoreError> {
        let Some(worth) = self.0.worth(token, project).await? else { return Ok(None) };
        let client = &worth.client;
        if worth.is_news {
            self.note_use(client.id);
        }
        Ok(Some(ApiClientWorth {
            client: client.id,
            user: client.owner.apart().0,
            project,
            role: worth.role.as_str(),
            permissions: worth.permissions.iter().map(ToString::to_string).collect(),
            expires_at: client.expires_at,
        }))
    }
}

impl ProjectApiClients {
    /// Nobody waits for it: the next use is as good.
    fn note_use(&self, id: ApiClientId) {
        let service = self.0.clone();
        tokio::spawn(async move {
            if let Err(error) = service.note_use(id).await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a use of an API client was not noted"
                );
            }
        });
    }
}
