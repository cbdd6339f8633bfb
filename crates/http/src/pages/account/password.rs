//! `/account/security/password`: another password, given the one until now.

use super::holder::{Answer, Holder, Refused, gone, tell};
use crate::pages::form::PageForm;
use crate::pages::problems;
use crate::services::Services;
use actix_web::web;
use hitkey_identity::service::{ChangePasswordError, PasswordChange};
use hitkey_kernel::SecretText;
use hitkey_pages::views::ChangePassword;
use hitkey_pages::{Done, Problem, Problems, Section};
use serde::Deserialize;

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Fields {
    current_password: Option<SecretText>,
    password: Option<SecretText>,
}

/// `GET /account/security/password`.
pub(in crate::pages) async fn get(holder: Holder, services: web::Data<Services>) -> Answer {
    form(&holder, Problems::none(), &services).await
}

/// `POST /account/security/password`.
pub(in crate::pages) async fn post(
    holder: Holder,
    PageForm(fields): PageForm<Fields>,
    services: web::Data<Services>,
) -> Answer {
    let current = problems::password(fields.current_password.as_ref());
    let current = current.map_err(|_| Problem::CurrentPasswordMissing);
    let (current, new) = match problems::both(current, problems::password(fields.password.as_ref())) {
        Ok(passwords) => passwords,
        Err(problems) => return form(&holder, problems, &services).await,
    };
    let change = PasswordChange { by: holder.actor(), session: holder.session.id, current, new };
    match services.identity.passwords.change(change).await {
        Ok(()) => Ok(tell(Section::Security, Done::Password)),
        Err(error) => form(&holder, problem(error, &holder)?.into(), &services).await,
    }
}

fn problem(error: ChangePasswordError, holder: &Holder) -> Result<Problem, Refused> {
    match error {
        ChangePasswordError::WrongPassword => Ok(Problem::CurrentPasswordWrong),
        ChangePasswordError::Weak(refused) => Ok(problems::weak(refused)),
        ChangePasswordError::Throttled(wait) => Ok(problems::wait(wait)),
        ChangePasswordError::Hashing(error) => Ok(problems::hashing(error, &holder.visit)?),
        ChangePasswordError::Gone => Err(gone()),
        ChangePasswordError::Store(error) => Err(holder.failed(error)),
    }
}

async fn form(holder: &Holder, problems: Problems, services: &Services) -> Answer {
    let email = holder.account(services).await?.email().address.to_string();
    let page = ChangePassword { frame: holder.visit.frame, email, problems };
    holder.show_form(&page, &page.problems)
}
