use crate::settings::PublicUrl;
use hitkey_identity::ports::Notices;
use hitkey_identity::{Notice, Rules};
use hitkey_kernel::{Ambient, EmailAddress, Language, OutboxEntry, SecretText, Timestamp};
use hitkey_mail::ports::Sealer;
use hitkey_mail::{Content, Letter, Message};
use std::sync::Arc;
use std::time::Duration;

/// What identity has to tell a person becomes a mail, with links to this server's pages.
pub(crate) struct MailNotices {
    sealer: Arc<dyn Sealer>,
    ambient: Ambient,
    url: PublicUrl,
    rules: Rules,
}

impl MailNotices {
    /// Mails link to the pages below `url` and say how long things are good for by `rules`.
    pub(crate) fn new(sealer: Arc<dyn Sealer>, ambient: Ambient, url: PublicUrl, rules: Rules) -> Self {
        Self { sealer, ambient, url, rules }
    }

    fn page(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    fn forgot_link(&self) -> String {
        self.page("/forgot")
    }

    fn message(&self, notice: &Notice) -> Message {
        match notice {
            Notice::RegistrationCode { to, language, code } => {
                letter(to, *language, self.registration_code(code.expose()))
            }
            Notice::AccountExists { to, language } => letter(to, *language, self.account_exists()),
            Notice::PasswordReset { to, language, token } => {
                letter(to, *language, self.password_reset(token.expose()))
            }
            Notice::PasswordChanged { to, language, at } => {
                letter(to, *language, Content::PasswordChanged { at: *at, forgot_link: self.forgot_link() })
            }
            Notice::NewSignIn { to, language, at, ip, user_agent } => {
                let (ip, user_agent) = (*ip, user_agent.clone());
                let forgot_link = self.forgot_link();
                letter(to, *language, Content::NewSignIn { at: *at, ip, user_agent, forgot_link })
            }
            Notice::SecondFactorEnabled { to, language, at } => {
                letter(to, *language, Content::TotpEnabled { at: *at, forgot_link: self.forgot_link() })
            }
            Notice::SecondFactorDisabled { to, language, at } => {
                letter(to, *language, Content::TotpDisabled { at: *at, forgot_link: self.forgot_link() })
            }
            Notice::Decoy => Message::Decoy,
        }
    }

    fn registration_code(&self, code: &str) -> Content {
        let valid_minutes = minutes(self.rules.registration_code);
        Content::RegistrationCode { code: SecretText::new(code), valid_minutes }
    }

    fn account_exists(&self) -> Content {
        Content::AccountExists { sign_in_link: self.page("/login"), forgot_link: self.forgot_link() }
    }

    fn password_reset(&self, token: &str) -> Content {
        let link = SecretText::new(self.page(&format!("/reset?token={token}")));
        Content::PasswordReset { link, valid_minutes: minutes(self.rules.password_reset) }
    }
}

impl Notices for MailNotices {
    fn entry(&self, notice: &Notice, now: Timestamp) -> OutboxEntry {
        let entry = self.message(notice).to_entry(&*self.sealer, &self.ambient);
        OutboxEntry { created_at: now, ..entry }
    }
}

fn letter(to: &EmailAddress, language: Language, content: Content) -> Message {
    Message::Letter(Letter { to: to.clone(), language, content })
}

fn minutes(duration: Duration) -> u32 {
    u32::try_from(duration.as_secs() / 60).unwrap_or(u32::MAX)
}
