//! How the mailer takes what servers say, against one that says what it is told to.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use hitkey_kernel::{EmailAddress, Language, OutboxId, testkit};
use hitkey_mail::Email;
use hitkey_mail::ports::{MailError, Mailer as _};
use hitkey_mail::testkit::fixtures;
use hitkey_mail_smtp::{Sender, SmtpMailer, SmtpSettings};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the server says at each point, and what it does after a mail.
#[derive(Clone, Copy)]
struct Script {
    greeting: &'static str,
    auth: &'static str,
    mail: &'static str,
    rcpt: &'static str,
    content: &'static str,
    hangs_up_after_a_mail: bool,
}

const FRIENDLY: Script = Script {
    greeting: "220 ready",
    auth: "235 welcome",
    mail: "250 ok",
    rcpt: "250 ok",
    content: "250 queued",
    hangs_up_after_a_mail: false,
};

#[derive(Default)]
struct Seen {
    connections: u32,
    mails: Vec<String>,
}

/// Runs a server and gives its port and what it saw.
async fn server(script: Script) -> (u16, Arc<Mutex<Seen>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Arc::new(Mutex::new(Seen::default()));
    let shared = seen.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            shared.lock().unwrap().connections += 1;
            tokio::spawn(talk(stream, script, shared.clone()));
        }
    });
    (port, seen)
}

async fn talk(stream: TcpStream, script: Script, seen: Arc<Mutex<Seen>>) {
    let mut stream = BufReader::new(stream);
    say(&mut stream, script.greeting).await;
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        let word = line.split([' ', '\r']).next().unwrap_or_default().to_owned();
        line.clear();
        let answer = match word.as_str() {
            "EHLO" => "250-test\r\n250 AUTH PLAIN",
            "AUTH" => script.auth,
            "MAIL" => script.mail,
            "RCPT" => script.rcpt,
            "DATA" => {
                say(&mut stream, "354 go on").await;
                let mail = content(&mut stream).await;
                seen.lock().unwrap().mails.push(mail);
                script.content
            }
            _ => "250 ok",
        };
        say(&mut stream, answer).await;
        if word == "DATA" && script.hangs_up_after_a_mail {
            return;
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) {
    // The client may be gone: then there is nobody to tell.
    let _ = stream.write_all(format!("{line}\r\n").as_bytes()).await;
}

async fn content(stream: &mut BufReader<TcpStream>) -> String {
    let mut mail = String::new();
    while !mail.ends_with("\r\n.\r\n") && stream.read_line(&mut mail).await.is_ok_and(|read| read > 0) {}
    mail
}

fn mailer(url: &str) -> SmtpMailer {
    let address = EmailAddress::parse("id@example.org").unwrap();
    SmtpMailer::new(SmtpSettings::parse(url).unwrap(), Sender { name: None, address }).unwrap()
}

fn email() -> Email {
    let ambient = testkit::ambient();
    let id = OutboxId::generate(ambient.now(), ambient.random());
    let Some(content) = fixtures::every_content().into_iter().next() else { panic!("fixtures") };
    fixtures::letter(Language::En, content).render(id)
}

#[tokio::test]
async fn a_mail_arrives_and_the_next_one_takes_the_same_connection() {
    let (port, seen) = server(FRIENDLY).await;
    let mailer = mailer(&format!("smtp://ann:secret@127.0.0.1:{port}?tls=none"));
    mailer.check().await.unwrap();
    for _ in 0..3 {
        mailer.send(&email()).await.unwrap();
    }
    let seen = seen.lock().unwrap();
    assert_eq!((seen.connections, seen.mails.len()), (1, 3));
    assert!(seen.mails[0].contains("042137") && seen.mails[0].contains(&email().id.to_string()));
}

#[tokio::test]
async fn a_server_that_hangs_up_between_mails_is_called_again() {
    let (port, seen) = server(Script { hangs_up_after_a_mail: true, ..FRIENDLY }).await;
    let mailer = mailer(&format!("smtp://127.0.0.1:{port}"));
    for _ in 0..3 {
        mailer.send(&email()).await.unwrap();
    }
    assert_eq!(seen.lock().unwrap().mails.len(), 3);
}

#[tokio::test]
async fn only_a_no_to_the_recipient_or_the_content_is_for_good() {
    let sign_in = "ann:secret@";
    for (script, credentials, permanent) in [
        (Script { rcpt: "550 5.1.1 no such mailbox", ..FRIENDLY }, "", true),
        (Script { content: "554 5.7.1 looks like spam", ..FRIENDLY }, "", true),
        (Script { rcpt: "450 4.2.1 busy", ..FRIENDLY }, "", false),
        (Script { content: "451 greylisted", ..FRIENDLY }, "", false),
        (Script { rcpt: "530 5.7.0 sign in first", ..FRIENDLY }, "", false),
        (Script { mail: "550 5.1.8 sender unknown", ..FRIENDLY }, "", false),
        (Script { greeting: "554 no service here", ..FRIENDLY }, "", false),
        (Script { greeting: "421 later", ..FRIENDLY }, "", false),
        (Script { greeting: "this is no SMTP", ..FRIENDLY }, "", false),
        (Script { auth: "535 5.7.8 wrong password", ..FRIENDLY }, sign_in, false),
    ] {
        let (port, _) = server(script).await;
        let mailer = mailer(&format!("smtp://{credentials}127.0.0.1:{port}?tls=none"));
        let error = mailer.send(&email()).await.unwrap_err();
        assert_eq!(matches!(error, MailError::Permanent(_)), permanent, "{error}");
        assert!(!error.to_string().contains("042137") && !error.to_string().contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn no_server_and_no_encryption_where_it_is_required_are_not_for_good() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = listener.local_addr().unwrap().port();
    drop(listener);
    let (plain, seen) = server(FRIENDLY).await;
    for url in [
        format!("smtp://127.0.0.1:{closed}"),
        format!("smtp://127.0.0.1:{plain}?tls=required"),
        format!("smtp://ann:secret@127.0.0.1:{plain}"),
    ] {
        let mailer = mailer(&url);
        assert!(matches!(mailer.send(&email()).await, Err(MailError::Transient(_))), "{url}");
        assert!(matches!(mailer.check().await, Err(MailError::Transient(_))), "{url}");
    }
    assert!(seen.lock().unwrap().mails.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_server_that_falls_silent_is_given_up_in_time_and_its_connection_is_not_used_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let accepted = tokio::spawn(async move {
        let mut silent = Vec::new();
        for _ in 0..2 {
            silent.push(listener.accept().await.unwrap());
        }
    });
    let mailer = mailer(&format!("smtp://127.0.0.1:{port}"));
    for _ in 0..2 {
        let start = tokio::time::Instant::now();
        assert!(matches!(mailer.send(&email()).await, Err(MailError::Transient(_))));
        assert!(start.elapsed() <= hitkey_mail::ports::SEND_LIMIT);
    }
    accepted.await.unwrap();
}
