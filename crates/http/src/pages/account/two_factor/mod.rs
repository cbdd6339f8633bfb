//! `/account/security/two-factor`: setting the second factor up.
//!
//! The secret is drawn by the press of a button and waits in the account, so that the page can be reloaded, and come
//! again after a wrong code, with the picture that the app has taken already.

pub(in crate::pages) mod off;

use super::holder::{Answer, Holder, Refused, gone, tell};
use crate::pages::form::{Nothing, PageForm};
use crate::pages::problems;
use crate::pages::visit::see_other;
use crate::services::Services;
use actix_web::{HttpResponse, web};
use hitkey_identity::service::{
    BegunSecondFactorError, EnableSecondFactorError, SetUpSecondFactorError, TotpSetup,
};
use hitkey_kernel::SecretText;
use hitkey_pages::views::{RecoveryCodes, SetUpTotp};
use hitkey_pages::{Done, Problem, Problems, Section};
use serde::Deserialize;

const PATH: &str = "/account/security/two-factor";

/// The fields of both forms.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Fields {
    code: Option<SecretText>,
}

/// `POST /account/security/two-factor/begin`.
pub(in crate::pages) async fn begin(
    holder: Holder,
    _: PageForm<Nothing>,
    services: web::Data<Services>,
) -> Answer {
    match services.identity.second_factors.set_up(&holder.actor()).await {
        Ok(_) => Ok(see_other(PATH).finish()),
        Err(SetUpSecondFactorError::AlreadyEnabled) => Ok(nothing_to_set_up()),
        Err(SetUpSecondFactorError::Gone) => Err(gone()),
        Err(SetUpSecondFactorError::Store(error)) => Err(holder.failed(error)),
    }
}

/// `GET /account/security/two-factor`.
pub(in crate::pages) async fn get(holder: Holder, services: web::Data<Services>) -> Answer {
    form(&holder, Problems::none(), &services).await
}

/// `POST /account/security/two-factor`: a code of the secret switches it on.
pub(in crate::pages) async fn post(
    holder: Holder,
    PageForm(fields): PageForm<Fields>,
    services: web::Data<Services>,
) -> Answer {
    let code = match problems::code(fields.code.as_ref()) {
        Ok(code) => code,
        Err(problem) => return form(&holder, problem.into(), &services).await,
    };
    match services.identity.second_factors.enable(&holder.actor(), &code).await {
        Ok(codes) => {
            let codes = codes.iter().map(|code| code.shown()).collect();
            holder.show(&RecoveryCodes { frame: holder.visit.frame, codes })
        }
        Err(EnableSecondFactorError::AlreadyEnabled) => Ok(tell(Section::Security, Done::TwoFactorOn)),
        Err(error) => form(&holder, problem(error, &holder)?, &services).await,
    }
}

fn problem(error: EnableSecondFactorError, holder: &Holder) -> Result<Problems, Refused> {
    match error {
        EnableSecondFactorError::WrongCode => Ok(Problem::CodeWrong.into()),
        // The form finds that nothing is begun.
        EnableSecondFactorError::SetupNotInitiated | EnableSecondFactorError::AlreadyEnabled => {
            Ok(Problems::none())
        }
        EnableSecondFactorError::Unseal(error) => Err(holder.failed(error)),
        EnableSecondFactorError::Gone => Err(gone()),
        EnableSecondFactorError::Store(error) => Err(holder.failed(error)),
    }
}

async fn form(holder: &Holder, problems: Problems, services: &Services) -> Answer {
    let Some(setup) = begun(holder, services).await? else { return Ok(nothing_to_set_up()) };
    let TotpSetup { secret, uri } = setup;
    let page = SetUpTotp { frame: holder.visit.frame, secret, uri, problems };
    holder.show_form(&page, &page.problems)
}

async fn begun(holder: &Holder, services: &Services) -> Result<Option<TotpSetup>, Refused> {
    match services.identity.second_factors.begun(holder.session.user).await {
        Ok(setup) => Ok(setup),
        Err(BegunSecondFactorError::Unseal(error)) => Err(holder.failed(error)),
        Err(BegunSecondFactorError::Gone) => Err(gone()),
        Err(BegunSecondFactorError::Store(error)) => Err(holder.failed(error)),
    }
}

fn nothing_to_set_up() -> HttpResponse {
    see_other(Section::Security.path()).finish()
}
