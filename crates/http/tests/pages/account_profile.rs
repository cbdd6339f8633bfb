//! People tell of themselves what they want to tell.

use crate::site::{ANN, Browser, Page, Site};

async fn save(browser: &Browser<'_>, fields: &[(&str, &str)]) -> Page {
    browser.submit("/account/profile", fields).await
}

#[actix_web::test]
async fn what_is_typed_is_kept_and_what_is_emptied_goes() {
    let site = Site::open().await;
    let ann = site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    let first = browser.open("/account/profile").await;
    assert_eq!(first.field("display_name").as_deref(), Some("ann"));
    let typed = [
        ("given_names", "Ann"),
        ("surname", "O'Example"),
        ("preferred_order", "eastern"),
        ("username", "Ann_1"),
        ("birthdate", "1987-10-16"),
        ("address_street", "1 Main St\r\nFlat 2"),
    ];
    for _ in 0..2 {
        let saved = save(&browser, &typed).await;
        assert_eq!((saved.status, saved.location()), (303, "/account/profile?done=profile"));
    }
    let page = browser.open("/account/profile?done=profile").await;
    assert!(page.says("Your profile is saved"));
    for (name, text) in &typed[..2] {
        assert_eq!(page.field(name).as_deref(), Some(*text), "{name}");
    }
    assert!(page.says("<bdi>Ann O&#39;Example</bdi>") && page.says("<bdi>O&#39;Example Ann</bdi>"));
    assert!(page.says("value=\"eastern\" autocomplete=\"off\" checked"), "{}", page.body);
    assert!(page.says(">\n1 Main St\nFlat 2</textarea>"), "{}", page.body);
    assert!(browser.open("/account").await.says("<bdi>O&#39;Example Ann</bdi>"));

    save(&browser, &[("username", ""), ("birthdate", "")]).await;
    let profile = site.world.identity.profiles.me(ann).await.unwrap().profile;
    assert!(profile.username.is_none(), "emptied");
    assert_eq!(profile.surname.unwrap().as_str(), "O'Example", "not sent");
}

#[actix_web::test]
async fn what_does_not_fit_is_told_beside_its_input_and_nothing_is_kept() {
    let site = Site::open().await;
    let ann = site.person(ANN).await;
    site.person("bob@example.org").await;
    let (browser, bob) = (site.browser(), site.browser());
    browser.sign_in(ANN).await;
    bob.sign_in("bob@example.org").await;
    save(&bob, &[("username", "bob")]).await;
    let long = "x".repeat(101);
    for (field, text, words) in [
        ("username", "a b", "Use 3 to 30 Latin letters"),
        ("username", "admin", "This username is reserved"),
        ("username", "BOB", "This username is taken"),
        ("given_names", &long, "Use at most 100 characters"),
        ("surname", "a\u{7}b", "Take out line breaks"),
        ("website", "javascript:alert(1)", "Enter a web address"),
        ("birthdate", "16.10.1987", "Enter a date"),
        ("zoneinfo", "Almaty!", "Enter a time zone"),
        ("locale", "x", "Enter a language tag"),
        ("phone_number", "112", "Enter a phone number"),
    ] {
        let page = save(&browser, &[("display_name", "Changed"), (field, text)]).await;
        assert_eq!(page.status, 422, "{field} {text}");
        assert_eq!(page.field(field).as_deref(), Some(text), "it can be mended");
        let input = page.body.split("<input ").find(|tag| tag.contains(&format!("name=\"{field}\"")));
        let input = input.unwrap().split('>').next().unwrap();
        assert!(input.contains("aria-invalid=\"true\""), "{input}");
        assert!(input.contains(&format!("{field}-problem\"")), "{input}");
        assert!(page.says(&format!("<a href=\"#{field}\">{words}")), "{words}: {}", page.body);
    }
    let profile = site.world.identity.profiles.me(ann).await.unwrap().profile;
    assert_eq!(profile.display_name.unwrap().as_str(), "ann");
}

#[actix_web::test]
async fn whoever_chose_no_order_of_names_chooses_none_by_saving() {
    let site = Site::open().await;
    let ann = site.person(ANN).await;
    let browser = site.browser();
    browser.sign_in(ANN).await;
    save(&browser, &[("preferred_order", "western"), ("nickname", "Annie")]).await;
    let profile = site.world.identity.profiles.me(ann).await.unwrap().profile;
    assert_eq!(profile.preferred_order, None);
    save(&browser, &[("preferred_order", "eastern")]).await;
    save(&browser, &[("preferred_order", "southern")]).await;
    let page = browser.open("/account/profile").await;
    assert!(page.says("value=\"eastern\" autocomplete=\"off\" checked"), "{}", page.body);
}
