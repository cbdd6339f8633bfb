//! What several use cases of projects fail with.

use super::{ApiError, Code};
use hitkey_projects::Refusal;
use hitkey_projects::service::AuthorizeError;

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.into(), sentence(refusal))
    }
}

impl From<Refusal> for Code {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::NotFound,
            Refusal::NotMember => Self::NotProjectMember,
            Refusal::Forbidden => Self::Forbidden,
            Refusal::ProjectPrivate => Self::ProjectPrivate,
            Refusal::AlreadyMember => Self::AlreadyMember,
            Refusal::OwnerCannotLeave => Self::OwnerCannotLeave,
            Refusal::CannotTransferToSelf => Self::CannotTransferToSelf,
            Refusal::AdminCannotEditAdmin => Self::AdminCannotEditAdmin,
            Refusal::CannotChangeOwnRole => Self::CannotChangeOwnRole,
            Refusal::CannotChangeOwnerRole => Self::CannotChangeOwnerRole,
            Refusal::OnlyOwnerAssignsAdmin => Self::OnlyOwnerAssignsAdmin,
        }
    }
}

const fn sentence(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Hidden => "There is nothing here.",
        Refusal::NotMember => "You are not a member of this project.",
        Refusal::Forbidden => "Your role in this project does not allow this.",
        Refusal::ProjectPrivate => "This project is private. Ask for an invite.",
        Refusal::AlreadyMember => "Already a member of this project.",
        Refusal::OwnerCannotLeave => "The owner can't leave the project. Transfer it first.",
        Refusal::CannotTransferToSelf => "The project is yours already.",
        Refusal::AdminCannotEditAdmin => "An admin can't edit another admin or the owner.",
        Refusal::CannotChangeOwnRole => "Nobody can change their own role.",
        Refusal::CannotChangeOwnerRole => "The owner's role can't be changed. Transfer the project instead.",
        Refusal::OnlyOwnerAssignsAdmin => "Only the owner can make somebody an admin.",
    }
}

impl From<AuthorizeError> for ApiError {
    fn from(error: AuthorizeError) -> Self {
        match error {
            AuthorizeError::NotFound => Self::not_found(),
            AuthorizeError::Refused(refusal) => refusal.into(),
            AuthorizeError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domain_and_the_wire_use_the_same_words() {
        for refusal in Refusal::ALL {
            assert_eq!(Code::from(refusal).as_str(), refusal.code());
        }
    }
}
