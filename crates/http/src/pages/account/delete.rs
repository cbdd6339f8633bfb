//! `/account/settings/delete`: the end of the account, given the password and the address typed once more.

use super::holder::{Answer, Holder, Refused, gone};
use crate::cookies;
use crate::pages::error::PageError;
use crate::pages::form::PageForm;
use crate::pages::problems;
use crate::pages::visit::{Visit, see_other};
use crate::services::Services;
use actix_web::{HttpResponse, web};
use hitkey_identity::service::DeleteAccountError;
use hitkey_kernel::{EmailAddress, SecretText};
use hitkey_pages::views::{AccountDeleted, DeleteAccount};
use hitkey_pages::{Problem, Problems};
use serde::Deserialize;

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Fields {
    #[serde(default)]
    confirmation: String,
    current_password: Option<SecretText>,
}

/// `GET /account/settings/delete`.
pub(in crate::pages) async fn get(holder: Holder, services: web::Data<Services>) -> Answer {
    let email = holder.account(&services).await?.email().address.clone();
    form(&holder, &email, Problems::none())
}

/// `POST /account/settings/delete`.
pub(in crate::pages) async fn post(
    holder: Holder,
    PageForm(fields): PageForm<Fields>,
    services: web::Data<Services>,
) -> Answer {
    let email = holder.account(&services).await?.email().address.clone();
    let confirmed = EmailAddress::parse(&fields.confirmation).is_ok_and(|typed| typed == email);
    let confirmed = confirmed.then_some(()).ok_or(Problem::ConfirmationWrong);
    let password = problems::password(fields.current_password.as_ref());
    let password = password.map_err(|_| Problem::CurrentPasswordMissing);
    let ((), password) = match problems::both(confirmed, password) {
        Ok(checked) => checked,
        Err(problems) => return form(&holder, &email, problems),
    };
    match services.identity.accounts.delete(&holder.actor(), &password).await {
        Ok(()) => Ok(good_bye(&services)),
        Err(error) => form(&holder, &email, problem(error, &holder)?.into()),
    }
}

fn good_bye(services: &Services) -> HttpResponse {
    see_other("/account/deleted").cookie(cookies::forget(cookies::SESSION, services.settings())).finish()
}

/// `GET /account/deleted`: for whoever has no account any more.
pub(in crate::pages) async fn deleted(visit: Visit) -> Result<HttpResponse, PageError> {
    visit.show(&AccountDeleted { frame: visit.frame })
}

fn problem(error: DeleteAccountError, holder: &Holder) -> Result<Problem, Refused> {
    match error {
        DeleteAccountError::WrongPassword => Ok(Problem::CurrentPasswordWrong),
        DeleteAccountError::OwnsSharedProject => Ok(Problem::OwnsSharedProject),
        DeleteAccountError::Throttled(wait) => Ok(problems::wait(wait)),
        DeleteAccountError::Hashing(error) => Ok(problems::hashing(error, &holder.visit)?),
        DeleteAccountError::Gone => Err(gone()),
        DeleteAccountError::Store(error) => Err(holder.failed(error)),
    }
}

fn form(holder: &Holder, email: &EmailAddress, problems: Problems) -> Answer {
    let page = DeleteAccount { frame: holder.visit.frame, email: email.to_string(), problems };
    holder.show_form(&page, &page.problems)
}
