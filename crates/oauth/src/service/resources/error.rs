use super::super::FieldError;
use hitkey_kernel::StoreError;

/// Why no resource was registered.
#[derive(Debug, thiserror::Error)]
pub enum CreateResourceError {
    /// Every field that broke a rule.
    #[error("the registration is not valid")]
    Invalid(Vec<FieldError>),
    /// There is a resource of this URI, here or in another project.
    #[error("the URI names a resource already")]
    Taken,
    /// The project has as many as it can have.
    #[error("the project has too many resources")]
    TooMany,
    /// There is no such project.
    #[error("no such project")]
    NotFound,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why no resource was found.
#[derive(Debug, thiserror::Error)]
pub enum FindResourceError {
    /// The project has no such resource.
    #[error("no such resource")]
    NotFound,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a resource was not changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateResourceError {
    /// Every field that broke a rule.
    #[error("the changes are not valid")]
    Invalid(Vec<FieldError>),
    /// The project has no such resource.
    #[error("no such resource")]
    NotFound,
    /// Others changed the same resource again and again; trying once more may help.
    #[error("the resource is being changed by others")]
    Contended,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a resource was not removed.
#[derive(Debug, thiserror::Error)]
pub enum DeleteResourceError {
    /// The project has no such resource.
    #[error("no such resource")]
    NotFound,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Vec<FieldError>> for CreateResourceError {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

impl From<Vec<FieldError>> for UpdateResourceError {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

impl From<FindResourceError> for UpdateResourceError {
    fn from(error: FindResourceError) -> Self {
        match error {
            FindResourceError::NotFound => Self::NotFound,
            FindResourceError::Store(error) => Self::Store(error),
        }
    }
}
