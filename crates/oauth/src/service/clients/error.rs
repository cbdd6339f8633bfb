use hitkey_kernel::StoreError;

/// One field of a registration that broke a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} {message}")]
pub struct FieldError {
    /// Which field, by its name on the wire.
    pub field: &'static str,
    /// Which rule, such as `required` or `max_length`.
    pub rule: &'static str,
    /// The rest of a sentence that begins with the field's name.
    pub message: String,
}

/// Why no client was registered.
#[derive(Debug, thiserror::Error)]
pub enum CreateClientError {
    /// Every field that broke a rule.
    #[error("the registration is not valid")]
    Invalid(Vec<FieldError>),
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why no client was found.
#[derive(Debug, thiserror::Error)]
pub enum FindClientError {
    /// The owner has no such client.
    #[error("no such client")]
    NotFound,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a client was not changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateClientError {
    /// Every field that broke a rule.
    #[error("the changes are not valid")]
    Invalid(Vec<FieldError>),
    /// The owner has no such client.
    #[error("no such client")]
    NotFound,
    /// Others changed the same client again and again; trying once more may help.
    #[error("the client is being changed by others")]
    Contended,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a client was not removed.
#[derive(Debug, thiserror::Error)]
pub enum DeleteClientError {
    /// The owner has no such client.
    #[error("no such client")]
    NotFound,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a client got no new secret.
#[derive(Debug, thiserror::Error)]
pub enum RotateSecretError {
    /// The owner has no such client.
    #[error("no such client")]
    NotFound,
    /// A public client, and one that signs with a key of its own, has no secret.
    #[error("the client has no secret")]
    NoSecret,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Vec<FieldError>> for CreateClientError {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

impl From<Vec<FieldError>> for UpdateClientError {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

impl From<FindClientError> for UpdateClientError {
    fn from(error: FindClientError) -> Self {
        match error {
            FindClientError::NotFound => Self::NotFound,
            FindClientError::Store(error) => Self::Store(error),
        }
    }
}

impl From<FindClientError> for RotateSecretError {
    fn from(error: FindClientError) -> Self {
        match error {
            FindClientError::NotFound => Self::NotFound,
            FindClientError::Store(error) => Self::Store(error),
        }
    }
}
