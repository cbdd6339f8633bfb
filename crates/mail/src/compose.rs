//! From a letter to its parts: which phrases, in which order, with which facts.

use crate::wording::{Arguments, Phrases};
use crate::{AddressEvent, Content, device};
use hitkey_kernel::Timestamp;
use std::net::IpAddr;

/// One part of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// Running text.
    Paragraph(String),
    /// Something to type elsewhere.
    Code(String),
    /// The thing to do. `fallback` introduces the bare link.
    Button { label: String, link: String, fallback: String },
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// The small print at the end.
    Footer(String),
}

/// A letter in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) subject: String,
    pub(crate) blocks: Vec<Block>,
}

pub(crate) fn compose(content: &Content, phrases: &dyn Phrases) -> Draft {
    let pen = Pen { phrases, blocks: Vec::new() }.paragraph("greeting", &[]);
    match content {
        Content::RegistrationCode { code, valid_minutes } => {
            registration_code(pen, code.expose(), *valid_minutes)
        }
        Content::AccountExists { sign_in_link, forgot_link } => {
            account_exists(pen, sign_in_link, forgot_link)
        }
        Content::PasswordReset { link, valid_minutes } => password_reset(pen, link.expose(), *valid_minutes),
        Content::PasswordChanged { at, forgot_link } => {
            changed(pen, ["password-changed-subject", "password-changed-intro"], *at, forgot_link)
        }
        Content::NewSignIn { at, ip, user_agent, forgot_link } => {
            new_sign_in(pen, Seen { at: *at, ip: *ip, user_agent: user_agent.as_deref() }, forgot_link)
        }
        Content::TotpEnabled { at, forgot_link } => {
            changed(pen, ["totp-enabled-subject", "totp-enabled-intro"], *at, forgot_link)
        }
        Content::TotpDisabled { at, forgot_link } => {
            changed(pen, ["totp-disabled-subject", "totp-disabled-intro"], *at, forgot_link)
        }
        Content::AddressCode { code, valid_minutes } => address_code(pen, code.expose(), *valid_minutes),
        Content::AddressAdded(event) => {
            address_changed(pen, ["address-added-subject", "address-added-intro"], event)
        }
        Content::AddressVerified(event) => {
            address_changed(pen, ["address-verified-subject", "address-verified-intro"], event)
        }
        Content::AddressRemoved(event) => {
            address_changed(pen, ["address-removed-subject", "address-removed-intro"], event)
        }
        Content::DefaultAddressChanged(event) => {
            address_changed(pen, ["default-address-subject", "default-address-intro"], event)
        }
        Content::AccountDeleted { at } => account_deleted(pen, *at),
        Content::ProjectInvite { link, project_name, inviter, expires_at } => {
            let host = Host { project_name, inviter: inviter.as_deref() };
            project_invite(pen, link.expose(), host, *expires_at)
        }
    }
}

fn registration_code(pen: Pen<'_>, code: &str, valid_minutes: u32) -> Draft {
    pen.paragraph("registration-code-intro", &[])
        .block(Block::Code(code.to_owned()))
        .paragraph("registration-code-valid", &[("minutes", &valid_minutes.to_string())])
        .paragraph("registration-code-ignore", &[])
        .signed("registration-code-subject")
}

fn address_code(pen: Pen<'_>, code: &str, valid_minutes: u32) -> Draft {
    pen.paragraph("address-code-intro", &[])
        .block(Block::Code(code.to_owned()))
        .paragraph("registration-code-valid", &[("minutes", &valid_minutes.to_string())])
        .paragraph("address-code-ignore", &[])
        .signed("registration-code-subject")
}

/// An address of the account changed; the reader should object if they did not do it.
fn address_changed(pen: Pen<'_>, [subject, intro]: [&'static str; 2], event: &AddressEvent) -> Draft {
    let facts = vec![
        pen.fact("fact-mail-address", Some(event.address.as_str().to_owned())),
        pen.fact("fact-when", Some(minute(event.at))),
    ];
    pen.paragraph(intro, &[])
        .block(Block::Facts(facts))
        .paragraph("not-you", &[])
        .button("set-new-password", &event.forgot_link)
        .signed(subject)
}

/// There is no account any more that anything could be done about.
fn account_deleted(pen: Pen<'_>, at: Timestamp) -> Draft {
    let when = pen.fact("fact-when", Some(minute(at)));
    pen.paragraph("account-deleted-intro", &[])
        .block(Block::Facts(vec![when]))
        .signed("account-deleted-subject")
}

/// Who invites where, in words that strangers chose.
struct Host<'a> {
    project_name: &'a str,
    inviter: Option<&'a str>,
}

/// The strangers' words stand among the facts only: nothing of theirs reads as if we had said it.
fn project_invite(pen: Pen<'_>, link: &str, host: Host<'_>, expires_at: Timestamp) -> Draft {
    let facts = vec![
        pen.fact("fact-project", Some(host.project_name.to_owned())),
        pen.fact("fact-inviter", host.inviter.map(str::to_owned)),
        pen.fact("fact-until", Some(minute(expires_at))),
    ];
    pen.paragraph("project-invite-intro", &[])
        .block(Block::Facts(facts))
        .button("project-invite-button", link)
        .paragraph("project-invite-ignore", &[])
        .signed("project-invite-subject")
}

fn account_exists(pen: Pen<'_>, sign_in_link: &str, forgot_link: &str) -> Draft {
    pen.paragraph("account-exists-intro", &[])
        .button("account-exists-button", sign_in_link)
        .paragraph("account-exists-forgot", &[])
        .button("set-new-password", forgot_link)
        .paragraph("account-exists-ignore", &[])
        .signed("account-exists-subject")
}

fn password_reset(pen: Pen<'_>, link: &str, valid_minutes: u32) -> Draft {
    pen.paragraph("password-reset-intro", &[])
        .button("set-new-password", link)
        .paragraph("password-reset-valid", &[("minutes", &valid_minutes.to_string())])
        .paragraph("password-reset-ignore", &[])
        .signed("password-reset-subject")
}

/// Something about the account changed; the reader should object if they did not do it.
fn changed(pen: Pen<'_>, [subject, intro]: [&'static str; 2], at: Timestamp, forgot_link: &str) -> Draft {
    let when = pen.fact("fact-when", Some(minute(at)));
    pen.paragraph(intro, &[])
        .block(Block::Facts(vec![when]))
        .paragraph("not-you", &[])
        .button("set-new-password", forgot_link)
        .signed(subject)
}

struct Seen<'a> {
    at: Timestamp,
    ip: Option<IpAddr>,
    user_agent: Option<&'a str>,
}

fn new_sign_in(pen: Pen<'_>, seen: Seen<'_>, forgot_link: &str) -> Draft {
    let facts = vec![
        pen.fact("fact-when", Some(minute(seen.at))),
        pen.fact("fact-device", seen.user_agent.and_then(device::name_of)),
        pen.fact("fact-address", seen.ip.map(|ip| ip.to_string())),
    ];
    pen.paragraph("new-sign-in-intro", &[])
        .block(Block::Facts(facts))
        .paragraph("new-sign-in-ignore", &[])
        .paragraph("not-you", &[])
        .button("set-new-password", forgot_link)
        .signed("new-sign-in-subject")
}

/// `2026-01-31 08:15 UTC`: read the same way in every language.
fn minute(at: Timestamp) -> String {
    let text = at.to_string();
    match (text.get(..10), text.get(11..16)) {
        (Some(day), Some(time)) => format!("{day} {time} UTC"),
        _ => text,
    }
}

/// Writes blocks in one language.
struct Pen<'a> {
    phrases: &'a dyn Phrases,
    blocks: Vec<Block>,
}

impl Pen<'_> {
    fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    fn paragraph(self, key: &'static str, arguments: Arguments<'_>) -> Self {
        let text = self.phrases.phrase(key, arguments);
        self.block(Block::Paragraph(text))
    }

    fn button(self, label: &'static str, link: &str) -> Self {
        let label = self.phrases.phrase(label, &[]);
        let fallback = self.phrases.phrase("link-fallback", &[]);
        self.block(Block::Button { label, link: link.to_owned(), fallback })
    }

    fn fact(&self, name: &'static str, value: Option<String>) -> (String, String) {
        let value = value.unwrap_or_else(|| self.phrases.phrase("unknown", &[]));
        (self.phrases.phrase(name, &[]), value)
    }

    fn signed(self, subject: &'static str) -> Draft {
        let subject = self.phrases.phrase(subject, &[]);
        let footer = self.phrases.phrase("footer", &[]);
        Draft { subject, blocks: self.block(Block::Footer(footer)).blocks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::fixtures;
    use crate::wording;
    use hitkey_kernel::Language;
    use std::collections::BTreeSet;
    use std::sync::Mutex;

    /// Notes which keys were asked for.
    #[derive(Default)]
    struct Listener(Mutex<BTreeSet<&'static str>>);

    impl Phrases for Listener {
        fn phrase(&self, key: &'static str, _: Arguments<'_>) -> String {
            self.0.lock().unwrap().insert(key);
            key.to_owned()
        }
    }

    #[test]
    fn english_has_every_key_that_is_used_and_no_other() {
        let listener = Listener::default();
        for content in fixtures::every_content() {
            compose(&content, &listener);
        }
        let written: BTreeSet<_> = wording::keys(wording::source(Language::En)).into_iter().collect();
        assert_eq!(*listener.0.lock().unwrap(), written);
    }
}
