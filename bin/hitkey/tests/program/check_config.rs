//! `hitkey check-config` and what is refused at start.

use crate::common::Home;
use std::fs;

#[test]
fn check_config_shows_values_and_origins_but_no_secret() {
    let home = Home::new();
    fs::write(home.path("hitkey.toml"), "database_url = 'postgres://ann:s3cret@db/hitkey'\n").unwrap();
    let key = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
    let shown = home.hitkey(&["check-config"]).env("HITKEY_SECRET_KEY", key).output().unwrap();
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.status.success(), "{shown:?}");
    for part in
        ["127.0.0.1:0", "HITKEY_LISTEN", "postgres://ann:***@db/hitkey", "database_url in hitkey.toml"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("s3cret") && !text.contains(key), "{text}");
    assert!(!home.path("data").exists(), "it makes nothing");
}

#[test]
fn wrong_settings_are_refused_by_every_command() {
    let home = Home::new();
    for command in ["serve", "migrate", "check-config", "healthcheck"] {
        let refused = home.hitkey(&[command]).env("HITKEY_PUBLIC_ULR", "x").output().unwrap();
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(1), "{command}");
        assert!(
            said.contains("HITKEY_PUBLIC_ULR is not a setting: did you mean HITKEY_PUBLIC_URL?"),
            "{said}"
        );
    }
}

#[test]
fn the_version_is_told() {
    let told = Home::new().run(&["--version"]);
    assert!(String::from_utf8_lossy(&told.stdout).starts_with("hitkey 0."), "{told:?}");
}
