//! `/account/security/two-factor/off`: gives the second factor up, given a code of it.

use super::Fields;
use crate::pages::account::holder::{Answer, Holder, Refused, gone, tell};
use crate::pages::form::PageForm;
use crate::pages::problems;
use crate::services::Services;
use actix_web::web;
use hitkey_identity::service::DisableSecondFactorError;
use hitkey_pages::views::TurnOffTotp;
use hitkey_pages::{Done, Problem, Problems, Section};

/// `GET /account/security/two-factor/off`.
pub(in crate::pages) async fn get(holder: Holder, services: web::Data<Services>) -> Answer {
    match holder.account(&services).await?.second_factor.is_on() {
        true => form(&holder, Problems::none()),
        false => Ok(super::nothing_to_set_up()),
    }
}

/// `POST /account/security/two-factor/off`. A second factor that is off already is as good as turned off.
pub(in crate::pages) async fn post(
    holder: Holder,
    PageForm(fields): PageForm<Fields>,
    services: web::Data<Services>,
) -> Answer {
    let code = match problems::code(fields.code.as_ref()) {
        Ok(code) => code,
        Err(problem) => return form(&holder, problem.into()),
    };
    match services.identity.second_factors.disable(&holder.actor(), &code).await {
        Ok(()) | Err(DisableSecondFactorError::NotEnabled) => Ok(tell(Section::Security, Done::TwoFactorOff)),
        Err(error) => form(&holder, problem(error, &holder)?.into()),
    }
}

fn problem(error: DisableSecondFactorError, holder: &Holder) -> Result<Problem, Refused> {
    match error {
        DisableSecondFactorError::WrongCode | DisableSecondFactorError::NotEnabled => Ok(Problem::CodeWrong),
        DisableSecondFactorError::Throttled(wait) => Ok(problems::wait(wait)),
        DisableSecondFactorError::Unseal(error) => Err(holder.failed(error)),
        DisableSecondFactorError::Gone => Err(gone()),
        DisableSecondFactorError::Store(error) => Err(holder.failed(error)),
    }
}

fn form(holder: &Holder, problems: Problems) -> Answer {
    let page = TurnOffTotp { frame: holder.visit.frame, problems };
    holder.show_form(&page, &page.problems)
}
