//! One way to each code, over HTTP. A code without one does not compile.

mod account;
mod addresses;
mod api_clients;
mod projects;
mod registration;
mod requests;
mod roles;
mod second_factor;

use crate::support::Answer;
use hitkey_http::error::Code;
use std::future::Future;
use std::pin::Pin;

type Way = Pin<Box<dyn Future<Output = Answer>>>;

/// What ends with this code.
fn to(code: Code) -> Way {
    match code {
        Code::MalformedRequest => Box::pin(requests::malformed()),
        Code::MethodNotAllowed => Box::pin(requests::of_another_method()),
        Code::PayloadTooLarge => Box::pin(requests::too_large()),
        Code::UnsupportedMediaType => Box::pin(requests::of_another_type()),
        Code::NotFound => Box::pin(requests::to_nowhere()),
        Code::Unauthenticated => Box::pin(requests::by_nobody()),
        Code::Forbidden => Box::pin(requests::from_another_site()),
        Code::TooManyRequests => Box::pin(requests::too_many()),
        Code::InternalError => Box::pin(requests::to_a_broken_store()),
        Code::Overloaded => Box::pin(requests::to_an_absent_store()),
        Code::NoCode => Box::pin(registration::without_a_start()),
        Code::InvalidCode => Box::pin(registration::with_a_wrong_code()),
        Code::TooManyAttempts => Box::pin(registration::with_wrong_codes()),
        Code::CodeExpired => Box::pin(registration::with_an_old_code()),
        Code::EmailAlreadyVerified => Box::pin(registration::with_a_used_code()),
        Code::ResendCooldown => Box::pin(registration::resent_at_once()),
        Code::VerificationRequired => Box::pin(registration::without_proof()),
        Code::InvalidToken => Box::pin(registration::with_a_guessed_proof()),
        Code::TokenExpired => Box::pin(registration::with_an_old_proof()),
        Code::InvalidCredentials => Box::pin(account::with_a_wrong_password()),
        Code::InvalidRefreshToken => Box::pin(account::with_a_guessed_refresh_token()),
        Code::UsernameInvalid => Box::pin(account::named("ab")),
        Code::UsernameReserved => Box::pin(account::named("admin")),
        Code::UsernameTaken => Box::pin(account::named_as_somebody_else()),
        Code::OwnsSharedProject => Box::pin(account::deleted_by_an_owner()),
        Code::ApiClientRevoked => Box::pin(api_clients::rolled_after_its_end()),
        Code::ApiClientExpired => Box::pin(api_clients::rolled_too_late()),
        Code::PublicClient => Box::pin(account::with_a_client_without_secret()),
        Code::SetupNotInitiated => Box::pin(second_factor::without_setup()),
        Code::NotEnabled => Box::pin(second_factor::off()),
        Code::AlreadyEnabled => Box::pin(second_factor::on()),
        Code::EmailAlreadyInUse => Box::pin(addresses::of_somebody_else()),
        Code::EmailNotFound => Box::pin(addresses::unknown()),
        Code::EmailNotVerified => Box::pin(addresses::not_proven()),
        Code::OnlyVerifiedEmail => Box::pin(addresses::the_only_one()),
        Code::TooManyEmails => Box::pin(addresses::one_too_many()),
        Code::ProjectPrivate => Box::pin(projects::joined_in_private()),
        Code::NotProjectMember => Box::pin(projects::looked_at_from_outside()),
        Code::OwnerCannotLeave => Box::pin(projects::left_by_the_owner()),
        Code::CannotTransferToSelf => Box::pin(projects::given_to_oneself()),
        Code::UserNotFound => Box::pin(projects::with_nobody()),
        Code::ResourceAlreadyExists => Box::pin(projects::with_a_resource_twice()),
        Code::PermissionNotFound => Box::pin(projects::with_an_unknown_permission()),
        Code::PermissionAlreadyExists => Box::pin(projects::with_a_permission_twice()),
        Code::InviteAlreadyExists => Box::pin(projects::inviting_twice()),
        Code::AlreadyMember => Box::pin(projects::inviting_a_member()),
        Code::InviteNotFound => Box::pin(projects::entered_by_a_guess()),
        Code::InviteExpired => Box::pin(projects::entered_too_late()),
        Code::EmailMismatch => Box::pin(projects::entered_by_somebody_else()),
        Code::AdminCannotEditAdmin => Box::pin(roles::of_another_admin()),
        Code::CannotChangeOwnRole => Box::pin(roles::of_oneself()),
        Code::CannotChangeOwnerRole => Box::pin(roles::of_the_owner()),
        Code::OnlyOwnerAssignsAdmin => Box::pin(roles::of_a_new_admin()),
    }
}

#[actix_web::test]
async fn every_code_is_reached() {
    for code in Code::ALL {
        to(*code).await.fails(code.status().as_u16(), code.as_str());
    }
}
