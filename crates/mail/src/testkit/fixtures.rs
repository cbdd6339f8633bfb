//! One of each message.
#![expect(clippy::expect_used, reason = "a fixture that does not parse is a broken test")]

use crate::{AddressEvent, Content, Letter};
use hitkey_kernel::{EmailAddress, Language, SecretText, Timestamp};

/// 2026-01-31T08:15:30Z.
pub const AT: Timestamp = Timestamp::from_unix_seconds(1_769_847_330);

/// A letter to Ann with this content.
pub fn letter(language: Language, content: Content) -> Letter {
    Letter { to: EmailAddress::parse("ann@example.org").expect("an address"), language, content }
}

/// Every kind of content once; those with optional facts with and without them.
pub fn every_content() -> Vec<Content> {
    let forgot_link = || "https://id.example.org/forgot".to_owned();
    vec![
        Content::RegistrationCode { code: SecretText::new("042137"), valid_minutes: 10 },
        Content::AccountExists {
            sign_in_link: "https://id.example.org/login".to_owned(),
            forgot_link: forgot_link(),
        },
        Content::PasswordReset {
            link: SecretText::new("https://id.example.org/reset?token=a&b=\"c\""),
            valid_minutes: 15,
        },
        Content::PasswordChanged { at: AT, forgot_link: forgot_link() },
        new_sign_in(Some("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")),
        new_sign_in(None),
        Content::TotpEnabled { at: AT, forgot_link: forgot_link() },
        Content::TotpDisabled { at: AT, forgot_link: forgot_link() },
        Content::AddressCode { code: SecretText::new("042137"), valid_minutes: 10 },
        Content::AddressAdded(address_event()),
        Content::AddressVerified(address_event()),
        Content::AddressRemoved(address_event()),
        Content::DefaultAddressChanged(address_event()),
        Content::AccountDeleted { at: AT },
        Content::ProjectInvite {
            link: SecretText::new("https://id.example.org/invites/abc"),
            project_name: "Alatau <2026>".to_owned(),
            inviter: Some("Bea & Co".to_owned()),
            expires_at: AT,
        },
    ]
}

fn address_event() -> AddressEvent {
    AddressEvent {
        at: AT,
        address: EmailAddress::parse("ann@work.example").expect("an address"),
        forgot_link: "https://id.example.org/forgot".to_owned(),
    }
}

fn new_sign_in(user_agent: Option<&str>) -> Content {
    Content::NewSignIn {
        at: AT,
        ip: user_agent.map(|_| [203, 0, 113, 7].into()),
        user_agent: user_agent.map(str::to_owned),
        forgot_link: "https://id.example.org/forgot".to_owned(),
    }
}
