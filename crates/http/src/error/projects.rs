//! What several use cases of projects fail with.

use super::ApiError;
use actix_web::http::StatusCode;
use hitkey_projects::Refusal;
use hitkey_projects::service::AuthorizeError;

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::not_found(),
            refusal => Self::new(status(refusal), refusal.code(), sentence(refusal)),
        }
    }
}

const fn status(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::Hidden => StatusCode::NOT_FOUND,
        Refusal::AlreadyMember
        | Refusal::OwnerCannotLeave
        | Refusal::CannotTransferToSelf
        | Refusal::CannotChangeOwnerRole => StatusCode::BAD_REQUEST,
        Refusal::NotMember
        | Refusal::Forbidden
        | Refusal::ProjectPrivate
        | Refusal::AdminCannotEditAdmin
        | Refusal::CannotChangeOwnRole
        | Refusal::OnlyOwnerAssignsAdmin => StatusCode::FORBIDDEN,
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
