//! The codes of errors: those of the contract, each reached by a request, and told in the documentation.

mod ways;

use hitkey_http::error::{Code, OAuthErrorCode};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What the contract promises to callers. It changes when the contract does, never because a test fails.
const CONTRACT: &str = "
    MALFORMED_REQUEST UNAUTHENTICATED FORBIDDEN NOT_FOUND PAYLOAD_TOO_LARGE TOO_MANY_REQUESTS INTERNAL_ERROR OVERLOADED
    RESEND_COOLDOWN INVALID_CREDENTIALS EMAIL_NOT_VERIFIED INVALID_CODE CODE_EXPIRED TOO_MANY_ATTEMPTS NO_CODE
    EMAIL_ALREADY_VERIFIED INVALID_TOKEN TOKEN_EXPIRED USERNAME_INVALID USERNAME_RESERVED USERNAME_TAKEN
    INVALID_REFRESH_TOKEN VERIFICATION_REQUIRED SETUP_NOT_INITIATED NOT_ENABLED ALREADY_ENABLED
    EMAIL_ALREADY_IN_USE EMAIL_NOT_FOUND ONLY_VERIFIED_EMAIL
    PROJECT_PRIVATE ALREADY_MEMBER OWNER_CANNOT_LEAVE NOT_PROJECT_MEMBER USER_NOT_FOUND ADMIN_CANNOT_EDIT_ADMIN
    CANNOT_CHANGE_OWN_ROLE CANNOT_CHANGE_OWNER_ROLE ONLY_OWNER_ASSIGNS_ADMIN CANNOT_TRANSFER_TO_SELF
    PERMISSION_ALREADY_EXISTS PERMISSION_NOT_FOUND INVITE_ALREADY_EXISTS INVITE_NOT_FOUND INVITE_EXPIRED EMAIL_MISMATCH
";

/// What the contract leaves open, and we answer beyond it.
const BEYOND: &str = "
    METHOD_NOT_ALLOWED UNSUPPORTED_MEDIA_TYPE
    TOO_MANY_EMAILS OWNS_SHARED_PROJECT PUBLIC_CLIENT RESOURCE_ALREADY_EXISTS API_CLIENT_REVOKED API_CLIENT_EXPIRED
";

fn words(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

#[test]
fn the_codes_are_those_of_the_contract() {
    let ours: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let promised: BTreeSet<_> = words(CONTRACT).union(&words(BEYOND)).copied().collect();
    assert_eq!(ours, promised);
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn row(status: u16, code: &str, meaning: &str) -> String {
    format!("| {status} | {code} | {meaning} |\n")
}

fn page() -> String {
    let mut page = "# Errors\n\n<!-- Made from the code: UPDATE_DOCS=1 cargo test -p hitkey-http codes -->\n\n## The HitKey API\n\n\
        An error is `{\"error\": \"<a sentence for people>\", \"code\": \"<a word for programs>\"}`. Which codes an\n\
        operation answers stands in the [description of the API](openapi.md).\n\n\
        | status | code | what happened, and what to do |\n|---|---|---|\n"
        .to_owned();
    let mut invalid =
        Some(row(422, "", "Every field that failed: `{\"errors\": [{\"message\", \"rule\", \"field\"}]}`."));
    for code in Code::ALL {
        if code.status().as_u16() > 422 {
            page.extend(invalid.take());
        }
        page.push_str(&row(code.status().as_u16(), &format!("`{}`", code.as_str()), code.meaning()));
    }
    page.push_str("\n## OAuth\n\nThe endpoints that applications call answer `{\"error\", \"error_description\"}` as their RFCs say.\n\n| status | error |\n|---|---|\n");
    for error in OAuthErrorCode::ALL {
        let _ = writeln!(page, "| {} | `{}` |", error.status().as_u16(), error.as_str());
    }
    page
}

#[test]
fn the_page_of_errors_is_made_from_the_code() {
    let path = repository().join("docs/api/errors.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, page(), "run with UPDATE_DOCS=1 and look at what changed");
}
