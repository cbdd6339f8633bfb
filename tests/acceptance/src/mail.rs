use crate::{Server, eventually};
use reqwest::Method;
use serde_json::Value;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

/// A mail that was delivered.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Whom it was sent to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// Its HTML.
    pub html: String,
}

impl Mail {
    pub(crate) fn read(mail: &Value) -> Self {
        let text = |field: &str| mail[field].as_str().unwrap_or_default().to_owned();
        Self { to: text("to"), subject: text("subject"), text: text("text"), html: text("html") }
    }

    /// As a guide shows it.
    pub(crate) fn as_shown(&self) -> String {
        format!("To: {}\nSubject: {}\n\n{}", self.to, self.subject, self.text)
    }

    /// The code of six digits in it.
    pub fn code(&self) -> Option<String> {
        let mut words = self.text.split(|c: char| !c.is_ascii_alphanumeric());
        words
            .find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
            .map(str::to_owned)
    }

    /// The token of the invite in it.
    pub fn invite(&self) -> Option<String> {
        let (_, rest) = self.text.split_once("/invites/")?;
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
        Some(rest[..end.unwrap_or(rest.len())].to_owned())
    }

    /// The `token` of the link in it.
    pub fn token(&self) -> Option<String> {
        let (_, rest) = self.text.split_once("token=")?;
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
        Some(rest[..end.unwrap_or(rest.len())].to_owned())
    }
}

impl Server {
    /// The mails in the development mailbox that went to this address, the newest first.
    pub async fn mails_to(&self, email: &str) -> Vec<Mail> {
        let mails = self.numbered_mails().await.into_iter().map(|(_, mail)| mail);
        mails.filter(|mail| mail.to == email).collect()
    }

    /// All mails in the development mailbox with their numbers, the newest first.
    pub(crate) async fn numbered_mails(&self) -> Vec<(u64, Mail)> {
        let api = self.api();
        let request = api.request(Method::GET, "/dev/mail").header("accept", "application/json");
        let listed = api.send(request).await.expect(200).json();
        let listed = listed.as_array().expect("a list of mails").iter();
        listed.map(|mail| (mail["id"].as_u64().expect("a number"), Mail::read(mail))).collect()
    }

    /// Waits for a mail to this address that `found` takes something from.
    ///
    /// # Panics
    /// When none comes.
    #[track_caller]
    pub fn mail<T>(&self, email: &str, found: impl Fn(&Mail) -> Option<T>) -> impl Future<Output = T> {
        let what = format!("a mail to {email}");
        eventually(what, PATIENCE, async move || self.mails_to(email).await.iter().find_map(&found))
    }

    /// Waits for a code that was mailed to this address.
    ///
    /// # Panics
    /// When none comes.
    #[track_caller]
    pub fn mailed_code(&self, email: &str) -> impl Future<Output = String> {
        self.mail(email, Mail::code)
    }
}
