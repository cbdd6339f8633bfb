//! Bodies that several endpoints share.

use crate::error::Checks;
use crate::extract::Check;
use hitkey_identity::{Password, VerificationCode};
use hitkey_kernel::{EmailAddress, SecretText};
use serde::Deserialize;

/// `{"email"}`
#[derive(Deserialize)]
pub struct EmailBody {
    email: Option<String>,
}

impl Check for EmailBody {
    type Checked = EmailAddress;

    fn check(self, checks: &mut Checks) -> Option<EmailAddress> {
        checks.email("email", self.email)
    }
}

/// `{"email", "password"}`
#[derive(Deserialize)]
pub struct LoginBody {
    email: Option<String>,
    password: Option<SecretText>,
}

impl Check for LoginBody {
    type Checked = (EmailAddress, Password);

    fn check(self, checks: &mut Checks) -> Option<Self::Checked> {
        let email = checks.email("email", self.email);
        let password = checks.password("password", self.password);
        Some((email?, password?))
    }
}

/// `{"email", "code"}`
#[derive(Deserialize)]
pub struct EmailCodeBody {
    email: Option<String>,
    code: Option<SecretText>,
}

impl Check for EmailCodeBody {
    type Checked = (EmailAddress, VerificationCode);

    fn check(self, checks: &mut Checks) -> Option<Self::Checked> {
        let email = checks.email("email", self.email);
        let code = checks.secret("code", self.code);
        Some((email?, VerificationCode::parse(code?.expose())))
    }
}

/// `{"code"}`
#[derive(Deserialize)]
pub struct CodeBody {
    code: Option<SecretText>,
}

impl Check for CodeBody {
    type Checked = SecretText;

    fn check(self, checks: &mut Checks) -> Option<SecretText> {
        checks.secret("code", self.code)
    }
}
