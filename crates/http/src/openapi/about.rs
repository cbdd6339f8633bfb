use super::Credential;
use crate::error::{Code, OAuthErrorCode};

/// What the types of a handler can't tell of its operation. It stands beside the handler.
#[derive(Debug, Clone, Copy)]
pub struct About {
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) fails: &'static [Code],
    pub(super) fields: bool,
    pub(super) fails_as: &'static [(u16, Code)],
    pub(super) refuses: &'static [OAuthErrorCode],
    pub(super) refuses_as: &'static [(u16, OAuthErrorCode)],
    pub(super) credentials: &'static [Credential],
    pub(super) links: &'static [Link],
}

impl About {
    /// An operation called `id` (generated clients name their methods by it) that does what `summary` says.
    pub const fn new(id: &'static str, summary: &'static str) -> Self {
        Self {
            id,
            summary,
            fails: &[],
            fields: false,
            fails_as: &[],
            refuses: &[],
            refuses_as: &[],
            credentials: &[],
            links: &[],
        }
    }

    /// The codes of its use case, each with its own status. Those of the arguments are known already.
    pub const fn fails(self, codes: &'static [Code]) -> Self {
        Self { fails: codes, ..self }
    }

    /// It answers 422 with fields that failed, though its body is not of the kind that tells so.
    pub const fn fails_by_fields(self) -> Self {
        Self { fields: true, ..self }
    }

    /// Codes that this operation answers with another status than their own.
    pub const fn fails_as(self, codes: &'static [(u16, Code)]) -> Self {
        Self { fails_as: codes, ..self }
    }

    /// The errors of an OAuth endpoint, each with the status of its RFC.
    pub const fn refuses(self, errors: &'static [OAuthErrorCode]) -> Self {
        Self { refuses: errors, ..self }
    }

    /// OAuth errors that this operation answers with another status than their own.
    pub const fn refuses_as(self, errors: &'static [(u16, OAuthErrorCode)]) -> Self {
        Self { refuses_as: errors, ..self }
    }

    /// The credentials that the handler reads by itself; any one of them will do.
    pub const fn by(self, credentials: &'static [Credential]) -> Self {
        Self { credentials, ..self }
    }

    /// The operations that its answer leads to.
    pub const fn links(self, links: &'static [Link]) -> Self {
        Self { links, ..self }
    }
}

/// From an answer to another operation on the same thing.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    pub(super) operation: &'static str,
    pub(super) parameters: &'static [(&'static str, &'static str)],
}

impl Link {
    /// To the operation called `operation`, whose parameters are found where the expressions say
    /// (OpenAPI 3.1 §4.8.20.4), such as `("id", "$response.body#/id")`.
    pub const fn to(operation: &'static str, parameters: &'static [(&'static str, &'static str)]) -> Self {
        Self { operation, parameters }
    }
}
