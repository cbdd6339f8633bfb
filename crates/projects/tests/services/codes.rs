//! That no code of the contract's chapter on projects is without a test.

const CODES: [&str; 21] = [
    "ADMIN_CANNOT_EDIT_ADMIN",
    "ALREADY_MEMBER",
    "CANNOT_CHANGE_OWNER_ROLE",
    "CANNOT_CHANGE_OWN_ROLE",
    "CANNOT_TRANSFER_TO_SELF",
    "EMAIL_MISMATCH",
    "FORBIDDEN",
    "INTERNAL_ERROR",
    "INVITE_ALREADY_EXISTS",
    "INVITE_EXPIRED",
    "INVITE_NOT_FOUND",
    "NOT_FOUND",
    "NOT_PROJECT_MEMBER",
    "ONLY_OWNER_ASSIGNS_ADMIN",
    "OVERLOADED",
    "OWNER_CANNOT_LEAVE",
    "PERMISSION_ALREADY_EXISTS",
    "PERMISSION_NOT_FOUND",
    "PROJECT_PRIVATE",
    "TOO_MANY_REQUESTS",
    "USER_NOT_FOUND",
];
const TESTS: [&str; 6] = [
    include_str!("economy.rs"),
    include_str!("invites.rs"),
    include_str!("members.rs"),
    include_str!("permissions.rs"),
    include_str!("projects.rs"),
    include_str!("races.rs"),
];

#[test]
fn every_code_is_reached_by_a_test_that_names_it() {
    for code in CODES {
        let named = format!("\"{code}\"");
        assert!(TESTS.iter().any(|test| test.contains(&named)), "no test names {code}");
    }
}
