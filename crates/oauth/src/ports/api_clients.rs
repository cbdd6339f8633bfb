use hitkey_kernel::{ApiClientId, ProjectId, StoreError, Timestamp, UserId};

/// What an API client may in one project at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiClientWorth {
    /// Which it is.
    pub client: ApiClientId,
    /// For whom it acts, unless it is a team's.
    pub user: Option<UserId>,
    /// In which project.
    pub project: ProjectId,
    /// As what.
    pub role: &'static str,
    /// The keys of the permissions that it has there.
    pub permissions: Vec<String>,
    /// From when on it is good for nothing.
    pub expires_at: Option<Timestamp>,
}

/// Knows the tokens of API clients. Another domain owns them.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait ApiClients: Send + Sync {
    /// Whether a text is meant as such a token, good or not.
    fn is_meant(&self, token: &str) -> bool;

    /// What the API client with this token may in the project now; `None` when it is not good, or may nothing there.
    async fn worth(&self, token: &str, project: ProjectId) -> Result<Option<ApiClientWorth>, StoreError>;
}
