use crate::site::Site;
use actix_web::test::TestRequest;
use hitkey_http::pages::{DevMail, DevMailbox};
use hitkey_kernel::Timestamp;
use std::sync::Arc;

struct Two;

fn mail(id: u64, text: &str) -> DevMail {
    DevMail {
        id,
        to: "ann@example.org".into(),
        subject: format!("Mail <{id}>"),
        text: text.into(),
        html: "<h1 style=\"color:red\">Hello</h1><script>alert(1)</script>".into(),
        at: Timestamp::from_unix_seconds(1_769_847_330),
    }
}

impl DevMailbox for Two {
    fn list(&self) -> Vec<DevMail> {
        vec![mail(2, "Go to https://id.example/reset?token=a&b=c\n<script>"), mail(1, "Your code is 123456")]
    }
}

#[actix_web::test]
async fn a_server_with_real_mail_has_no_mailbox() {
    let site = Site::open().await;
    for path in ["/dev/mail", "/dev/mail/1", "/dev/mail/1/html"] {
        assert_eq!(site.browser().open(path).await.status, 404, "{path}");
    }
    assert!(!site.browser().open("/login").await.says("/dev/mail"));
}

#[actix_web::test]
async fn mails_are_listed_and_shown_with_links_and_codes() {
    let site = Site::with_mailbox(Some(Arc::new(Two))).await;
    let browser = site.browser();
    let list = browser.open("/dev/mail").await;
    assert!(list.says("href=\"/dev/mail/2\"") && list.says("Mail &#60;1&#62;"), "{}", list.body);
    let reset = browser.open("/dev/mail/2").await;
    assert!(reset.says("<a href=\"https://id.example/reset?token=a&#38;b=c\">"), "{}", reset.body);
    assert!(!reset.says("<script"));
    assert!(browser.open("/dev/mail/1").await.says("<code class=\"bigcode\">123456</code>"));
    assert_eq!(browser.open("/dev/mail/3").await.status, 404);
    assert!(browser.open("/login").await.says("href=\"/dev/mail\""), "each page leads there");
}

#[actix_web::test]
async fn the_html_of_a_mail_can_do_nothing() {
    let site = Site::with_mailbox(Some(Arc::new(Two))).await;
    let page = site.browser().open("/dev/mail/1/html").await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
    assert!(!policy.contains("script-src") && !policy.contains("allow-scripts"), "{policy}");
}

#[actix_web::test]
async fn scripts_get_the_mails_as_json() {
    let site = Site::with_mailbox(Some(Arc::new(Two))).await;
    let request = TestRequest::get().uri("/dev/mail").insert_header(("Accept", "application/json"));
    let page = site.browser().send(request).await;
    let mails: serde_json::Value = serde_json::from_str(&page.body).unwrap();
    assert_eq!(mails[1]["text"], "Your code is 123456");
    assert_eq!(mails[0]["at"], "2026-01-31T08:15:30.000Z");
}
