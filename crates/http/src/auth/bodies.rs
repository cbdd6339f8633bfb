//! Bodies that several endpoints share.

use crate::error::Checks;
use crate::extract::Check;
use hitkey_identity::{Password, VerificationCode};
use hitkey_kernel::{EmailAddress, SecretText};
use serde::Deserialize;
use utoipa::ToSchema;

/// `{"email"}`
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "email": "ann@example.org" }))]
pub struct EmailBody {
    #[schema(value_type = String, required, format = "email", max_length = 254)]
    email: Option<String>,
}

impl Check for EmailBody {
    type Checked = EmailAddress;

    fn check(self, checks: &mut Checks) -> Option<EmailAddress> {
        checks.email("email", self.email)
    }
}

/// `{"email", "password"}`
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "email": "ann@example.org", "password": "plum-tree-under-snow" }))]
pub struct LoginBody {
    #[schema(value_type = String, required, format = "email", max_length = 254)]
    email: Option<String>,
    #[schema(value_type = String, required, format = "password", min_length = 1)]
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
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "email": "ann@example.org", "code": "123456" }))]
pub struct EmailCodeBody {
    #[schema(value_type = String, required, format = "email", max_length = 254)]
    email: Option<String>,
    #[schema(value_type = String, required, min_length = 1)]
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
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "code": "123456" }))]
pub struct CodeBody {
    #[schema(value_type = String, required, min_length = 1)]
    code: Option<SecretText>,
}

impl Check for CodeBody {
    type Checked = SecretText;

    fn check(self, checks: &mut Checks) -> Option<SecretText> {
        checks.secret("code", self.code)
    }
}
