use crate::settings::PublicUrl;
use hitkey_kernel::{Ambient, OutboxEntry, SecretText, Timestamp};
use hitkey_mail::ports::Sealer;
use hitkey_mail::{Content, Letter, Message};
use hitkey_projects::Notice;
use hitkey_projects::ports::Notices;
use std::sync::Arc;

/// What projects have to tell a person becomes a mail, with links to this server.
pub(crate) struct ProjectMailNotices {
    sealer: Arc<dyn Sealer>,
    ambient: Ambient,
    url: PublicUrl,
}

impl ProjectMailNotices {
    /// Mails link to what is below `url`.
    pub(crate) fn new(sealer: Arc<dyn Sealer>, ambient: Ambient, url: PublicUrl) -> Self {
        Self { sealer, ambient, url }
    }

    fn message(&self, notice: &Notice) -> Message {
        let Notice::ProjectInvite { to, language, token, project_name, inviter, expires_at } = notice;
        let content = Content::ProjectInvite {
            link: SecretText::new(format!("{}/invites/{}", self.url, token.expose())),
            project_name: project_name.to_string(),
            inviter: inviter.clone(),
            expires_at: *expires_at,
        };
        Message::Letter(Letter { to: to.clone(), language: *language, content })
    }
}

impl Notices for ProjectMailNotices {
    fn entry(&self, notice: &Notice, now: Timestamp) -> OutboxEntry {
        let entry = self.message(notice).to_entry(&*self.sealer, &self.ambient);
        OutboxEntry { created_at: now, ..entry }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_crypto::{OsRandom, ServerKey, SystemClock};
    use hitkey_kernel::{EmailAddress, Language};
    use hitkey_projects::{InviteToken, ProjectName};

    #[test]
    fn an_invite_leads_to_its_url_and_is_sealed() {
        let key = Arc::new(ServerKey::new(&[7; 32], Arc::new(OsRandom)).unwrap());
        let ambient = Ambient::new(Arc::new(SystemClock), Arc::new(OsRandom));
        let url = PublicUrl::parse("https://id.example.org/").unwrap();
        let notices = ProjectMailNotices::new(Arc::clone(&key) as _, ambient, url);
        let (now, expires_at) = (Timestamp::from_unix_seconds(1_000), Timestamp::from_unix_seconds(2_000));
        let to = EmailAddress::parse("bea@example.org").unwrap();
        let notice = Notice::ProjectInvite {
            to: to.clone(),
            language: Language::Tg,
            token: InviteToken::parse("abc"),
            project_name: ProjectName::parse("Alatau").unwrap(),
            inviter: None,
            expires_at,
        };
        let entry = notices.entry(&notice, now);
        assert_eq!((entry.created_at, &*entry.topic), (now, "mail.project_invite"));
        assert!(!String::from_utf8_lossy(entry.payload.as_bytes()).contains("abc"), "it is sealed");
        let content = Content::ProjectInvite {
            link: SecretText::new("https://id.example.org/invites/abc"),
            project_name: "Alatau".to_owned(),
            inviter: None,
            expires_at,
        };
        let letter = Letter { to, language: Language::Tg, content };
        assert_eq!(Message::from_entry(&entry, &*key).unwrap(), Message::Letter(letter));
    }
}
