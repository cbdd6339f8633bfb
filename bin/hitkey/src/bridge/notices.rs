use crate::settings::PublicUrl;
use hitkey_identity::ports::Notices;
use hitkey_identity::{AddressChange, Notice, Rules};
use hitkey_kernel::{Ambient, EmailAddress, Language, OutboxEntry, SecretText, Timestamp};
use hitkey_mail::ports::Sealer;
use hitkey_mail::{AddressEvent, Content, Letter, Message};
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
            Notice::AddressCode { to, language, code } => {
                letter(to, *language, self.address_code(code.expose()))
            }
            Notice::AddressChanged { to, language, at, address, change } => {
                letter(to, *language, self.address_changed(*at, address, *change))
            }
            Notice::AccountDeleted { to, language, at } => {
                letter(to, *language, Content::AccountDeleted { at: *at })
            }
            Notice::Decoy => Message::Decoy,
        }
    }

    fn registration_code(&self, code: &str) -> Content {
        let valid_minutes = minutes(self.rules.registration_code);
        Content::RegistrationCode { code: SecretText::new(code), valid_minutes }
    }

    fn address_code(&self, code: &str) -> Content {
        let valid_minutes = minutes(self.rules.registration_code);
        Content::AddressCode { code: SecretText::new(code), valid_minutes }
    }

    fn address_changed(&self, at: Timestamp, address: &EmailAddress, change: AddressChange) -> Content {
        let event = AddressEvent { at, address: address.clone(), forgot_link: self.forgot_link() };
        match change {
            AddressChange::Added => Content::AddressAdded(event),
            AddressChange::Verified => Content::AddressVerified(event),
            AddressChange::Removed => Content::AddressRemoved(event),
            AddressChange::MadeDefault => Content::DefaultAddressChanged(event),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_crypto::{OsRandom, ServerKey, SystemClock};
    use hitkey_identity::{ResetToken, VerificationCode};

    fn notices() -> (Arc<ServerKey>, MailNotices) {
        let key = Arc::new(ServerKey::new(&[7; 32], Arc::new(OsRandom)).unwrap());
        let ambient = Ambient::new(Arc::new(SystemClock), Arc::new(OsRandom));
        let url = PublicUrl::parse("https://id.example.org/").unwrap();
        (Arc::clone(&key), MailNotices::new(key, ambient, url, Rules::default()))
    }

    fn ann() -> (EmailAddress, Language) {
        (EmailAddress::parse("ann@example.org").unwrap(), Language::Ru)
    }

    /// The notice on its way through the outbox, as the delivery will read it.
    fn delivered(notice: &Notice) -> Message {
        let (key, notices) = notices();
        let now = Timestamp::from_unix_seconds(1_000);
        let entry = notices.entry(notice, now);
        assert_eq!(entry.created_at, now);
        assert!(!String::from_utf8_lossy(entry.payload.as_bytes()).contains("ann"), "it is sealed");
        Message::from_entry(&entry, &*key).unwrap()
    }

    #[test]
    fn a_code_reaches_its_reader_in_their_language() {
        let ((to, language), code) = (ann(), VerificationCode::parse("042137"));
        let content = Content::RegistrationCode { code: SecretText::new("042137"), valid_minutes: 10 };
        let expected = Message::Letter(Letter { to: to.clone(), language, content });
        assert_eq!(delivered(&Notice::RegistrationCode { to, language, code }), expected);
    }

    #[test]
    fn links_lead_to_our_pages() {
        let (to, language) = ann();
        let token = ResetToken::parse("abc");
        let Message::Letter(letter) = delivered(&Notice::PasswordReset { to: to.clone(), language, token })
        else {
            panic!("a letter");
        };
        let link = SecretText::new("https://id.example.org/reset?token=abc");
        assert_eq!(letter.content, Content::PasswordReset { link, valid_minutes: 15 });
        let Message::Letter(letter) = delivered(&Notice::AccountExists { to, language }) else {
            panic!("a letter");
        };
        let page = |path: &str| format!("https://id.example.org{path}");
        let expected = Content::AccountExists { sign_in_link: page("/login"), forgot_link: page("/forgot") };
        assert_eq!(letter.content, expected);
    }

    #[test]
    fn every_event_has_a_mail_of_its_own_and_a_decoy_has_none() {
        let ((to, language), at) = (ann(), Timestamp::from_unix_seconds(5));
        let new_sign_in =
            Notice::NewSignIn { to: to.clone(), language, at, ip: None, user_agent: Some("curl/8".into()) };
        for (notice, topic) in [
            (Notice::PasswordChanged { to: to.clone(), language, at }, "mail.password_changed"),
            (Notice::SecondFactorEnabled { to: to.clone(), language, at }, "mail.totp_enabled"),
            (Notice::SecondFactorDisabled { to, language, at }, "mail.totp_disabled"),
            (new_sign_in, "mail.new_sign_in"),
            (Notice::Decoy, "mail.decoy"),
        ] {
            assert_eq!(delivered(&notice).topic(), topic);
        }
        assert_eq!(delivered(&Notice::Decoy), Message::Decoy);
    }
}
