//! Every message says something in every language, and what it says is looked at.

use hitkey_kernel::{Language, OutboxId, testkit};
use hitkey_mail::testkit::fixtures;
use hitkey_mail::{Content, Email};

fn render(language: Language, content: Content) -> Email {
    let ambient = testkit::ambient();
    let id = OutboxId::generate(ambient.now(), ambient.random());
    fixtures::letter(language, content).render(id)
}

#[test]
fn every_message_renders_in_every_language() {
    for language in Language::ALL {
        for content in fixtures::every_content() {
            let topic = content.topic();
            let email = render(language, content);
            for part in [&email.subject, &email.text, &email.html] {
                assert!(!part.trim().is_empty() && !part.contains(['{', '}', '\u{2068}']), "{topic}: {part}");
            }
            assert!(!email.subject.contains(['\r', '\n']), "{topic}");
            assert!(email.html.contains(&format!("<html lang=\"{}\">", language.tag())), "{topic}");
        }
    }
}

#[test]
fn a_page_loads_nothing_and_runs_nothing() {
    for content in fixtures::every_content() {
        let html = render(Language::En, content).html;
        for forbidden in ["<img", "<script", "<link", "url(", "@import", "<iframe", " src="] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn other_languages_do_not_speak_english() {
    for content in fixtures::every_content() {
        let english = render(Language::En, content.clone()).subject;
        for language in [Language::Es, Language::Ru, Language::Kk, Language::Tg] {
            assert_ne!(render(language, content.clone()).subject, english, "{language:?}");
        }
    }
}

#[test]
fn the_code_and_the_link_stand_in_both_bodies_and_not_in_the_subject_or_debug() {
    let [code, _, reset, ..] = &fixtures::every_content()[..] else { panic!("fixtures") };
    let mail = render(Language::En, code.clone());
    assert!(mail.text.contains("042137") && mail.html.contains("042137") && !mail.subject.contains("042137"));
    assert!(!format!("{mail:?}{code:?}").contains("042137"));

    let mail = render(Language::En, reset.clone());
    assert!(mail.text.contains("https://id.example.org/reset?token=a&b=\"c\"\n"));
    assert!(mail.html.contains("href=\"https://id.example.org/reset?token=a&amp;b=&quot;c&quot;\""));
    assert!(!format!("{mail:?}{reset:?}").contains("token=a"));
}

#[test]
fn the_raw_user_agent_is_never_repeated() {
    let content = Content::NewSignIn {
        at: fixtures::AT,
        ip: None,
        user_agent: Some("Click https://evil.example".into()),
        forgot_link: "https://id.example.org/forgot".into(),
    };
    let mail = render(Language::En, content);
    assert!(!mail.text.contains("evil") && !mail.html.contains("evil"));
}

#[test]
fn what_strangers_call_a_project_is_no_markup_and_no_subject() {
    let Some(invite) = fixtures::every_content().pop() else { panic!("fixtures") };
    let mail = render(Language::En, invite.clone());
    assert!(mail.html.contains("Alatau &lt;2026&gt;") && mail.html.contains("Bea &amp; Co"));
    assert!(mail.text.contains("Project: Alatau <2026>") && !mail.subject.contains("Alatau"));
    assert!(mail.text.contains("https://id.example.org/invites/abc\n"));
    assert!(!format!("{mail:?}{invite:?}").contains("invites/abc"), "the link is a secret");
}

#[test]
fn the_english_mails_look_like_this() {
    for (number, content) in fixtures::every_content().into_iter().enumerate() {
        let name = format!("{number}-{}", content.topic());
        let email = render(Language::En, content);
        insta::assert_snapshot!(
            name.clone() + ".text",
            format!("Subject: {}\n\n{}", email.subject, email.text)
        );
        insta::assert_snapshot!(name + ".html", email.html);
    }
}

#[test]
fn a_sign_in_mail_in_the_other_languages_looks_like_this() {
    for language in [Language::Es, Language::Ru, Language::Kk, Language::Tg] {
        let Some(content) = fixtures::every_content().into_iter().nth(4) else { panic!("fixtures") };
        let email = render(language, content);
        let text = format!("Subject: {}\n\n{}", email.subject, email.text);
        insta::assert_snapshot!(format!("sign-in.{}", language.tag()), text);
    }
}
