//! Mails reach a real SMTP server, whatever that server goes through.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Answer, Database, Mail, Server, SmtpServer, Temper, email, eventually, free_port, on_both};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A request that waited for SMTP would take longer by far.
const FAST: Duration = Duration::from_secs(2);
/// The first retries come within seconds.
const PATIENCE: Duration = Duration::from_secs(90);

/// A folder for mails, and the port of an SMTP server that is started later.
struct Post {
    directory: TempDir,
    port: u16,
}

impl Post {
    fn new() -> Self {
        Self { directory: TempDir::new().unwrap(), port: free_port() }
    }

    async fn open(&self, temper: Temper) -> SmtpServer {
        SmtpServer::start(&self.mails(), self.port, temper).await
    }

    fn mails(&self) -> PathBuf {
        self.directory.path().join("mails")
    }

    async fn hitkey(&self, database: Database) -> Server {
        let url = format!("smtp://localhost:{}?tls=none", self.port);
        Server::start_with(database, &[("HITKEY_SMTP_URL", &url)]).await
    }
}

async fn fast(answer: impl Future<Output = Answer>) -> Answer {
    let begin = Instant::now();
    let answer = answer.await;
    assert!(begin.elapsed() < FAST, "{:?}", begin.elapsed());
    answer
}

async fn arrives(smtp: &SmtpServer, email: &str) -> Mail {
    let what = format!("the mail to {email}");
    eventually(what, PATIENCE, async || smtp.mails_to(email).into_iter().next()).await
}

async fn a_strict_server_gets_mail_by_starttls_and_log_in(database: Database) {
    let post = Post::new();
    let smtp = post.open(Temper::Strict).await;
    let url = format!("smtp://hitkey:let-me-in@localhost:{}?tls=required", post.port);
    let authority = smtp.authority();
    let settings = [("HITKEY_SMTP_URL", url.as_str()), ("SSL_CERT_FILE", authority.to_str().unwrap())];
    let server = Server::start_with(database, &settings).await;
    let email = email("strict");
    server.api().start_registration(&email).await.expect(200);
    let mail = arrives(&smtp, &email).await;
    let code = mail.code().unwrap();
    assert!(mail.html.contains(&code) && mail.html.contains("<html"), "{}", mail.html);
    assert!(!mail.subject.is_empty());
    server.api().verify_registration(&email, &code).await.expect(200);
    server.get("/dev/mail").await.expect(404);
    assert!(!server.log().contains("let-me-in"));
}

async fn a_wrong_certificate_gets_no_mail(database: Database) {
    let post = Post::new();
    let smtp = post.open(Temper::Strict).await;
    let url = format!("smtp://hitkey:let-me-in@localhost:{}?tls=required", post.port);
    let server = Server::start_with(database, &[("HITKEY_SMTP_URL", &url)]).await;
    let email = email("wary");
    server.api().start_registration(&email).await.expect(200);
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(smtp.mails_to(&email).len(), 0);
}

async fn mail_waits_for_a_server_that_is_down(database: Database) {
    let post = Post::new();
    let mut server = post.hitkey(database).await;
    let (before, after) = (email("down"), email("restart"));
    fast(server.api().start_registration(&before)).await.expect(200);
    tokio::time::sleep(Duration::from_secs(1)).await;
    fast(server.api().start_registration(&after)).await.expect(200);
    server.kill();
    server.run().await;
    let smtp = post.open(Temper::Kind).await;
    arrives(&smtp, &before).await;
    arrives(&smtp, &after).await;
}

async fn a_slow_server_slows_nobody_down(database: Database) {
    let post = Post::new();
    let slow = post.open(Temper::Slow).await;
    let mut server = post.hitkey(database).await;
    let emails: Vec<String> = (0..8).map(|_| email("slow")).collect();
    for email in &emails {
        fast(server.api().start_registration(email)).await.expect(200);
    }
    fast(server.get("/health/ready")).await.expect(200);
    let begin = Instant::now();
    assert!(server.terminate().success(), "{}", server.log());
    assert!(begin.elapsed() < Duration::from_secs(30), "{:?}", begin.elapsed());
    drop(slow);
    let kind = post.open(Temper::Kind).await;
    server.run().await;
    for email in &emails {
        // What a delivery holds comes back when its lease has run out.
        let what = format!("the mail to {email}");
        eventually(what, Duration::from_secs(200), async || kind.mails_to(email).into_iter().next()).await;
    }
}

async fn a_server_killed_while_it_takes_a_mail_gets_it_again(database: Database) {
    let post = Post::new();
    let mut dying = post.open(Temper::Dying).await;
    let server = post.hitkey(database).await;
    let email = email("again");
    fast(server.api().start_registration(&email)).await.expect(200);
    dying.process.wait(PATIENCE);
    fast(server.api().forgot(&email)).await.expect(200);
    let kind = post.open(Temper::Kind).await;
    let mail = arrives(&kind, &email).await;
    server.api().verify_registration(&email, &mail.code().unwrap()).await.expect(200);
}

on_both!(
    a_strict_server_gets_mail_by_starttls_and_log_in,
    a_wrong_certificate_gets_no_mail,
    mail_waits_for_a_server_that_is_down,
    a_slow_server_slows_nobody_down,
    a_server_killed_while_it_takes_a_mail_gets_it_again,
);
