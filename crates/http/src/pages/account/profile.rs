//! `/account/profile`: what the person is called, and what else they tell of themself.

use super::done;
use super::holder::{Answer, Holder, Refused, gone, tell};
use crate::pages::form::PageForm;
use crate::services::Services;
use actix_web::{HttpRequest, web};
use hitkey_identity::service::UpdateProfileError;
use hitkey_identity::{
    Account, Change, DetailField, DetailProblem, InvalidName, Name, NameError, NameField, NameOrder, Profile,
    ProfileChange, ProfileError, ProfileField, Username, UsernameError,
};
use hitkey_pages::views::ProfileForm;
use hitkey_pages::{Done, Field, Problem, Problems, Section};
use std::collections::HashMap;

/// What was typed, by the names of the inputs. What is not sent stays as it is.
type Typed = HashMap<String, String>;

/// `GET /account/profile`.
pub(in crate::pages) async fn get(
    holder: Holder,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Answer {
    let profile = holder.account(&services).await?.profile;
    holder.show(&ProfileForm { done: done(&request), ..page(&holder, &profile) })
}

/// `POST /account/profile`.
pub(in crate::pages) async fn post(
    holder: Holder,
    PageForm(typed): PageForm<Typed>,
    services: web::Data<Services>,
) -> Answer {
    let account = holder.account(&services).await?;
    let change = change(&typed, account.profile.preferred_order);
    match services.identity.profiles.update(&holder.actor(), &change).await {
        Ok(_) => Ok(tell(Section::Profile, Done::Profile)),
        Err(error) => again(&holder, &account, &typed, problems(error, &holder)?),
    }
}

/// The form with what was typed, and what was wrong with it.
fn again(holder: &Holder, account: &Account, typed: &Typed, problems: Problems) -> Answer {
    let values = fields().filter_map(|field| Some((field, text(typed, field)?)));
    let order = typed_order(typed).unwrap_or(NameOrder::Western);
    let page = ProfileForm { values: values.collect(), order, problems, ..page(holder, &account.profile) };
    holder.show_form(&page, &page.problems)
}

fn page(holder: &Holder, profile: &Profile) -> ProfileForm {
    ProfileForm {
        frame: holder.visit.frame,
        values: fields().map(|field| (field, stored(profile, field))).collect(),
        order: profile.preferred_order.unwrap_or(NameOrder::Western),
        western: in_order(profile, NameOrder::Western),
        eastern: in_order(profile, NameOrder::Eastern),
        done: None,
        problems: Problems::none(),
    }
}

fn in_order(profile: &Profile, order: NameOrder) -> Option<String> {
    profile.given_names.as_ref().zip(profile.surname.as_ref())?;
    Profile { preferred_order: Some(order), ..profile.clone() }.name()
}

/// Every field that has an input to type in.
fn fields() -> impl Iterator<Item = ProfileField> {
    let names = [
        ProfileField::Surname,
        ProfileField::GivenNames,
        ProfileField::DisplayName,
        ProfileField::NativeScript,
        ProfileField::Username,
    ];
    names.into_iter().chain(DetailField::ALL.map(ProfileField::Detail))
}

fn stored(profile: &Profile, field: ProfileField) -> String {
    let name = |name: &Option<Name>| name.as_ref().map(Name::to_string).unwrap_or_default();
    match field {
        ProfileField::Surname => name(&profile.surname),
        ProfileField::GivenNames => name(&profile.given_names),
        ProfileField::DisplayName => name(&profile.display_name),
        ProfileField::NativeScript => name(&profile.native_script),
        ProfileField::PreferredOrder => String::new(),
        ProfileField::Username => {
            profile.username.as_ref().map(Username::as_str).unwrap_or_default().to_owned()
        }
        ProfileField::Detail(field) => profile.details.get(field).unwrap_or_default().to_owned(),
    }
}

/// Browsers send lines apart by CR LF (HTML §4.10.22.4).
fn text(typed: &Typed, field: ProfileField) -> Option<String> {
    typed.get(Field::Profile(field).id()).map(|text| text.replace("\r\n", "\n"))
}

fn change(typed: &Typed, order: Option<NameOrder>) -> ProfileChange {
    let set = |field| match text(typed, field) {
        None => Change::Keep,
        Some(text) if text.is_empty() => Change::Clear,
        Some(text) => Change::Set(text),
    };
    let details = DetailField::ALL.map(|field| (field, set(ProfileField::Detail(field))));
    ProfileChange {
        surname: set(ProfileField::Surname),
        given_names: set(ProfileField::GivenNames),
        display_name: set(ProfileField::DisplayName),
        native_script: set(ProfileField::NativeScript),
        preferred_order: changed_order(typed_order(typed), order),
        username: set(ProfileField::Username),
        details: details.into(),
    }
}

fn typed_order(typed: &Typed) -> Option<NameOrder> {
    let word = typed.get(Field::Profile(ProfileField::PreferredOrder).id())?;
    NameOrder::from_word(word)
}

/// The form shows western order to whoever has chosen none; sending it as it is chooses nothing.
fn changed_order(typed: Option<NameOrder>, stored: Option<NameOrder>) -> Change<NameOrder> {
    match typed {
        Some(order) if order != stored.unwrap_or(NameOrder::Western) => Change::Set(order),
        _ => Change::Keep,
    }
}

fn problems(error: UpdateProfileError, holder: &Holder) -> Result<Problems, Refused> {
    match error {
        UpdateProfileError::Invalid(error) => Ok(misfits(error).into()),
        UpdateProfileError::UsernameTaken => Ok(Problem::UsernameTaken.into()),
        UpdateProfileError::Gone => Err(gone()),
        UpdateProfileError::Store(error) => Err(holder.failed(error)),
    }
}

fn misfits(error: ProfileError) -> Vec<Problem> {
    match error {
        ProfileError::Names(invalid) => invalid.into_iter().map(unfit_name).collect(),
        ProfileError::Details(invalid) => {
            let unfit = invalid.into_iter();
            unfit
                .map(|it| Problem::Unfit { field: ProfileField::Detail(it.field), problem: it.problem })
                .collect()
        }
        ProfileError::Username(UsernameError::Invalid) => vec![Problem::UsernameMalformed],
        ProfileError::Username(UsernameError::Reserved) => vec![Problem::UsernameReserved],
    }
}

fn unfit_name(invalid: InvalidName) -> Problem {
    let field = match invalid.field {
        NameField::Surname => ProfileField::Surname,
        NameField::GivenNames => ProfileField::GivenNames,
        NameField::DisplayName => ProfileField::DisplayName,
        NameField::NativeScript => ProfileField::NativeScript,
    };
    let problem = match invalid.problem {
        NameError::TooLong => DetailProblem::TooLong(Name::LONGEST),
        NameError::Empty | NameError::ControlCharacter => DetailProblem::ControlCharacter,
    };
    Problem::Unfit { field, problem }
}
