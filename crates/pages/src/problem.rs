use crate::profile_input;
use crate::text::Text;
use hitkey_identity::{DetailProblem, ProfileField};
use std::borrow::{Borrow, Cow};

/// A field that a problem can be tied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The address.
    Email,
    /// The password.
    Password,
    /// A code from a mail, an authenticator app or the list of recovery codes.
    Code,
    /// The password until now, where a new one is chosen too.
    CurrentPassword,
    /// What is typed once more, to be sure.
    Confirmation,
    /// A field of the profile.
    Profile(ProfileField),
}

impl Field {
    /// The `id` and `name` of its input.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Password => "password",
            Self::Code => "code",
            Self::CurrentPassword => "current_password",
            Self::Confirmation => "confirmation",
            Self::Profile(field) => profile_input::id(field),
        }
    }
}

/// What was wrong with a form, to be told to the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No address was given.
    EmailMissing,
    /// The address is none.
    EmailMalformed,
    /// No password was given.
    PasswordMissing,
    /// Shorter than allowed.
    PasswordShort {
        /// The least number of characters.
        least: usize,
    },
    /// Longer than allowed.
    PasswordLong {
        /// The largest number of characters.
        most: usize,
    },
    /// Too easy to guess.
    PasswordWeak {
        /// What would make it better, as sentences; may be empty.
        advice: String,
    },
    /// The password until now was not given.
    CurrentPasswordMissing,
    /// The password until now is another one.
    CurrentPasswordWrong,
    /// A text of the profile does not fit.
    Unfit {
        /// Where it stands.
        field: ProfileField,
        /// What is wrong with it.
        problem: DetailProblem,
    },
    /// The user name has another form than user names have.
    UsernameMalformed,
    /// The user name is kept for the service.
    UsernameReserved,
    /// Somebody else has the user name.
    UsernameTaken,
    /// The address belongs to an account already.
    AddressInUse,
    /// The person has as many addresses as they can have.
    TooManyAddresses,
    /// The only address that is proven stays.
    OnlyAddress,
    /// What had to be typed once more was not.
    ConfirmationWrong,
    /// The person owns a project that has other members.
    OwnsSharedProject,
    /// Address and password do not belong together.
    CredentialsWrong,
    /// No code was given.
    CodeMissing,
    /// Not the code.
    CodeWrong,
    /// The code was right once, but too long ago.
    CodeExpired,
    /// The code died after too many tries.
    CodeSpent,
    /// The sign-in took too long or was tried too often; it starts again with the password.
    SignInExpired,
    /// The registration took too long; it starts again with the address.
    RegistrationExpired,
    /// The link from the mail is too old or was used.
    LinkDead,
    /// Too many attempts.
    Wait {
        /// How long to wait.
        seconds: u64,
    },
    /// The server has too much to do right now.
    Busy,
}

impl Problem {
    /// The field it is tied to; `None` when it concerns the form as a whole.
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::EmailMissing | Self::EmailMalformed | Self::AddressInUse => Some(Field::Email),
            Self::ConfirmationWrong => Some(Field::Confirmation),
            Self::PasswordMissing
            | Self::PasswordShort { .. }
            | Self::PasswordLong { .. }
            | Self::PasswordWeak { .. } => Some(Field::Password),
            Self::CodeMissing | Self::CodeWrong | Self::CodeExpired | Self::CodeSpent => Some(Field::Code),
            Self::CurrentPasswordMissing | Self::CurrentPasswordWrong => Some(Field::CurrentPassword),
            Self::Unfit { field, .. } => Some(Field::Profile(*field)),
            Self::UsernameMalformed | Self::UsernameReserved | Self::UsernameTaken => {
                Some(Field::Profile(ProfileField::Username))
            }
            Self::CredentialsWrong
            | Self::TooManyAddresses
            | Self::OnlyAddress
            | Self::OwnsSharedProject
            | Self::SignInExpired
            | Self::RegistrationExpired
            | Self::LinkDead
            | Self::Wait { .. }
            | Self::Busy => None,
        }
    }

    const fn key(&self) -> &'static str {
        match self {
            Self::EmailMissing => "problem-email-missing",
            Self::EmailMalformed => "problem-email-malformed",
            Self::PasswordMissing => "problem-password-missing",
            Self::PasswordShort { .. } => "problem-password-short",
            Self::PasswordLong { .. } => "problem-password-long",
            Self::PasswordWeak { .. } => "problem-password-weak",
            Self::CurrentPasswordMissing => "problem-current-password-missing",
            Self::CurrentPasswordWrong => "problem-current-password-wrong",
            Self::Unfit { problem, .. } => unfit(*problem),
            Self::UsernameMalformed => "problem-username-malformed",
            Self::UsernameReserved => "problem-username-reserved",
            Self::UsernameTaken => "problem-username-taken",
            Self::AddressInUse => "problem-address-in-use",
            Self::TooManyAddresses => "problem-too-many-addresses",
            Self::OnlyAddress => "problem-only-address",
            Self::ConfirmationWrong => "problem-confirmation-wrong",
            Self::OwnsSharedProject => "problem-owns-shared-project",
            Self::CredentialsWrong => "problem-credentials-wrong",
            Self::CodeMissing => "problem-code-missing",
            Self::CodeWrong => "problem-code-wrong",
            Self::CodeExpired => "problem-code-expired",
            Self::CodeSpent => "problem-code-spent",
            Self::SignInExpired => "problem-sign-in-expired",
            Self::RegistrationExpired => "problem-registration-expired",
            Self::LinkDead => "problem-link-dead",
            Self::Wait { .. } => "problem-wait",
            Self::Busy => "problem-busy",
        }
    }

    pub(crate) fn say(&self, text: Text) -> Cow<'static, str> {
        match self {
            Self::PasswordShort { least: limit }
            | Self::PasswordLong { most: limit }
            | Self::Unfit { problem: DetailProblem::TooLong(limit), .. } => {
                text.say(self.key(), &[("limit", (*limit as u64).into())])
            }
            Self::PasswordWeak { advice } => text.say(self.key(), &[("advice", advice.as_str().into())]),
            Self::Wait { seconds } => wait(text, *seconds),
            _ => text.say(self.key(), &[]),
        }
    }
}

const fn unfit(problem: DetailProblem) -> &'static str {
    match problem {
        DetailProblem::TooLong(_) => "problem-text-long",
        DetailProblem::ControlCharacter => "problem-text-control",
        DetailProblem::NoUrl => "problem-url",
        DetailProblem::NoDate => "problem-date",
        DetailProblem::NoTimeZone => "problem-time-zone",
        DetailProblem::NoLanguage => "problem-language",
        DetailProblem::NoPhoneNumber => "problem-phone",
    }
}

/// Says how long in seconds up to a minute and a half, in whole minutes beyond.
fn wait(text: Text, seconds: u64) -> Cow<'static, str> {
    if seconds <= 90 {
        return text.say("problem-wait", &[("seconds", seconds.max(1).into())]);
    }
    text.say("problem-wait-minutes", &[("minutes", seconds.div_ceil(60).into())])
}

/// The problems of one form.
#[derive(Debug, Clone, Default)]
pub struct Problems(Vec<Problem>);

impl From<Vec<Problem>> for Problems {
    fn from(problems: Vec<Problem>) -> Self {
        Self(problems)
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl Problems {
    /// No problem: the form as it is first shown.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// The first problem that is tied to `field`.
    pub(crate) fn on(&self, field: impl Borrow<Field>) -> Option<&Problem> {
        self.0.iter().find(|problem| problem.field() == Some(*field.borrow()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::Language;

    #[test]
    fn waiting_is_told_in_seconds_then_minutes() {
        let text = Text::in_language(Language::En);
        assert!(Problem::Wait { seconds: 0 }.say(text).contains("1 second"));
        assert!(Problem::Wait { seconds: 45 }.say(text).contains("45 seconds"));
        assert!(Problem::Wait { seconds: 601 }.say(text).contains("11 minutes"));
    }

    #[test]
    fn a_problem_belongs_to_its_field_only() {
        let problems = Problems::from(vec![Problem::EmailMissing, Problem::CodeWrong]);
        assert_eq!(problems.on(Field::Code), Some(&Problem::CodeWrong));
        assert_eq!(problems.on(Field::Password), None);
    }
}
