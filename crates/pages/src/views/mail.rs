use crate::linkify::{Piece, pieces};
use crate::{Frame, View};
use askama::Template;
use hitkey_kernel::Timestamp;

/// One mail in the list.
#[derive(Debug, Clone)]
pub struct MailLine {
    /// Names it in its URL.
    pub id: String,
    /// Who it is for.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When it was delivered to the mailbox.
    pub at: Timestamp,
}

/// `/dev/mail`: every mail that would have been sent.
#[derive(Debug, Clone, Template)]
#[template(path = "mailbox.html")]
pub struct Mailbox {
    /// The frame.
    pub frame: Frame,
    /// The mails, newest first.
    pub mails: Vec<MailLine>,
}

fn line(id: &str, subject: &str) -> MailLine {
    MailLine {
        id: id.into(),
        to: "ann@example.org".into(),
        subject: subject.into(),
        at: Timestamp::from_unix_seconds(1_769_847_330),
    }
}

impl View for Mailbox {
    const NAME: &'static str = "mailbox";

    fn samples() -> Vec<(&'static str, Self)> {
        let frame = Frame { dev_mailbox: true, ..Frame::default() };
        let mails = vec![line("2", "Set a new password"), line("1", "123456 is your code for HitKey")];
        vec![("some", Self { frame, mails }), ("none", Self { frame, mails: Vec::new() })]
    }
}

/// `/dev/mail/{id}`: one mail, its links to click and its code to copy.
#[derive(Debug, Clone, Template)]
#[template(path = "mail.html")]
pub struct Mail {
    /// The frame.
    pub frame: Frame,
    /// The mail's head.
    pub line: MailLine,
    /// Its plain-text body.
    pub text: String,
    /// Where its HTML body is shown alone.
    pub html_url: String,
}

impl Mail {
    fn pieces(&self) -> Vec<Piece<'_>> {
        pieces(&self.text)
    }
}

impl View for Mail {
    const NAME: &'static str = "mail";

    fn samples() -> Vec<(&'static str, Self)> {
        let sample = |subject: &str, text: &str| Self {
            frame: Frame { dev_mailbox: true, ..Frame::default() },
            line: line("1", subject),
            text: text.into(),
            html_url: "/dev/mail/1/html".into(),
        };
        let code = "Hello,\n\nyour code is\n\n    123456\n\nIt is good for 10 minutes.\n";
        let link = "Set a new password here:\n\nhttp://localhost:8080/reset?token=abc_def-ghi\n\n\
                    If it was not you, ignore this mail.\n";
        vec![("code", sample("123456 is your code", code)), ("link", sample("Set a new password", link))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn a_mail_is_only_text() {
        let (_, mut page) = Mail::samples().remove(0);
        page.line.subject = ATTACK.into();
        page.text = format!("https://example.org/{ATTACK} {ATTACK}");
        assert!(!page.html().unwrap().contains("<script"));
    }
}
